// Reads comma-separated text as offices write it, with commas, semicolons or tabs.

/** The sign that stands most often in the first lines, outside quotes: a title above the headings may hold none of them. */
function separatorOf(text: string): string {
  const lines = text.slice(0, 20_000).split(/\r?\n/).slice(0, 30);
  const bare = lines.map((line) => line.replaceAll(/"[^"]*"/g, '')).join('\n');
  const count = (sign: string): number => bare.split(sign).length;
  // What is pasted from a sheet has tabs between its cells, and commas only inside them.
  const first = count('\t') - 1 > lines.length / 2 ? ['\t'] : [',', ';', '\t', '，'];
  return first.sort((a, b) => count(b) - count(a))[0] ?? ',';
}

export interface TextRow {
  /** Line of the file where the row begins, 1-based, as an editor counts. */
  readonly line: number;
  readonly cells: readonly string[];
}

interface Read {
  readonly cells: string[];
  /** Where the next row begins. */
  readonly end: number;
}

/** Place behind a quoted part that begins at `from`, or −1 where its end has not come yet. */
function behindQuotes(text: string, from: number, isAll: boolean): number {
  for (let at = from + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return isAll ? text.length : -1;
    // The quote at the end of a piece may be the first of two.
    if (at + 1 === text.length) return isAll ? at + 1 : -1;
    if (text[at + 1] !== '"') return at + 1;
  }
}

const unquoted = (text: string): string =>
  (text.length > 1 && text.endsWith('"') ? text.slice(1, -1) : text.slice(1)).replaceAll('""', '"');
const withoutReturns = (text: string): string => (text.includes('\r') ? text.replaceAll('\r', '') : text);

/** The row that begins at `from`; undefined where its end has not come yet. Cells are cut out, not gathered sign by sign. */
function rowAt(text: string, from: number, separator: string, isAll: boolean): Read | undefined {
  const cells: string[] = [];
  for (let at = from; ; at += 1) {
    while (text[at] === '\r') at += 1;
    let begin = at;
    let quoted = '';
    if (text[at] === '"') {
      begin = behindQuotes(text, at, isAll);
      if (begin < 0) return undefined;
      quoted = unquoted(text.slice(at, begin));
      at = begin;
    }
    while (at < text.length && text[at] !== separator && text[at] !== '\n') at += 1;
    if (at === text.length && !isAll) return undefined;
    const cell = quoted + withoutReturns(text.slice(begin, at));
    if (at < text.length || cell !== '' || cells.length > 0) cells.push(cell);
    if (at === text.length || text[at] === '\n') return { cells, end: at + 1 };
  }
}

const ends = (text: string, from: number, to: number): number => {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
};

/** Rows by RFC 4180, one after another: quotes may hold separators and line ends, a doubled quote is one. A long text may come in pieces. */
export function* textRows(source: string | Iterable<string>): Generator<TextRow> {
  const pieces = (typeof source === 'string' ? [source] : source)[Symbol.iterator]();
  let text = '';
  let isAll = false;
  const more = (least: number): void => {
    const parts = [text];
    for (let length = text.length; length < least && !isAll; ) {
      const { value, done } = pieces.next();
      isAll = done === true;
      parts.push(value ?? '');
      length += value?.length ?? 0;
    }
    text = parts.join('');
  };
  more(20_000);
  const separator = separatorOf(text);
  let [at, line] = [0, 1];
  while (at < text.length || !isAll) {
    const row = rowAt(text, at, separator, isAll);
    if (row) {
      if (row.cells.length > 0) yield { line, cells: row.cells };
      line += ends(text, at, row.end);
      at = row.end;
    } else {
      text = text.slice(at);
      at = 0;
      // Twice as much each time: a row without an end is not looked through for every piece anew.
      more(Math.max(2 * text.length, 1));
    }
  }
}

export const parseText = (text: string): TextRow[] => [...textRows(text)];
