// Finds the headings in somebody else's sheet and says which of our columns each one means; a person may say otherwise.
import { createHash } from 'node:crypto';
import type { TextRow } from '#kit/text-table.ts';

/** A heading under its own name, with other words people write above such a column. */
export interface Column {
  readonly name: string;
  /** What it is called where English is spoken. */
  readonly en?: string;
  readonly also?: readonly string[];
  readonly needed?: boolean;
  /** Another column that will do where this one is not there. */
  readonly or?: string;
}

export interface Heading {
  /** Place of the column in the sheet, 0-based. */
  readonly at: number;
  readonly text: string;
  /** Name of our column, or '' where it is left out. */
  readonly field: string;
  /** Numbers of identity or bank cards: never taken, whatever anybody chooses. */
  readonly secret: boolean;
  /** The first few things that stand below it. */
  readonly samples: readonly string[];
}

/** What a person chose, or what was kept from the last file of this shape. */
export interface Mapping {
  readonly sheet: string;
  /** Place of our column by place in the sheet; '' leaves it out. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface Headings {
  /** Place of the last row of headings in the sheet, 0-based; −1 where there is none. */
  readonly at: number;
  readonly list: readonly Heading[];
  /** The same for every file with these headings. */
  readonly fingerprint: string;
  /** Columns without which nothing can be read. */
  readonly missing: readonly string[];
}

/** Titles and notes may stand above the headings. */
const searchedRows = 20;

/** Equal for a reader means equal here: width, case, spaces and kinds of brackets do not matter. */
const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s:*·•_/\\.,;'"“”?!#\u200B\uFEFF-]/g, '');
const bare = (heading: string): string => plain(heading.normalize('NFKC').replaceAll(/[([【〔{].*?[)\]】〕}]/g, ''));

const secretWords =
  /身份证|公民身份|身份號|证件号|证件号码|护照|银行卡|银行账|开户|卡号|账号|社保卡|一卡通|密码|idcard|idno|idnumber|identitycard|identityno|nationalid|passport|bankaccount|bankcard/;
/** What a cell mostly holds: too short for such a number, however it is written. */
const isShort = /^[ -~\u4e00-\u9fff]{0,17}$/;
/** The 18 signs of an identity card. */
export const isIdentityNumber = (text: string): boolean =>
  !isShort.test(text) &&
  /^[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dXx]$/.test(
    text.normalize('NFKC').replaceAll(/\s/g, ''),
  );

/** 网格号 is a grid; 网格员 is a person and 组长 another. */
const mayFollow = /^(号|号码|编号|名|名称|姓名|信息|情况|时间|日期|栏|\d)?$/;

type Guess = (text: string) => string;

/** Which column a heading means: word for word, else by the known word it ends in or holds. */
function guesser(columns: readonly Column[]): Guess {
  const words = columns.flatMap((column) =>
    [column.name, column.en ?? '', ...(column.also ?? [])]
      .map((word): [string, string] => [plain(word), column.name])
      .filter(([word]) => word !== ''),
  );
  const whole = new Map([...words].reverse());
  // Hanzi of one sign (社, 组) stand inside many other words; Latin words are only taken whole.
  const parts = words.filter(([word]) => /\p{Script=Han}/u.test(word) && [...word].length > 1);
  return (text) => {
    const own = whole.get(plain(text)) ?? whole.get(bare(text));
    if (own !== undefined) return own;
    const short = bare(text);
    // What begins with a figure (1网格) is a thing in a row, not the name of a column.
    if ([...short].length > 12 || /^\d/.test(short)) return '';
    const ends = parts
      .flatMap(([word, name]) => {
        const end = short.lastIndexOf(word) + word.length;
        return short.includes(word) && mayFollow.test(short.slice(end)) ? [{ word, name, end }] : [];
      })
      .sort((a, b) => b.end - a.end || b.word.length - a.word.length);
    return ends[0]?.name ?? '';
  };
}

const isFilled = (cell: string | undefined): cell is string => cell !== undefined && cell.trim() !== '';

interface Candidate {
  readonly at: number;
  readonly texts: readonly string[];
  readonly score: number;
}

/** How many different columns a row of headings names; a long text is a title or a note, not a heading. */
function scoreOf(texts: readonly string[], guess: Guess): number {
  const fields = texts.filter((text) => isFilled(text) && [...text].length <= 30).map(guess);
  return new Set(fields.filter((field) => field !== '')).size;
}

/** One row of headings, or two where the upper one stands over several columns. */
function candidates(rows: readonly TextRow[], guess: Guess): Candidate[] {
  return rows.slice(0, searchedRows).flatMap((row, at) => {
    const one = { at, texts: row.cells, score: scoreOf(row.cells, guess) };
    const below = rows[at + 1]?.cells;
    if (below === undefined || at + 1 >= searchedRows) return [one];
    const width = Math.max(row.cells.length, below.length);
    const both = Array.from({ length: width }, (_, i) => (isFilled(below[i]) ? below[i] : (row.cells[i] ?? '')));
    // A row of data below headings would name nothing new.
    const two = { at: at + 1, texts: both, score: scoreOf(both, guess) - 0.5 };
    return [one, two];
  });
}

const fingerprintOf = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.map(plain).join('\n').trim()).digest('hex').slice(0, 32);

function isSecret(text: string, samples: readonly string[]): boolean {
  const numbers = samples.filter(isIdentityNumber).length;
  return secretWords.test(plain(text)) || (numbers > 0 && numbers * 2 >= samples.length);
}

/** What each column of a sheet means, as it is guessed or as `chosen` says. */
export function findHeadings(
  rows: readonly TextRow[],
  columns: readonly Column[],
  chosen?: Mapping['fields'],
): Headings {
  const guess = guesser(columns);
  const best = candidates(rows, guess).reduce<Candidate>((most, one) => (one.score > most.score ? one : most), {
    at: rows.findIndex(({ cells }) => cells.filter(isFilled).length > 1),
    texts: [],
    score: 0,
  });
  const texts = best.score === 0 ? (rows[best.at]?.cells ?? []) : best.texts;
  const taken = new Set<string>();
  const list = texts.flatMap((text, at): Heading[] => {
    const samples = rows
      .slice(best.at + 1, best.at + 60)
      .map(({ cells }) => (cells[at] ?? '').trim())
      .filter(isFilled)
      .slice(0, 20);
    if (!isFilled(text) && samples.length === 0) return [];
    const secret = isSecret(text, samples);
    const wanted = secret ? '' : (chosen?.[at] ?? (chosen ? '' : guess(text)));
    const field = taken.has(wanted) || !columns.some(({ name }) => name === wanted) ? '' : wanted;
    if (field !== '') taken.add(field);
    // What is never taken is not shown either.
    return [{ at, text: text.trim(), field, secret, samples: secret ? [] : samples.slice(0, 3) }];
  });
  const missing = columns
    .filter(({ name, needed, or }) => needed && !taken.has(name) && !(or !== undefined && taken.has(or)))
    .map(({ name }) => name);
  return { at: best.at, list, fingerprint: fingerprintOf(texts), missing };
}
