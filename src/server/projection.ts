// What of one kind of record travels to a phone: which rows, of which ground, in which form.
import type { RecordBase } from '#kit/command.ts';
import type { Tx } from '#data/database.ts';
import type { Table } from '#data/table.ts';
import type { Holds } from './phone-holds.ts';

export interface Projection {
  readonly table: Table<RecordBase>;
  /** Which rows a phone holds, beyond what row-level security lets through: recent ones. */
  readonly recent: string;
  /** Which of them a phone holds of a ground that it has as a roster only; none when absent. */
  readonly onRoster?: string;
  /** Rows of the ground only (below), or also what lies above the reader (areas, notices). */
  readonly reach: 'below' | 'around' | 'village';
  /** By what an index finds them when all are asked for; a table without one is small, or looked through. */
  readonly near?: 'grid' | 'home' | 'home-or-none';
  shape(tx: Tx, records: RecordBase[], holds: Holds): Promise<RecordBase[]>;
}

export const plain = (_: Tx, records: RecordBase[]): Promise<RecordBase[]> => Promise.resolve(records);
export const table = <R extends RecordBase>(one: Table<R>): Table<RecordBase> => one as unknown as Table<RecordBase>;

/** Held of a ground in full, as it stands in its table. */
export const onGround = <R extends RecordBase>(one: Table<R>, recent: string): Projection => ({
  table: table(one),
  recent,
  reach: 'below',
  shape: plain,
});

/** The same of what belongs to a home. */
export const below = <R extends RecordBase>(one: Table<R>, recent: string): Projection => ({
  ...onGround(one, recent),
  near: 'home',
});
