// A key that is no more: what was sealed to it is answered "seal anew", waits as long as the phone is locked, and is then delivered once and in order.
import '#tests/chaos/bare-browser.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyScope, inScope } from '#data/scope.ts';
import { turnKeys } from '#server/server-keys.ts';
import { sessionScope } from '#server/session.ts';
import { browser } from '#sync/around.ts';
import { changeIdentity, erasePerson, type OutboxRow, PersonDatabase, register } from '#sync/phone-database.ts';
import { pushAll } from '#sync/push.ts';
import { shownOf } from '#sync/status.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { type Running, run } from '#tests/running.ts';
import { HistoryPhone, visitOf } from './history-phone.ts';

let cast: Cast;
let server: Running;
let other: Running;
let phone: HistoryPhone;
beforeAll(async () => {
  cast = await makeCast({ own: true });
  server = await run(cast);
  other = await run(cast);
}, 120_000);
beforeEach(async () => {
  phone?.close();
  await erasePerson(cast.worker.person);
  phone = await HistoryPhone.enrol(server, cast, cast.worker.person);
}, 60_000);
afterAll(async () => {
  phone?.close();
  await other?.stop();
  await server?.stop();
  await cast?.close();
});

/** Days pass for the keys, and the hour comes at which a server looks after them. */
async function pass(days: number): Promise<void> {
  await inScope(cast.county.database, sessionScope, (tx) =>
    tx.exec(
      'update server_key set from_at = from_at - make_interval(days => $1), retired_at = retired_at - make_interval(days => $1)',
      [days],
    ),
  );
  await turnKeys(cast.county);
  await server.keys.reload();
}

/** The one in use is followed by the next. */
async function turn(): Promise<void> {
  await pass(23);
  await pass(7);
}

const keyIds = async (): Promise<string[]> =>
  (
    await inScope(cast.county.database, sessionScope, (tx) =>
      tx.query<{ id: string }>('select id from server_key order by from_at'),
    )
  ).map((row) => row.id);

/** What the county wrote about these records, in the order in which it happened. */
const written = (records: readonly string[]): Promise<{ record: string; fact: string }[]> =>
  inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.query('select record, name as fact from journal where record = any($1::uuid[]) order by seq', [records]),
  );

const rowsOf = async (person: string): Promise<OutboxRow[]> => {
  const db = new PersonDatabase(person);
  const rows = await db.outbox.orderBy('seq').toArray();
  db.close();
  return rows;
};

/** As the worker behind the pages does, with no PIN and no page. */
async function sendLocked(): Promise<void> {
  const identity = await register.people.get(phone.phone.identity.person);
  if (!identity) throw new Error('nobody is enrolled');
  const db = new PersonDatabase(identity.person);
  expect(await pushAll({ identity, db, now: Date.now, fetch: browser.fetch })).toBe('done');
  db.close();
}

describe('a key turns', () => {
  it('a phone hears of it at its next contact; what was sealed to the one before still opens', async () => {
    const before = phone.phone.identity.serverKey.id;
    const early = visitOf(cast.homes.one, '旧钥匙封的');
    await phone.say('visit.record', early);
    await turn();
    expect(server.keys.current()?.id).not.toBe(before);
    await phone.settle();
    expect(phone.phone.items.value.filter((item) => item.state !== 'taken')).toEqual([]);
    expect((await register.people.get(phone.phone.identity.person))?.serverKey.id).toBe(server.keys.current()?.id);
    expect(await written([early.visit])).toHaveLength(1);
  });

  it('another server process opens what was sealed to a key it has not met yet', async () => {
    await other.keys.reload();
    await turn();
    const fresh = server.keys.current()?.id;
    expect(other.keys.find(fresh)).toBeUndefined();
    await phone.settle();
    const said = visitOf(cast.homes.one, '新钥匙封的');
    await phone.say('visit.record', said);
    const [row] = await rowsOf(phone.phone.identity.person);
    expect(row?.sealed.key).toBe(fresh);
    const reply = await other.call({ bearer: phone.phone.identity.token }, 'POST', '/push', {
      v: 1,
      commands: [row?.sealed],
    });
    expect(reply.body.answers).toMatchObject([{ id: row?.id, status: 'accepted' }]);
  });

  it('is made seven days before it is used, opens for a year after, and then is deleted', async () => {
    const [first = ''] = (await keyIds()).slice(-1);
    await pass(22);
    expect((await keyIds()).at(-1)).toBe(first);
    await pass(1);
    const [next = ''] = (await keyIds()).slice(-1);
    expect(next).not.toBe(first);
    expect(server.keys.current()?.id).toBe(first);
    await pass(7);
    expect(server.keys.current()?.id).toBe(next);
    await pass(364);
    expect(server.keys.find(first)).toBeDefined();
    await pass(2);
    expect(server.keys.find(first)).toBeUndefined();
    expect(await keyIds()).not.toContain(first);
    expect(server.keys.current()).toBeDefined();
  });
});

describe('a key is gone', () => {
  const loseKey = async (): Promise<void> => {
    await turn();
    await pass(366);
  };

  it('what was sealed to it is sealed anew and delivered once, in its order', async () => {
    const [one, two] = [visitOf(cast.homes.one, '水浑'), visitOf(cast.homes.two, '都好')];
    await phone.say('visit.record', one);
    await phone.say('visit.correct', { visit: one.visit, note: '水又清了' });
    await phone.say('visit.record', two);
    const dead = (await rowsOf(phone.phone.identity.person))[0]?.sealed.key;
    await loseKey();
    expect(server.keys.find(dead)).toBeUndefined();
    await phone.settle();
    expect(phone.phone.items.value.filter((item) => item.state !== 'taken')).toEqual([]);
    const facts = await written([one.visit, two.visit]);
    expect(facts.filter((row) => row.record === one.visit).map((row) => row.fact)).toEqual([
      'visit.recorded',
      'visit.corrected',
    ]);
    expect(facts.filter((row) => row.record === two.visit)).toHaveLength(1);
  });

  it('a locked phone drops nothing: it waits, is shown as on this phone once opened, and goes then', async () => {
    const { identity } = phone.phone;
    const one = visitOf(cast.homes.one, '锁着的时候');
    const ids = [
      await phone.say('visit.record', one),
      await phone.say('visit.correct', { visit: one.visit, note: '锁着的时候更正' }),
    ];
    phone.close();
    await loseKey();
    await sendLocked();
    await sendLocked();
    const rows = await rowsOf(identity.person);
    expect(rows.map(({ id, state, reseal }) => ({ id, state, reseal }))).toEqual([
      { id: ids[0], state: 'waiting', reseal: true },
      { id: ids[1], state: 'waiting', reseal: false },
    ]);
    expect(await written([one.visit])).toEqual([]);
    phone = await HistoryPhone.open(identity);
    const { items } = phone.phone;
    expect(items.value.map((item) => shownOf(phone.rounds.status, items.value, item).state)).toEqual(['here', 'here']);
    await phone.settle();
    expect((await written([one.visit])).map((row) => row.fact)).toEqual(['visit.recorded', 'visit.corrected']);
  });

  it('among others only its own record waits', async () => {
    const { identity } = phone.phone;
    const [parked, free] = [visitOf(cast.homes.one, '旧封'), visitOf(cast.homes.two, '新封')];
    const first = await phone.say('visit.record', parked);
    await loseKey();
    const key = server.keys.current();
    if (!key) throw new Error('the county has no key');
    await changeIdentity(identity.person, { serverKey: { id: key.id, jwk: key.publicJwk } });
    const second = await phone.say('visit.record', free);
    const third = await phone.say('visit.correct', { visit: parked.visit, note: '跟在后面' });
    phone.close();
    await sendLocked();
    const rows = await rowsOf(identity.person);
    expect(rows.map(({ id, state, reseal }) => ({ id, state, reseal }))).toEqual([
      { id: first, state: 'waiting', reseal: true },
      { id: second, state: 'taken', reseal: false },
      { id: third, state: 'waiting', reseal: false },
    ]);
    phone = await HistoryPhone.open(identity);
    await phone.settle();
    expect((await written([parked.visit])).map((row) => row.fact)).toEqual(['visit.recorded', 'visit.corrected']);
    expect(await written([free.visit])).toHaveLength(1);
  });
});
