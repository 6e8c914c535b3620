// The article's story over HTTP: four homes told out of coverage, one cause, one repair, and every household's own word.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, sha256Hex } from '#kit/id.ts';
import { sealTo } from '#kit/seal.ts';
import type { PullResponse } from '#kit/wire.ts';
import { execute } from '#server/execute.ts';
import { secretActor } from '#server/session.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { type Caller, type Running, run } from '#tests/running.ts';

let cast: Cast;
let server: Running;
const at: Record<string, Caller> = {};
let phone: Caller & { device: string };
let serverKey: PullResponse['serverKey'];
const homes = ['one', 'two', 'three', 'four'] as const;
const cases = homes.map(() => newId());
const secrets = homes.map((_, i) => `SECRET${i}00000000`.slice(0, 16));

beforeAll(async () => {
  cast = await makeCast();
  server = await run(cast);
  for (const who of ['head', 'liaison', 'village', 'township', 'department', 'farm'] as const)
    at[who] = await server.session(cast[who].person);
  phone = await server.phone(cast.worker);
  serverKey = (await server.call(phone, 'GET', '/pull?limit=2000')).body.serverKey;
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

const seal = (name: string, input: object, more: { id?: string; author?: string } = {}) =>
  sealTo(serverKey, {
    v: 1,
    id: newId(),
    name,
    input,
    at: Date.now() - 3600_000,
    device: null,
    author: cast.worker.person,
    ...more,
  });
const push = async (commands: unknown[], by: Caller = phone) =>
  (await server.call(by, 'POST', '/push', { v: 1, commands })).body;
const does = async (who: string, verb: string, input: object): Promise<void> => {
  const { status, body } = await server.do(at[who] ?? {}, verb, input);
  expect([verb, status, body.code]).toEqual([verb, 200, undefined]);
};
const pageOf = async (who: string, matter: string) =>
  (await server.ask(at[who] ?? {}, 'case.page', { case: matter })).body;
const sealed = () => new Promise((resolve) => setTimeout(resolve, 600));

const reports = async (): Promise<Awaited<ReturnType<typeof seal>>[]> =>
  Promise.all(
    homes.map(async (home, i) =>
      seal('case.report', {
        case: cases[i],
        household: cast.homes[home],
        category: 'W1',
        title: '自来水浑',
        text: '发黄',
        secretHash: await sha256Hex(secrets[i] ?? ''),
        ...(i > 0 ? { sameAs: cases[0] } : {}),
      }),
    ),
  );

test('CASE-2 four homes told out of coverage arrive once, however often they are sent', async () => {
  const commands = await reports();
  const first = await push(commands);
  expect(first.answers.map((one: { status: string }) => one.status)).toEqual([
    'accepted',
    'accepted',
    'accepted',
    'accepted',
  ]);
  expect(await push(commands)).toEqual(first);
  const numbers = first.answers.map((one: { shown: { number: number } }) => one.shown.number);
  expect(new Set(numbers).size).toBe(4);
  const { rows } = (await server.ask(at.head ?? {}, 'case.inbox', { view: 'mine' })).body;
  expect(rows.map((row: { id: string }) => row.id).sort()).toEqual([...cases].sort());
  const page = await pageOf('liaison', cases[0] ?? '');
  expect(page.case).toMatchObject({
    state: 'reported',
    copied: [cast.offices.liaison],
    firstReceiver: cast.offices.level2,
  });
  expect(page.case.claimedAt).toBeLessThan(page.case.reportedAt);
});

test('CASE-7 CASE-8 accepted, handed up twice, dispatched by the catalogue', async () => {
  for (const matter of cases) {
    await does('head', 'case.accept', { case: matter });
    await does('head', 'case.hand-up', { case: matter, text: '几户都这样' });
    await does('village', 'case.hand-up', { case: matter });
  }
  const page = await pageOf('township', cases[0] ?? '');
  expect(page.dispatchTo.map((one: { id: string }) => one.id)).toContain(cast.offices.water);
  expect(
    (await server.do(at.township ?? {}, 'case.dispatch', { case: cases[0], office: cast.offices.farm })).body.code,
  ).toBe('not-in-catalogue');
  expect((await server.ask(at.department ?? {}, 'case.page', { case: cases[0] })).status).toBe(403);
  for (const matter of cases) await does('township', 'case.dispatch', { case: matter, office: cast.offices.water });
  expect((await server.ask(at.department ?? {}, 'case.counts')).body.mine).toBe(4);
});

test('INC-1 INC-3 one incident, one cause, one answer for all four', async () => {
  const incident = newId();
  await does('department', 'incident.open', { incident, title: '三号阀以下水浑', cases });
  await does('department', 'incident.cause', { incident, cause: '三号阀后管段破裂', causeNode: 'V3' });
  expect((await server.do(at.department ?? {}, 'case.answer', { case: cases[0], text: '好' })).body.code).toBe(
    'case-in-incident',
  );
  await does('department', 'incident.resolve', { incident, text: '破裂管段已换' });
  for (const matter of cases)
    expect((await pageOf('head', matter)).case).toMatchObject({
      state: 'answered',
      answer: '破裂管段已换',
      outcome: null,
    });
});

test('CASE-13 CASE-20 CASE-16 the worker tells each home; three say solved, one not: exactly that one reopens', async () => {
  await sealed();
  const told = await push(await Promise.all(cases.map((matter) => seal('case.tell', { case: matter }))));
  expect(told.answers.every((one: { status: string }) => one.status === 'accepted')).toBe(true);
  for (const [i, matter] of cases.entries()) {
    expect((await server.call({}, 'GET', `/c/${secrets[i]}`)).text).toContain('破裂管段已换');
    const answer = await execute(cast.county, secretActor(matter), {
      v: 1,
      id: newId(),
      name: 'case.say',
      input: { case: matter, outcome: i === 3 ? 'not-solved' : 'solved' },
      at: Date.now(),
      device: null,
      author: null,
    });
    expect(answer.status).toBe('accepted');
  }
  const after = await Promise.all(cases.map(async (matter) => (await pageOf('township', matter)).case));
  expect(after.map((one) => [one.state, one.side, one.outcome, one.proof])).toEqual([
    ['closed', 'merged', 'solved', 'secret'],
    ['closed', 'merged', 'solved', 'secret'],
    ['closed', 'merged', 'solved', 'secret'],
    ['in-progress', 'reopened', 'not-solved', 'secret'],
  ]);
  expect(
    (await server.ask(at.department ?? {}, 'case.inbox', { view: 'mine' })).body.rows.map(
      (row: { id: string }) => row.id,
    ),
  ).toEqual([cases[3]]);
  // INC-6: the homes that said "solved" keep their doors on the incident's page, and are closed to the bureau as homes.
  const { incident } = after[0] ?? {};
  const shown: { door: string; supplyPoints: string[] }[] = (
    await server.ask(at.department ?? {}, 'incident.page', { incident })
  ).body.cases;
  expect(shown.every((one) => one.door !== '' && one.supplyPoints.length > 0)).toBe(true);
  expect((await server.ask(at.department ?? {}, 'household.page', { household: after[0]?.household })).status).toBe(
    403,
  );
  await sealed();
  const pulled: PullResponse = (await server.call(phone, 'GET', '/pull?limit=2000')).body;
  const mine = pulled.records.filter((one) => one.kind === 'case');
  const states = Object.fromEntries(mine.map((one) => [one.id, one.record.state as string]));
  expect(states).toEqual(Object.fromEntries(cases.map((id, i) => [id, i === 3 ? 'in-progress' : 'closed'])));
  expect(JSON.stringify(mine)).not.toContain('secretHash');
});

test('the same id with other words is a conflict, a stranger’s id tells nothing, an older picture overwrites nothing', async () => {
  const id = newId();
  const visit = { visit: newId(), household: cast.homes.one, parts: [{ kind: 'well' }] };
  expect((await push([await seal('visit.record', visit, { id })])).answers).toMatchObject([{ status: 'accepted' }]);
  expect((await push([await seal('visit.record', { ...visit, note: '改了' }, { id })])).answers).toMatchObject([
    { status: 'refused', kind: 'conflict', code: 'command-differs' },
  ]);
  const desk = await server.do(at.head ?? {}, 'case.note', { case: cases[3], text: '一' }, { id });
  expect(desk.status).toBe(200);
  const differs = await server.do(at.head ?? {}, 'case.note', { case: cases[3], text: '二' }, { id });
  expect([differs.status, differs.body.code]).toEqual([409, 'command-differs']);
  expect((await server.do(at.farm ?? {}, 'case.note', { case: cases[3], text: '三' }, { id })).body.code).toBe(
    'not-yours',
  );
  const { version } = (await pageOf('head', cases[3] ?? '')).case;
  const stale = await server.do(
    at.village ?? {},
    'case.note',
    { case: cases[3], text: '旧' },
    { basedOn: version - 1 },
  );
  expect([stale.status, stale.body.code]).toEqual([409, 'version-moved']);
  expect(
    (await server.do(at.village ?? {}, 'case.note', { case: cases[3], text: '新' }, { basedOn: version })).status,
  ).toBe(200);
});

test('a command in somebody else’s name, one altered on its way and one for another key do nothing', async () => {
  const visit = { visit: newId(), household: cast.homes.one, parts: [{ kind: 'well' }] };
  const inHisName = await seal('visit.record', visit, { author: cast.head.person });
  expect((await push([inHisName])).answers).toMatchObject([{ status: 'refused', code: 'author-differs' }]);
  const altered = { ...(await seal('visit.record', visit)), iv: 'AAAAAAAAAAAAAAAA' };
  const otherKey = { ...(await seal('visit.record', visit)), key: 'k0' };
  expect((await push([altered, otherKey])).answers.map((one: { status: string }) => one.status)).toEqual([
    'reseal',
    'reseal',
  ]);
});
