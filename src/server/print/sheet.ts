// What every printed sheet has in common: the two embedded fonts, words in the reader's language, nothing read or fetched beside them.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pdfmake from 'pdfmake';
import { words as ledgerEn } from './ledger-words.en.ts';
import { words as ledgerZh } from './ledger-words.zh.ts';
import { words as ownEn } from './words.en.ts';
import { words as ownZh } from './words.zh.ts';

/** Points of a millimetre. */
export const mm = (length: number): number => (length * 72) / 25.4;

const fonts = path.join(path.dirname(fileURLToPath(import.meta.resolve('@embedpdf/fonts-sc'))), '../fonts');
const regular = path.join(fonts, 'NotoSansHans-Regular.otf');
const bold = path.join(fonts, 'NotoSansHans-Bold.otf');

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

export interface Sheet {
  /** A4 unless it is to be read on a wall. */
  readonly pageSize?: 'A4' | 'A3';
  /** Laid across. */
  readonly across?: boolean;
  readonly pageMargins: readonly number[];
  readonly title: string;
  readonly lang: SheetLang;
  readonly content: readonly object[];
  /** What stands under each page; its number of how many without. */
  readonly foot?: (page: number, all: number) => string;
  readonly mark?: SheetMark;
}

const numbered = (page: number, all: number): string => `${page} / ${all}`;

/** The PDF. Fonts are embedded as subsets. */
export function draw({
  pageMargins,
  title,
  lang,
  content,
  foot = numbered,
  mark,
  pageSize = 'A4',
  across = false,
}: Sheet): Promise<Uint8Array> {
  pdfmake.setFonts({ Hans: { normal: regular, bold } });
  pdfmake.setLocalAccessPolicy((file) => file === regular || file === bold);
  pdfmake.setUrlAccessPolicy(() => false);
  return pdfmake
    .createPdf({
      pageSize,
      pageOrientation: across ? 'landscape' : 'portrait',
      pageMargins: [...pageMargins],
      info: mark ? { title, author: mark.person, subject: mark.line } : { title },
      ...(mark?.across ? { watermark: { text: mark.line, opacity: 0.08, fontSize: 18, bold: true } } : {}),
      language: lang === 'en' ? 'en' : 'zh-CN',
      defaultStyle: { font: 'Hans', lineHeight: 1.15 },
      content: [...content],
      footer: (page: number, all: number) => ({
        text: [foot(page, all), ...(mark ? [`\n${mark.line}`] : [])],
        alignment: 'center',
        fontSize: mark ? 7 : 8,
      }),
    })
    .getBuffer();
}
