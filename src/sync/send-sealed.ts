// Sends what a person of this phone has queued, without his PIN: by the worker behind the pages, and by an open page of somebody else.
import { browser } from './around.ts';
import { announce, withLock } from './between-tabs.ts';
import { FilesDatabase } from './files-database.ts';
import { sendFiles, textFirst } from './files-send.ts';
import { type Identity, listIdentities, PersonDatabase } from './phone-database.ts';
import { lookAtLease } from './lease.ts';
import { pushAll, undoTime } from './push.ts';
import { eraseIfLost } from './wipe.ts';

/** What was sealed to the server's key can go while nobody can read it here. Throws when the county does not answer. */
async function sendSealed(identity: Identity): Promise<void> {
  // Every sight of the clock counts, so that it cannot be put back behind the closed app.
  await lookAtLease(identity.person, Date.now());
  const db = new PersonDatabase(identity.person);
  try {
    // What is still held back for undo is waited for: the page may have been closed in the meantime.
    const held = await db.outbox.filter((row) => row.state === 'waiting' && row.notBefore > Date.now()).toArray();
    const wait = Math.min(undoTime, Math.max(0, ...held.map((row) => row.notBefore - Date.now())));
    if (wait > 0) await new Promise((done) => setTimeout(done, wait + 50));
    const { now, fetch } = browser;
    const round = await withLock(identity.person, () => pushAll({ identity, db, now, fetch }));
    announce(identity.person, 'queue');
    // A restored county waits for the pull of the open notebook.
    if (round === 'silent' || round === 'restored') throw new Error('no answer');
    if (round === 'signed-out') await eraseIfLost(identity, fetch);
    if (round === 'done') await sendFilesOf(identity, db);
  } finally {
    db.close();
  }
}

/** Then the pictures, unless an open page is at it. */
async function sendFilesOf(identity: Identity, db: PersonDatabase): Promise<void> {
  const { person } = identity;
  const files = new FilesDatabase(person);
  const ask = (input: string | URL | Request, init?: RequestInit): Promise<Response> => fetch(input, init);
  const work = (lock: Lock | null) =>
    lock && sendFiles({ identity, db, files, now: () => Date.now(), fetch: ask, textFirst: () => textFirst(person) });
  try {
    const round = await navigator.locks.request(`zd-files-${person}`, { ifAvailable: true }, work);
    if (round === 'silent') throw new Error('no answer');
  } finally {
    files.close();
  }
}

/** Of everybody who uses this phone but one, whose own page sends for him. Throws when somebody's did not get through. */
export async function sendSealedOf(but?: string): Promise<void> {
  const all = (await listIdentities()).filter((one) => one.person !== but);
  const ends = [];
  // One after the other: nobody's words wait because of another's.
  for (const identity of all) ends.push(await sendSealed(identity).catch((error: unknown) => ({ error })));
  const [failed] = ends.filter((end) => end !== undefined);
  if (failed) throw failed.error;
}

const quarter = 15 * 60_000;

/** While a page is open: now, when the network is back, and every quarter of an hour. Answers how to stop. */
export function sendForOthers(but?: string): () => void {
  const round = (): void => void sendSealedOf(but).catch(() => undefined);
  const timer = setInterval(round, quarter);
  addEventListener('online', round);
  round();
  return () => {
    clearInterval(timer);
    removeEventListener('online', round);
  };
}

/** How much of each one's still waits to be sent. */
export async function waitingOf(people: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const person of people) {
    const db = new PersonDatabase(person);
    counts.set(person, await db.outbox.filter((row) => row.state === 'waiting').count());
    db.close();
  }
  return counts;
}
