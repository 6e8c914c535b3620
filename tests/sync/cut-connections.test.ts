// F19: every connection to the database is cut again and again in the middle of transactions; what phones send arrives once and in order.
import '#tests/chaos/bare-browser.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kit/id.ts';
import { connectDirect } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { erasePerson } from '#sync/phone-database.ts';
import { chanceOf } from '#tests/chaos/chance.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { pause } from '#tests/postgres-places.ts';
import { type Running, run } from '#tests/running.ts';
import { HistoryPhone } from './history-phone.ts';

let cast: Cast;
let server: Running;
beforeAll(async () => {
  cast = await makeCast({ own: true });
  server = await run(cast);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

/** As the app's own role, which may cut its own connections; answers how many it cut. */
function keepCutting(): { stop(): Promise<number> } {
  const chance = chanceOf(19);
  const state = { on: true, cut: 0 };
  const work = (async (): Promise<void> => {
    const client = await connectDirect(cast.appUrl);
    while (state.on) {
      const { rows } = await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and datname = current_database() and pid <> pg_backend_pid()',
      );
      state.cut += rows.length;
      await pause(chance.between(5, 50));
    }
    await client.end();
  })();
  return {
    stop: async () => {
      state.on = false;
      await work;
      return state.cut;
    },
  };
}

it('F19 connections cut in the middle of transactions: nothing lost, doubled or out of order', async () => {
  const phone = await HistoryPhone.enrol(server, cast, cast.worker.person);
  const said = new Map<string, string[]>();
  const cutting = keepCutting();
  for (let i = 0; i < 40; i++) {
    const visit = newId();
    const household = cast.homes[i % 2 === 0 ? 'one' : 'two'];
    const first = await phone.say('visit.record', { visit, household, note: `记 ${i}`, parts: [] });
    const second = await phone.say('visit.correct', { visit, note: `更正 ${i}` });
    said.set(visit, [first, second]);
    await phone.sync(i % 5 === 0);
  }
  const cut = await cutting.stop();
  await phone.settle();
  expect(cut).toBeGreaterThan(20);
  expect(phone.phone.items.value.filter((item) => item.state === 'refused')).toEqual([]);
  const rows = await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'verify' }, (tx) =>
    tx.query<{ record: string; command: string }>(
      `select record, command from journal where kind = 'visit' and record = any($1::uuid[]) order by seq`,
      [[...said.keys()]],
    ),
  );
  const written = new Map<string, string[]>();
  for (const { record, command } of rows) written.set(record, [...(written.get(record) ?? []), command]);
  expect(written).toEqual(said);
  phone.close();
}, 60_000);

it('F19 a county that answers, but not about a command it could not write just then, is asked again soon', async () => {
  // A new phone: nothing is left of the earlier one in this process.
  await erasePerson(cast.worker.person);
  const phone = await HistoryPhone.enrol(server, cast, cast.worker.person);
  const before = phone.patience;
  const id = await phone.say('visit.record', { visit: newId(), household: cast.homes.one, note: '记', parts: [] });
  phone.instead = (address) => (address.startsWith('/push') ? Response.json({ answers: [] }) : undefined);
  await phone.sync(false);
  expect(phone.phone.items.value.find((item) => item.id === id)?.state).toBe('waiting');
  expect(phone.patience).toBeGreaterThan(before);
  phone.instead = undefined;
  await phone.settle();
  expect(phone.phone.items.value.filter((item) => item.state === 'waiting')).toEqual([]);
  phone.close();
}, 60_000);
