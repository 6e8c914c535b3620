// What a database looks like and what it holds, as lines to compare: its tables, rights and functions, and a digest of every column.
import type pg from 'pg';

const shapeText = `
  select 'relation ' || relname || ' ' || relkind::text || ' ' || relrowsecurity || relforcerowsecurity || ' ' || coalesce(relacl::text, '') as line
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'S', 'v')
  union all select 'column ' || attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || attidentity::text || attgenerated::text
      || ' ' || coalesce(pg_get_expr(adbin, adrelid), '') || ' ' || coalesce(attacl::text, '')
    from pg_attribute join pg_class on pg_class.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
  union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace and conrelid <> 0
  union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
  union all select 'policy ' || tablename || ' ' || policyname || ' ' || cmd || ' ' || roles::text || ' ' || coalesce(qual, '') || ' / ' || coalesce(with_check, '')
    from pg_policies where schemaname = 'public'
  union all select 'trigger ' || pg_get_triggerdef(pg_trigger.oid) from pg_trigger where not tgisinternal and tgname not like 'zd_halt%'
  union all select 'function ' || pg_get_functiondef(pg_proc.oid) || ' ' || coalesce(proacl::text, '') from pg_proc
    where pronamespace = 'public'::regnamespace and prokind = 'f'
      and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
  order by 1`;

/** Every table, column, rule and right, and which migrations it says it has. */
export async function shapeOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(shapeText);
  const { rows: done } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from zd_migration order by name',
  );
  return [...rows.map(({ line }) => line), ...done.map(({ name, sha256 }) => `migration ${name} ${sha256}`)];
}

/** A digest of all values of each column, in whatever order its rows lie; `table.column` → digest. */
export async function contentOf(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and table_name <> 'zd_migration' order by 1, 2`,
  );
  const content = new Map<string, string>();
  for (const { table, column } of rows) {
    const { rows: found } = await client.query<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg("${column}"::text, '|' order by "${column}"::text)), '') as digest from "${table}"`,
    );
    content.set(`${table}.${column}`, found[0]?.digest ?? '');
  }
  return content;
}
