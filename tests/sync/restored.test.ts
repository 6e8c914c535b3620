// After a restore a phone offers again what the county once acknowledged: all of it, in its old place, readable or not.
import '#tests/chaos/bare-browser.ts';
import { effect } from '@preact/signals';
import { expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { recordAll } from '#sync/outbox.ts';
import { offerAgain, pushAll } from '#sync/push.ts';
import { makeCast } from '#tests/cast.ts';
import { pause } from '#tests/postgres-places.ts';
import { run } from '#tests/running.ts';
import { bareQueue, problem, rowOf } from './bare-queue.ts';
import { HistoryPhone } from './history-phone.ts';

test('what was acknowledged goes again before what was said about it later', async () => {
  const [visit, other] = [rowOf('visit'), rowOf('other')];
  const queue = await bareQueue([visit, other]);
  await pushAll(queue.sender);
  // A pull has brought both records: nothing is left in the queue. Then a correction is written, and the county is restored.
  await queue.db.outbox.clear();
  const correction = rowOf('visit');
  await queue.db.outbox.add(correction);
  expect(await offerAgain(queue.db)).toBe(2);
  queue.asked.length = 0;
  await pushAll(queue.sender);
  expect(queue.asked).toEqual([[visit.id, other.id], [correction.id]]);
});

test('twice offered is once queued', async () => {
  const queue = await bareQueue([rowOf('a'), rowOf('b')]);
  await pushAll(queue.sender);
  await offerAgain(queue.db);
  await offerAgain(queue.db);
  expect(await queue.states()).toEqual(['waiting', 'waiting']);
});

test('what may not stay readable on the phone is offered again as the copy that only the county opens', async () => {
  const secret = rowOf('restricted', { forget: true });
  const queue = await bareQueue([secret]);
  await pushAll(queue.sender);
  expect(await queue.states()).toEqual([]);
  expect((await queue.db.acks.toArray())[0]?.row).toMatchObject({ sealed: secret.sealed, plain: null });
  await offerAgain(queue.db);
  queue.asked.length = 0;
  await pushAll(queue.sender);
  expect(queue.asked).toEqual([[secret.id]]);
});

test('a county that was restored decides nothing before it was offered again what it may lack', async () => {
  const queue = await bareQueue([rowOf('visit')]);
  queue.answer = () => problem(409, 'generation-moved');
  expect(await pushAll(queue.sender)).toBe('restored');
  expect(await queue.states()).toEqual(['waiting']);
});

test('a clock that jumps by years while a pull comes in does not let go what may have to be offered again', async () => {
  const cast = await makeCast({ own: true });
  const server = await run(cast);
  const phone = await HistoryPhone.enrol(server, cast, cast.worker.person);
  try {
    const said = { household: cast.homes.one, confidential: false, subject: null, parts: [], promises: [] };
    await phone.say('visit.record', { ...said, visit: newId(), note: '腿疼', attachments: [] });
    let jumps = false;
    const unwatch = effect(() => {
      if (phone.phone.meta.value.cursor && jumps) phone.ahead = 5 * 365 * 86_400_000;
    });
    await phone.settle();
    jumps = true;
    // Once it is sealed a pull brings it, and with it the clock's difference.
    for (let tries = 0; phone.ahead === 0 && tries < 50; tries++) {
      await pause(100);
      await phone.sync(false);
    }
    unwatch();
    expect(phone.ahead).toBeGreaterThan(0);
    expect(await phone.phone.db.acks.count()).toBe(1);
  } finally {
    phone.close();
    await server.stop();
    await cast.close();
  }
});

test('over the real county: what was written after the restore waits behind what came before it', async () => {
  const cast = await makeCast({ own: true });
  const server = await run(cast);
  const phone = await HistoryPhone.enrol(server, cast, cast.worker.person);
  try {
    const visit = newId();
    const said = { household: cast.homes.one, confidential: false, subject: null, parts: [], promises: [] };
    const first = await phone.say('visit.record', { ...said, visit, note: '腿疼', attachments: [] });
    await phone.settle();
    Object.assign(server.county.facts, { generation: newId() });
    const asked: { readonly address: string; readonly generation: string | undefined; readonly waits: number }[] = [];
    phone.instead = (address) => {
      const about = address.includes('/push') ? 'push' : 'pull';
      const waits = phone.phone.items.value.filter(({ state }) => state === 'waiting').length;
      asked.push({ address: about, generation: phone.phone.meta.value.cursor?.generation, waits });
      return undefined;
    };
    const fresh = { visit: newId(), note: '都好', attachments: [] };
    const [second] = await recordAll(
      phone.phone,
      [{ name: 'visit.record', input: { ...said, ...fresh }, hold: 0 }],
      Date.now(),
    );
    await phone.settle();
    // A push that decided nothing, a pull of the other generation, and only then what counts.
    expect(asked.slice(0, 2)).toMatchObject([
      { address: 'push', waits: 1 },
      { address: 'pull', waits: 1 },
    ]);
    const pushes = asked.filter(({ address }) => address === 'push').map(({ generation }) => generation);
    expect(pushes.slice(1).every((one) => one === server.county.facts.generation)).toBe(true);
    expect(pushes.length).toBeGreaterThan(1);
    const known = await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'verify' }, (tx) =>
      tx.query<{ id: string; at: Date }>('select id, at from command_log where id = any($1)', [[first, second?.id]]),
    );
    expect(new Set(known.map(({ id }) => id))).toEqual(new Set([first, second?.id]));
    expect(phone.phone.items.value.filter(({ state }) => state !== 'taken')).toEqual([]);
  } finally {
    phone.close();
    await server.stop();
    await cast.close();
  }
});

test('a phone whose first copy never became whole offers again what was acknowledged before the restore', async () => {
  const cast = await makeCast();
  const server = await run(cast);
  const asked: { readonly about: string; readonly waits: number }[] = [];
  let isCut = true;
  const phone = await HistoryPhone.begin(server, cast, cast.worker.person, (one) => {
    one.instead = (address) => {
      const about = address.includes('/push') ? 'push' : 'pull';
      const waits = one.phone.items.value.filter(({ state }) => state === 'waiting').length;
      asked.push({ about, waits });
      return isCut && about === 'pull' ? new Response(null, { status: 503 }) : undefined;
    };
  });
  try {
    const visit = newId();
    const said = { household: cast.homes.one, confidential: false, subject: null, parts: [], promises: [] };
    const first = await phone.say('visit.record', { ...said, visit, note: '腿疼', attachments: [] });
    await phone.sync(false);
    expect(phone.phone.items.value.map(({ id, state }) => [id, state])).toEqual([[first, 'taken']]);
    expect(phone.phone.meta.value.cursor).toBeNull();
    Object.assign(server.county.facts, { generation: newId() });
    [isCut, asked.length] = [false, 0];
    await phone.say('visit.correct', { visit, note: '腿疼，走不远' });
    await phone.settle();
    // What builds on it is not decided before it was offered itself.
    expect(asked.slice(0, 3)).toEqual([
      { about: 'push', waits: 1 },
      { about: 'pull', waits: 1 },
      { about: 'push', waits: 2 },
    ]);
    expect(phone.phone.items.value.filter(({ state }) => state !== 'taken')).toEqual([]);
  } finally {
    phone.close();
    await server.stop();
    await cast.close();
  }
});
