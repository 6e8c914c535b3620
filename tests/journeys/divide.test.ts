// A village is divided anew on a real server: a grid opens, homes move with all that is theirs, phones follow, and within a week it is taken back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { MapMatter } from '#modules/case/model-map.ts';
import type { DivisionPage, DivisionRow } from '#modules/household/model-division.ts';
import type { MapHome } from '#modules/household/model-map.ts';
import type { AreaRow } from '#modules/territory/model.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Caller, type Reply, type Running, run } from '#tests/running.ts';

let cast: Cast;
let server: Running;
let clerk: Caller;
const [grid, office, division] = [newId(), newId(), newId()];
const ring = (west: number, east: number): number[][][] => [
  [
    [west, 35],
    [east, 35],
    [east, 35.1],
    [west, 35.1],
    [west, 35],
  ],
];

beforeAll(async () => {
  cast = await makeCast();
  server = await run(cast);
  clerk = await server.session(cast.village.person);
  const { county, village, worker, homes } = cast;
  await say(county, village, 'household.change', { household: homes.one, lat: 35.05, lon: 104.05 });
  await say(county, worker, 'visit.record', {
    visit: newId(),
    household: homes.two,
    note: '说好下周带书',
    parts: [],
    promises: [{ promise: newId(), text: '带书来', due: null }],
  });
  await say(county, village, 'member.add', { member: newId(), household: homes.two, name: '杜生全' });
  await say(county, worker, 'case.report', { case: newId(), household: homes.two, category: 'W1', title: '水浑' });
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

const divide = (changes: object, who = clerk): Promise<Reply> =>
  server.do(who, 'grids.divide', { division: newId(), village: cast.areas.village, ...changes });
const homesOnMap = async (who = clerk): Promise<MapHome[]> =>
  (await server.ask(who, 'household.map', { area: cast.areas.village })).body;
const gridOf = async (home: string): Promise<string | undefined> =>
  (await homesOnMap()).find((one) => one.id === home)?.grid;
const grids = async (): Promise<AreaRow[]> =>
  ((await server.ask(clerk, 'territory.tree', {})).body as AreaRow[]).filter((area) => area.kind === 'level-2');
/** Where everything of a home lies. */
const grounds = (home: string): Promise<{ of: string; ground: string }[]> =>
  inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
    tx.query(
      `select 'home' as of, ground::text from household where id = $1 union select 'member', ground::text from member where household = $1
       union select 'visit', ground::text from visit where household = $1 union select 'promise', ground::text from promise where household = $1
       union select 'matter', ground::text from matter where household = $1`,
      [home],
    ),
  );

test('HOME-26, CASE-89 the map knows homes by door and place, and matters by number, each for whose ground it is', async () => {
  const one = (await homesOnMap()).find((home) => home.id === cast.homes.one);
  expect(one).toEqual({
    id: cast.homes.one,
    door: one?.door,
    grid: cast.areas.grid,
    lat: 35.05,
    lon: 104.05,
    vacant: false,
  });
  const head = await server.session(cast.head.person);
  expect((await homesOnMap(head)).map((home) => home.id)).not.toContain(cast.homes.elsewhere);
  // The county knows no homes; neither does a whole township at once.
  expect((await server.ask(clerk, 'household.map', { area: cast.areas.township })).body).toEqual([]);
  const centre = await server.session(cast.centre.person);
  expect((await server.ask(centre, 'household.map', { area: cast.areas.village })).status).toBe(403);
  // The matter of home two is on no map: nobody knows where that home stands.
  const matters = async (): Promise<MapMatter[]> =>
    (await server.ask(clerk, 'case.map', { area: cast.areas.village })).body;
  expect(await matters()).toEqual([]);
  await say(cast.county, cast.village, 'household.change', { household: cast.homes.two, lat: 35.06, lon: 104.08 });
  expect(await matters()).toMatchObject([{ category: 'W1', lat: 35.06, lon: 104.08, late: false }]);
});

test('TERR-10, TERR-11 a grid opens, a home moves into it with all that is its own, and the lists say who hands what to whom', async () => {
  const { homes, areas } = cast;
  const phone = await server.phone(cast.worker);
  expect((await server.call(phone, 'GET', '/pull')).text).toContain(homes.two);
  const made = await server.do(clerk, 'grids.divide', {
    division,
    village: areas.village,
    open: [{ area: grid, office, group: areas.group, name: '2网格', shape: ring(104.06, 104.1) }],
    draw: [{ area: areas.grid, shape: ring(104, 104.06) }],
    move: [{ household: homes.two, was: areas.grid, to: grid }],
  });
  expect(made.status).toBe(200);
  expect(await gridOf(homes.two)).toBe(grid);
  expect((await grids()).find((one) => one.id === grid)).toMatchObject({
    code: '62990110120300102',
    name: '2网格',
    parent: areas.group,
  });
  // What hangs on a home follows by the journal.
  await expect
    .poll(async () => new Set((await grounds(homes.two)).map((one) => one.ground)), { timeout: 8000 })
    .toEqual(new Set([`${cast.grounds.group}.02`]));
  expect((await grounds(homes.two)).map((one) => one.of).sort()).toEqual([
    'home',
    'matter',
    'member',
    'promise',
    'visit',
  ]);
  const { body } = await server.ask(clerk, 'division.page', { division });
  expect(body as DivisionPage).toMatchObject({
    homes: 1,
    opened: 1,
    restorable: true,
    lists: [
      {
        fromGrid: '一社1网格',
        toGrid: '一社2网格',
        fromWorker: '文跃山',
        toWorker: '',
        homes: [{ household: homes.two, promises: 1, errands: 0, matters: 1 }],
      },
    ],
  });
  // The new grid has an office, so that a worker can be found for it.
  const person = cast.worker2.person;
  const term = { fromAt: 0, toAt: Date.now() + 86_400_000, chosen: 'election' };
  await say(cast.county, cast.securityAdmin, 'post.assign', { post: newId(), person, office, ...term });
  const next = await server.phone(cast.worker2);
  expect((await server.call(next, 'GET', '/pull')).text).toContain(homes.two);
});

test('TERR-10 nobody else divides, not beyond the group, and not on what has changed meanwhile; nothing is done by halves', async () => {
  const { homes, areas } = cast;
  const good = { move: [{ household: homes.three, was: areas.grid, to: grid }] };
  for (const who of [cast.worker, cast.head, cast.township, cast.centre, cast.systemAdmin])
    expect((await divide(good, await server.session(who.person))).status).toBe(403);
  const other = [...good.move, { household: homes.four, was: areas.grid, to: areas.grid2 }];
  expect((await divide({ move: other })).body.code).toBe('plan-other-group');
  const stale = [...good.move, { household: homes.two, was: areas.grid, to: grid }];
  expect(await divide({ move: stale })).toMatchObject({ status: 409, body: { code: 'version-moved' } });
  expect(await gridOf(homes.three)).toBe(areas.grid);
  expect((await divide({})).body.code).toBe('plan-nothing');
  expect((await divide({ close: [areas.grid] })).body.code).toBe('plan-grid-has-homes');
});

test('TERR-12 a division is taken back: its homes go home, what changed since stays; TERR-11 a grid whose worker is in post does not close', async () => {
  const { homes, areas } = cast;
  const back = { division, village: areas.village };
  expect((await server.do(clerk, 'grids.restore', back)).status).toBe(200);
  expect(await gridOf(homes.two)).toBe(areas.grid);
  expect((await grids()).find((one) => one.id === areas.grid)?.shape).toBeNull();
  await expect
    .poll(async () => new Set((await grounds(homes.two)).map((one) => one.ground)), { timeout: 8000 })
    .toEqual(new Set([cast.grounds.grid]));
  // Somebody was put in post there meanwhile: the grid stays until he hands over.
  expect((await grids()).map((one) => one.id)).toContain(grid);
  expect((await divide({ close: [grid] })).body).toMatchObject({ code: 'plan-grid-served', facts: { grid: '2网格' } });
  const [post] = await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
    tx.query<{ id: string }>('select id from post where office = $1', [office]),
  );
  await say(cast.county, cast.securityAdmin, 'post.end', { post: post?.id, reason: '撤回划分' });
  expect((await divide({ close: [grid] })).status).toBe(200);
  expect((await grids()).map((one) => one.id)).not.toContain(grid);
  expect((await server.do(clerk, 'grids.restore', back)).body.code).toBe('division-restored');
  const list: DivisionRow[] = (await server.ask(clerk, 'division.list', { village: areas.village })).body;
  expect(list).toMatchObject([{ closed: 1 }, { id: division, homes: 1, restorable: false }]);
});
