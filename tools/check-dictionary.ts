// Compares the columns that the migrations make with data-dictionary.tsv: no column without its class, purpose, basis and retention.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, type Report, readTable, readText, root } from './report.ts';

const header = ['table', 'column', 'class', 'purpose', 'basis', 'retention', 'phone', 'export', 'department'];

/** SQL without comments, string contents and function bodies, so that commas and brackets in them do no harm. */
function bare(sql: string): string {
  return sql
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
    .replace(/--[^\n]*/g, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:[^']|'')*'/g, "''");
}

function splitAtTop(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim());
}

const unquote = (name: string): string => name.replace(/^public\./, '').replaceAll('"', '');

function bodyAfter(sql: string, open: number): string {
  let depth = 0;
  for (let at = open; at < sql.length; at += 1) {
    if (sql[at] === '(') depth += 1;
    if (sql[at] === ')') depth -= 1;
    if (depth === 0) return sql.slice(open + 1, at);
  }
  return sql.slice(open + 1);
}

/** Table → columns after these migrations, in their order. Partitions have the columns of their parent and do not count. */
export function columnsOf(migrations: string[]): Map<string, Set<string>> {
  const tables = new Map<string, Set<string>>();
  for (const statement of migrations.flatMap((sql) => bare(sql).split(';'))) {
    const made = /create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."]+)\s*\(/i.exec(statement);
    const changed = /alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?([\w."]+)\s+([\s\S]*)/i.exec(statement);
    const dropped = /drop\s+table\s+(?:if\s+exists\s+)?([\w."]+)/i.exec(statement);
    if (made) {
      const columns = splitAtTop(bodyAfter(statement, made.index + made[0].length - 1))
        .filter((part) => !/^(constraint|primary\s+key|unique|check|foreign|exclude|like)\b/i.test(part))
        .map((part) => unquote(/^[\w"]+/.exec(part)?.[0] ?? ''));
      tables.set(unquote(made[1] ?? ''), new Set(columns.filter((name) => name !== '')));
    } else if (changed) change(tables, unquote(changed[1] ?? ''), changed[2] ?? '');
    else if (dropped) tables.delete(unquote(dropped[1] ?? ''));
  }
  return tables;
}

function change(tables: Map<string, Set<string>>, table: string, actions: string): void {
  const columns = tables.get(table);
  for (const action of columns ? splitAtTop(actions) : []) {
    const added =
      /^add\s+(?:column\s+)?(?:if\s+not\s+exists\s+)?(?!constraint|primary|unique|check|foreign)([\w"]+)/i.exec(action);
    const gone = /^drop\s+(?:column\s+)(?:if\s+exists\s+)?([\w"]+)/i.exec(action);
    const named = /^rename\s+(?:column\s+)?(?!to\b)([\w"]+)\s+to\s+([\w"]+)/i.exec(action);
    if (added?.[1]) columns?.add(unquote(added[1]));
    if (gone?.[1]) columns?.delete(unquote(gone[1]));
    if (named?.[1] && columns?.delete(unquote(named[1]))) columns.add(unquote(named[2] ?? ''));
  }
}

/** Reads src/data/migrations and data-dictionary.tsv below `base`. */
export function checkDictionary(base: string = root, least = 60): Report {
  const migrations = filesUnder(base, 'src/data/migrations', /\.sql$/).map((file) => readText(base, file));
  const real = [...columnsOf(migrations)].flatMap(([table, columns]) =>
    [...columns].map((column) => `${table}.${column}`),
  );
  const report: Report = { name: 'dictionary', read: real.length, what: 'columns', least, faults: [] };
  const file = 'data-dictionary.tsv';
  if (!existsSync(join(base, file))) return { ...report, faults: [`${file}: is missing`] };
  const found = readText(base, file).split(/\r?\n/)[0]?.split('\t') ?? [];
  if (found.join() !== header.join()) return { ...report, faults: [`${file}: the header is not ${header.join(', ')}`] };
  const rows = readTable(base, file);
  const written = rows.map((row) => `${row.table}.${row.column}`);
  report.faults = [
    ...real.filter((name) => !written.includes(name)).map((name) => `${file}: no row for ${name}`),
    // What the phone's own stores hold is compared with a used phone, not with the tables here.
    ...written
      .filter((name) => !real.includes(name) && !name.startsWith('phone.'))
      .map((name) => `${file}: ${name} does not exist`),
    ...written.filter((name, at) => written.indexOf(name) !== at).map((name) => `${file}: ${name} stands twice`),
    ...rows.flatMap((row) =>
      header.filter((name) => !row[name]).map((name) => `${file}: ${row.table}.${row.column} has no ${name}`),
    ),
  ];
  return report;
}
