// The calendar at work on a real county: suspended until its day, silent for seven days, extended once with its reason at the door.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { moveClocks } from '#server/clock-round.ts';
import { hashOf } from '#server/session.ts';
import { createApp } from '#server/http.ts';
import { doorRoutes } from '#server/door/routes.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';

const day = 86_400_000;
const secret = '0123456789ABCDEF';
let cast: Cast;
let now = Date.now();
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  cast = await makeCast({ now: () => now });
  app = createApp(cast.county);
  app.route('/', doorRoutes(cast.county, openFileStore('')));
});
afterAll(() => cast?.close());

/** A matter that the water bureau holds, with a secret in the household's hands. */
async function withBureau(secretHash: string | null = null): Promise<string> {
  const id = newId();
  const { county, worker, head, village, township, offices, homes } = cast;
  const input = { case: id, household: homes.one, category: 'W1', title: '自来水浑', secretHash };
  await say(county, worker, 'case.report', input);
  for (const who of [head, village]) await say(county, who, 'case.hand-up', { case: id });
  await say(county, township, 'case.dispatch', { case: id, office: offices.water });
  return id;
}

interface Row {
  readonly state: string;
  readonly side: string | null;
  readonly outcome: string | null;
  readonly due: boolean;
}
const rowOf = (id: string): Promise<Row> =>
  inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.one<Row>(`select state, side, outcome, due_at <> 'infinity' as due from matter where id = $1`, [id]),
  );

const callBackOf = (id: string): Promise<{ office: string | null; steps: number }> =>
  inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.one(
      `select call_back as office, (select count(*)::int from step where step.matter = $1 and step.name = 'case.call-back-due') as steps from matter where id = $1`,
      [id],
    ),
  );

test('CASE-45 CASE-46 a suspended matter presses nobody and goes on by itself on its day, once', async () => {
  const id = await withBureau();
  const reviewAt = now + 20 * day;
  await say(cast.county, cast.department, 'case.suspend', { case: id, reviewAt, text: '冬天不能开挖' });
  expect(await rowOf(id)).toMatchObject({ side: 'suspended', due: false });
  now += 19 * day;
  expect(await moveClocks(cast.county)).toBe(0);
  now += 2 * day;
  const moved = await Promise.all([moveClocks(cast.county), moveClocks(cast.county)]);
  expect(Math.max(...moved)).toBe(1);
  expect(await rowOf(id)).toMatchObject({ state: 'in-progress', side: null, due: true });
  expect(await moveClocks(cast.county)).toBe(0);
});

test('CASE-43 the household reads why it takes longer, in the office’s own words', async () => {
  const id = await withBureau(hashOf(secret));
  await say(cast.county, cast.department, 'case.extend', { case: id, by: 6, text: '水表在路上，后天到' });
  const text = await (await app.request(`/c/${secret}`)).text();
  for (const word of ['要多等几天', '水表在路上，后天到']) expect(text).toContain(word);
  await say(cast.county, cast.department, 'case.suspend', { case: id, reviewAt: now + 9 * day, text: '等开春' });
  const later = await (await app.request(`/c/${secret}`)).text();
  for (const word of ['暂时停办', '再看', '等开春']) expect(later).toContain(word);
});

test('CASE-47 seven days without a word end it as no answer, and its secret still opens it again', async () => {
  const id = await withBureau();
  await say(cast.county, cast.department, 'case.answer', { case: id, text: '换了滤芯' });
  now += 8 * day;
  expect(await moveClocks(cast.county)).toBe(0);
  await say(cast.county, cast.worker, 'case.tell', { case: id });
  now += 8 * day;
  expect(await moveClocks(cast.county)).toBeGreaterThan(0);
  expect(await rowOf(id)).toMatchObject({ state: 'closed', outcome: 'no-answer' });
});

test('CASE-27 CASE-47 on day three somebody else is asked to call, on day seven the silence ends, each once', async () => {
  const id = await withBureau();
  await say(cast.county, cast.department, 'case.answer', { case: id, text: '换了滤芯' });
  await say(cast.county, cast.worker, 'case.tell', { case: id });
  now += 2 * day;
  await moveClocks(cast.county);
  expect(await callBackOf(id)).toEqual({ office: null, steps: 0 });
  now += 1 * day + 1;
  await Promise.all([moveClocks(cast.county), moveClocks(cast.county)]);
  expect(await callBackOf(id)).toEqual({ office: cast.offices.village, steps: 1 });
  await moveClocks(cast.county);
  expect(await callBackOf(id)).toEqual({ office: cast.offices.village, steps: 1 });
  expect(await rowOf(id)).toMatchObject({ state: 'household-check' });
  now += 4 * day;
  await moveClocks(cast.county);
  expect(await rowOf(id)).toMatchObject({ state: 'closed', outcome: 'no-answer' });
});

test('CASE-29 the household reads the legal route and what to bring, and can open it again', async () => {
  const id = await withBureau(hashOf('FEDCBA9876543210'));
  const page = async (): Promise<string> => (await app.request('/c/FEDCBA9876543210')).text();
  await say(cast.county, cast.department, 'case.refer', { case: id, route: 'arbitration', text: '带工资条去县仲裁院' });
  for (const word of ['走法定渠道：仲裁', '带工资条去县仲裁院', '还没好，再办']) expect(await page()).toContain(word);
  await say(cast.county, cast.worker, 'case.tell', { case: id });
  expect(await rowOf(id)).toMatchObject({ state: 'closed', side: 'referred', outcome: null, due: false });
  const reopened = await page();
  for (const word of ['走法定渠道：仲裁', '还没好，再办']) expect(reopened).toContain(word);
});
