// A ledger as a file, with the mark of who took it out in every place where such a file can carry one.
import type { LedgerKind } from '#modules/household/kinds/ledgers.ts';
import { type SheetLang, speaker } from '../print/sheet.ts';
import { drawPaper, type PaperSize } from './draw-paper.ts';
import { drawPlainText, drawWorkbook } from './draw-workbook.ts';
import type { Column, Ledger, Row } from './ledger.ts';
import type { Mark } from './let-out.ts';
import { type Cell, read, spell } from './spell.ts';

export interface DrawnList {
  readonly what: LedgerKind;
  readonly ledger: Ledger;
  readonly rows: readonly Row[];
  readonly mark: Mark;
  readonly lang: SheetLang;
  readonly size: PaperSize;
  /** Where and when it is of, in words; '' where it is of everything. */
  readonly part: string;
}

/** What every kind of file is drawn from. */
export interface Table {
  readonly title: string;
  readonly part: string;
  readonly columns: readonly Column[];
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly line: string;
}

/** `who, office, time, what for, number of the log` in one line. */
export function markLine(
  mark: Pick<Mark, 'office' | 'person' | 'at' | 'reason' | 'words' | 'id'>,
  lang: SheetLang,
): string {
  const say = speaker(lang);
  const { office, person, words } = mark;
  const reason = say(`print.let-out.reason.${mark.reason}`);
  const time = read({ is: 'moment', at: mark.at });
  const facts = { office, person, time, reason: [reason, words].filter(Boolean).join(lang === 'en' ? ': ' : '：') };
  return say('print.let-out.mark', { ...facts, number: mark.id.slice(-12) });
}

export async function drawList({ what, ledger, rows, mark, lang, size, part }: DrawnList): Promise<Uint8Array> {
  const say = speaker(lang);
  const { columns } = ledger;
  const table: Table = {
    title: say(`print.ledger.title.${what}`),
    part,
    columns,
    heads: columns.map(({ key }) => say(`print.ledger.column.${key as 'door'}`)),
    rows: rows.map((row) => columns.map((column) => spell(column, row, lang))),
    line: markLine(mark, lang),
  };
  if (mark.format === 'xlsx') return drawWorkbook(mark, table);
  return mark.format === 'csv' ? drawPlainText(table) : drawPaper(mark, table, { lang, size });
}
