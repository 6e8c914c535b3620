// Reads comma-separated text as offices write it: UTF-8, GB18030 or UTF-16, with commas, semicolons or tabs.
import { Problem } from '#kit/problem.ts';

/** The text of a file: by its byte order mark, else UTF-8 where it is sound, else GB18030 (which holds GBK). */
export function readText(bytes: Uint8Array): string {
  const decode = (encoding: string): string => new TextDecoder(encoding, { fatal: true }).decode(bytes);
  try {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le');
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be');
    return decode('utf-8');
  } catch {
    // Not UTF-8: what a Chinese Excel saves as plain CSV.
  }
  try {
    return decode('gb18030');
  } catch {
    throw new Problem('invalid', 'file-not-text');
  }
}

/** The sign that stands most often in the first line, outside quotes. */
function separatorOf(text: string): string {
  const line = text.slice(0, text.search(/\r?\n|$/)).replaceAll(/"[^"]*"/g, '');
  const count = (sign: string): number => line.split(sign).length;
  return [',', ';', '\t', '，'].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

export interface TextRow {
  /** Line of the file where the row begins, 1-based, as an editor counts. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows by RFC 4180: quotes may hold separators and line ends, a doubled quote is one. */
export function parseText(text: string): TextRow[] {
  const separator = separatorOf(text);
  const rows: TextRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let begun = 1;
  const endRow = (): void => {
    cells.push(cell);
    rows.push({ line: begun, cells });
    cells = [];
    cell = '';
  };
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
      endRow();
      begun = line;
    } else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || cells.length > 0) endRow();
  return rows;
}
