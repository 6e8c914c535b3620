// A county's table as text for a spreadsheet and back: by tabs, commas or semicolons, in the words that people write.
import type { Cells, SettingKind } from './model-county.ts';
import { shapes } from './rules-county-tables.ts';

const offices = {
  二级网格: 'level-2',
  一级网格: 'level-1',
  包片干部: 'liaison',
  村: 'village',
  村专干: 'village-specialist',
  乡镇: 'township',
  站所: 'field-office',
  部门: 'department',
  外部单位: 'outside-body',
  县中心: 'county-centre',
} as const;

/** What people write for the words of each table; of several for one the first is what we write ourselves. */
const words: Readonly<Record<SettingKind, Readonly<Record<string, string>>>> = {
  calendar: { 休: 'off', 放假: 'off', 班: 'work', 上班: 'work', 调休上班: 'work' },
  clocks: { 无: '-' },
  dwell: offices,
  duties: { ...offices, 基本: 'basic', 基本职责: 'basic', 配合: 'assist', 收回: 'taken-back' },
  replies: {
    无: '-',
    答复: 'answer',
    退回: 'return',
    延期: 'extend',
    挂起: 'suspend',
    上报: 'handUp',
    交办: 'dispatch',
    告知: 'tell',
    退回过: 'returned',
    再办: 'reopened',
    已挂起: 'suspended',
    已并入: 'merged',
    已引导: 'referred',
    已撤回: 'withdrawn',
  },
};
/** Of a reply the button and the text are its own words, whatever they are. */
const spoken: Readonly<Partial<Record<SettingKind, number>>> = { replies: 3 };

const units: Readonly<Record<string, string>> = { 分钟: 'm', 小时: 'h', 天: 'd', 日: 'd', 个工作日: 'w', 工作日: 'w' };
const longDay = /^(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?$/;
const longTerm = /^(\d{1,5})\s*(分钟|小时|天|日|个工作日|工作日)$/;

function readWord(what: SettingKind, column: number, cell: string): string {
  if (column >= (spoken[what] ?? Number.POSITIVE_INFINITY)) return cell;
  const day = longDay.exec(cell);
  if (day) return `${day[1]}-${String(day[2]).padStart(2, '0')}-${String(day[3]).padStart(2, '0')}`;
  const term = longTerm.exec(cell);
  return term ? `${term[1]}${units[term[2] ?? '']}` : (words[what][cell] ?? cell);
}

/** Cells of a pasted table; empty lines and a heading are passed over. */
export function readTable(what: SettingKind, text: string): Cells[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const { columns } = shapes[what];
  const cellsOf = (line: string): string[] => {
    const by = line.includes('\t') ? '\t' : /[,，]/.test(line) ? /[,，]/ : ';';
    const cells = line.split(by).map((cell, at) => readWord(what, at, cell.trim().replace(/^"(.*)"$/, '$1')));
    // Only the last cell of a reply may hold commas of its own.
    return cells.length > columns && what === 'replies'
      ? [...cells.slice(0, columns - 1), cells.slice(columns - 1).join('，')]
      : cells;
  };
  const rows = lines.map(cellsOf);
  return headings.has(rows[0]?.[0] ?? '') ? rows.slice(1) : rows;
}

const headings = new Set(['日期', '级别', '单位', '动作', 'day', 'severity', 'office', 'act']);

function writeWord(what: SettingKind, column: number, cell: string): string {
  if (column >= (spoken[what] ?? Number.POSITIVE_INFINITY)) return cell;
  const [, n = '', unit = ''] = /^(\d{1,5})([mhdw])$/.exec(cell) ?? [];
  if (n !== '') return `${n}${Object.keys(units).find((one) => units[one] === unit) ?? unit}`;
  return Object.keys(words[what]).find((one) => words[what][one] === cell) ?? cell;
}

/** As a spreadsheet takes it; in Chinese words, or as the codes they stand for. */
export const writeTable = (what: SettingKind, rows: readonly Cells[], chinese: boolean): string =>
  rows.map((row) => (chinese ? row.map((cell, at) => writeWord(what, at, cell)) : row).join('\t')).join('\n');
