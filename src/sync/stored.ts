// What of pictures and audio notes stays on this phone: fifty megabytes for everything here; what the county has goes first, the oldest before the others, what is unsent never.
import { Dexie } from 'dexie';
import { type FileRow, FilesDatabase } from './files-database.ts';
import { listIdentities } from './phone-database.ts';

const oneDay = 86_400_000;
/** All that the app may keep on a phone (bytes): itself, the words, the files. */
export const mostStored = 50_000_000;
/** Of it for the app and the words; 5,000 homes as a roster with their open matters take less. */
const forWords = 10_000_000;
export const mostFiles = mostStored - forWords;

/** The largest that one may become on its way in. */
export const onePicture = 400_000;

const keepReceived = 30 * oneDay;
/** What no form and no command holds any more. */
const keepLoose = 90 * oneDay;

export interface Held extends Pick<FileRow, 'id' | 'state' | 'command' | 'at' | 'settledAt' | 'length'> {
  readonly person: string;
}

const bytesOf = (held: readonly Held[]): number => held.reduce((sum, one) => sum + one.length, 0);
const isReceived = ({ state }: Held): boolean => state === 'received';

/** What goes when no more than `most` bytes of files may stay; what the county does not have stays whatever it weighs. Pure. */
export function toLetGo(held: readonly Held[], now: number, most = mostFiles): Held[] {
  const isOver = (one: Held): boolean =>
    isReceived(one) ? now - (one.settledAt ?? one.at) > keepReceived : one.command === null && now - one.at > keepLoose;
  const gone = held.filter(isOver);
  const rest = held.filter((one) => !gone.includes(one));
  const oldestFirst = rest.filter(isReceived).sort((a, b) => (a.settledAt ?? 0) - (b.settledAt ?? 0));
  let left = bytesOf(rest);
  for (const one of oldestFirst) {
    if (left <= most) break;
    left -= one.length;
    gone.push(one);
  }
  return gone;
}

/** Works in everybody's files on this phone: they share its room. None is opened, and none needs a PIN. */
async function inEachStore<T>(work: (files: FilesDatabase, person: string) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (const { person } of await listIdentities()) {
    if (!(await Dexie.exists(`zd-files-${person}`))) continue;
    const files = new FilesDatabase(person);
    try {
      done.push(await work(files, person));
    } finally {
      files.close();
    }
  }
  return done;
}

const allHeld = async (): Promise<Held[]> =>
  (
    await inEachStore(async (files, person) => (await files.files.toArray()).map((row): Held => ({ ...row, person })))
  ).flat();

/** Bytes of files on this phone that the county does not have. */
export const unsentBytes = async (): Promise<number> => bytesOf((await allHeld()).filter((one) => !isReceived(one)));

/** Lets go what may go. Answers how many files went. */
export async function letGo(now: number, most = mostFiles): Promise<number> {
  const gone = toLetGo(await allHeld(), now, most);
  if (gone.length === 0) return 0;
  await inEachStore(async (files, person) => {
    const ids = gone.filter((one) => one.person === person).map((one) => one.id);
    await files.transaction('rw', [files.files, files.bytes], async () => {
      await files.files.bulkDelete(ids);
      await files.bytes.bulkDelete(ids);
    });
  });
  return gone.length;
}
