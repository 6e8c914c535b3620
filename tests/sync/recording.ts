// Records what a phone of this version keeps on its disk with a full queue, and puts such a recording back on an empty phone.
import '#tests/chaos/bare-browser.ts';
import { newId } from '#kit/id.ts';
import type { Envelope } from '#kit/command.ts';
import { inScope } from '#data/scope.ts';
import { invite, sessionScope } from '#server/session.ts';
import { enrol } from '#sync/enrol.ts';
import { record } from '#sync/outbox.ts';
import { type Identity, PersonDatabase, register } from '#sync/phone-database.ts';
import { pullAll } from '#sync/pull.ts';
import { pushAll } from '#sync/push.ts';
import { keepDraft } from '#sync/drafts.ts';
import { choosePin } from '#sync/pin.ts';
import { type Phone, unlock } from '#sync/store.ts';
import type { Cast } from '#tests/cast.ts';
import { setOrigin } from '#tests/chaos/bare-browser.ts';
import type { Running } from '#tests/running.ts';
import { book } from '../../src/apps/field/book.ts';

export const pin = '204816';
const tables = ['meta', 'chunks', 'outbox', 'acks', 'drafts'] as const;

export interface Recording {
  readonly version: string;
  readonly identity: Identity;
  /** Of the county it was enrolled with: who and what its commands speak of, and the key they are sealed to. */
  readonly county: {
    readonly person: string;
    readonly homes: readonly string[];
    readonly serverKey: { readonly id: string; readonly publicJwk: object; readonly privateJwk: object };
  };
  /** What must be at the county in the end. */
  readonly waiting: readonly { readonly id: string; readonly name: string }[];
  readonly draft: { readonly key: string; readonly value: unknown };
  readonly rows: Readonly<Record<(typeof tables)[number], readonly object[]>>;
}

/** Bytes as marked base64, so that a recording is a text to be read and compared. */
const toText = (_: string, value: unknown): unknown => {
  if (value instanceof ArrayBuffer) return { $buffer: Buffer.from(value).toString('base64') };
  if (ArrayBuffer.isView(value))
    return { $bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  return value;
};
const fromText = (_: string, value: unknown): unknown => {
  const { $buffer, $bytes } = (value ?? {}) as { $buffer?: string; $bytes?: string };
  if (typeof $buffer === 'string') return Uint8Array.from(Buffer.from($buffer, 'base64')).buffer;
  return typeof $bytes === 'string' ? Uint8Array.from(Buffer.from($bytes, 'base64')) : value;
};

/** Node gives buffers as an object of their own through JSON before a replacer sees them; typed arrays are cloned first. */
export const writeRecording = (one: Recording): string => `${JSON.stringify(one, toText, 1)}\n`;
export const readRecording = (text: string): Recording => JSON.parse(text, fromText) as Recording;

/** Speaks about three homes: the words of one day, one of them in each state a command can be in. */
async function writeDay(phone: Phone, homes: readonly string[]): Promise<void> {
  const [one = '', two = '', three = ''] = homes;
  const [visit, promise, later] = [newId(), newId(), newId()];
  const say = (name: string, input: object): Promise<unknown> => record(phone, { name, input, hold: 0 }, Date.now());
  const sender = { identity: phone.identity, db: phone.db, now: () => Date.now(), fetch };
  // Acknowledged, and refused: another home's visit that is not there.
  await say('visit.record', { visit: newId(), household: three, note: '已经收到的', parts: [] });
  await say('visit.correct', { visit: newId(), note: '没有这一笔' });
  await pushAll(sender);
  const promises = [{ promise, text: '下回带农技书来', due: null }];
  await say('visit.record', { visit, household: one, note: '水浑', parts: [{ kind: 'promise', promise }], promises });
  await say('visit.correct', { visit, note: '水又清了' });
  await say('promise.keep', { promise });
  await say('visit.record', { visit: later, household: two, note: '都好', parts: [{ kind: 'well' }] });
  await say('household.change', { household: two, howToCome: '先打电话' });
  await say('member.add', { member: newId(), household: one, name: '杜小' });
  await say('case.report', {
    case: newId(),
    household: two,
    category: 'W1',
    title: '水浑',
    text: '早上发黄',
    visit: later,
  });
  await say('case.report', {
    case: newId(),
    household: one,
    category: 'D6',
    title: '家里的事',
    text: '只给一个单位看',
    mustReport: true,
  });
}

async function keyOf(cast: Cast): Promise<Recording['county']['serverKey']> {
  return inScope(cast.county.database, sessionScope, (tx) =>
    tx.one(
      'select id, public_jwk as "publicJwk", private_jwk as "privateJwk" from server_key order by made_at desc limit 1',
    ),
  );
}

/** A day's queue of a phone of this very version, as it lies on its disk. */
export async function recordOutbox(cast: Cast, server: Running, version: string): Promise<Recording> {
  const { person } = cast.worker;
  setOrigin(server.url.replace('localhost', '127.0.0.1'));
  const { code } = await inScope(cast.county.database, sessionScope, (tx) =>
    invite(tx, { person, purpose: 'phone', by: null }),
  );
  const phone = await unlock(await choosePin(await enrol(code, 'recorded', Date.now()), pin), pin, book, Date.now());
  await pullAll({ phone, now: () => Date.now(), fetch });
  const homes = [cast.homes.one, cast.homes.two, cast.homes.three];
  await writeDay(phone, homes);
  const draft = { key: `visit:${homes[2]}`, value: { note: '写了一半' } };
  await keepDraft(phone, draft.key, draft.value);
  const rows = Object.fromEntries(
    await Promise.all(tables.map(async (name) => [name, await phone.db.table(name).toArray()] as const)),
  ) as unknown as Recording['rows'];
  const waiting = phone.items.value
    .filter((item) => item.state === 'waiting')
    .map((item: { envelope: Envelope }) => ({ id: item.envelope.id, name: item.envelope.name }));
  const identity = await register.people.get(person);
  phone.db.close();
  if (!identity) throw new Error('the phone forgot its person');
  return { version, identity, county: { person, homes, serverKey: await keyOf(cast) }, waiting, draft, rows };
}

/** Puts a recording on this phone, as if it had lain there since. */
export async function putBack(recording: Recording): Promise<void> {
  await register.people.put(recording.identity);
  const db = new PersonDatabase(recording.identity.person);
  for (const name of tables) await db.table(name).bulkPut([...recording.rows[name]]);
  db.close();
}
