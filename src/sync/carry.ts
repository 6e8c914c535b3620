// Puts what the county has not taken into a file that a desk can bring in: reads the disk, needs no PIN and no network, and writes and deletes nothing here.
import { type CarriedContent, type CarriedHead, type CarriedLine, proveLine } from '#kit/carried.ts';
import { toBase64Url } from '#kit/seal.ts';
import type { SealedCommand } from '#kit/wire.ts';
import { type FileRow, FilesDatabase } from './files-database.ts';
import { type Identity, type OutboxRow, PersonDatabase, register } from './phone-database.ts';

/** What a line may hold: far below what one request may weigh. */
const atOnce = 20;
const mostSigns = 300_000;

export interface Unsent {
  readonly words: number;
  readonly files: number;
}

interface Found {
  readonly words: readonly OutboxRow[];
  readonly files: readonly FileRow[];
}

const isOwed = ({ state }: Pick<OutboxRow, 'state'>): boolean => state !== 'taken';
const isOnItsWay = ({ state, command }: FileRow): boolean => state === 'kept' && command !== null;

async function withStores<T>(
  person: string,
  work: (db: PersonDatabase, files: FilesDatabase) => Promise<T>,
): Promise<T> {
  const [db, files] = [new PersonDatabase(person), new FilesDatabase(person)];
  try {
    return await work(db, files);
  } finally {
    db.close();
    files.close();
  }
}

const find = async (db: PersonDatabase, files: FilesDatabase): Promise<Found> => ({
  words: (await db.outbox.orderBy('seq').toArray()).filter(isOwed),
  files: await files.files.filter(isOnItsWay).toArray(),
});

/** How much the county has not taken yet, also of a phone that is locked. */
export const countUnsent = (person: string): Promise<Unsent> =>
  withStores(person, async (db, files) => {
    const found = await find(db, files);
    return { words: found.words.length, files: found.files.length };
  });

/** The file as parts of a text; undefined when there is nothing to carry. */
export const carriedParts = (person: string, now: number): Promise<{ parts: string[]; unsent: Unsent } | undefined> =>
  withStores(person, async (db, files) => {
    const identity = await register.people.get(person);
    const found = await find(db, files);
    if (!identity || found.words.length + found.files.length === 0) return undefined;
    const lines: CarriedLine[] = [];
    for await (const content of contentsOf(found, files)) lines.push(await lineOf(identity, content));
    const unsent = { words: found.words.length, files: found.files.length };
    const head: CarriedHead = { zd: 'carried', v: 1, made: now, ...unsent, lines: lines.length };
    return { parts: [head, ...lines].map((line) => `${JSON.stringify(line)}\n`), unsent };
  });

const lineOf = ({ serverKey, token }: Identity, content: CarriedContent): Promise<CarriedLine> =>
  proveLine(serverKey, token, content);

/** Words first: a file is taken only once the command that names it is there. */
async function* contentsOf({ words, files }: Found, from: FilesDatabase): AsyncGenerator<CarriedContent> {
  let commands: SealedCommand[] = [];
  let signs = 0;
  for (const { sealed } of words) {
    if (commands.length >= atOnce || (commands.length > 0 && signs + sealed.box.length > mostSigns)) {
      yield { commands };
      [commands, signs] = [[], 0];
    }
    commands.push(sealed);
    signs += sealed.box.length;
  }
  if (commands.length > 0) yield { commands };
  for (const { id, sealedKey } of files) {
    const bytes = await from.bytes.get(id);
    if (bytes) yield { file: { id, key: sealedKey, data: toBase64Url(bytes.data) } };
  }
}
