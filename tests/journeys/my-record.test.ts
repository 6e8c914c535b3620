// Who read my record, over HTTP: an office that opens a home says why, and the household reads who, in which role, for what and when.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDirect } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { openReasons } from '#modules/household/kinds/open-reasons.ts';
import { ask } from '#server/ask.ts';
import { makeMatrix, type Matrix } from '#tests/matrix/county.ts';
import { errandBy } from '#tests/matrix/errand-inputs.ts';
import { heldBy, report } from '#tests/matrix/targets.ts';
import { say } from '#tests/cast.ts';
import type { Caller, Reply } from '#tests/running.ts';

let m: Matrix;
beforeAll(async () => {
  m = await makeMatrix();
}, 60_000);
afterAll(() => m?.stop());

const at = (who: string): Caller => m.people[who]?.caller ?? {};
const open = (who: string, household: string, more: object = {}): Promise<Reply> =>
  m.server.ask(at(who), 'household.page', { household, ...more });
const page = async (who: string, path: string): Promise<string> => (await m.server.call(at(who), 'GET', path)).text;

test('HOME-15 an office without work of a home says why before anything is shown; the home’s own workers never do', async () => {
  const { homes } = m.cast;
  for (const who of ['village', 'township'])
    for (const more of [{}, { reason: '' }, { reason: 'curious' }, { reason: null }, { reason: ['support'] }]) {
      const { status, body, text } = await open(who, homes.two, more);
      expect([who, status, body.code]).toEqual([who, 403, 'reason-needed']);
      expect(text).not.toContain('马玉林');
    }
  for (const query of ['question.of', 'errand.of'])
    expect((await m.server.ask(at('village'), query, { household: homes.two })).body.code).toBe('reason-needed');
  for (const who of ['worker', 'head', 'liaison']) expect((await open(who, homes.two)).status, who).toBe(200);
  for (const reason of openReasons) expect((await open('village', homes.two, { reason })).status).toBe(200);
  // A home that is not theirs reads like one that is not there, whatever is said.
  for (const more of [{}, { reason: 'support' }])
    expect((await open('village2', homes.two, more)).body.code).toBe('not-yours');
});

test('HOME-15 the work at hand says it: a matter held or first received, an office called, an errand, a mediation', async () => {
  const { homes, offices, county, township } = m.cast;
  expect((await open('township', homes.three)).body.code).toBe('reason-needed');
  const matter = await heldBy(m, 'township', 'three');
  expect((await open('township', homes.three)).status).toBe(200);
  expect((await open('village', homes.three)).body.code).toBe('reason-needed');
  // Once it has gone on to another, it is no work of the township's any more.
  await say(county, township, 'case.dispatch', { case: matter, office: offices.water });
  expect((await open('township', homes.three)).body.code).toBe('reason-needed');
  await errandBy(m, 'one');
  expect((await open('village', homes.one)).body.code).toBe('reason-needed');
  await errandBy(m, 'one', 'handed');
  expect((await open('village', homes.one)).status).toBe(200);
});

test('HOME-16 the household reads who opened its record, in which role, for what and why; a delivery is said as one', async () => {
  const { homes, worker } = m.cast;
  expect((await open('township', homes.two, { reason: 'safety' })).status).toBe(200);
  const phone = await m.server.phone(worker);
  expect((await m.server.call(phone, 'GET', '/pull?limit=2000')).status).toBe(200);
  const shown = await page('neighbour', '/my/readings');
  expect(shown).toContain('乡镇干部 安学文');
  expect(shown).toContain('看您家情况（防汛防灾等急事）');
  expect(shown).toContain('手机上存了一份');
  const english = await page('neighbour', '/my/readings?lang=en');
  expect(english).toContain('Flood, fire or other danger');
  // Each reason is a line of its own: what was said first does not hide what was said next.
  const rows = (await m.server.ask(at('neighbour'), 'reading.mine')).body as { name: string; reason: string }[];
  expect(new Set(rows.filter(({ name }) => name === '何启明').map(({ reason }) => reason))).toEqual(
    new Set(openReasons),
  );
});

test('HOME-16 the oldest reading can be reached however many there are', async () => {
  const { homes, ownerUrl } = m.cast;
  const owner = await connectDirect(ownerUrl);
  await owner.query('alter table reading no force row level security');
  await owner.query(
    `insert into reading (household, hour, purpose, reader, role, at) select $1, now() - n * interval '1 hour', 'case.page', $2, 'village-officer', now() - n * interval '1 hour'
     from generate_series(1, 450) as n`,
    [homes.two, m.cast.village.person],
  );
  await owner.query('alter table reading force row level security');
  await owner.end();
  const first = await page('neighbour', '/my/readings');
  expect(first).toContain('/my/readings?skip=200');
  const last = await page('neighbour', '/my/readings?skip=400');
  expect(last).not.toContain('skip=');
  expect(last.match(/class="item"/g)?.length).toBeGreaterThan(50);
});

test('HOME-16 a matter opened at a desk stands on the list, a restricted one leaves no trace', async () => {
  const matter = await report(m, 'one');
  const hidden = await report(m, 'one', { category: 'D6' });
  expect((await m.server.ask(at('township'), 'case.page', { case: matter })).status).toBe(200);
  expect((await m.server.ask(at('police'), 'case.page', { case: hidden })).status).toBe(200);
  const shown = await page('adult', '/my/readings');
  expect(shown).toContain('办您报的事');
  expect(shown).not.toContain('周卫东');
});

test('HOME-20 of several posts the one that serves the home is written down', async () => {
  const { county, homes, worker, worker2 } = m.cast;
  const both = { ...worker2, posts: [...worker2.posts, ...worker.posts] };
  await ask(county, both, 'household.page', { household: homes.four });
  const rows = await inScope(county.database, { ...emptyScope, standing: 'service', service: 'verify' }, (tx) =>
    tx.query('select office from reading where household = $1 and reader = $2', [homes.four, worker2.person]),
  );
  expect(rows).toEqual([{ office: worker.posts[0]?.office }]);
});
