// An old case ledger: one row a matter that is over, with its days, its home, its kind and what came of it (CASE-88).
import { categories, findCategory } from '#modules/case/kinds/categories.ts';
import type { Column } from './headings.ts';
import { type Ground, officeNamed } from './known.ts';
import { dayIn, homeColumns, planPaper } from './paper-homes.ts';
import type { Plan } from './plan.ts';
import { type Cells, startOfDay } from './row-cells.ts';
import { derivedId } from './row-ids.ts';
import type { TableRow } from './rows-below.ts';

export const caseColumns: readonly Column[] = [
  {
    name: '受理日期',
    en: 'Reported',
    also: [
      '日期',
      '时间',
      '登记日期',
      '反映日期',
      '反映时间',
      '受理时间',
      '上报日期',
      '上报时间',
      'date',
      'reported on',
    ],
    needed: true,
  },
  ...homeColumns,
  {
    name: '类别',
    en: 'Kind',
    also: ['事项类别', '类型', '事项类型', '问题类别', '分类', 'category', 'type'],
    needed: true,
  },
  {
    name: '事项',
    en: 'Matter',
    also: [
      '内容',
      '事项内容',
      '反映问题',
      '问题',
      '问题描述',
      '诉求',
      '诉求内容',
      '事由',
      '事件',
      '事项名称',
      'title',
      'description',
    ],
    needed: true,
  },
  {
    name: '办理结果',
    en: 'Result',
    also: ['结果', '处理结果', '处理情况', '办理情况', '解决情况', '答复', '答复内容', 'answer', 'outcome'],
  },
  {
    name: '办结日期',
    en: 'Closed',
    also: ['办结时间', '完成日期', '完成时间', '解决日期', '解决时间', '结案日期', 'closed on', 'finished'],
    needed: true,
  },
  {
    name: '承办单位',
    en: 'Office',
    also: ['责任单位', '办理单位', '经办单位', '处理单位', '牵头单位', '单位', 'handled by'],
  },
];

const mostNear = 4;

/** Kinds that share the most signs with what was written, in their own name or their group's, each with the code that may be written instead. */
function nearTo(text: string): string {
  const signs = new Set([...text].filter((sign) => /\p{Script=Han}/u.test(sign)));
  const shared = (name: string): number => [...new Set(name)].filter((sign) => signs.has(sign)).length;
  return categories
    .flatMap((one) => {
      if (one.parent === null || one.first === 'restricted' || one.first === 'bypass') return [];
      const own = shared(one.zh);
      // Its group tells less than its own name.
      return [{ one, worth: own > 0 ? own + 1 : Math.min(1, shared(findCategory(one.parent)?.zh ?? '')) }];
    })
    .filter(({ worth }) => worth > 0)
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, mostNear)
    .map(({ one }) => `${one.code} ${one.zh}`)
    .join('；');
}

/** By its code, by its name, or by words of its name that no other kind has. */
function categoryOf(cells: Cells, written: string): string {
  const text = written.normalize('NFKC').trim();
  const byName = categories.filter(
    (one) => one.parent !== null && (one.zh === text || one.en.toLowerCase() === text.toLowerCase()),
  );
  const byWord = categories.filter(
    (one) =>
      one.parent !== null && text.length > 1 && one.zh.split('、').some((word) => word === text || text.includes(word)),
  );
  const category = findCategory(text.toUpperCase()) ?? byName[0] ?? (byWord.length === 1 ? byWord[0] : undefined);
  if (!category || category.parent === null) {
    const near = nearTo(text);
    const code = near === '' ? 'category-unknown' : 'category-near';
    cells.fail('类别', text === '' ? 'empty' : code, { value: text.slice(0, 30), near });
    return '';
  }
  if (category.first === 'restricted' || category.first === 'bypass') cells.fail('类别', 'category-restricted');
  return category.code;
}

const short = (text: string): string => ([...text].length > 60 ? `${[...text].slice(0, 59).join('')}…` : text);

/** The village's own office, where the ledger names none. */
const ownOffice = (ground: Ground, village: string): string | undefined =>
  ground.offices.find((office) => office.kind === 'village' && office.ground === village)?.id;

/** The first and the last day of what is over. */
function daysIn(cells: Cells, now: number): { readonly from: string; readonly until: string } {
  const from = dayIn(cells, '受理日期');
  const until = dayIn(cells, '办结日期', 'case-open');
  if (cells.ok() && until < from) cells.fail('办结日期', 'days-order');
  if (cells.ok() && startOfDay(until) > now) cells.fail('办结日期', 'day-to-come', { value: until });
  return { from, until };
}

export const planCases = (rows: readonly TableRow[], ground: Ground): Promise<Plan> =>
  planPaper(rows, ground, '事项', (cells, row, { village, of }) => {
    const { from, until } = daysIn(cells, ground.now);
    const category = categoryOf(cells, row.cells['类别'] ?? '');
    const text = cells.needed('事项', 2000);
    const answer = cells.text('办理结果', 2000);
    const named = cells.text('承办单位', 60);
    const office = named === '' ? undefined : officeNamed({ ...ground, within: null }, named);
    if (typeof office === 'string') cells.fail('承办单位', `office-${office}`, { value: named });
    const isPublic = row.cells['门牌号'] === '' && row.cells['户主'] === '';
    const home = isPublic ? undefined : of(cells, row);
    const holder = typeof office === 'object' ? office.id : ownOffice(ground, village.ground);
    if (cells.ok() && !holder) cells.fail('承办单位', 'empty');
    if (!cells.ok() || !holder) return undefined;
    const id = derivedId(ground.generation, 'case', village.code, home?.id ?? '', from, until, text);
    const input = {
      case: id,
      household: home?.id ?? null,
      village: village.id,
      category,
      title: short(text),
      text,
      answer,
      office: holder,
      reportedAt: startOfDay(from),
      closedAt: startOfDay(until),
    };
    const label = home ? `${home.door} ${home.head}` : short(text);
    return { kind: 'case', record: id, create: { name: 'case.bring', input }, label };
  });
