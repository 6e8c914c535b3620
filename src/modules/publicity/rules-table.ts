// Turns a pasted or read table into lines of a list: by its headings, or four columns in order; whatever else stands in it is named, never dropped (PUBLICITY-4).
import type { PublicityRow, RowField } from './model.ts';

/** As a table is read: with the line it stood on. */
export interface CellRow {
  readonly line: number;
  readonly cells: readonly string[];
}
export interface TableFault {
  readonly line: number;
  readonly column: string;
  readonly code: 'column' | 'cells';
}
export interface ReadList {
  readonly rows: readonly PublicityRow[];
  readonly faults: readonly TableFault[];
}

const headings: Readonly<Record<RowField, readonly string[]>> = {
  name: ['姓名', '户主', '户主姓名', '名字', '申请人', '领取人', '承包人', 'name'],
  group: ['组别', '社', '组', '村组', '社别', '小组', '村民小组', '所在组', '所在社', 'group'],
  item: ['事项', '项目', '内容', '补贴项目', '类别', '项目名称', 'item'],
  amount: ['面积或金额', '面积', '金额', '补贴面积', '补贴金额', '补助金额', '标准', '数额', '数量', 'amount'],
};
const counting = ['序号', '编号', '行号', 'no', 'no.'];
/** Headings stand at the top; a title may stand above them. */
const searched = 6;

const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\([^)]*\)|[\s:*]/g, '');
const fieldOf = (heading: string): RowField | undefined =>
  (Object.keys(headings) as RowField[]).find((field) => headings[field].includes(plain(heading)));
const isCounting = (heading: string): boolean => counting.includes(plain(heading));

/** 面积（亩） gives its unit to bare numbers below it. */
const unitOf = (heading: string): string => /\(([^)]{1,4})\)/.exec(heading.normalize('NFKC'))?.[1] ?? '';
const withUnit = (cell: string, unit: string): string => (/^\d[\d,.]*$/.test(cell) ? `${cell}${unit}` : cell);

const trimmed = (cells: readonly string[]): string[] => cells.map((cell) => cell.trim());
const isEmpty = (cells: readonly string[]): boolean => cells.every((cell) => cell === '');

function byHeadings(head: readonly string[], rows: readonly CellRow[]): ReadList {
  const faults: TableFault[] = [];
  const units = head.map(unitOf);
  const lines = rows.map(({ line, cells }) => {
    const row: Record<RowField, string> = { name: '', group: '', item: '', amount: '' };
    for (const [at, cell] of cells.entries()) {
      const heading = head[at] ?? '';
      const field = fieldOf(heading);
      if (cell === '' || isCounting(heading)) continue;
      if (field === undefined) {
        const known = faults.some((one) => one.column === heading);
        if (!known) faults.push({ line, column: heading, code: 'column' });
        continue;
      }
      const said = field === 'amount' ? withUnit(cell, units[at] ?? '') : cell;
      row[field] = row[field] === '' ? said : `${row[field]} ${said}`;
    }
    return row;
  });
  return { rows: lines, faults };
}

/** Without headings: four columns, or five that begin with the line's number. */
function inOrder(rows: readonly CellRow[]): ReadList {
  const numbered = rows.length > 1 && rows.every(({ cells }, at) => cells[0] === String(at + 1));
  const faults: TableFault[] = [];
  const lines = rows.map(({ line, cells: all }) => {
    const cells = numbered ? all.slice(1) : [...all];
    while (cells.length > 4 && cells.at(-1) === '') cells.pop();
    if (cells.length !== 4) faults.push({ line, column: String(cells.length), code: 'cells' });
    const [name = '', group = '', item = '', amount = ''] = cells;
    return { name, group, item, amount };
  });
  return { rows: lines, faults };
}

export function readList(table: readonly CellRow[]): ReadList {
  const rows = table.map(({ line, cells }) => ({ line, cells: trimmed(cells) })).filter(({ cells }) => !isEmpty(cells));
  const at = rows
    .slice(0, searched)
    .findIndex(({ cells }) => cells.some((cell) => fieldOf(cell) === 'name') && cells.filter(fieldOf).length >= 2);
  return at < 0 ? inOrder(rows) : byHeadings(rows[at]?.cells ?? [], rows.slice(at + 1));
}

/** The lines as text to be written on in: tabs between the columns, as a spreadsheet takes and gives them. */
export const writeList = (rows: readonly PublicityRow[]): string =>
  rows.map(({ name, group, item, amount }) => [name, group, item, amount].join('\t')).join('\n');
