// The phone's own databases: one small register of who is enrolled here, and one sealed database per person.
import { Dexie, type EntityTable, type Table } from 'dexie';
import type { SealKey } from '#kit/seal.ts';
import type { Cursor, EnrolResponse, SealedCommand, Witness } from '#kit/wire.ts';
import { eraseFiles } from './files-database.ts';
import type { Lease } from './lease.ts';
import type { Box, WrappedKey } from './sealed-box.ts';

/** Who may work on this phone. Outside the PIN, so that what is queued can be sent while the phone is locked. */
export interface Identity {
  readonly person: string;
  readonly name: string;
  readonly token: string;
  readonly device: string;
  readonly county: EnrolResponse['county'];
  readonly serverKey: SealKey;
  /** Absent until a PIN was chosen. */
  readonly wrapped?: WrappedKey;
  readonly openedAt: number;
  /** Wrong PINs in a row, and until when (ms) no other is tried. */
  readonly wrong: number;
  readonly closedUntil: number;
  readonly lastSuccess: number | null;
  /** Absent on phones of older versions, like the next. */
  readonly lease?: Lease;
  /** The county's at the first enrolment: what is sent before the first copy is whole belongs to it. */
  readonly generation?: string;
}

/** `waiting`: not acknowledged · `taken`: acknowledged, shown until the next pull brings it · `refused`: needs the person. */
export type ItemState = 'waiting' | 'taken' | 'refused';

export interface OutboxRow {
  seq?: number;
  readonly id: string;
  readonly at: number;
  /** Id of the record it is mainly about: order is kept per record. */
  readonly record: string;
  /** Ids of other records that it makes: what is said about them waits for its answer. Absent in queues of older versions. */
  readonly makes?: readonly string[];
  readonly state: ItemState;
  /** Sealed to the server's key: can be sent without the PIN. */
  readonly sealed: SealedCommand;
  /** The envelope sealed with the data key: to show, edit and seal again. Null where it may not stay readable on a phone. */
  readonly plain: Box | null;
  /** Not sent before this moment (ms), so that undo is true for a while. */
  readonly notBefore: number;
  readonly answeredAt: number | null;
  readonly code: string | null;
  readonly kind: string | null;
  /** Facts of a refusal, sealed by nothing: codes and numbers only. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly reseal: boolean;
  /** Refused, and lies at the county for whoever comes after its author. */
  readonly left?: boolean;
  /** Its content leaves the phone once acknowledged. */
  readonly forget: boolean;
}

/** What the server acknowledged in the last 30 days; kept so that it can be offered again after a restore. */
export interface AckRow {
  readonly id: string;
  readonly at: number;
  readonly record: string;
  readonly row: OutboxRow | null;
}

export interface ChunkRow {
  readonly n: number;
  readonly box: Box;
}

export interface Alarm {
  readonly block: number;
  readonly kept: string;
  readonly told: string | null;
  readonly at: number;
}

/** What the person's database knows of the journal; nothing personal. */
export interface SyncMeta {
  readonly key: 'sync';
  readonly cursor: Cursor | null;
  readonly witness: (Witness & { readonly generation: string }) | null;
  readonly alarm: Alarm | null;
  readonly skew: number;
}

/** How far a snapshot has come that is still coming in. */
export interface IncomingMeta {
  readonly key: 'incoming';
  readonly generation: string;
  readonly pos: number;
  /** Where the server goes on. */
  readonly after: string;
  /** Its chunks have this number and higher ones, below `upto`. */
  readonly from: number;
  readonly upto: number;
}

export const noMeta: SyncMeta = { key: 'sync', cursor: null, witness: null, alarm: null, skew: 0 };

/** What everybody may read and no home is in, kept as it came; what it is its key says. */
export interface BesideRow {
  readonly key: string;
  readonly box: Box;
}

/** Written and taken away again, to see whether there is room. */
interface Probe {
  readonly key: 'probe';
  readonly data: Uint8Array<ArrayBuffer>;
}

export class PersonDatabase extends Dexie {
  declare readonly meta: Table<SyncMeta | IncomingMeta | BesideRow | Probe, string>;
  declare readonly chunks: Table<ChunkRow, number>;
  declare readonly outbox: EntityTable<OutboxRow, 'seq'>;
  declare readonly acks: Table<AckRow, string>;
  declare readonly drafts: Table<{ readonly key: string; readonly box: Box }, string>;
  constructor(person: string) {
    // Strict: "on this phone" is said only once the bytes are on the disk.
    super(`zd-${person}`, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ meta: '&key', chunks: '&n', outbox: '++seq, &id', acks: '&id, at', drafts: '&key' });
  }
}

export class Register extends Dexie {
  declare readonly people: Table<Identity, string>;
  constructor() {
    super('zd-phone', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ people: '&person' });
  }
}

export const register = new Register();

/** Everyone enrolled on this phone, the last one who opened it first. */
export const listIdentities = async (): Promise<Identity[]> =>
  (await register.people.toArray()).sort((a, b) => b.openedAt - a.openedAt);

export const changeIdentity = (person: string, change: Partial<Identity>): Promise<unknown> =>
  register.people.update(person, change);

/** Erases a person from this phone: his records, his queue and his credential. */
export async function erasePerson(person: string): Promise<void> {
  await Dexie.delete(`zd-${person}`);
  await eraseFiles(person);
  await register.people.delete(person);
}
