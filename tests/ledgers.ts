// Takes ledgers out of a running county in a test and reads them back: the spreadsheet, the plain text, the paper.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readExcel from 'read-excel-file/node';
import { parseText } from '#kit/text-table.ts';
import type { Caller } from '#tests/running.ts';

export const listed = { format: 'xlsx', reason: 'relief', words: '发取暖煤' };

/** Asks as the desk's page does. */
export const takeAt = (port: number, caller: Caller, what: string, more: object = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}/api/export/${what}`, {
    method: 'POST',
    headers: {
      cookie: `__Host-zd=${caller.cookie}`,
      'x-zd-csrf': caller.csrf ?? '',
      'content-type': 'application/json',
      'x-forwarded-for': `10.3.${Math.floor(Math.random() * 250)}.${Math.ceil(Math.random() * 250)}`,
    },
    body: JSON.stringify({ ...listed, ...more }),
  });

export type CellRead = string | number | boolean | Date | null;

export async function readSheet(bytes: Uint8Array): Promise<CellRead[][]> {
  const [sheet] = await readExcel(Buffer.from(bytes));
  return (sheet?.data ?? []) as CellRead[][];
}

/** The rows of plain text as they were before what looks like a formula was marked as text. */
export function readPlain(bytes: Uint8Array): string[][] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (!text.startsWith('\uFEFF')) throw new Error('the mark of UTF-8 is missing');
  return parseText(text.slice(1)).map(({ cells }) => [...cells]);
}

export const unmarked = (cell: string): string => cell.replace(/^'(?=[\s]*[=+\-@＝＋－＠\t\r]|0\d|\d{12,}$)/, '');

/** A cell of a spreadsheet as its reader sees it; the wall clock of a spreadsheet has no zone. */
export function seen(cell: CellRead | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (!(cell instanceof Date)) return String(cell);
  // Serial numbers are fractions of a day: to the minute, not to the microsecond.
  const wall = new Date(Math.round(cell.getTime() / 60_000) * 60_000).toISOString();
  return wall.endsWith('T00:00:00.000Z') ? wall.slice(0, 10) : wall.slice(0, 16).replace('T', ' ');
}

/** Runs a program over the file and answers what it printed. */
export function throughProgram(bytes: Uint8Array, run: (file: string) => readonly [string, readonly string[]]): string {
  const place = mkdtempSync(path.join(tmpdir(), 'zd-ledger-'));
  try {
    const file = path.join(place, 'one');
    writeFileSync(file, bytes);
    const [program, args] = run(file);
    return execFileSync(program, [...args], { maxBuffer: 64_000_000 }).toString('utf8');
  } finally {
    rmSync(place, { recursive: true });
  }
}

/**
 * The numbers of the rows of a ledger on paper, as they stand in its first column, the least first. By their place on the page: in the lines that
 * text is read back into, a narrow gap to the next column and the letters of the mark across the page look like anything.
 */
export function readRowNumbers(pdf: Uint8Array): number[] {
  const html = throughProgram(pdf, (file) => ['pdftotext', ['-bbox', file, '-']]);
  const words = [
    ...html.matchAll(/<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)<\/word>/g),
  ].map(([, left, right, text = '']) => ({ left: Number(left), right: Number(right), text }));
  const head = words.find(({ text }) => text === '序号');
  const found = words.filter(
    ({ left, right, text }) =>
      head !== undefined && /^\d{1,4}$/.test(text) && right > head.left && left < head.right + 30,
  );
  // Numbers end at one line; a digit of the mark that crosses the column ends anywhere.
  const ends = new Map<number, number>();
  for (const { right } of found) ends.set(Math.round(right), (ends.get(Math.round(right)) ?? 0) + 1);
  const [end] = [...ends].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  return found
    .filter(({ right }) => end !== undefined && Math.abs(right - end) < 1)
    .map(({ text }) => Number(text))
    .toSorted((a, b) => a - b);
}

/** What stands on each page. */
export const readPages = (pdf: Uint8Array): string[] =>
  throughProgram(pdf, (file) => ['pdftotext', ['-layout', file, '-']])
    .split('\f')
    .slice(0, -1);
