// Two pages of one person on one disk: what is read anew beside a pull, or pulled by the other page unheard, loses no row.
import '#tests/chaos/bare-browser.ts';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FactData } from '#kit/command.ts';
import { erasePerson } from '#sync/phone-database.ts';
import { applyPull, reload } from '#sync/store.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Running, run } from '#tests/running.ts';
import { HistoryPhone, visitOf } from './history-phone.ts';

let cast: Cast;
let server: Running;
let phone: HistoryPhone;
beforeAll(async () => {
  cast = await makeCast({ own: true });
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

const rowsOf = ({ phone: { base } }: HistoryPhone): string[] =>
  [...base.value].flatMap(([kind, rows]) => [...rows.keys()].map((id) => `${kind} ${id}`)).sort();

it('what a pull changes while everything is read anew is found changed the next time', async () => {
  const before = rowsOf(phone);
  expect(before.length).toBeGreaterThan(5);
  let done = false;
  const again = reload(phone.phone).finally(() => (done = true));
  while (!done && phone.phone.chunkOf.size > 0) await turn();
  const old = phone.base(cast.homes.one) as FactData;
  await applyPull(phone.phone, {
    rows: [{ kind: 'household', id: cast.homes.one, record: { ...old, head: '后来的户主' } }],
    gone: [],
    meta: phone.phone.meta.value,
    takenBefore: 0,
  });
  await again;
  const { identity } = phone.phone;
  phone.close();
  phone = await HistoryPhone.open(identity);
  expect(rowsOf(phone)).toEqual(before);
  expect(phone.base(cast.homes.one)).toMatchObject({ head: '后来的户主' });
});

it('what the other page pulled is read before anything is pulled here', async () => {
  const other = await HistoryPhone.open(phone.phone.identity);
  const first = visitOf(cast.homes.one, '先来的');
  await say(cast.county, cast.worker, 'visit.record', first);
  await expect
    .poll(async () => other.sync(false).then(() => rowsOf(other)), { timeout: 10_000 })
    .toContain(`visit ${first.visit}`);
  other.close();
  const { cursor } = phone.phone.meta.value;
  phone.instead = () => new Response('', { status: 502 });
  await phone.sync(false);
  expect(phone.phone.meta.value.cursor).not.toEqual(cursor);
  expect(rowsOf(phone)).toContain(`visit ${first.visit}`);
});
