// Kinds of errands: the papers each needs, its steps in order with the window, and what only the person or the home itself may do. Data.

export interface ErrandPaper {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** An original that comes back; else it stays with the office. */
  readonly lent: boolean;
}
export interface ErrandStep {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly atZh: string;
  readonly atEn: string;
  /** At the window of an office. */
  readonly window: boolean;
  /** Only the person or the home itself: finger prints, a face, a signature, a payment. */
  readonly self: boolean;
  /** Not everybody needs it. */
  readonly maybe: boolean;
}
export interface ErrandKind {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** The catalogue's offer that it is the way to, where there is one. */
  readonly category: string | null;
  /** The window asks for a written mandate. */
  readonly mandate: boolean;
  readonly papers: readonly ErrandPaper[];
  readonly steps: readonly ErrandStep[];
}

const paper = (code: string, zh: string, en: string, lent: 'lent' | 'stays'): ErrandPaper => ({
  code,
  zh,
  en,
  lent: lent === 'lent',
});
const idCopy = paper('id-copy', '身份证复印件', 'Copy of the identity card', 'stays');
const register = paper('register', '户口本', 'Household register', 'lent');
const cardCopy = paper('card-copy', '一卡通存折首页复印件', 'Copy of the passbook, first page', 'stays');

type Mark = 'window' | 'self' | 'maybe';
const step = (
  code: string,
  words: readonly [string, string, string, string],
  ...marks: readonly Mark[]
): ErrandStep => {
  const [zh, en, atZh, atEn] = words;
  const has = (mark: Mark): boolean => marks.includes(mark);
  return { code, zh, en, atZh, atEn, window: has('window'), self: has('self'), maybe: has('maybe') };
};
const home = ['家里', 'home'] as const;
const village = ['村委会', 'village office'] as const;
const centre = ['乡便民服务中心', 'township service centre'] as const;

export const errandKinds: readonly ErrandKind[] = [
  {
    code: 'medical-enrol',
    zh: '医保参保登记',
    en: 'Joining the medical insurance',
    category: 'S3',
    mandate: false,
    papers: [register, idCopy],
    steps: [
      step('check', ['核对要参保的人', 'Check who is to join', ...village]),
      step('window', ['医保窗口登记', 'Registered at the insurance window', ...centre], 'window'),
      step('pay', ['本人或家里人自己缴费', 'The home pays by itself', ...home], 'self'),
    ],
  },
  {
    code: 'medical-claim',
    zh: '医药费手工报销',
    en: 'Paying back medical costs',
    category: null,
    mandate: true,
    papers: [
      paper('bills', '发票、费用清单', 'Bills and list of costs', 'stays'),
      paper('discharge', '出院小结、诊断证明', 'Discharge paper', 'stays'),
      idCopy,
      cardCopy,
    ],
    steps: [
      step('window', ['医保窗口交材料', 'Handed in at the insurance window', ...centre], 'window'),
      step('review', ['县医保局审核', 'Examined', '县医保局', 'county insurance office'], 'window'),
      step('paid', ['家里查到钱到账', 'The home sees the money', ...home]),
    ],
  },
  {
    code: 'pension-certify',
    zh: '养老金资格认证',
    en: 'Pension: proof of life',
    category: 'S4',
    mandate: false,
    papers: [],
    steps: [
      step('face', ['本人在家刷脸', 'Face check by the person at home', ...home], 'self', 'maybe'),
      step('visit', ['刷不过，请人社所上门', 'If the phone fails: the office comes', ...home], 'self', 'maybe'),
      step('proof', ['查到认证已通过', 'Seen that it counts', '乡人社所', 'township pension office'], 'window'),
    ],
  },
  {
    code: 'age-allowance',
    zh: '高龄津贴申请',
    en: 'Allowance for old age',
    category: null,
    mandate: true,
    papers: [register, idCopy, cardCopy, paper('photo', '一寸照片', 'Photograph', 'stays')],
    steps: [
      step('sign', ['申请表本人签字或按指印', 'The person signs the form', ...home], 'self'),
      step('check', ['村里核实', 'Checked by the village', ...village]),
      step('window', ['民政窗口受理', 'Taken at the civil affairs window', ...centre], 'window'),
      step('answer', ['批了没有', 'Decided', ...centre], 'window'),
    ],
  },
  {
    code: 'disability-card',
    zh: '残疾人证办理、换证',
    en: 'Disability card',
    category: 'C4',
    mandate: true,
    papers: [
      register,
      idCopy,
      paper('old-card', '旧残疾人证', 'Old card', 'lent'),
      paper('photo', '照片', 'Photograph', 'stays'),
    ],
    steps: [
      step('window', ['残联窗口申请', 'Asked for at the window', ...centre], 'window'),
      step('assess', ['本人到医院评定', 'The person is examined', '县里指定医院', 'named hospital'], 'self', 'maybe'),
      step('card', ['证领回送到家', 'The card is brought home', ...home]),
    ],
  },
  {
    code: 'id-renew',
    zh: '身份证换领',
    en: 'New identity card',
    category: null,
    mandate: true,
    papers: [register, paper('old-id', '旧身份证', 'Old identity card', 'lent')],
    steps: [
      step('date', ['约派出所上门或来所的日子', 'A day is agreed', '派出所', 'police station']),
      step(
        'prints',
        ['本人按指纹、照相', 'Finger prints and picture', '派出所或家里', 'police station or home'],
        'self',
      ),
      step('collect', ['凭回执代领，送到家', 'Collected and brought home', '派出所', 'police station'], 'window'),
    ],
  },
  {
    code: 'farmland-subsidy',
    zh: '耕地地力保护补贴登记',
    en: 'Farmland subsidy',
    category: 'S1',
    mandate: false,
    papers: [idCopy, cardCopy, paper('land', '土地承包经营权证', 'Land contract certificate', 'lent')],
    steps: [
      step('register', ['村里登记面积', 'The area is written down', ...village]),
      step('public', ['村里公示', 'Put up in public', ...village]),
      step('window', ['财政所受理', 'Taken by the finance office', '乡财政所', 'township finance office'], 'window'),
    ],
  },
  {
    code: 'relief',
    zh: '临时救助申请',
    en: 'Temporary assistance',
    category: 'C2',
    mandate: true,
    papers: [
      register,
      idCopy,
      cardCopy,
      paper('proof', '困难情况的票据、照片', 'Bills or pictures of the hardship', 'stays'),
    ],
    steps: [
      step('sign', ['申请书、核对授权书本人签', 'The home signs the form', ...home], 'self'),
      step('window', ['社会救助窗口受理', 'Taken at the assistance window', ...centre], 'window'),
      step('visit', ['乡里入户核实', 'The township comes and looks', ...home], 'maybe'),
      step('answer', ['批了没有', 'Decided', ...centre], 'window'),
    ],
  },
  {
    code: 'insurance-claim',
    zh: '农业保险理赔',
    en: 'Crop insurance claim',
    category: 'S5',
    mandate: false,
    papers: [
      paper('policy', '保险单或缴费凭证', 'Policy or proof of payment', 'lent'),
      idCopy,
      cardCopy,
      paper('pictures', '受灾照片、地块清单', 'Pictures and list of plots', 'stays'),
    ],
    steps: [
      step('report', ['向保险公司报案', 'Reported to the insurer', ...village]),
      step('survey', ['查勘定损，家里人带着看地', 'The insurer looks at the field', '地里', 'field']),
      step('sign', ['理赔单自家人签字', 'The home signs the claim', ...home], 'self'),
      step('window', ['材料交农险服务站', 'Handed in', '乡农险服务站', 'township insurance desk'], 'window'),
      step('paid', ['家里查到赔款到账', 'The home sees the money', ...home]),
    ],
  },
  {
    // What no kind fits: nobody knows whether its window asks for a mandate, so it is signed.
    code: 'other',
    zh: '其他代办',
    en: 'Something else',
    category: null,
    mandate: true,
    papers: [idCopy],
    steps: [
      step('window', ['窗口办理', 'Done at the window', '管这事的窗口', 'the window in charge'], 'window'),
      step(
        'more',
        ['补材料、再跑一趟', 'More papers, one more way', '管这事的窗口', 'the window in charge'],
        'window',
        'maybe',
      ),
      step('home', ['结果送到家', 'The result is brought home', ...home]),
    ],
  },
];

/** ERRAND-18 */
export const otherKind = 'other';

export const findErrandKind = (code: string): ErrandKind | undefined => errandKinds.find((one) => one.code === code);
/** The kind that is the way to this offer of the catalogue. */
export const kindOfOffer = (category: string): ErrandKind | undefined =>
  errandKinds.find((one) => one.category === category);
