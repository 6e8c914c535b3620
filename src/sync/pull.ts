// Fetches what changed on the phone's ground: one stream of lines, compared against the witnessed seal, the old data kept until a new snapshot is whole.
import { unpackColumn, type UnpackMemory, unpackMemory } from '#kit/columns.ts';
import { problemFromWire } from '#kit/problem.ts';
import { idEnding, type PullHead, type PullLine, type PullPart, rootBeginning, type Witness } from '#kit/wire.ts';
import type { Row } from './chunks.ts';
import { dropIncoming, findIncoming, finishIncoming, keepIncoming, startIncoming } from './incoming.ts';
import { freshLease, renewed, toldIn } from './lease.ts';
import { linesOf } from './lines.ts';
import { changeIdentity, erasePerson, type IncomingMeta, register, type SyncMeta } from './phone-database.ts';
import { offerAgain, pruneAcks, type Round } from './push.ts';
import { askedBlock, metaAfter, type Told } from './witness.ts';
import { applyPull, isDone, isOver, type Phone, reload } from './store.ts';

export interface Puller {
  readonly phone: Phone;
  readonly now: () => number;
  readonly fetch: typeof fetch;
  /** Rows so far while a snapshot comes in, and how many homes there will be. */
  readonly onPage?: (rows: number, homes: number) => void;
  /** Acknowledged commands went into the queue again, because the county was restored. */
  readonly onOffered?: () => void;
  /** Does something written here still wait for an answer? Then the phone is not erased yet; a lost one asks nobody. */
  readonly owes?: () => Promise<boolean>;
  /** The server hands nothing out, and why. */
  readonly onRefused?: (code: string, facts: Readonly<Record<string, unknown>>) => void;
}

export type PullRound = Round | 'wiped' | 'leaving' | 'changed' | 'refused';

/** How long a line may take to come (ms) before the connection counts as cut. */
const silence = 45_000;

/** The address of what is missing. Pure. */
export function pullAddress(meta: SyncMeta, incoming: IncomingMeta | undefined, key: string): string {
  const query = new URLSearchParams({ v: '2', key: key.slice(-idEnding) });
  const generation = incoming?.generation ?? meta.cursor?.generation;
  if (generation !== undefined) query.set('generation', generation.slice(-idEnding));
  if (incoming) query.set('after', incoming.after);
  else if (meta.cursor) query.set('pos', String(meta.cursor.pos));
  const block = askedBlock(meta, generation);
  if (block !== undefined) query.set('seal', String(block));
  return `/pull?${query}`;
}

/** Fetches until the phone holds all there is. Never throws for a bad network: what came is kept, the rest is asked for next time. */
export async function pullAll(puller: Puller): Promise<PullRound> {
  const { phone } = puller;
  const started = puller.now();
  let from = phone.meta.value;
  for (let tries = 0; tries < 2; tries++) {
    const identity = (await register.people.get(phone.identity.person)) ?? phone.identity;
    const incoming = await findIncoming(phone);
    const asked = askedBlock(from, incoming?.generation ?? from.cursor?.generation);
    const answer = await ask(puller, pullAddress(from, incoming, identity.serverKey.id));
    if (answer === 'start-again') {
      await dropIncoming(phone);
      from = { ...from, cursor: null };
      continue;
    }
    if (answer === 'refused') await contact(phone, puller.now(), puller.now());
    if (typeof answer === 'string') return answer;
    if ('wipe' in answer) {
      if (await puller.owes?.()) {
        await contact(phone, answer.told, puller.now());
        return 'leaving';
      }
      phone.db.close();
      await erasePerson(phone.identity.person);
      return 'wiped';
    }
    await contact(phone, answer.told, puller.now());
    const end = await ('root' in answer
      ? nothingMoved(puller, { ...answer, asked }, started)
      : take(puller, answer.lines, { asked, started }));
    // By what the county said itself: this phone's clock may have jumped by years since it was asked.
    if (end === 'changed' || end === 'done') await pruneAcks(phone.db, answer.told);
    return end;
  }
  return 'silent';
}

/** The lease begins anew. Where it was over everything is opened again, before anything is written beside it. */
async function contact(phone: Phone, told: number, here: number): Promise<void> {
  await changeIdentity(phone.identity.person, renewed(told, here));
  const wasOver = isOver(phone);
  phone.lease.value = freshLease(told, here);
  if (wasOver) await reload(phone);
}

/** Nothing new: the witness is compared all the same, and what was acknowledged long enough ago leaves the queue. */
async function nothingMoved(
  puller: Puller,
  told: { root: string; now: number; asked: number | undefined },
  started: number,
): Promise<PullRound> {
  const { phone } = puller;
  const meta = phone.meta.value;
  const { cursor, witness } = meta;
  if (!cursor) return 'silent';
  const same = witness?.root.slice(0, rootBeginning) === told.root;
  const witnessed: Witness | null | undefined =
    witness?.generation === cursor.generation
      ? { block: witness.block, root: same ? witness.root : told.root }
      : undefined;
  const after = metaAfter(
    meta,
    { generation: cursor.generation, witness: null, witnessed, now: told.now, asked: told.asked },
    cursor.pos,
    puller.now(),
  );
  const moved = after.alarm !== meta.alarm || Math.abs(after.skew - meta.skew) > 60_000;
  const done = phone.items.value.some((item) => isDone(item, takenBefore(started)));
  if (moved || done) await applyPull(phone, { rows: [], gone: [], meta: after, takenBefore: takenBefore(started) });
  return 'done';
}

/** Sealed within half a second of the answer, so what was acknowledged three seconds before this round is in it. */
const takenBefore = (started: number): number => started - 3000;

/** Takes line after line; what came before a cut stays taken. */
async function take(
  puller: Puller,
  lines: AsyncIterable<PullLine>,
  { asked, started }: { asked: number | undefined; started: number },
): Promise<PullRound> {
  const { phone } = puller;
  let taking: Taking | undefined;
  try {
    for await (const line of lines) {
      if ('v' in line) {
        if (line.serverKey)
          await changeIdentity(phone.identity.person, {
            serverKey: line.serverKey as { id: string; jwk: JsonWebKey },
          });
        taking = await (line.snapshot ? snapshotTaking : deltaTaking)(puller, { ...line, asked });
      } else if (!taking) return 'silent';
      else if ('end' in line) {
        const changed = await taking.end(takenBefore(started));
        return changed ? 'changed' : 'done';
      } else await taking.part(line);
    }
  } catch (error) {
    // Only the line can break here; what the phone itself cannot do is told to the round.
    if (!(error instanceof CutError)) throw error;
  }
  return 'silent';
}

type Head = PullHead & Told;

interface Taking {
  part(part: PullPart): Promise<void>;
  /** The last line came; answers whether anything changed. */
  end(takenBefore: number): Promise<boolean>;
}

function rowsOf({ parts }: PullPart, memory: UnpackMemory): Row[] {
  return parts.flatMap(({ kind, n, rows }) =>
    (unpackColumn(rows, n, memory) as { id: string }[]).map((record) => ({ kind, id: record.id, record })),
  );
}

async function snapshotTaking(puller: Puller, head: Head): Promise<Taking> {
  const { phone, onPage } = puller;
  const memory = unpackMemory();
  const coming = await startIncoming(phone, { generation: head.generation, pos: head.pos });
  const restored = isRestored(phone, head);
  let last: Row[] = [];
  return {
    async part(part) {
      const rows = rowsOf(part, memory);
      if (part.after === undefined) last = rows;
      else await keepIncoming(phone, coming, rows, part.after);
      onPage?.(coming.rows, head.homes);
    },
    async end(before) {
      const meta = metaAfter(phone.meta.value, head, head.pos, puller.now());
      // Before the new generation is written down: a phone that dies in between asks, and offers, again.
      const offered = restored && (await offerAgain(phone.db)) > 0;
      await finishIncoming(phone, coming, { rows: last, meta, takenBefore: before });
      if (offered) puller.onOffered?.();
      return true;
    },
  };
}

function deltaTaking(puller: Puller, head: Head): Taking {
  const { phone } = puller;
  const memory = unpackMemory();
  let held: { readonly part: PullPart; readonly rows: Row[] } | undefined;
  let changed = false;
  // A line is written once the next one is there: the last goes in together with what leaves the queue.
  const write = async (before: number): Promise<void> => {
    if (!held) return;
    const { part, rows } = held;
    held = undefined;
    const gone = (part.gone ?? []).map(([kind, id]) => ({ kind, id }));
    changed ||= rows.length > 0 || gone.length > 0;
    const meta = metaAfter(phone.meta.value, head, part.pos ?? head.pos, puller.now());
    await applyPull(phone, { rows, gone, meta, takenBefore: before });
  };
  return {
    async part(part) {
      await write(0);
      held = { part, rows: rowsOf(part, memory) };
    },
    async end(before) {
      await write(before);
      return changed;
    },
  };
}

/** Another generation: the county was restored, and may lack what it acknowledged. Before the first copy nobody knows of which it was. */
const isRestored = (phone: Phone, head: PullHead): boolean => phone.meta.value.cursor?.generation !== head.generation;

/** The connection broke, or what came is no answer. */
class CutError extends Error {}

type Answer =
  | 'silent'
  | 'signed-out'
  | 'start-again'
  | 'refused'
  | ({ readonly wipe: true } & Dated)
  | ({ readonly root: string; readonly now: number } & Dated)
  | ({ readonly lines: AsyncIterable<PullLine> } & Dated);

/** The county's clock, ms. */
interface Dated {
  readonly told: number;
}

async function ask(puller: Puller, address: string): Promise<Answer> {
  const cut = new AbortController();
  const quiet = watch(() => cut.abort());
  try {
    const response = await puller.fetch(address, {
      headers: { authorization: `Bearer ${puller.phone.identity.token}` },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: cut.signal,
    });
    if (response.ok && (response.headers.get('content-type') ?? '').includes('ndjson'))
      return { lines: parsed(response, quiet), told: toldIn(response, puller.now()) };
    const answer = await read(puller, response, address);
    quiet.stop();
    return answer;
  } catch {
    quiet.stop();
    return 'silent';
  }
}

interface Quiet {
  heard(): void;
  stop(): void;
}

/** Calls when nothing was heard for too long. */
function watch(tooLong: () => void): Quiet {
  let clock = setTimeout(tooLong, silence);
  const stop = (): void => clearTimeout(clock);
  const heard = (): void => {
    stop();
    clock = setTimeout(tooLong, silence);
  };
  return { heard, stop };
}

async function read(puller: Puller, response: Response, address: string): Promise<Answer> {
  const { status, headers } = response;
  const told = toldIn(response, puller.now());
  if (status === 204) return { root: headers.get('zd-seal') ?? '', now: told, told };
  if (status === 401) return 'signed-out';
  if (status === 409 && address.includes('generation=')) return 'start-again';
  if (status === 403) {
    const { code, facts } = problemFromWire(await response.json().catch(() => undefined));
    if (code === 'not-yours') return 'signed-out';
    puller.onRefused?.(code, facts);
    return 'refused';
  }
  const { wipe } = response.ok ? ((await response.json()) as { wipe?: boolean }) : {};
  return wipe === true ? { wipe, told } : 'silent';
}

async function* parsed(response: Response, quiet: Quiet): AsyncGenerator<PullLine> {
  try {
    for await (const line of linesOf(response, quiet.heard)) yield JSON.parse(line) as PullLine;
  } catch {
    throw new CutError();
  } finally {
    quiet.stop();
  }
}
