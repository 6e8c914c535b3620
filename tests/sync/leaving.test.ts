// F14 and F15: a lost phone, a post that ended and a home that moved while the phone was offline; nothing written in good faith vanishes.
import '#tests/chaos/bare-browser.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kit/id.ts';
import { browser } from '#sync/around.ts';
import { listIdentities, PersonDatabase, register } from '#sync/phone-database.ts';
import { pushAll } from '#sync/push.ts';
import { openBox } from '#sync/sealed-box.ts';
import { eraseIfLost } from '#sync/wipe.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Caller, type Running, run } from '#tests/running.ts';
import { HistoryPhone, visitOf } from './history-phone.ts';

let cast: Cast;
let server: Running;
let phone: HistoryPhone;
let phone2: HistoryPhone;
let desk: Caller;
let security: Caller;
beforeAll(async () => {
  cast = await makeCast({ own: true });
  server = await run(cast);
  phone = await HistoryPhone.enrol(server, cast, cast.worker.person);
  phone2 = await HistoryPhone.enrol(server, cast, cast.worker2.person);
  desk = await server.session(cast.village.person);
  security = await server.session(cast.securityAdmin.person);
}, 120_000);
afterAll(async () => {
  phone?.close();
  phone2?.close();
  await server?.stop();
  await cast?.close();
});

interface Left {
  readonly id: string;
  readonly said: { readonly name: string; readonly input: { readonly note?: string } };
}
const left = async (caller: Caller): Promise<Left[]> => (await server.ask(caller, 'left.list')).body as Left[];
const notesOf = (rows: readonly Left[]): string[] => rows.map((row) => row.said.input.note ?? row.said.name).sort();

describe('F15 a home that moved', () => {
  it('F15 what was written offline about it waits with its new grid, and its author is told', async () => {
    const home = cast.homes.two;
    await phone.say('visit.record', visitOf(home, '搬前离线记的'));
    await phone.say('visit.record', visitOf(cast.homes.one, '别家的'));
    await say(cast.county, cast.village, 'household.move', { household: home, grid: cast.areas.grid2 });
    await phone.settle();
    expect(phone.phone.items.value.filter((item) => item.state === 'refused').map((item) => item.code)).toEqual([
      'not-yours',
    ]);
    await expect.poll(() => phone.sync(false).then(() => phone.base(home)), { timeout: 5000 }).toBeUndefined();
    const newWorker = await server.session(cast.worker2.person);
    expect(notesOf(await left(newWorker))).toEqual(['搬前离线记的']);
    expect(phone.wiped).toBe(false);
    await phone.readRefused();
  });
});

describe('F15 a post that ended', () => {
  it('F15 everything the phone still holds is handed over before it erases itself, also what waited behind a refused one', async () => {
    const { elsewhere } = cast.homes;
    const first = visitOf(elsewhere, '届满后才送到');
    await phone2.say('visit.record', { ...first, promises: [{ promise: newId(), text: '带书来', due: null }] });
    await phone2.say('visit.correct', { visit: first.visit, note: '又更正了' });
    await phone2.say('case.report', { case: newId(), household: elsewhere, category: 'W1', title: '水浑' });
    await say(cast.county, cast.securityAdmin, 'post.end', { post: cast.worker2.posts[0]?.id, reason: '届满' });
    // At first contact the county answers none of it: it is not erased for that.
    phone2.instead = (address) => (address === '/push' ? Response.json({ answers: [] }) : undefined);
    await phone2.sync(false);
    expect(phone2.wiped).toBe(false);
    phone2.instead = undefined;
    await phone2.sync(false);
    expect(phone2.wiped).toBe(true);
    expect((await listIdentities()).map((one) => one.person)).not.toContain(cast.worker2.person);
    const mine = (await left(desk)).filter((row) => row.said.input.note !== '搬前离线记的');
    expect(notesOf(mine)).toEqual(['case.report', '又更正了', '届满后才送到']);
  });
});

describe('F14 a lost phone', () => {
  it('F14 with words in its queue it is erased at the next contact, and what lay on it could not be read', async () => {
    await phone.say('visit.record', visitOf(cast.homes.one, '丢了的手机上的'));
    const { person, device } = phone.phone.identity;
    const [row] = await new PersonDatabase(person).outbox.toArray();
    expect(JSON.stringify(row?.sealed)).not.toContain('丢了的');
    const stranger = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await expect(openBox(stranger, `item ${row?.id}`, row?.plain as never)).rejects.toThrow('store-unreadable');
    expect((await server.call(security, 'POST', '/session/revoke', { device })).status).toBe(200);
    await phone.sync(false);
    expect(phone.wiped).toBe(true);
    expect(await register.people.get(person)).toBeUndefined();
    expect((await indexedDB.databases()).map((one) => one.name)).not.toContain(`zd-${person}`);
  });

  it('F14 a locked one too, by the worker behind its pages alone', async () => {
    const locked = await HistoryPhone.enrol(server, cast, cast.head.person);
    await locked.say('visit.record', visitOf(cast.homes.one, '锁着的'));
    const { identity } = locked.phone;
    locked.close();
    expect(await eraseIfLost(identity, browser.fetch)).toBe(false);
    expect((await server.call(security, 'POST', '/session/revoke', { device: identity.device })).status).toBe(200);
    const db = new PersonDatabase(identity.person);
    expect(await pushAll({ identity, db, now: Date.now, fetch: browser.fetch })).toBe('signed-out');
    db.close();
    expect(await eraseIfLost(identity, browser.fetch)).toBe(true);
    expect(await register.people.get(identity.person)).toBeUndefined();
  });
});
