// Whether a household is satisfied: asked once its word was said, on its own page, counted without a name, and kept from every office.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Figure, Overview } from '#modules/measure/model.ts';
import { burden } from '#modules/measure/queries-burden.ts';
import { followAll } from '#modules/measure/reactions.ts';
import { weeksOf } from '#modules/measure/rules.ts';
import { ask } from '#server/ask.ts';
import { sealOnce } from '#server/sealer.ts';
import { hashOf, secretActor } from '#server/session.ts';
import { say } from '#tests/cast.ts';
import { openStage, type Stage } from '#tests/files/stage.ts';

const day = 86_400_000;
let stage: Stage;
let cast: Stage['cast'];
beforeAll(async () => {
  stage = await openStage();
  ({ cast } = stage);
}, 60_000);
afterAll(() => stage?.stop());

const secretOf = (n: number): string => `SECRETCASE${String(n).padStart(6, '0')}`;
/** A matter of home one, answered and told. */
async function answered(n: number): Promise<string> {
  const { county, worker, head, homes } = cast;
  const id = newId();
  const secretHash = hashOf(secretOf(n));
  await say(county, worker, 'case.report', {
    case: id,
    household: homes.one,
    category: 'V1',
    title: '路灯',
    secretHash,
  });
  await say(county, head, 'case.answer', { case: id, text: '装好了' });
  await say(county, worker, 'case.tell', { case: id });
  return id;
}
const solve = (id: string): Promise<unknown> =>
  say(cast.county, secretActor(id), 'case.say', { case: id, outcome: 'solved' });
const satisfy = (id: string, satisfied: boolean): Promise<unknown> =>
  say(cast.county, secretActor(id), 'case.satisfy', { case: id, satisfied });

test('CASE-77 the page asks once the word was said, takes one answer, and a new answer of the office is asked about anew', async () => {
  const id = await answered(1);
  const page = (): Promise<{ text: string }> => stage.server.call({}, 'GET', `/c/${secretOf(1)}`);
  expect((await page()).text).not.toContain('办得您满意吗');
  await expect(satisfy(id, true)).rejects.toThrow('case-moved-on');
  await solve(id);
  const asked = (await page()).text;
  expect(asked).toContain('办得您满意吗');
  const [, token = ''] = /\/satisfied[^>]*><input type="hidden" name="token" value="([^"]+)"/.exec(asked) ?? [];
  const form = new URLSearchParams({ token, satisfied: 'no' });
  const sent = await fetch(`${stage.server.url}/c/${secretOf(1)}/satisfied`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { origin: stage.server.url },
  });
  expect(sent.status).toBe(303);
  expect((await page()).text).toContain('您已经说过了');
  await expect(satisfy(id, true)).rejects.toThrow('case-moved-on');
  await say(cast.county, secretActor(id), 'case.say', { case: id, outcome: 'not-solved' });
  await satisfy(id, false);
});

test('CASE-77 no desk and no phone reads whether a household was satisfied, and the story has no line of it', async () => {
  const id = await answered(2);
  await solve(id);
  await satisfy(id, false);
  for (const who of ['head', 'village', 'township', 'worker'] as const) {
    const page = JSON.stringify(await ask(cast.county, cast[who], 'case.page', { case: id }));
    expect([who, page.includes('satisfied')]).toEqual([who, false]);
  }
  const { body } = await stage.server.call(stage.phone, 'GET', '/pull?limit=2000');
  expect(JSON.stringify(body.records)).toContain(id);
  expect(JSON.stringify(body.records)).not.toContain('satisfied');
  await expect(say(cast.county, cast.worker, 'case.satisfy', { case: id, satisfied: true })).rejects.toThrow(
    'not-yours',
  );
});

const later = (): typeof cast.county => ({ ...cast.county, now: () => Date.now() + 60 * day });
async function satisfaction(): Promise<Figure | undefined> {
  while ((await sealOnce(cast.county.database)).rows > 0);
  await followAll(cast.county.database);
  // Deadlines are five working days away: in the quarter that holds them, looked at when they are over.
  const figures = await Promise.all(
    ['2026-Q4', '2027-Q1', '2027-Q2', '2027-Q3', '2027-Q4'].map(
      async (quarter) => ((await ask(later(), cast.village, 'measure.overview', { quarter })) as Overview).figures,
    ),
  );
  return figures.flat().find(({ key, whole }) => key === 'satisfied' && whole !== 0);
}

test('MEAS-23 satisfied is out of those who said so, and hidden while they are fewer than five', async () => {
  // The server beside us follows the journal as well; whoever comes second waits for the other.
  await expect.poll(satisfaction).toEqual({ key: 'satisfied', part: null, whole: null });
  for (const [n, yes] of [true, true, true, false].entries()) {
    const id = await answered(10 + n);
    await solve(id);
    await satisfy(id, yes);
  }
  const silent = await answered(20);
  await solve(silent);
  await expect.poll(satisfaction).toEqual({ key: 'satisfied', part: 3, whole: 6 });
  // Nobody is led from the figure to the matters, whoever he is.
  for (const who of [cast.village, cast.township, cast.centre])
    for (const share of ['part', 'rest', 'whole'])
      await expect(ask(later(), who, 'measure.cases', { figure: 'satisfied', of: share })).rejects.toThrow('not-yours');
});

test('MEAS-24 minutes a week for each office that asks equal the approved requests of the journal, out of the weeks that are over', async () => {
  const { county, department, farm, township, centre, areas, offices, homes } = cast;
  const asks = async (who: typeof farm, office: string, minutes: number, approved: boolean): Promise<void> => {
    const request = newId();
    const until = county.now() + 30 * day;
    const input = {
      request,
      office,
      township: areas.township,
      title: '问一问',
      asks: ['plans'],
      minutes,
      per: 'home',
      until,
    };
    await say(county, who, 'request.ask', input);
    await say(county, township, 'request.decide', { request, approved, reason: '再说' });
  };
  await asks(department, offices.water, 7, true);
  await asks(department, offices.water, 3, true);
  await asks(farm, offices.farm, 5, false);
  expect(homes).toBeDefined();
  type Payload = { office?: string; cost?: number; approved?: boolean };
  const facts = await inScope(county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.query<{ record: string; payload: Payload }>(
      `select record, payload from journal where kind = 'request' order by seq`,
    ),
  );
  const approved = new Set(facts.filter((one) => one.payload.approved === true).map((one) => one.record));
  const cost = facts.reduce((sum, one) => sum + (approved.has(one.record) ? (one.payload.cost ?? 0) : 0), 0);
  expect(cost).toBeGreaterThan(0);
  const rows = (await ask(later(), centre, 'measure.burden', { quarter: quarterNow() })) as {
    name: string;
    minutes: number;
    requests: number;
    weeks: number;
    perWeek: number;
  }[];
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ minutes: cost, requests: 2 });
  expect(rows[0]?.perWeek).toBe(Math.round(cost / (rows[0]?.weeks ?? 1)));
  expect(weeksOf({ from: '2026-10-01', to: '2026-12-31' })).toBeCloseTo(92 / 7);
  expect(await ask(later(), cast.village, 'measure.burden', { quarter: quarterNow() })).toEqual([]);
  await expect(ask(later(), cast.head, 'measure.burden', {})).rejects.toThrow('not-yours');
  expect(burden.touches).toBe('none');
});

/** The quarter of today, by name. */
function quarterNow(): string {
  const today = new Date(Date.now() + 8 * 3_600_000);
  return `${today.getUTCFullYear()}-Q${Math.floor(today.getUTCMonth() / 3) + 1}`;
}
