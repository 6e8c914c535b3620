// What an office chose for the columns of a file is kept for the next file with the same headings.
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import type { Mapping } from './headings.ts';
import { importScope, type Run } from './run.ts';

interface Shape {
  readonly kind: string;
  /** Fingerprint of the headings. */
  readonly print: string;
}

const keptText = 'select fields from import_mapping where office = $1 and kind = $2 and print = $3';
const keepText = `insert into import_mapping (office, kind, print, fields, at) values ($1, $2, $3, $4::jsonb, $5)
  on conflict (office, kind, print) do update set fields = excluded.fields, at = excluded.at`;

export async function keptMapping(
  county: County,
  { office }: Run,
  { kind, print }: Shape,
): Promise<Mapping['fields'] | undefined> {
  if (office === null) return undefined;
  const read = { readOnly: true };
  const [row] = await inScope(
    county.database,
    importScope,
    (tx) => tx.query<{ fields: Mapping['fields'] }>(keptText, [office, kind, print]),
    read,
  );
  return row?.fields;
}

export async function keepMapping(
  county: County,
  { office }: Run,
  { kind, print, fields }: Shape & Pick<Mapping, 'fields'>,
): Promise<void> {
  if (office === null) return;
  await inScope(county.database, importScope, (tx) =>
    tx.exec(keepText, [office, kind, print, JSON.stringify(fields), new Date(county.now())]),
  );
}
