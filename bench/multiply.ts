// The same county many times over: every township again beside itself, with ids, grounds and numbers of its own, for pages at ten times the data.
import type pg from 'pg';
import { connectDirect } from '#data/database.ts';

/**
 * What the measured pages read, parents first. The journal with its seals, the answered commands, members and steps stay as
 * they are: none of those pages reads them, and the figures that follow from the journal are multiplied as well.
 */
const pageTables = [
  'area',
  'office',
  'person',
  'post',
  'household',
  'visit',
  'matter',
  'matter_words',
  'matter_reach',
  'measured',
  'measure_day',
  'measure_span',
  'measure_month',
  'measure_span_month',
];

/** What belongs to the county as a whole is there once. */
const onceText = `create table bench_once as
  select id from area where nlevel(ground) = 1 union all select id from office where nlevel(ground) = 1
  union all select id from post where nlevel(ground) = 1 union all select person from post where nlevel(ground) = 1
  union all select '00000000-0000-0000-0000-000000000000'`;

/** `n` is which of them: ids differ in their first two digits, grounds and codes in the township's number. */
const functionsText = (once: string, townships: number): string => `
  create function bench_id(id uuid, n int) returns uuid language sql immutable as $$
    select case when id = any('{${once}}'::uuid[]) then id
      else overlay(id::text placing lpad(to_hex((('x' || left(id::text, 2))::bit(8)::int + n) % 256), 2, '0') from 1)::uuid end $$;
  create function bench_ids(ids uuid[], n int) returns uuid[] language sql immutable as $$
    select case when ids = '{}' then ids else array(select bench_id(id, n) from unnest(ids) as id) end $$;
  create function bench_ground(ground text, n int) returns text language sql immutable as $$
    select case when strpos(ground, '.') = 0 then ground
      else overlay(ground placing (substr(ground, 8, 3)::int + n * ${townships})::text from 8 for 3) end $$;
  create function bench_code(code text, n int) returns text language sql immutable as $$
    select case when length(code) < 9 then code else overlay(code placing (substr(code, 7, 3)::int + n * ${townships})::text from 7 for 3) end $$;`;

interface Column {
  readonly name: string;
  readonly type: string;
}

/** The value of a column in the n-th county. */
function other({ name, type }: Column): string {
  if (type === 'uuid') return `bench_id(${name}, $1)`;
  if (type === 'uuid[]') return `bench_ids(${name}, $1)`;
  if (type === 'ltree') return `bench_ground(${name}::text, $1)::ltree`;
  if (name === 'place') return `bench_ground(place, $1)`;
  if (name === 'code') return `bench_code(code, $1)`;
  if (name === 'number') return `number + $1 * 10000000`;
  if (name === 'secret_hash' || name === 'plate_hash') return `${name} || $1::text`;
  return name;
}

async function columnsOf(admin: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await admin.query<Column>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows;
}

/** Rows of the county as a whole are not multiplied; sums over it are. */
async function multiplyTable(admin: pg.Client, table: string, times: number): Promise<void> {
  const columns = await columnsOf(admin, table);
  const names = columns.map(({ name }) => name);
  const sums = table.startsWith('measure_');
  const ofCounty = sums
    ? `strpos(place, '.') = 0`
    : names.includes('id')
      ? 'exists (select from bench_once where bench_once.id = old.id)'
      : 'false';
  await admin.query(
    `insert into ${table} (${names.join(', ')}) select ${columns.map((one) => other(one).replaceAll('$1', 'copy')).join(', ')}
     from ${table} as old, generate_series(1, ${times - 1}) as copy where not (${ofCounty})`,
  );
  if (!sums) return;
  const counts = columns.filter(({ type, name }) => type === 'integer' && name !== 'bucket');
  await admin.query(
    `update ${table} set ${counts.map(({ name }) => `${name} = ${name} * ${times}`).join(', ')} where ${ofCounty}`,
  );
}

/** A table whose indexes stand still takes many rows at once; afterwards they are built whole. */
async function withIndexesStill(admin: pg.Client, table: string, fill: () => Promise<void>): Promise<void> {
  await admin.query('update pg_index set indisready = false where indrelid = $1::regclass', [table]);
  await fill();
  await admin.query(`reindex table ${table}`);
}

export async function multiply(adminUrl: string, times: number, tables: readonly string[] = pageTables): Promise<void> {
  const admin = await connectDirect(adminUrl);
  try {
    // References and triggers hold in the first of them, so they hold in all.
    await admin.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'; ${onceText}`);
    // All is swept and analysed in the end; until then it would only be in the way.
    await admin.query('alter system set autovacuum = off');
    await admin.query('select pg_reload_conf()');
    const { rows } = await admin.query<{ once: string; townships: number }>(
      `select (select string_agg(distinct id::text, ',') from bench_once) as once, count(*)::int as townships from area where kind = 'township'`,
    );
    await admin.query(functionsText(rows[0]?.once ?? '', rows[0]?.townships ?? 0));
    for (const table of tables) await withIndexesStill(admin, table, () => multiplyTable(admin, table, times));
    await admin.query('drop table bench_once; drop function bench_code, bench_ground, bench_ids, bench_id');
  } finally {
    await admin.end();
  }
}
