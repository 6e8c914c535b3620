// A village's roster as another program would hold it: 263 homes under a merged title, odd headings, dates of every kind, merged homes, and faults in known lines.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import readWorkbook from 'read-excel-file/node';
import writeWorkbook from 'write-excel-file/node';

const demo = path.join(import.meta.dirname, '../demo/village/住户花名册.xlsx');

interface Person {
  readonly door: string;
  readonly group: string;
  readonly grid: string;
  readonly head: string;
  readonly relation: string;
  readonly name: string;
  readonly sex: string;
  readonly born: string;
  readonly phone: string;
  readonly home: string;
}

async function demoPeople(): Promise<Person[]> {
  const [sheet] = await readWorkbook(readFileSync(demo));
  return (sheet?.data ?? []).slice(1).map((row) => {
    const [door, group, grid, head, relation, name, sex, born, phone, home] = row.map((cell) => String(cell ?? ''));
    return { door, group, grid, head, relation, name, sex, born, phone, home } as Person;
  });
}

const wide = (text: string): string =>
  text.replaceAll(/[0-9-]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0));
const hanzi = (n: number): string => [...String(n)].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join('');

/** One month in the many ways of one village. */
function bornAs(born: string, way: number): string | number | Date {
  const [year = 0, month = 1] = born.split('-').map(Number);
  const at = new Date(Date.UTC(year, month - 1, 15));
  if (born === '') return '';
  const ways = [
    `${year}.${month}.15`,
    `${year}年${month}月15日`,
    at,
    Math.round((at.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000),
    `${hanzi(year)}年${month}月`,
    wide(`${year}-${String(month).padStart(2, '0')}`),
    born.replace('-', ''),
  ];
  return ways[way % ways.length] ?? born;
}

export interface ForeignWorkbook {
  readonly bytes: Buffer;
  readonly people: readonly Person[];
  /** What has to be found: the line a person sees, and the code. */
  readonly faults: readonly { readonly line: number; readonly code: string }[];
  /** Lines that are worth knowing. */
  readonly notes: readonly { readonly line: number; readonly code: string }[];
}

const heads = [
  '序号',
  '所在组',
  '户编号',
  '户主姓名',
  '家庭成员姓名',
  '与户主之关系',
  '性别（男/女）',
  '出生日期',
  '公民身份号码',
  '手机号码',
  '所属网格',
  '常住／外出',
  '是否在家',
  '备注',
];

type Cell = object | null;
const cell = (value: string | number | Date, more: object = {}): object =>
  value instanceof Date
    ? { value, type: Date, format: 'yyyy/m/d', ...more }
    : { value, type: typeof value === 'number' ? Number : String, ...more };
const gap = (n: number): null[] => Array<null>(n).fill(null);

/** A person's row; what belongs to the home stands once, merged over the rows of its people. */
function rowOf(one: Person, at: number, size: number): Cell[] {
  const merged = (value: string): Cell => (size === 0 ? null : cell(value, { rowSpan: size }));
  const born = (one.born || '1970-01').replace('-', '');
  return [
    cell(at + 1),
    merged(at % 3 === 0 ? `第${one.group.slice(0, 1)}村民小组` : one.group),
    merged(at % 2 === 0 ? wide(one.door) : one.door),
    merged(one.head),
    cell(one.name),
    cell(one.relation),
    cell(one.sex),
    cell(bornAs(one.born, at)),
    cell(`629901${born}15${String(at % 1000).padStart(3, '0')}X`),
    cell(at % 5 === 0 ? Number(one.phone || 0) || '' : wide(one.phone)),
    merged(one.grid),
    cell(''),
    merged(one.home),
    cell(''),
  ];
}

function bodyOf(people: readonly Person[], doors: readonly string[]): Cell[][] {
  return people.flatMap((one, at) => {
    const size = people[at - 1]?.door === one.door ? 0 : people.filter(({ door }) => door === one.door).length;
    const row = rowOf(one, at, size);
    if (people[at + 1]?.door === one.door) return [row];
    // Lines in the middle that are no home.
    if (one.door === doors[3]) return [row, []];
    return one.door === doors[5] ? [row, [cell('小计'), ...gap(3), cell(at + 1)]] : [row];
  });
}

interface OddRow {
  readonly cells: string[];
  readonly fault?: string;
  readonly note?: string;
}

/** Two homes written twice, three broken rows, one of rare characters, each with what has to be said of it. */
function oddRows(people: readonly Person[]): OddRow[] {
  const [first] = people;
  const row = (door: string, head: string, more: Partial<Record<number, string>> = {}): string[] =>
    ['', first?.group ?? '', door, head, head, '户主', '男', '1970.1.1', '', '', first?.grid ?? '', '', '', ''].map(
      (value, at) => more[at] ?? value,
    );
  return [
    { cells: row(first?.door ?? '', first?.head ?? '', { 7: first?.born ?? '' }), note: 'row-twice' },
    { cells: row(people.at(-1)?.door ?? '', '另一家'), fault: 'door-twice' },
    { cells: row('9-91', '王坏一', { 10: '九十九网格' }), fault: 'grid-unknown' },
    { cells: row('9-92', '王坏二', { 7: '1970年13月40日' }), fault: 'not-a-month' },
    { cells: row('9-93', '王坏三', { 9: '打听不到' }), fault: 'not-a-phone' },
    { cells: row('9-94', '吕𬱖㛃') },
    { cells: ['合计', '', '', '', String(people.length)] },
    { cells: ['制表人：王某某', '', '', '', '', '', '', '审核：'] },
  ];
}

/** The same rows after a clerk went through what was said of them. */
function mendedRows(people: readonly Person[]): OddRow[] {
  const mends: Readonly<Record<string, Partial<Record<number, string>>>> = {
    'door-twice': { 2: '9-95' },
    'grid-unknown': { 10: people[0]?.grid ?? '' },
    'not-a-month': { 7: '1970年3月4日' },
    'not-a-phone': { 9: '13900000093' },
  };
  return oddRows(people).map(({ cells, fault = '' }) => ({
    cells: cells.map((value, at) => mends[fault]?.[at] ?? value),
  }));
}

/** @param homes only so many of them; everything that is wrong is there in any case, unless it was mended */
export async function foreignWorkbook(homes = 263, mended = false): Promise<ForeignWorkbook> {
  const all = await demoPeople();
  const doors = [...new Set(all.map(({ door }) => door))].slice(0, homes);
  const people = all.filter(({ door }) => doors.includes(door));
  const above: Cell[][] = [
    [cell('柳湾村常住人口及家庭成员基本信息登记表（2025年度）', { columnSpan: heads.length })],
    [cell('填报单位：柳湾村村民委员会', { columnSpan: 6 }), ...gap(5), cell('单位：人')],
    [],
    heads.map((head) => cell(head)),
  ];
  const sound = [...above, ...bodyOf(people, doors)];
  const odd = mended ? mendedRows(people) : oddRows(people);
  const at = (what: 'fault' | 'note'): { line: number; code: string }[] =>
    odd.flatMap((one, place) => (one[what] ? [{ line: sound.length + place + 1, code: one[what] }] : []));
  const sheets = [
    { data: [[cell('说明')], [cell('本表由各小组填报。')]], sheet: '填表说明' },
    { data: [...sound, ...odd.map(({ cells }) => cells.map((value) => cell(value)))], sheet: '花名册' },
  ];
  const bytes = await writeWorkbook(sheets as never).toBuffer();
  return { bytes, people, faults: at('fault'), notes: at('note') };
}
