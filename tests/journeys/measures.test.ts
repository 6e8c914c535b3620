// The figures on a real database: they follow the journal, equal an independent count from scratch, and show nobody what is not his.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, nobody } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Behind, Figure, Overview } from '#modules/measure/model.ts';
import { followAll, followOnce, startAnew } from '#modules/measure/reactions.ts';
import { ask } from '#server/ask.ts';
import type { County } from '#server/county.ts';
import { readCountyFacts } from '#server/main.ts';
import { countyOf } from '#server/provision.ts';
import { sealOnce } from '#server/sealer.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { differences, kept } from '#tests/measure-check.ts';
import { type FreshDatabase, freshDatabase } from '#tests/postgres.ts';
import { type RandomCounty, randomCounty } from '#tests/random-county.ts';

let fresh: FreshDatabase;
let random: RandomCounty;
let county: County;
let cast: Cast;
let now = Date.parse('2026-11-02T09:00+08:00');

beforeAll(async () => {
  fresh = await freshDatabase();
  random = await randomCounty(fresh.database, 3000, 3);
  county = {
    ...countyOf(fresh.database, await readCountyFacts(fresh.database)),
    now: () => Date.parse('2027-03-31T12:00+08:00'),
  };
  await followAll(fresh.database);
  cast = await makeCast({ now: () => now });
}, 120_000);
afterAll(() => Promise.all([fresh?.close(), cast?.close()]));

const seat = (name: string): Actor => random.seats[name]?.actor ?? nobody;
const overview = (who: Actor, input: object = {}): Promise<Overview> =>
  ask(county, who, 'measure.overview', input) as Promise<Overview>;
const figure = (page: { figures: readonly Figure[] }, key: string): Figure =>
  page.figures.find((one) => one.key === key) ?? { key, part: null, whole: null };

test('MEAS-17 kept sums equal those counted from the journal from scratch, cell by cell', async () => {
  const { faults, compared, cells } = await differences(fresh.database);
  expect(random.events).toBe(3000);
  expect(cells).toBeGreaterThan(300);
  expect(compared).toBeGreaterThan(1500);
  expect(faults).toEqual([]);
});

test('MEAS-17 made anew from nothing, in other steps and by two at once, they are the same', async () => {
  const before = await kept(fresh.database);
  await startAnew(fresh.database);
  expect((await kept(fresh.database)).size).toBe(0);
  for (let more = true; more; ) {
    const both = await Promise.all([followOnce(fresh.database, 37), followOnce(fresh.database, 37)]);
    more = both.includes(true);
  }
  await followAll(fresh.database);
  expect(await kept(fresh.database)).toEqual(before);
  await followAll(fresh.database);
  expect(await kept(fresh.database)).toEqual(before);
});

test('MEAS-17 a batch that fails leaves no half of itself behind', async () => {
  await startAnew(fresh.database);
  await inScope(fresh.database, { ...emptyScope, standing: 'service', service: 'jobs' }, async (tx) => {
    await tx.exec('select 1');
  });
  const broken = { ...fresh.database, transaction: brokenAt(3) } as typeof fresh.database;
  for (let i = 0; i < 40; i++) await followOnce(broken, 60).catch(() => {});
  await followAll(fresh.database);
  expect((await differences(fresh.database)).faults).toEqual([]);
});

/** Every third transaction is cut off after all its work, just before it would be kept. */
function brokenAt(each: number): typeof fresh.database.transaction {
  let n = 0;
  return (fn, how) =>
    fresh.database.transaction(async (tx) => {
      const done = await fn(tx);
      n += 1;
      if (n % each === 0) throw new Error('cut off');
      return done;
    }, how);
}

test('MEAS-14 MEAS-15 pages for county, township, village and office; rows in the order of the territory', async () => {
  const page = await overview(seat('centre'), { quarter: '2026-Q1' });
  expect(page).toMatchObject({ kind: 'county', name: '随机县' });
  const township = await overview(seat('township'), { quarter: '2026-Q1' });
  expect(township.rows.map((row) => row.name)).toEqual(['1村', '2村', '3村']);
  const village = await overview(seat('village1'), { quarter: '2026-Q1' });
  expect(village).toMatchObject({ kind: 'village', name: '1村', rows: [] });
  const sum = township.rows.reduce((all, row) => all + (figure(row, 'response').whole ?? 0), 0);
  expect(sum).toBe(figure(township, 'response').whole);
  expect(figure(page, 'response').whole).toBe(figure(township, 'response').whole);
  expect(figure(page, 'response').whole).toBeGreaterThan(100);
  const water = await overview(seat('water'), { quarter: '2026-Q1' });
  expect(water).toMatchObject({ kind: 'office', name: '水务局' });
  expect(figure(water, 'on-time').whole).toBeGreaterThan(4);
  for (const who of ['head1', 'worker11', 'keeper1'])
    await expect(overview(seat(who))).rejects.toMatchObject({ code: 'not-yours' });
  await expect(overview(seat('village1'), { area: random.areas['village2'] })).rejects.toMatchObject({
    code: 'not-yours',
  });
  await expect(overview(seat('water'), { office: random.seats['farm']?.office })).rejects.toMatchObject({
    code: 'not-yours',
  });
});

test('MEAS-18 behind a figure stand just the matters it is made of, those the reader may open', async () => {
  for (const [who, input] of [
    ['centre', {}],
    ['village2', {}],
    ['water', {}],
  ] as const) {
    const page = await overview(seat(who), { quarter: '2026-Q1', ...input });
    for (const key of ['response', 'on-time', 'solved', 'reopened', 'returned']) {
      const { part, whole } = figure(page, key);
      if (part === null || whole === null) continue;
      const list = async (of: string): Promise<string[]> => {
        const ids: string[] = [];
        let after: string | null = null;
        do {
          const found = (await ask(county, seat(who), 'measure.cases', {
            quarter: '2026-Q1',
            figure: key,
            of,
            after,
          })) as Behind;
          ids.push(...found.rows.map((row) => row.id));
          after = found.next;
        } while (after !== null);
        return ids;
      };
      const [mine, rest, all] = [await list('part'), await list('rest'), await list('whole')];
      expect(new Set([...mine, ...rest]).size, `${who} ${key}`).toBe(mine.length + rest.length);
      expect([...mine, ...rest].sort(), `${who} ${key}`).toEqual(all.sort());
      // An office keeps its figures of what it no longer holds; it opens only what is still its own.
      if (who !== 'water') expect([mine.length, all.length], `${who} ${key}`).toEqual([part, whole]);
      else expect(all.length).toBeLessThanOrEqual(whole);
    }
  }
});

test('MEAS-13 a hidden figure has no list either, and the county cannot subtract what the township hides', async () => {
  const quarters = ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'];
  let hidden = 0;
  for (const quarter of quarters) {
    const township = await overview(seat('township'), { quarter });
    for (const [at, row] of township.rows.entries())
      for (const { key, whole } of row.figures) {
        const own = figure(await overview(seat('township'), { quarter, area: random.areas[`village${at + 1}`] }), key);
        expect(own.whole, `${quarter} ${row.name} ${key}`).toBe(whole);
        if (whole !== null) continue;
        hidden += 1;
        const input = { quarter, area: random.areas[`village${at + 1}`], figure: key, of: 'whole' };
        await expect(ask(county, seat('township'), 'measure.cases', input)).rejects.toMatchObject({ code: 'too-few' });
      }
  }
  expect(hidden).toBeGreaterThan(0);
});

const day = 86_400_000;

async function report(category: string, more: object = {}): Promise<string> {
  const id = newId();
  await say(cast.county, cast.worker, 'case.report', {
    case: id,
    household: cast.homes.one,
    category,
    title: '一件事',
    ...more,
  });
  return id;
}

async function caughtUp(): Promise<void> {
  while ((await sealOnce(cast.county.database)).rows > 0);
  await followAll(cast.county.database);
}

const rowsIn = (table: string): Promise<unknown[]> =>
  inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.query(`select * from ${table} order by 1, 2, 3, 4`),
  );

test('MEAS-16 the canary: restricted matters and those about staff change no count by one, for anybody', async () => {
  for (let i = 0; i < 6; i++) await report('W1');
  now += 5 * day;
  await caughtUp();
  const look = async (): Promise<unknown[]> => [
    ...(await Promise.all(
      ['measured', 'measure_day', 'measure_span', 'measure_month', 'measure_span_month'].map(rowsIn),
    )),
    ...(await Promise.all(
      [cast.centre, cast.township, cast.village, cast.department, cast.police].map((who) =>
        ask(cast.county, who, 'measure.overview', {}),
      ),
    )),
  ];
  const before = await look();
  now -= 5 * day;
  const hidden = await report('D6');
  await report('W1', { mustReport: true });
  await report('V4', { aboutOffice: cast.offices.level1 });
  await say(cast.county, cast.police, 'case.close-restricted', { case: hidden, text: '处置了' });
  now += 5 * day;
  await caughtUp();
  expect(await look()).toEqual(before);
  await report('W1');
  await caughtUp();
  expect(await look()).not.toEqual(before);
});

test('HOME-4 MEAS-17 a home that moves takes its matters’ figures along', async () => {
  const { county: own, village, homes, areas, grounds } = cast;
  const before = await rowsIn('measured');
  await say(own, village, 'household.move', { household: homes.one, grid: areas.grid2 });
  const { reactionList, runReaction } = await import('#server/reactions.ts');
  while ((await sealOnce(own.database)).rows > 0);
  for (const reaction of reactionList) await runReaction(own, reaction);
  await caughtUp();
  const after = (await rowsIn('measured')) as { place: string }[];
  expect(after).toHaveLength(before.length);
  expect(new Set(after.map((row) => row.place))).toEqual(new Set([grounds.grid2]));
  expect((await differences(own.database)).faults).toEqual([]);
});

test('MEAS-19 homes due for a visit by care tag, for the village and the township alone, and none below five', async () => {
  const { database } = cast.county;
  await inScope(database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
    tx.exec(`update household set care = '{低保}', last_visit = $1`, [new Date(now - 200 * day)]),
  );
  const village = (await ask(cast.county, cast.village, 'measure.overview', {})) as Overview;
  expect(village.visits).toEqual([{ tag: '低保', homes: 5, due: 5, overdue: 5 }]);
  await inScope(database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
    tx.exec(`update household set care = '{特困分散供养}' where door = '1-01'`),
  );
  const fewer = (await ask(cast.county, cast.township, 'measure.overview', {})) as Overview;
  expect(fewer.visits.map((row) => row.homes)).toEqual([null, null]);
  const centre = (await ask(cast.county, cast.centre, 'measure.overview', {})) as Overview;
  expect(centre.visits).toEqual([]);
});

test('MEAS-21 the same fact in three homes of a group rises with what may help, in two it does not, and no home is named', async () => {
  const { county: own, worker, village, homes } = cast;
  const told = (household: string, fact: string, more: object = {}): Promise<unknown> =>
    say(own, worker, 'visit.record', { visit: newId(), household, parts: [{ kind: 'fact', fact, ...more }] });
  const look = (): Promise<unknown> => ask(own, village, 'measure.facts', {});
  for (const home of [homes.two, homes.three]) await told(home, 'hail');
  await told(homes.two, 'hail');
  for (const home of [homes.two, homes.three, homes.four]) await told(home, 'illness');
  for (const home of [homes.two, homes.three]) await told(home, 'harvest', { amount: 'failed' });
  await told(homes.four, 'harvest', { amount: 'good' });
  expect(await look()).toEqual([]);
  const confidence = {
    visit: newId(),
    household: homes.four,
    parts: [{ kind: 'fact', fact: 'hail' }],
    confidential: true,
  };
  await say(own, worker, 'visit.record', confidence);
  expect(await look()).toEqual([]);
  await told(homes.four, 'hail');
  const rows = (await look()) as object[];
  expect(rows).toMatchObject([{ place: '柳湾村一社', fact: 'hail', homes: 3, offers: ['S5', 'A3', 'C2'] }]);
  expect(JSON.stringify(rows)).not.toMatch(/1-0|马玉林|石来顺/);
  // MEAS-22: by door, for the village alone, and only what rose.
  const area = cast.areas.group;
  const doors = (fact: string): Promise<unknown> => ask(own, village, 'measure.homes', { area, fact });
  expect(await doors('hail')).toEqual(
    [homes.two, homes.three, homes.four].map((household, i) => ({ household, door: `1-0${i + 2}`, errands: [] })),
  );
  for (const fact of ['harvest', 'illness']) expect(await doors(fact)).toEqual([]);
  await expect(ask(own, village, 'measure.homes', { area: cast.areas.township, fact: 'hail' })).rejects.toThrow(
    'not-yours',
  );
  now += 61 * day;
  expect(await look()).toEqual([]);
});

test('MEAS-20 what stands apart is on the county’s page and on no other', async () => {
  for (const who of ['township', 'village1', 'water'])
    expect((await overview(seat(who), { quarter: '2026-Q1' })).anomalies).toEqual([]);
});
