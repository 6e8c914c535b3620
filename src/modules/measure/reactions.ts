// Follows the sealed journal and keeps the figures (MEAS-17): each batch with its place in one transaction, so that nothing is counted twice or left out.
import type { Database, Tx } from '#data/database.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import { fold, type Life, type Measured, measuredOf } from './rules-life.ts';
import {
  addSums,
  clearAll,
  followedTo,
  isAlone,
  loadLives,
  moveTo,
  nextFacts,
  outsideAmong,
  saveLives,
  sumUp,
} from './store.ts';

const jobs: Scope = { ...emptyScope, standing: 'service', service: 'jobs' };

/** So many facts at a time that a batch is over long before anybody would wait for it: the sealer waits for the oldest write. */
const batch = 2000;
/** Positions without anything to count are passed over in steps, so that not every visit moves the place in the order. */
const idle = 2000;

/** Goes on where it stopped; answers whether more is waiting. Safe beside another process: one of the two does nothing. */
export const followOnce = (database: Database, most = batch): Promise<boolean> =>
  inScope(database, jobs, (tx) => follow(tx, most), { timeoutMs: 30_000 });

/** Everything up to the head of the sealed journal. */
export async function followAll(database: Database): Promise<void> {
  while (await followOnce(database));
}

/** Throws all figures away; the next round begins at the first position. */
export const startAnew = (database: Database): Promise<void> =>
  inScope(database, jobs, (tx) => clearAll(tx), { timeoutMs: 120_000 });

async function follow(tx: Tx, most: number): Promise<boolean> {
  if (!(await isAlone(tx))) return false;
  const from = await followedTo(tx);
  if (from === undefined) {
    await clearAll(tx);
    return true;
  }
  const { facts, upto, more } = await nextFacts(tx, from, most);
  if (facts.length === 0 && upto - from < idle) return false;
  const before = await loadLives(tx, [...new Set(facts.map((fact) => fact.record))]);
  const after = new Map<string, Life>();
  for (const fact of facts) {
    const life = fold(after.get(fact.record) ?? before.get(fact.record), fact);
    if (life) after.set(fact.record, life);
  }
  const changes = [...after].flatMap(([record, life]): [Measured, 1 | -1][] => [
    [measuredOf(before.get(record)), -1],
    [measuredOf(life), 1],
  ]);
  const offices = new Set(changes.flatMap(([measured]) => measured.counted.map(({ office }) => office)));
  await saveLives(tx, after, measuredOf);
  await addSums(tx, sumUp(changes, await outsideAmong(tx, [...offices])));
  await moveTo(tx, upto);
  return more;
}
