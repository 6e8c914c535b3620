// Reads a pasted or uploaded table: by tabs, commas or semicolons, in the words that people write.
import type { Cells, SettingKind } from './model-county.ts';
import { shapes } from './rules-county-tables.ts';

/** Cells of a pasted table: by tab, comma or semicolon; empty lines and a heading are passed over, other words for the same are read. */
export function readTable(what: SettingKind, text: string): Cells[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const { columns } = shapes[what];
  const cellsOf = (line: string): string[] => {
    const by = line.includes('\t') ? '\t' : /[,，]/.test(line) ? /[,，]/ : ';';
    const cells = line.split(by).map((cell) => readWord(cell.trim().replace(/^"(.*)"$/, '$1')));
    // Only the last cell of a reply may hold commas of its own.
    return cells.length > columns && what === 'replies'
      ? [...cells.slice(0, columns - 1), cells.slice(columns - 1).join('，')]
      : cells;
  };
  const rows = lines.map(cellsOf);
  const isHeading = (row: Cells | undefined): boolean => row !== undefined && headings.has(row[0] ?? '');
  return isHeading(rows[0]) ? rows.slice(1) : rows;
}

const headings = new Set(['日期', '级别', '单位', '动作', 'day', 'severity', 'office', 'act']);

/** What people write for the words of the tables. */
const words: Readonly<Record<string, string>> = {
  休: 'off',
  放假: 'off',
  班: 'work',
  上班: 'work',
  调休上班: 'work',
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
  基本: 'basic',
  配合: 'assist',
  收回: 'taken-back',
  无: '-',
};
const units: Readonly<Record<string, string>> = { 分钟: 'm', 小时: 'h', 天: 'd', 日: 'd', 个工作日: 'w', 工作日: 'w' };

function readWord(cell: string): string {
  const day = /^(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?$/.exec(cell);
  if (day) return `${day[1]}-${String(day[2]).padStart(2, '0')}-${String(day[3]).padStart(2, '0')}`;
  const term = /^(\d{1,5})\s*(分钟|小时|天|日|个工作日|工作日)$/.exec(cell);
  if (term) return `${term[1]}${units[term[2] ?? '']}`;
  return words[cell] ?? cell;
}
