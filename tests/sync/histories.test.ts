// F13: random histories of three phones and a desk that change the same homes, offline and in any order, on a real server with lost answers.
import '#tests/chaos/bare-browser.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonical } from '#data/journal.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Household } from '#modules/household/model.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { type Caller, type Running, run } from '#tests/running.ts';
import { HistoryPhone } from './history-phone.ts';
import { type Change, silentlyLost } from './history-judge.ts';

const runs = Number(process.env['ZD_HISTORIES'] ?? 25);
const values = {
  phone: ['100', '101', '102'],
  howToCome: ['走前门', '走后门', '先喊一声'],
  home: ['at-home', 'away', 'vacant'],
  visitInterval: [7, 30, 90],
} as const;
type Field = keyof typeof values;
const fields = Object.keys(values) as Field[];

let cast: Cast;
let server: Running;
let desk: Caller;
let phones: HistoryPhone[];
beforeAll(async () => {
  cast = await makeCast({ own: true });
  server = await run(cast);
  desk = await server.session(cast.village.person);
  phones = [];
  for (const who of [cast.worker, cast.head, cast.liaison])
    phones.push(await HistoryPhone.enrol(server, cast, who.person));
}, 120_000);
afterAll(async () => {
  for (const phone of phones ?? []) phone.close();
  await server?.stop();
  await cast?.close();
});

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      who: fc.nat(2),
      field: fc.constantFrom(...fields),
      value: fc.nat(2),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sync' as const), who: fc.nat(2), lost: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('desk' as const), field: fc.constantFrom(...fields), value: fc.nat(2) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('settle' as const), field: fc.constantFrom(...fields), take: fc.boolean() }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const readHome = async (id: string): Promise<Household> =>
  ((await server.ask(desk, 'household.page', { household: id, reason: 'mend' })).body as { household: Household })
    .household;

/** The head settles from his phone, offline like everything there. */
async function settle(home: string, field: Field, take: boolean): Promise<void> {
  const head = phones[1];
  const word = head?.home(home)?.disputed.findLast((one) => one.field === field);
  if (!head || !word) return;
  const stands = head.home(home)?.[field];
  await head.say('household.settle', { household: home, field, command: take ? word.command : null, stands });
}

async function play(home: string, one: Step, said: Change[]): Promise<void> {
  if (one.do === 'sync') return phones[one.who]?.sync(one.lost);
  if (one.do === 'settle') return settle(home, one.field, one.take);
  const value = values[one.field][one.value];
  if (one.do === 'edit') {
    const phone = phones[one.who];
    const stood = phone?.home(home)?.[one.field];
    if (!phone || stood === value) return;
    const id = await phone.say('household.change', {
      household: home,
      [one.field]: value,
      was: { [one.field]: stood },
    });
    said.push({ id, field: one.field, value, was: stood });
    return;
  }
  const stood = (await readHome(home))[one.field];
  const id = crypto.randomUUID();
  const input = { household: home, [one.field]: value, was: { [one.field]: stood } };
  const answer = await server.do(desk, 'household.change', input, { id });
  expect(answer.status).toBe(200);
  said.push({ id, field: one.field, value, was: stood });
}

const jobs = { ...emptyScope, standing: 'service', service: 'verify' };
const factsOf = (home: string): Promise<{ command: string; name: string; payload: Record<string, unknown> }[]> =>
  inScope(cast.county.database, jobs, (tx) =>
    tx.query('select command, name, payload from journal where record = $1 order by seq', [home]),
  );

it(
  `F13 ${runs} histories: all replicas converge, and no change is silently overwritten`,
  async () => {
    const homes = Object.values(cast.homes).slice(0, 4);
    let turn = 0;
    const history = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      const home = homes[turn++ % homes.length] ?? '';
      const from = (await factsOf(home)).length;
      const before = await readHome(home);
      const said: Change[] = [];
      for (const one of steps) await play(home, one, said);
      const refused: string[] = [];
      for (const phone of phones) {
        await phone.settle();
        refused.push(...(await phone.readRefused()));
      }
      const after = await readHome(home);
      expect(silentlyLost(before, after, { facts: (await factsOf(home)).slice(from), said, refused })).toEqual([]);
      // The county seals within half a second; then a pull brings every phone to the same rows.
      // What stays at the county (HOME-19, plate codes) is no part of a phone.
      const kept = { plateShort: undefined, plateHash: undefined, declined: undefined };
      const shown = (one: object): string => canonical({ ...one, ...kept });
      for (const phone of phones)
        await expect
          .poll(() => phone.sync(false).then(() => shown(phone.base(home) as object)), { timeout: 5000 })
          .toBe(shown(after));
    });
    await fc.assert(history, { numRuns: runs, endOnFailure: true });
  },
  30 * 60_000,
);
