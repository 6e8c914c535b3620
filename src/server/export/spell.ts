// From what the database gives to what a reader sees: each cell with its kind, so that a day stays a day and a text a text in every file.
import { words as caseEn } from '#modules/case/words.en.ts';
import { words as caseZh } from '#modules/case/words.zh.ts';
import { findCategory } from '#modules/case/kinds/categories.ts';
import { words as disputeEn } from '#modules/dispute/words.en.ts';
import { words as disputeZh } from '#modules/dispute/words.zh.ts';
import { spotKinds } from '#modules/environment/kinds/spots.ts';
import { words as ownEn } from '../print/ledger-words.en.ts';
import { words as ownZh } from '../print/ledger-words.zh.ts';
import type { SheetLang } from '../print/sheet.ts';
import type { Column, Row, Value } from './ledger.ts';

/** `at` is in ms; the wall clock is that of China. */
export type Cell =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly n: number }
  | { readonly is: 'day' | 'moment'; readonly at: number };

const books: Readonly<Record<SheetLang, Readonly<Record<string, string>>>> = {
  zh: { ...caseZh, ...disputeZh, ...ownZh },
  en: { ...caseEn, ...disputeEn, ...ownEn },
};
const offset = 8 * 3_600_000;

export const text = (said: string): Cell => ({ is: 'text', text: said });
const wordOf = (family: string, value: string, lang: SheetLang): string => books[lang][`${family}.${value}`] ?? value;

function pointsOf(kind: Value, codes: Value, lang: SheetLang): string {
  const points = spotKinds.find((one) => one.code === kind)?.points ?? [];
  const wrong = Array.isArray(codes) ? (codes as readonly string[]) : [];
  const said = wrong.map((code) => points.find((one) => one.code === code));
  return said
    .map((point, at) => (lang === 'en' ? point?.wrongEn : point?.wrongZh) ?? wrong[at] ?? '')
    .join(lang === 'en' ? '; ' : '；');
}

const named: Readonly<Record<'category' | 'spot', (code: string, lang: SheetLang) => string>> = {
  category: (code, lang) => `${code} ${findCategory(code)?.[lang] ?? ''}`.trim(),
  spot: (code, lang) => spotKinds.find((one) => one.code === code)?.[lang] ?? code,
};

export function spell(column: Column, row: Row, lang: SheetLang): Cell {
  const value = row[column.key] ?? null;
  if (column.is === 'points') return text(pointsOf(row['kind'] ?? null, value, lang));
  if (value === null) return text('');
  if (value instanceof Date) return { is: column.is === 'day' ? 'day' : 'moment', at: value.getTime() };
  if (column.is === 'number') return { is: 'number', n: Number(value) };
  const { word } = column;
  if (word !== undefined) {
    const all = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
    return text(all.map((one) => wordOf(word, one, lang)).join(lang === 'en' ? ', ' : '、'));
  }
  if (column.is === 'category' || column.is === 'spot') return text(named[column.is](String(value), lang));
  return text(String(value));
}

/** As it is read: 2026-11-26, with the time where that matters. */
export function read(cell: Cell): string {
  if (cell.is === 'text') return cell.text;
  if (cell.is === 'number') return String(cell.n);
  const wall = new Date(cell.at + offset).toISOString();
  return cell.is === 'day' ? wall.slice(0, 10) : wall.slice(0, 16).replace('T', ' ');
}

/** The moment whose name in universal time is what the wall clock in China showed, as spreadsheets know no zones; a day is its midnight. */
export function wallClock({ is, at }: { readonly is: 'day' | 'moment'; readonly at: number }): Date {
  const step = is === 'day' ? 86_400_000 : 60_000;
  return new Date(Math.floor((at + offset) / step) * step);
}
