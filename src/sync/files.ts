// Keeps a picture or an audio note on the phone before anybody is told so, opens it again behind the PIN, and ties it to its command.
import { hexOf, newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { fromBase64Url, toBase64Url } from '#kit/seal.ts';
import { makeFileKey, sealBytes, sealFile, sealFileKey, openFile } from '#kit/seal-file.ts';
import { type FileRow, FilesDatabase } from './files-database.ts';
import { register } from './phone-database.ts';
import { fileRoom, freeBytes, isFull, roomier } from './room.ts';
import { openBox, sealBox } from './sealed-box.ts';
import type { Phone } from './store.ts';
import { letGo, mostFiles, unsentBytes } from './stored.ts';

/** What a command says of a file; the app knows its other properties. */
export interface FileSaid {
  readonly attachment: string;
  readonly kind: string;
  readonly mime: string;
  readonly sha256: string;
  readonly bytes: number;
}

interface Own<S extends FileSaid> {
  readonly key: string;
  readonly said: S;
}

const label = (id: string): string => `file ${id}`;
const databases = new Map<string, FilesDatabase>();

/** One connection per person for as long as the page lives; Dexie opens it when it is first used. */
export function filesOf(person: string): FilesDatabase {
  const known = databases.get(person);
  if (known) return known;
  const made = new FilesDatabase(person);
  databases.set(person, made);
  return made;
}

/** Room for this and for the words that will go with it, as far as the browser tells, and within what pictures may take. */
async function mustHaveRoom(bytes: number, now: number): Promise<void> {
  if ((await unsentBytes()) + bytes > mostFiles) {
    fileRoom.value = 'none';
    throw new Problem('refused', 'file-too-many');
  }
  const isTight = async (): Promise<boolean> => ((await freeBytes()) ?? Number.POSITIVE_INFINITY) < bytes + 1_000_000;
  if ((await isTight()) && ((await letGo(now, 0)) === 0 || (await isTight())))
    throw new Problem('refused', 'file-no-room');
}

/**
 * Keeps a file, sealed. Resolves with what its command will say of it once it is on the disk. Throws `refused file-no-room`
 * or `refused file-too-many` before anything is called saved.
 */
export async function keepFile<M extends object>(
  phone: Phone,
  bytes: Uint8Array<ArrayBuffer>,
  about: M,
  now: number,
): Promise<M & Pick<FileSaid, 'attachment' | 'sha256' | 'bytes'>> {
  await mustHaveRoom(bytes.length, now);
  const identity = (await register.people.get(phone.identity.person)) ?? phone.identity;
  const attachment = newId();
  const key = makeFileKey();
  const data = await sealFile(key, attachment, bytes);
  const sha256 = hexOf(await crypto.subtle.digest('SHA-256', bytes));
  const said = { ...about, attachment, sha256, bytes: bytes.length };
  const row: FileRow = {
    id: attachment,
    command: null,
    state: 'kept',
    at: now,
    length: bytes.length + sealBytes,
    sent: 0,
    sealedKey: await sealFileKey(identity.serverKey, attachment, key),
    own: await sealBox(phone.key, label(attachment), { key: toBase64Url(key), said }),
    settledAt: null,
    code: null,
    generation: null,
    differed: 0,
    reseal: false,
    forget: false,
  };
  key.fill(0);
  const db = filesOf(phone.identity.person);
  try {
    await roomier(() =>
      db.transaction('rw', [db.files, db.bytes], async () => {
        await db.files.add(row);
        await db.bytes.add({ id: attachment, data });
      }),
    );
  } catch (error) {
    if (isFull(error)) throw new Problem('refused', 'file-no-room');
    throw error;
  }
  return said;
}

const ownOf = <S extends FileSaid>(phone: Phone, row: FileRow): Promise<Own<S>> =>
  openBox<Own<S>>(phone.key, label(row.id), row.own);

/** A file kept here, opened; undefined when this phone does not hold it (any more). */
export async function openKept(phone: Phone, id: string): Promise<{ said: FileSaid; blob: Blob } | undefined> {
  const db = filesOf(phone.identity.person);
  const [row, bytes] = await Promise.all([db.files.get(id), db.bytes.get(id)]);
  if (!row || !bytes) return undefined;
  const { key, said } = await ownOf(phone, row);
  return { said, blob: new Blob([await openFile(fromBase64Url(key), id, bytes.data)], { type: said.mime }) };
}

/** Seals the keys of files anew whose county has another key now. Answers how many. */
export async function resealFiles(phone: Phone): Promise<number> {
  const db = filesOf(phone.identity.person);
  const stale = await db.files.filter((row) => row.reseal).toArray();
  const identity = await register.people.get(phone.identity.person);
  if (!identity) return 0;
  for (const row of stale) {
    const { key } = await ownOf(phone, row);
    const sealedKey = await sealFileKey(identity.serverKey, row.id, fromBase64Url(key));
    await db.files.update(row.id, { sealedKey, reseal: false, sent: 0 });
  }
  return stale.length;
}

/** These files go with that command from now on; `null` takes them back into their form. */
export const bindFiles = (
  phone: Phone,
  ids: readonly string[],
  command: string | null,
  forget = false,
): Promise<unknown> =>
  ids.length === 0
    ? Promise.resolve()
    : filesOf(phone.identity.person)
        .files.where('id')
        .anyOf([...ids])
        .modify({ command, forget });

/** What belonged to commands that were taken back belongs to its form again. */
export const unbindFiles = (phone: Phone, commands: readonly string[]): Promise<unknown> =>
  filesOf(phone.identity.person)
    .files.where('command')
    .anyOf([...commands])
    .modify({ command: null });

export async function dropFile(person: string, id: string): Promise<void> {
  const db = filesOf(person);
  await db.transaction('rw', [db.files, db.bytes], async () => {
    await db.files.delete(id);
    await db.bytes.delete(id);
  });
}
