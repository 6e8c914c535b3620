// A ledger as a spreadsheet and as plain text, whole: as many rows as one may take out at a desk.
import type { Table } from './draw-list.ts';
import type { Mark } from './let-out.ts';
import { type ListSheet, plainTextPieces, workbookPieces } from './sheet-pieces.ts';

/** About as many signs as the column is wide on paper; text that has no width takes the rest. */
const signsOf = (width: number | undefined): number => Math.max(10, Math.round((width ?? 70) / 2));

const sheetOf = ({ columns, ...table }: Table): ListSheet => ({
  ...table,
  widths: columns.map(({ width }) => signsOf(width)),
});

async function whole(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

export const drawWorkbook = (mark: Mark, table: Table): Promise<Buffer> => whole(workbookPieces(mark, sheetOf(table)));
export const drawPlainText = (table: Table): Promise<Buffer> => whole(plainTextPieces(sheetOf(table)));
