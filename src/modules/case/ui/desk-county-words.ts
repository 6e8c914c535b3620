// The cells of a county's tables in the reader's words.
import { hasWord, t } from '#look/words.ts';
import type { SettingKind } from '../model-county.ts';
import { categoryName } from './desk-state.ts';

const units = { m: 'minutes', h: 'hours', d: 'days', w: 'workingDays' } as const;
const term = /^(\d+)([mhdw])$/;

function termWord(cell: string): string {
  const [, n = '', unit = ''] = term.exec(cell) ?? [];
  return n === '' ? cell : t(`county.term.${units[unit as keyof typeof units]}`, { n });
}

const word = (key: string, cell: string): string => (hasWord(key) ? t(key) : cell);

/** One cell as it is read; what is no word of ours stands as it is. */
export function cellWord(what: SettingKind, column: number, cell: string): string {
  if (cell === '-') return t('county.none');
  if (what === 'calendar') return column === 1 ? word(`county.day.${cell}`, cell) : cell;
  if (what === 'clocks') return column === 0 ? `${cell} ${word(`case.severity.${cell}`, '')}` : termWord(cell);
  if (what === 'dwell' && column === 2) return termWord(cell);
  if (what === 'dwell' && column === 1) return `${cell} ${word(`case.severity.${cell}`, '')}`;
  if (what === 'duties' && column === 1) return `${cell} ${categoryName(cell)}`;
  if (what === 'duties' && column === 2) return word(`county.share.${cell}`, cell);
  if (what === 'replies') return column === 0 ? word(`county.act.${cell}`, cell) : cell;
  return word(`county.office.${cell}`, cell);
}
