// Fetches what changed on the phone's ground: page by page, compared against the witnessed seal, the old data kept until all is there.
import type { PullResponse } from '#kit/wire.ts';
import { type Alarm, changeIdentity, erasePerson, noMeta, type SyncMeta } from './phone-database.ts';
import { offerAgain, type Round } from './push.ts';
import { applyPull, type Phone, type Row } from './store.ts';

const pageSize = 500;

export interface Puller {
  readonly phone: Phone;
  readonly now: () => number;
  readonly fetch: typeof fetch;
  /** Rows so far while a snapshot comes in. */
  readonly onPage?: (rows: number) => void;
  /** Acknowledged commands went into the queue again, because the county was restored. */
  readonly onOffered?: () => void;
}

export type PullRound = Round | 'wiped' | 'changed';

/** The address of the next page. Pure. */
export function pullAddress(meta: SyncMeta, after: string | undefined): string {
  const query = new URLSearchParams({ limit: String(pageSize) });
  if (meta.cursor) {
    query.set('generation', meta.cursor.generation);
    query.set('pos', String(meta.cursor.pos));
  }
  if (after !== undefined) query.set('after', after);
  if (meta.witness && meta.witness.generation === meta.cursor?.generation)
    query.set('witness', String(meta.witness.block));
  return `/pull?${query}`;
}

/** What the kept witness says to the server's: an alarm when the same block of the same generation has another root. Pure. */
export function compareWitness(meta: SyncMeta, page: PullResponse, now: number): Alarm | null {
  const kept = meta.witness;
  if (meta.alarm || !kept || kept.generation !== page.cursor.generation || page.witnessed === undefined)
    return meta.alarm;
  const told = page.witnessed?.block === kept.block ? page.witnessed.root : null;
  return told === kept.root ? null : { block: kept.block, kept: kept.root, told, at: now };
}

/** What the phone knows after this page. The witness is not replaced while there is an alarm: it is the evidence. Pure. */
export function metaAfter(meta: SyncMeta, page: PullResponse, now: number): SyncMeta {
  const alarm = compareWitness(meta, page, now);
  const witness = alarm || !page.witness ? meta.witness : { ...page.witness, generation: page.cursor.generation };
  return { key: 'sync', cursor: page.cursor, alarm, witness, skew: now - page.now };
}

/** Asks until a page says there is no more. */
export async function pullAll(puller: Puller): Promise<PullRound> {
  const { phone } = puller;
  const started = puller.now();
  let rows: Row[] = [];
  let after: string | undefined;
  let asked = phone.meta.value;
  let changed = false;
  for (;;) {
    const page = await ask(puller, pullAddress(asked, after));
    if (page === 'silent' || page === 'signed-out') return page;
    if (page === 'start-again') {
      asked = { ...asked, cursor: null };
      continue;
    }
    if (page.wipe) {
      phone.db.close();
      await erasePerson(phone.identity.person);
      return 'wiped';
    }
    await changeIdentity(phone.identity.person, { serverKey: page.serverKey, lastSuccess: puller.now() });
    if (await isRestored(phone, page)) puller.onOffered?.();
    const meta = metaAfter(phone.meta.value, page, puller.now());
    // Sealed within half a second of the answer, so what was acknowledged three seconds before this round is in it.
    const takenBefore = started - 3000;
    if (page.snapshot) {
      rows = [...rows, ...page.records];
      puller.onPage?.(rows.length);
      if (!page.more) await applyPull(phone, { whole: true, rows, gone: [], meta, takenBefore });
      // Between pages of a snapshot only `after` moves; the kept data and cursor stay as they were.
      asked = { ...noMeta, cursor: page.cursor };
      after = page.after;
    } else {
      await applyPull(phone, {
        whole: false,
        rows: page.records,
        gone: page.gone,
        meta,
        takenBefore: page.more ? 0 : takenBefore,
      });
      asked = phone.meta.value;
      after = undefined;
    }
    changed ||= page.records.length > 0 || page.gone.length > 0;
    if (!page.more) return changed ? 'changed' : 'done';
  }
}

/** Another generation: the county was restored. What was acknowledged goes into the queue again, once. */
async function isRestored(phone: Phone, page: PullResponse): Promise<boolean> {
  const before = phone.meta.value.cursor;
  if (!before || before.generation === page.cursor.generation || page.more) return false;
  await offerAgain(phone.db);
  return true;
}

async function ask(puller: Puller, address: string): Promise<PullResponse | 'silent' | 'signed-out' | 'start-again'> {
  const headers = { authorization: `Bearer ${puller.phone.identity.token}` };
  try {
    const response = await puller.fetch(address, { headers, cache: 'no-store', signal: AbortSignal.timeout(60_000) });
    if (response.status === 401 || response.status === 403) return 'signed-out';
    if (response.status === 409 && address.includes('generation=')) return 'start-again';
    return response.ok ? ((await response.json()) as PullResponse) : 'silent';
  } catch {
    return 'silent';
  }
}
