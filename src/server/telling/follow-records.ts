// Messages about what is no matter: an errand that was handed on or received, and a digest of what homes think (TELL-19, TELL-20).
import type { Tx } from '#data/database.ts';
import { errandTable } from '#modules/errand/store.ts';
import { digestTable } from '#modules/opinion/store.ts';
import { loadChain } from '#modules/people/store.ts';
import type { Message } from '#modules/telling/model.ts';
import { type Happening, toldOfDigest, toldOfErrand } from '#modules/telling/rules.ts';
import { plannedOf, type Ways } from './plan.ts';

interface Row extends Happening {
  readonly seq: number;
  readonly record: string;
}

async function messagesOfOne(tx: Tx, row: Row, { ways, now }: { ways: Ways; now: number }): Promise<Message[]> {
  const isErrand = row.name.startsWith('errand.');
  const [record] = isErrand ? await errandTable.load(tx, [row.record]) : await digestTable.load(tx, [row.record]);
  if (!record) return [];
  const chain = await loadChain(tx, record.ground, null);
  const township = chain.find((one) => one.kind === 'township')?.id ?? null;
  const told = 'story' in record ? toldOfErrand(row, record) : toldOfDigest(row, record, township);
  const about = { cause: `fact ${row.seq}`, record: record.id, now, chain };
  return told.flatMap(({ kind, office }) => (office === null ? [] : plannedOf({ kind, office }, about, ways)));
}

export async function messagesOfRecords(
  tx: Tx,
  rows: readonly Row[],
  round: { readonly ways: Ways; readonly now: number },
): Promise<Message[]> {
  const all: Message[] = [];
  for (const row of rows) all.push(...(await messagesOfOne(tx, row, round)));
  return all;
}
