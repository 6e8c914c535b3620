// How a record stood before an import, folded from its own facts, and what others did with it since.
import type { RecordBase } from '#kit/command.ts';
import { takesAway } from '#kit/unbrought.ts';
import type { Asking } from '#data/table.ts';
import { type Brought, broughtId } from '#modules/brought/model.ts';
import { applyFact } from './apply-fact.ts';

const factsText = `select name, kind, payload, command in (select command from import_step where run = $1 and record = $2) as own,
    name like '%.unbrought' or command in (select command from import_step where record = $2 and undone) as undone
  from journal where record = $2 order by seq`;

interface Row {
  readonly name: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly own: boolean;
  /** Taken back already, or the taking back itself: the two are nothing together. */
  readonly undone: boolean;
}

/** @param id as `broughtId` writes it */
export async function loadBrought(tx: Asking, id: string): Promise<Brought[]> {
  const [run = '', record = ''] = id.split(':');
  const rows = await tx.query<Row>(factsText, [run, record]);
  const first = rows.findIndex(({ own }) => own);
  const earlier = first < 0 ? rows : rows.slice(0, first);
  const erased = earlier.some(({ payload }) => payload === null);
  let before: RecordBase | undefined;
  if (!erased)
    for (const { name, kind, payload: data } of earlier) {
      const fact = { name, kind, id: record, data };
      before = takesAway(fact) ? undefined : applyFact(before, fact);
    }
  return [
    {
      id: broughtId(run, record),
      ground: '',
      version: 0,
      of: record,
      kind: rows[0]?.kind ?? '',
      mine: first >= 0,
      before: before ?? null,
      since: rows.slice(first + 1).flatMap(({ name, own, undone }) => (own || undone ? [] : [name])),
      erased,
    },
  ];
}
