// Compares the seal that this phone keeps of the journal with what the county says of it now; a difference is an alarm and is kept as evidence. Pure.
import type { PullHead } from '#kit/wire.ts';
import type { Alarm, SyncMeta } from './phone-database.ts';

/** What an answer says of the journal, and which block it was asked about. */
export type Told = Pick<PullHead, 'generation' | 'witness' | 'witnessed' | 'now'> & {
  readonly asked: number | undefined;
};

/** The block that the county is asked about: the kept one, as long as it is of that generation. Pure. */
export const askedBlock = ({ witness }: SyncMeta, generation: string | undefined): number | undefined =>
  witness && witness.generation === generation ? witness.block : undefined;

/**
 * What the kept witness says to the server's: an alarm when the same block of the same generation has another root. A witness
 * that came while the question was under way (with an earlier line of the answer, or by another tab) was not asked about. Pure.
 */
export function compareWitness(meta: SyncMeta, told: Told, now: number): Alarm | null {
  const kept = meta.witness;
  if (meta.alarm || !kept || kept.generation !== told.generation || told.witnessed === undefined) return meta.alarm;
  if (kept.block !== told.asked) return null;
  const root = told.witnessed?.block === kept.block ? told.witnessed.root : null;
  return root === kept.root ? null : { block: kept.block, kept: kept.root, told: root, at: now };
}

/** What the phone knows after this answer. The witness is not replaced while there is an alarm: it is the evidence. Pure. */
export function metaAfter(meta: SyncMeta, told: Told, pos: number, now: number): SyncMeta {
  const alarm = compareWitness(meta, told, now);
  const { generation } = told;
  const witness = alarm || !told.witness ? meta.witness : { ...told.witness, generation };
  return { key: 'sync', cursor: { generation, pos }, alarm, witness, skew: now - told.now };
}
