// Everything that is a verified adult's to see, as a file for programs: each row that row-level security gives him, each field with what it is kept for.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Actor } from '#kit/actor.ts';
import type { Tx } from '#data/database.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { scopeOf } from '../scope-of.ts';

interface Field {
  readonly column: string;
  readonly class: string;
  readonly purpose: string;
  readonly basis: string;
  readonly retention: string;
}

const dictionaryFile = path.join(import.meta.dirname, '../../../data-dictionary.tsv');

/** Tables that hold something of a home, and which rows of them are this one's; what he may see of those is row-level security's. */
const tables: Readonly<Record<string, string>> = {
  household: 'id = $1',
  member: 'id = $2',
  visit: 'household = $1',
  promise: 'household = $1',
  question: 'household = $1',
  matter: 'household = $1',
  step: 'matter in (select id from matter where household = $1)',
  errand: 'household = $1',
  attachment: 'household = $1',
  proposal_home: 'household = $1',
  proposal: 'id in (select proposal from proposal_home where household = $1)',
  proposal_voice: 'household = $1',
  told_how: 'id = $1',
  reading: 'household = $1',
};

/** HOME-18: keys and hashes are no facts about him, and who is complained of is another's. */
const withheld: readonly string[] = ['version', 'pinyin', 'complained_of', 'hidden', 'fault'];

let known: ReadonlyMap<string, readonly Field[]> | undefined;

/** The fields of each table that are handed out, from the data dictionary. */
export function fieldsHandedOut(): ReadonlyMap<string, readonly Field[]> {
  if (known) return known;
  const found = new Map<string, Field[]>();
  for (const line of readFileSync(dictionaryFile, 'utf8').split('\n').slice(1)) {
    const [table = '', column = '', kind = '', purpose = '', basis = '', retention = ''] = line.split('\t');
    if (!(table in tables) || kind === 'K' || withheld.includes(column)) continue;
    found.set(table, [...(found.get(table) ?? []), { column, class: kind, purpose, basis, retention }]);
  }
  known = found;
  return found;
}

export interface TakenTable {
  readonly fields: readonly Field[];
  readonly rows: readonly Record<string, unknown>[];
}
export interface Taken {
  readonly madeAt: string;
  readonly county: string;
  readonly tables: Readonly<Record<string, TakenTable>>;
}

async function tableOf(tx: Tx, name: string, ids: readonly (string | null)[]): Promise<TakenTable> {
  const fields = fieldsHandedOut().get(name) ?? [];
  const columns = fields.map(({ column }) => `"${column}"${column.endsWith('ground') ? '::text' : ''}`);
  const where = tables[name] ?? 'false';
  const used = ids.slice(0, where.includes('$2') ? 2 : 1);
  const typed = where.includes('$2') ? `$1::uuid is not null and ${where}` : where;
  const rows = await tx.query<Record<string, unknown>>(
    `select ${columns.join(', ')} from "${name}" where ${typed} limit 20000`,
    used,
  );
  return { fields, rows };
}

export function takeAll(county: County, actor: Actor): Promise<Taken> {
  const ids = [actor.household, actor.member];
  return inScope(
    county.database,
    scopeOf(actor),
    async (tx) => {
      const found: Record<string, TakenTable> = {};
      for (const name of Object.keys(tables)) found[name] = await tableOf(tx, name, ids);
      return { madeAt: new Date(county.now()).toISOString(), county: county.facts.name, tables: found };
    },
    { readOnly: true, timeoutMs: 15_000 },
  );
}
