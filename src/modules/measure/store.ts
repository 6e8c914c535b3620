// The SQL on the figures: where the follower stands, the lives it knows, and adding to the sums. One statement each, however large the batch.
import type { Asking } from '#data/table.ts';
import { type Axis, formulas, type Part, parts } from './kinds/figures.ts';
import { type Cell, cellsOf, type Counted, type Happened, type Life, type Measured } from './rules-life.ts';

/** The place of the follower in the sealed order; another formula begins at the first position again. */
const cursor = `measures ${formulas}`;
const followerLock = 7_340_022;

/** False while another process adds to the figures. The lock ends with the transaction. */
export async function isAlone(tx: Asking): Promise<boolean> {
  const [lock] = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [followerLock]);
  return lock?.mine === true;
}

/** The last position whose facts are in the sums; undefined before the first. */
export async function followedTo(tx: Asking): Promise<number | undefined> {
  const [row] = await tx.query<{ pos: number }>('select pos from reaction where name = $1', [cursor]);
  return row?.pos;
}

/** Positions that are sealed and not yet looked at; the place is moved in steps, so a few are always behind. */
export async function behind(tx: Asking): Promise<number> {
  const [row] = await tx.query<{ behind: number | null }>(
    'select (select max(pos) from seal) - coalesce((select pos from reaction where name = $1), 0) as behind',
    [cursor],
  );
  return row?.behind ?? 0;
}

/** Throws away all figures, to make them anew from the first position. */
export async function clearAll(tx: Asking): Promise<void> {
  for (const table of ['measured', 'measure_day', 'measure_span', 'measure_month', 'measure_span_month'])
    await tx.exec(`delete from ${table}`);
  await moveTo(tx, 0);
}

export const moveTo = (tx: Asking, pos: number): Promise<number> =>
  tx.exec(`insert into reaction (name, pos) values ($1, $2) on conflict (name) do update set pos = excluded.pos`, [
    cursor,
    pos,
  ]);

/** MEAS-16: what is hidden stands in the sealed order without its kind, so it is not even read. */
/** CASE-76: of a matter that was erased the fact that erased it keeps what figures are made of. */
const nextText = `select seal.pos, journal.name, journal.kind, journal.record, said.data, office.kind as "officeKind"
  from seal join journal on journal.seq = seal.seq
  left join journal as eraser on eraser.seq = journal.erased_by and eraser.name = 'case.erased'
  cross join lateral (select coalesce(journal.payload, eraser.payload -> 'kept' -> journal.seq::text) as data) as said
  left join office on journal.name = 'case.answered' and office.id = (said.data ->> 'by')::uuid
  where seal.pos > $1 and seal.kind in ('case', 'incident') and said.data is not null order by seal.pos limit $2`;

const inVillage = ['level-2', 'level-1', 'liaison', 'village', 'village-specialist'];

/** What comes next, and the position up to which nothing else is there. */
export async function nextFacts(
  tx: Asking,
  from: number,
  most: number,
): Promise<{ facts: Happened[]; upto: number; more: boolean }> {
  const [head] = await tx.query<{ pos: number | null }>('select max(pos) as pos from seal');
  const rows = await tx.query<Omit<Happened, 'onLevel'> & { officeKind: string | null }>(nextText, [from, most]);
  const facts = rows.map(({ officeKind, ...row }) => ({ ...row, onLevel: inVillage.includes(officeKind ?? '') }));
  const more = rows.length === most;
  return {
    facts,
    upto: more ? (rows.at(-1)?.pos ?? from) : Math.max(head?.pos ?? from, rows.at(-1)?.pos ?? from),
    more,
  };
}

export async function loadLives(tx: Asking, records: readonly string[]): Promise<Map<string, Life>> {
  const rows = await tx.query<{ record: string; life: Life }>(
    'select record, life from measured where record = any($1::uuid[])',
    [records],
  );
  return new Map(rows.map((row) => [row.record, row.life]));
}

const saveText = `insert into measured select * from jsonb_populate_recordset(null::measured, $1::jsonb)
  on conflict (record) do update set place = excluded.place, category = excluded.category, respond_day = excluded.respond_day,
    respond_office = excluded.respond_office, closing_day = excluded.closing_day, first_day = excluded.first_day,
    office = excluded.office, parts = excluded.parts, life = excluded.life`;

export async function saveLives(
  tx: Asking,
  lives: ReadonlyMap<string, Life>,
  measured: (life: Life) => Measured,
): Promise<void> {
  const rows = [...lives].map(([record, life]) => {
    const { place, category, counted } = measured(life);
    const on = (axis: Axis): Counted | undefined => counted.find((one) => one.axis === axis);
    return {
      record,
      kind: life.kind,
      place,
      category,
      respond_day: on('respond')?.day ?? null,
      respond_office: on('respond')?.office ?? null,
      closing_day: on('closing')?.day ?? null,
      first_day: on('first')?.day ?? null,
      office: (on('first') ?? on('closing'))?.office ?? null,
      parts: counted.flatMap((one) => one.parts),
      life,
    };
  });
  if (rows.length > 0) await tx.exec(saveText, [JSON.stringify(rows)]);
}

type Row = Record<string, string | number>;

/** What is added to the sums, by cell; what comes to nothing is left out. */
export interface Sums {
  add(measured: Measured, by: 1 | -1): void;
  days(): Row[];
  spans(): Row[];
}

export function sumUp(): Sums {
  const days = new Map<string, { cell: Cell; sums: Partial<Record<Part, number>> }>();
  const spans = new Map<string, { row: Cell & { axis: string; bucket: number }; n: number }>();
  const addCell = (cell: Cell, counted: Counted, by: number): void => {
    const key = `${cell.place} ${cell.office} ${cell.category} ${cell.day}`;
    const known = days.get(key) ?? { cell, sums: {} };
    for (const part of counted.parts) known.sums[part] = (known.sums[part] ?? 0) + by;
    days.set(key, known);
    const { axis, span } = counted;
    if (span === null) return;
    const at = `${key} ${axis} ${span}`;
    const spent = spans.get(at) ?? { row: { ...cell, axis, bucket: span }, n: 0 };
    spans.set(at, { row: spent.row, n: spent.n + by });
  };
  return {
    add: (measured, by) => {
      for (const one of measured.counted) for (const cell of cellsOf(measured, one)) addCell(cell, one, by);
    },
    days: () =>
      [...days.values()]
        .filter(({ sums }) => Object.values(sums).some((n) => n !== 0))
        .map(({ cell, sums }) => ({ ...cell, ...Object.fromEntries(parts.map((part) => [part, sums[part] ?? 0])) })),
    spans: () => [...spans.values()].filter(({ n }) => n !== 0).map(({ row, n }) => ({ ...row, n })),
  };
}

const dayText = `insert into measure_day select * from jsonb_populate_recordset(null::measure_day, $1::jsonb)
  on conflict (place, office, category, day) do update set ${parts.map((part) => `${part} = measure_day.${part} + excluded.${part}`).join(', ')}`;
const spanText = `insert into measure_span select * from jsonb_populate_recordset(null::measure_span, $1::jsonb)
  on conflict (place, office, category, day, axis, bucket) do update set n = measure_span.n + excluded.n`;
// Pages read whole months; only the cells of a page are summed up by month, so none with a category.
const monthText = `insert into measure_month (place, office, month, ${parts.join(', ')})
  select place, office, date_trunc('month', day)::date, ${parts.map((part) => `sum(${part})`).join(', ')}
  from jsonb_populate_recordset(null::measure_day, $1::jsonb) where category = '' group by 1, 2, 3
  on conflict (place, office, month) do update set ${parts.map((part) => `${part} = measure_month.${part} + excluded.${part}`).join(', ')}`;
const spanMonthText = `insert into measure_span_month (place, office, month, axis, bucket, n)
  select place, office, date_trunc('month', day)::date, axis, bucket, sum(n)
  from jsonb_populate_recordset(null::measure_span, $1::jsonb) where category = '' group by 1, 2, 3, 4, 5
  on conflict (place, office, month, axis, bucket) do update set n = measure_span_month.n + excluded.n`;

export async function addSums(tx: Asking, sums: Sums): Promise<void> {
  const [days, spans] = [JSON.stringify(sums.days()), JSON.stringify(sums.spans())];
  if (days !== '[]') for (const text of [dayText, monthText]) await tx.exec(text, [days]);
  if (spans !== '[]') for (const text of [spanText, spanMonthText]) await tx.exec(text, [spans]);
}
