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
  await tx.query('select zd_clear_measures()');
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

/** Those of the offices that work for the county from outside its territory: they alone have pages of their own. */
export async function outsideAmong(tx: Asking, offices: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    `select id from office where id = any($1::uuid[]) and kind in ('department', 'field-office', 'outside-body')`,
    [offices],
  );
  return new Set(rows.map(({ id }) => id));
}

interface Kept {
  readonly table: string;
  readonly key: Readonly<Record<string, string>>;
  readonly counts: readonly string[];
}

const cell = { place: 'text', office: 'uuid', category: 'text', day: 'date' };
const month = { place: 'text', office: 'uuid', month: 'date' };
const spent = { axis: 'text', bucket: 'smallint' };
/** Pages read whole months; only the cells of a page are summed up by month, so none with a category. */
const keptTables = {
  days: { table: 'measure_day', key: cell, counts: parts },
  months: { table: 'measure_month', key: month, counts: parts },
  spans: { table: 'measure_span', key: { ...cell, ...spent }, counts: ['n'] },
  spanMonths: { table: 'measure_span_month', key: { ...month, ...spent }, counts: ['n'] },
} as const satisfies Record<string, Kept>;

/** One array for each column: PostgreSQL unfolds them many times faster than it reads as much JSON. */
const addText = ({ table, key, counts }: Kept): string => {
  const names = [...Object.keys(key), ...counts];
  const types = [...Object.values(key), ...counts.map(() => 'integer')];
  return `insert into ${table} as kept (${names.join(', ')}) select * from unnest(${types.map((type, at) => `$${at + 1}::${type}[]`).join(', ')})
    on conflict (${Object.keys(key).join(', ')}) do update set ${counts.map((name) => `${name} = kept.${name} + excluded.${name}`).join(', ')}`;
};

interface Sum {
  readonly key: readonly (string | number)[];
  readonly counts: number[];
}
type SumsBy = Map<string, Sum>;

const at = Object.fromEntries(parts.map((part, index) => [part, index])) as Record<Part, number>;

function addTo(sums: SumsBy, key: Sum['key'], [width, columns, by]: [number, readonly number[], number]): void {
  const name = key.join(' ');
  const sum = sums.get(name) ?? { key, counts: Array.from({ length: width }, () => 0) };
  for (const column of columns) sum.counts[column] = (sum.counts[column] ?? 0) + by;
  sums.set(name, sum);
}

/** What is added to the sums, by cell. */
export type Sums = Readonly<Record<keyof typeof keptTables, SumsBy>>;

/** `outside` are the offices with pages of their own. */
export function sumUp(changes: readonly (readonly [Measured, 1 | -1])[], outside: ReadonlySet<string>): Sums {
  const sums = { days: new Map(), months: new Map(), spans: new Map(), spanMonths: new Map() };
  const addCell = ({ place, office, category, day }: Cell, { axis, span, ...counted }: Counted, by: number): void => {
    const columns = counted.parts.map((part) => at[part]);
    const inMonth = [place, office, `${day.slice(0, 7)}-01`];
    addTo(sums.days, [place, office, category, day], [parts.length, columns, by]);
    if (category === '') addTo(sums.months, inMonth, [parts.length, columns, by]);
    if (span === null) return;
    addTo(sums.spans, [place, office, category, day, axis, span], [1, [0], by]);
    if (category === '') addTo(sums.spanMonths, [...inMonth, axis, span], [1, [0], by]);
  };
  for (const [measured, by] of changes)
    for (const one of measured.counted) for (const into of cellsOf(measured, one, outside)) addCell(into, one, by);
  return sums;
}

/** What comes to nothing is left out. */
export async function addSums(tx: Asking, sums: Sums): Promise<void> {
  for (const [name, kept] of Object.entries(keptTables) as [keyof Sums, Kept][]) {
    const rows = [...sums[name].values()].filter(({ counts }) => counts.some((n) => n !== 0));
    if (rows.length === 0) continue;
    const keys = Object.keys(kept.key).map((_, column) => rows.map(({ key }) => key[column]));
    const counts = kept.counts.map((_, column) => `{${rows.map((row) => row.counts[column]).join(',')}}`);
    await tx.exec(addText(kept), [...keys, ...counts]);
  }
}
