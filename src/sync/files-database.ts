// Pictures and audio notes on the phone, in a database of their own: each sealed once, its key sealed to the PIN's data key and to the county.
import { Dexie, type Table } from 'dexie';
import type { SealedKey } from '#kit/seal-file.ts';
import type { Box } from './sealed-box.ts';

/** `kept`: here, on its way or not yet · `received`: the county has it · `refused`: it came and is none. */
export type FileState = 'kept' | 'received' | 'refused';

export interface FileRow {
  readonly id: string;
  /** The command that names it; null while its form is still being written. It goes once the county has that one. */
  readonly command: string | null;
  readonly state: FileState;
  /** ms */
  readonly at: number;
  /** Bytes as they travel. */
  readonly length: number;
  /** How many of them the county has, as far as it said. */
  readonly sent: number;
  /** Sealed to the county's key: it can go without the PIN. */
  readonly sealedKey: SealedKey;
  /** The key again, and what the command says of the file, sealed with the data key: to show it and to seal anew. */
  readonly own: Box;
  readonly settledAt: number | null;
  readonly code: string | null;
  /** The county's generation that received it: another one, after a restore, may lack it. */
  readonly generation: string | null;
  /** Times it came and was not what was named. */
  readonly differed: number;
  readonly reseal: boolean;
  /** Leaves the phone as soon as the county has it. */
  readonly forget: boolean;
}

export class FilesDatabase extends Dexie {
  declare readonly files: Table<FileRow, string>;
  declare readonly bytes: Table<{ readonly id: string; readonly data: ArrayBuffer }, string>;
  constructor(person: string) {
    // Strict, as the notebook: a picture is shown in its form only once it is on the disk.
    super(`zd-files-${person}`, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ files: '&id, command', bytes: '&id' });
  }
}

export const eraseFiles = (person: string): Promise<void> => Dexie.delete(`zd-files-${person}`);
