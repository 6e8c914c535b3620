// A queue on a disk of its own, and a county that answers as the test says: for what the sending half must do by itself.
import '#tests/chaos/bare-browser.ts';
import { newId } from '#kit/id.ts';
import type { PushRequest } from '#kit/wire.ts';
import { type Identity, type OutboxRow, PersonDatabase, register } from '#sync/phone-database.ts';
import type { Sender } from '#sync/push.ts';

export const rowOf = (about: string, more: Partial<OutboxRow> = {}): OutboxRow => {
  const id = newId();
  return {
    id,
    at: Date.now(),
    record: about,
    state: 'waiting',
    sealed: { id, key: 'k', ephemeral: '', iv: '', box: '' },
    plain: { iv: new Uint8Array(12), data: new ArrayBuffer(0) },
    notBefore: 0,
    answeredAt: null,
    code: null,
    kind: null,
    facts: {},
    reseal: false,
    forget: false,
    ...more,
  };
};

const county = { name: '云溪县', filingNumber: '', complaintPhone: '', demo: false };

export interface BareQueue {
  readonly db: PersonDatabase;
  readonly identity: Identity;
  /** Ids of each request so far. */
  readonly asked: string[][];
  /** What the county answers from now on. */
  answer: (ids: readonly string[]) => Response | Promise<Response>;
  readonly sender: Sender;
  states(): Promise<string[]>;
}

export async function bareQueue(rows: readonly OutboxRow[]): Promise<BareQueue> {
  const person = newId();
  const serverKey = { id: 'k', jwk: {} };
  const common = { openedAt: 0, wrong: 0, closedUntil: 0, lastSuccess: null };
  const identity: Identity = { person, name: '文跃山', token: 't', device: newId(), county, serverKey, ...common };
  await register.people.put(identity);
  const db = new PersonDatabase(person);
  await db.outbox.bulkAdd([...rows]);
  const asked: string[][] = [];
  const queue: BareQueue = {
    db,
    identity,
    asked,
    answer: accepted,
    sender: {
      identity,
      db,
      now: () => Date.now(),
      fetch: async (_, init) => {
        const ids = (JSON.parse(init?.body as string) as PushRequest).commands.map((one) => one.id);
        asked.push(ids);
        return queue.answer(ids);
      },
    },
    states: async () => (await db.outbox.orderBy('seq').toArray()).map((row) => row.state),
  };
  return queue;
}

export const accepted = (ids: readonly string[]): Response =>
  Response.json({ answers: ids.map((id) => ({ id, status: 'accepted', facts: [] })) });

export const problem = (status: number, code: string): Response =>
  new Response(JSON.stringify({ kind: 'refused', code, status }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
