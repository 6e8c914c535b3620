// F14 the lease: after fourteen days without contact a phone opens nothing it keeps of homes, goes on writing and sending, and opens everything with the next contact.
import '#tests/chaos/bare-browser.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Household } from '#modules/household/model.ts';
import { findDraft, keepDraft } from '#sync/drafts.ts';
import { record } from '#sync/outbox.ts';
import { browser } from '#sync/around.ts';
import { leaseOf, leaseState } from '#sync/lease.ts';
import { erasePerson, PersonDatabase, register } from '#sync/phone-database.ts';
import { pushAll } from '#sync/push.ts';
import { shownOf } from '#sync/status.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Running, run } from '#tests/running.ts';
import { HistoryPhone, visitOf } from './history-phone.ts';

const day = 86_400_000;
let cast: Cast;
let server: Running;
let phone: HistoryPhone;
beforeAll(async () => {
  cast = await makeCast({ own: true });
  await say(cast.county, cast.worker, 'visit.record', {
    visit: newId(),
    household: cast.homes.one,
    note: '早先收到的话',
    parts: [],
  });
  server = await run(cast);
}, 120_000);
beforeEach(async () => {
  phone = await HistoryPhone.enrol(server, cast, cast.worker.person);
}, 60_000);
afterEach(async () => {
  phone.close();
  await erasePerson(cast.worker.person);
});
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

/** No answer from anywhere. */
const noSignal = (one: HistoryPhone): void => {
  one.instead = () => new Response('', { status: 502 });
};

/** Locked, left in a drawer without signal, and opened so many days later. */
async function after(days: number): Promise<void> {
  const { identity } = phone.phone;
  phone.close();
  phone = await HistoryPhone.open(identity, days * day, noSignal);
}

/** Every text of homes and people that is in memory now. */
const inMemory = (): string =>
  JSON.stringify([
    [...phone.phone.base.value].map(([kind, rows]) => [kind, [...rows.values()]]),
    [...phone.phone.view.value.rows].map(([kind, rows]) => [kind, [...rows.values()]]),
    phone.phone.items.value,
  ]);
const chunksOf = async (): Promise<string> =>
  JSON.stringify((await phone.phone.db.chunks.toArray()).map(({ n, box }) => [n, box.data.byteLength]));

const noted = async (id: string): Promise<number> =>
  (
    await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
      tx.query('select from visit where id = $1', [id]),
    )
  ).length;

const words = ['杜来顺', '早先收到的话', '没送出的话'];

describe('F14 a phone without contact', () => {
  it('F14 opens everything for thirteen days', async () => {
    await after(13);
    expect(leaseState(phone.phone.lease.value)).toBe('soon');
    expect(phone.home(cast.homes.one)?.head).toBe('杜来顺');
    expect(inMemory()).toContain('早先收到的话');
  });

  it('F14 HOME-13 after fourteen shows doors and no word of any home, and keeps all of it', async () => {
    await phone.say('visit.record', visitOf(cast.homes.one, '没送出的话'));
    const [before, door] = [await chunksOf(), phone.home(cast.homes.one)?.door];
    expect(words.filter((word) => inMemory().includes(word))).toEqual(words);
    await after(14);
    expect(leaseState(phone.phone.lease.value)).toBe('over');
    expect(words.filter((word) => inMemory().includes(word))).toEqual([]);
    expect(phone.home(cast.homes.one)).toMatchObject({ door, head: door, phone: '', care: [] } as Partial<Household>);
    expect([...phone.phone.base.value.keys()].sort()).toEqual(
      expect.not.arrayContaining(['member', 'visit', 'promise', 'case', 'attachment']),
    );
    const { items } = phone.phone;
    expect(items.value.map((item) => shownOf(phone.rounds.status, items.value, item).state)).toEqual(['here']);
    expect(await chunksOf()).toBe(before);
  });

  it('F14 goes on writing, and with the next contact sends and opens everything, nothing lost', async () => {
    const early = visitOf(cast.homes.one, '没送出的话');
    await phone.say('visit.record', early);
    await after(20);
    const late = visitOf(cast.homes.two, '收起来以后写的');
    await phone.say('visit.record', late);
    await phone.say('case.report', { case: newId(), household: cast.homes.two, category: 'W1', title: '水浑' });
    expect(phone.phone.items.value.map((item) => [item.state, item.envelope.name])).toEqual([
      ['waiting', 'closed'],
      ['waiting', 'closed'],
      ['waiting', 'closed'],
    ]);
    phone.instead = undefined;
    await phone.settle();
    expect(leaseState(phone.phone.lease.value)).toBe('running');
    expect([await noted(early.visit), await noted(late.visit)]).toEqual([1, 1]);
    expect(phone.home(cast.homes.one)?.head).toBe('杜来顺');
    for (const word of [...words, '收起来以后写的']) expect(inMemory()).toContain(word);
    const { identity } = phone.phone;
    phone.close();
    phone = await HistoryPhone.open(identity, 21 * day, noSignal);
    for (const word of [...words, '收起来以后写的']) expect(inMemory()).toContain(word);
  });

  it('F14 locked as it is, the worker behind the pages sends what waits, and that contact counts', async () => {
    const { identity } = phone.phone;
    const early = visitOf(cast.homes.one, '锁着送的');
    await phone.say('visit.record', early);
    await after(15);
    phone.close();
    const now = (): number => Date.now() + 15 * day;
    const db = new PersonDatabase(identity.person);
    const known = await register.people.get(identity.person);
    expect(known && leaseState(leaseOf(known))).toBe('over');
    expect(await pushAll({ identity, db, now, fetch: browser.fetch })).toBe('done');
    db.close();
    expect(await noted(early.visit)).toBe(1);
    phone = await HistoryPhone.open(identity, 16 * day, noSignal);
    expect(phone.home(cast.homes.one)?.head).toBe('杜来顺');
  });

  it('F14 is closed and opened while the notebook lies open', async () => {
    noSignal(phone);
    phone.ahead = 15 * day;
    // Another page of this phone says that something moved: this one looks at the clock.
    const channel = new BroadcastChannel(`zd-${cast.worker.person}`);
    channel.postMessage({ from: 'another page', changed: 'queue' });
    await expect.poll(() => phone.home(cast.homes.one)?.head).toBe(phone.home(cast.homes.one)?.door);
    expect(words.filter((word) => inMemory().includes(word))).toEqual([]);
    phone.instead = undefined;
    await phone.sync(false);
    expect(phone.home(cast.homes.one)?.head).toBe('杜来顺');
    channel.close();
  });

  it('F14 put back, the clock opens nothing', async () => {
    await after(14);
    await after(1);
    expect(leaseState(phone.phone.lease.value)).toBe('over');
    expect(words.filter((word) => inMemory().includes(word))).toEqual([]);
  });

  it('F14 what was begun before is neither shown nor covered by what is begun meanwhile', async () => {
    const key = `visit:${cast.homes.one}`;
    await keepDraft(phone.phone, key, { note: '早先起的头' });
    await after(14);
    expect(await findDraft(phone.phone, key)).toBeUndefined();
    await keepDraft(phone.phone, key, { note: '后来起的头' });
    expect(await findDraft(phone.phone, key)).toEqual({ note: '后来起的头' });
    phone.instead = undefined;
    await phone.settle();
    // The form that stands open goes on where it was; the next one that is opened finds what was begun first.
    await keepDraft(phone.phone, key, { note: '后来起的头，接着写' });
    expect(await findDraft(phone.phone, key)).toEqual({ note: '早先起的头' });
    await record(
      phone.phone,
      { name: 'visit.record', input: visitOf(cast.homes.one, '早先起的头'), drops: [key] },
      Date.now(),
    );
    expect(await findDraft(phone.phone, key)).toEqual({ note: '后来起的头，接着写' });
    await keepDraft(phone.phone, key, null);
    expect(await findDraft(phone.phone, key)).toBeUndefined();
  });
});

describe('F14 the county', () => {
  it('F14 PEOPLE-10 says until when a lost phone could be read, and of one in use nothing', async () => {
    const { device } = phone.phone.identity;
    const security = await server.session(cast.securityAdmin.person);
    const told = async (): Promise<string | null | undefined> =>
      ((await server.ask(security, 'people.devices')).body as { id: string; leaseUntil: string | null }[]).find(
        ({ id }) => id === device,
      )?.leaseUntil;
    expect(await told()).toBeNull();
    expect((await server.call(security, 'POST', '/session/revoke', { device })).status).toBe(200);
    const until = Date.parse((await told()) ?? '');
    expect(until).toBeGreaterThanOrEqual(Date.now() + 14 * day);
    expect(until).toBeLessThanOrEqual(Date.now() + 15 * day);
    // What it asks now makes it no longer.
    await server.call({ bearer: phone.phone.identity.token }, 'GET', '/pull?v=2');
    expect(Date.parse((await told()) ?? '')).toBe(until);
  });
});
