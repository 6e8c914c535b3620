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

/** Rows by RFC 4180, one after another: quotes may hold separators and line ends, a doubled quote is one. */
export function* textRows(text: string): Generator<TextRow> {
  const separator = separatorOf(text);
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let begun = 1;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? '';
    if (sign === '\n') line += 1;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') {
      cells.push(cell);
      yield { line: begun, cells };
      cells = [];
      cell = '';
      begun = line;
    } else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || cells.length > 0) yield { line: begun, cells: [...cells, cell] };
}

export const parseText = (text: string): TextRow[] => [...textRows(text)];
