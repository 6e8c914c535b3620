// The catalogue of matters: code, names, severity, who takes it first. County configuration in the long run; these are the defaults.
import type { OfficeKind } from '#modules/people/model.ts';

export interface Category {
  readonly code: string;
  readonly parent: string | null;
  readonly zh: string;
  readonly en: string;
  /** Key of the clocks: 1–4, C question, D dispute, X legal route. */
  readonly severity: string;
  readonly first: OfficeKind | 'restricted' | 'bypass' | null;
}

type Row = readonly [code: string, zh: string, en: string, severity?: string, first?: Category['first']];

const row = (...[code, zh, en, severity = '', first = null]: Row): Category => ({
  code,
  parent: code.length > 1 ? code.slice(0, 1) : null,
  zh,
  en,
  severity,
  first,
});

/** CASE-87: what a home asks about what is kept of itself. */
export const ownRecord = 'V7';

export const categories: readonly Category[] = [
  row('W', '饮水与水利', 'Water'),
  row('W1', '水浑、有异味', 'Cloudy or smelly water', '2', 'village-specialist'),
  row('W2', '停水、水压低', 'No water, low pressure', '2', 'village-specialist'),
  row('W3', '管道漏水、冻裂', 'Leaking or frozen pipe', '2', 'village-specialist'),
  row('W4', '水费、水表', 'Water bill or meter', '3', 'village'),
  row('W5', '灌溉渠道、塘坝', 'Irrigation canal or pond', '3', 'village'),
  row('W6', '山洪、河道排洪', 'Flood channel, river bank', '1', 'township'),
  row('P', '供电、通信', 'Power and communications'),
  row('P1', '停电', 'Power cut', '2', 'outside-body'),
  row('P2', '线路、树障隐患', 'Line or pole hazard', '1', 'outside-body'),
  row('P3', '电压低', 'Low voltage', '3', 'outside-body'),
  row('P4', '电费、电表', 'Power bill or meter', '3', 'outside-body'),
  row('P5', '手机信号、宽带', 'Mobile signal, broadband', '4', 'village'),
  row('P6', '路灯', 'Street lamp', '3', 'village'),
  row('R', '道路、交通', 'Roads and transport'),
  row('R1', '村道破损', 'Damaged road', '4', 'village'),
  row('R2', '塌方阻断', 'Landslide blocks road', '1', 'township'),
  row('R3', '桥涵、护栏', 'Bridge, culvert, guard-rail', '2', 'township'),
  row('R4', '客运班车', 'Bus service', '4', 'township'),
  row('R5', '农机、三轮载人', 'Unsafe riding', '3', 'village'),
  row('R6', '田间机耕路', 'Field track', '4', 'village'),
  row('H', '住房、用地', 'Housing and land'),
  row('H1', '房屋裂缝、危房', 'Cracked or dangerous house', '1', 'township'),
  row('H2', '宅基地申请', 'House-plot application', 'C', 'township'),
  row('H3', '违建占耕', 'Illegal building on farmland', '3', 'township'),
  row('H4', '确权登记证', 'Title registration', '4', 'township'),
  row('H5', '地质灾害隐患', 'Geological hazard', '1', 'township'),
  row('H6', '征地、拆迁补偿', 'Land taking compensation', '4', 'township'),
  row('A', '农业生产', 'Farming'),
  row('A1', '病虫害', 'Pests and disease', '2', 'field-office'),
  row('A2', '动物疫病、死畜', 'Animal disease, dead stock', '1', 'field-office'),
  row('A3', '旱、涝、冰雹受灾', 'Drought, flood, hail loss', '2', 'village'),
  row('A4', '农资质量', 'Bad seed, fertiliser, pesticide', '3', 'township'),
  row('A5', '农产品滞销', 'Unsold harvest', '4', 'village'),
  row('A6', '农机、农技服务', 'Machines and advice', 'C', 'village'),
  row('S', '补贴、保险', 'Subsidies and insurance'),
  row('S1', '耕地地力保护补贴', 'Farmland subsidy', 'C', 'village'),
  row('S2', '补贴未到账', 'Payment not received', '3', 'field-office'),
  row('S3', '医保参保、报销', 'Medical insurance', 'C', 'village-specialist'),
  row('S4', '养老保险、认证', 'Pension, life certification', 'C', 'village-specialist'),
  row('S5', '农业保险理赔', 'Crop insurance claim', '3', 'village'),
  row('S6', '其他政策咨询', 'Other policy question', 'C', 'village'),
  row('C', '民政救助', 'Social assistance'),
  row('C1', '低保申请、复核', 'Subsistence allowance', '3', 'township'),
  row('C2', '临时救助', 'Temporary assistance', '2', 'township'),
  row('C3', '特困供养', 'Extreme difficulty support', '3', 'township'),
  row('C4', '残疾证、辅具、补贴', 'Disability card, aids, allowance', '3', 'township'),
  row('C5', '老人照料', 'Care of elders', '2', 'village'),
  row('C6', '儿童关爱', 'Child care concern', '2', 'village-specialist'),
  row('M', '医疗健康', 'Health'),
  row('M1', '看病、转诊困难', 'Hard to see doctor, transfer', '2', 'village-specialist'),
  row('M2', '慢病随访、送药', 'Chronic follow-up, medicine', '3', 'village-specialist'),
  row('M3', '孕产、接种', 'Maternity, vaccination', '3', 'village-specialist'),
  row('M4', '传染病疑似', 'Suspected infection', '1', 'village-specialist'),
  row('M5', '食品、药品安全', 'Food and drug safety', '2', 'township'),
  row('M6', '心理疏导', 'Psychological support', '2', 'village-specialist'),
  row('E', '人居环境', 'Environment'),
  row('E1', '垃圾清运', 'Waste collection', '3', 'village'),
  row('E2', '污水、厕所', 'Sewage, toilets', '3', 'village'),
  row('E3', '养殖粪污、异味', 'Livestock smell', '3', 'township'),
  row('E4', '秸秆焚烧', 'Straw burning', '2', 'village'),
  row('E5', '河塘污染', 'Polluted river or pond', '2', 'township'),
  row('E6', '乱堆乱放', 'Clutter, hygiene', '3', 'village'),
  row('D', '矛盾纠纷', 'Disputes'),
  row('D1', '邻里、地界', 'Neighbours, boundary', 'D', 'village-specialist'),
  row('D2', '承包地、流转', 'Contracted land', 'D', 'village-specialist'),
  row('D3', '婚姻、家庭、赡养', 'Family, support of parents', 'D', 'village-specialist'),
  row('D4', '欠薪、务工', 'Unpaid wages', '3', 'township'),
  row('D5', '债务、消费', 'Debt, consumer', 'D', 'village-specialist'),
  row('D6', '家庭暴力、未成年人受害', 'Domestic violence, harmed minor', '1', 'restricted'),
  row('F', '安全、应急', 'Safety and emergency'),
  row('F1', '火灾隐患', 'Fire hazard', '2', 'village'),
  row('F2', '燃气、煤烟中毒', 'Gas, coal fumes', '1', 'village'),
  row('F3', '防溺水、危险水域', 'Drowning spots', '2', 'village'),
  row('F4', '恶劣天气转移', 'Bad-weather evacuation', '1', 'township'),
  row('F5', '电信诈骗线索', 'Fraud attempt', '1', 'field-office'),
  row('F6', '动物伤人、野生动物', 'Animal attack, wildlife', '2', 'township'),
  row('V', '村务、公共事务', 'Village affairs'),
  row('V1', '村务公开疑问', 'Disclosure question', '3', 'village'),
  row('V2', '集体资产、收益', 'Collective assets, income', '4', 'village'),
  row('V3', '议事、提案', 'Proposal for discussion', '4', 'village'),
  row('V4', '干部作风', 'Conduct of staff', 'X', 'bypass'),
  row('V5', '文化、体育、教育', 'Culture, sport, school', '4', 'village'),
  row('V6', '红白事、公益帮忙', 'Weddings, funerals, mutual help', '3', 'level-1'),
  row(ownRecord, '我家的记录：改、删、问', 'Our own record: correct, delete, ask', '4', 'village'),
];

const byCode = new Map(categories.map((category) => [category.code, category]));

/** HOME-21: whatever goes past those near the door, or to one named office only, by its kind already: also where nobody sits from whom it would be kept. */
export const silentCodes = (): string[] =>
  categories.filter(({ first }) => first === 'bypass' || first === 'restricted').map(({ code }) => code);

/** The category with this code, or undefined. Groups (one letter) are not matters themselves. */
export const findCategory = (code: string): Category | undefined => {
  const found = byCode.get(code);
  return found?.severity ? found : undefined;
};
