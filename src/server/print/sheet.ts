// What every printed sheet has in common: words in the reader's language, its margins, its foot, and who took it out of the house.
import { drawApart } from './drawing-thread.ts';
import { words as ledgerEn } from './ledger-words.en.ts';
import { words as ledgerZh } from './ledger-words.zh.ts';
import { words as ownEn } from './words.en.ts';
import { words as ownZh } from './words.zh.ts';

/** Points of a millimetre. */
export const mm = (length: number): number => (length * 72) / 25.4;

const zh = { ...ownZh, ...ledgerZh };
const en: Readonly<Record<keyof typeof zh, string>> = { ...ownEn, ...ledgerEn };

export type Say = (key: keyof typeof zh, facts?: Readonly<Record<string, string | number>>) => string;
export type SheetLang = 'zh' | 'en';
export const speaker =
  (lang: SheetLang): Say =>
  (key, facts = {}) =>
    (lang === 'en' ? en : zh)[key].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));

/** Who took it out of the house, in one line for every page. */
export interface SheetMark {
  readonly line: string;
  readonly person: string;
  /** Across each page too: a list, not a paper that people sign. */
  readonly across: boolean;
}

/** How the lines of a table are: `layout` of a table in a sheet's content. */
export interface Lines {
  readonly line: number;
  readonly color: string;
  /** Left and right, above and below what stands in a cell. */
  readonly pad?: readonly [number, number];
  /** Length of a dash and of the gap behind it. */
  readonly dash?: number;
}

/** Plain data, without any function: it is drawn in another thread. */
export interface Sheet {
  /** A4 unless it is to be read on a wall. */
  readonly pageSize?: 'A4' | 'A3';
  /** Laid across. */
  readonly across?: boolean;
  readonly pageMargins: readonly number[];
  readonly title: string;
  readonly lang: SheetLang;
  readonly content: readonly object[];
  /** What stands under each page, with `{page}` and `{all}`; these two alone without. */
  readonly foot?: string;
  readonly mark?: SheetMark;
}

/** The PDF. Fonts are embedded as subsets. */
export const draw = (sheet: Sheet): Promise<Uint8Array> => drawApart(sheet);
