// What is asked of an office while another holds the matter: called to come, asked to call back, supervising it; each in one list until it is done.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { CasePage, Inbox, InboxCounts } from '#modules/case/model.ts';
import { ask } from '#server/ask.ts';
import { moveClocks } from '#server/clock-round.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';

const day = 86_400_000;
let cast: Cast;
let now = Date.parse('2026-11-24T10:00:00+08:00');

beforeAll(async () => {
  cast = await makeCast({ now: () => now });
});
afterAll(() => cast?.close());

/** A matter of home three that the water bureau holds. */
async function withBureau(): Promise<string> {
  const id = newId();
  const { county, worker, head, village, township, offices, homes } = cast;
  await say(county, worker, 'case.report', { case: id, household: homes.three, category: 'W1', title: '自来水浑' });
  for (const who of [head, village]) await say(county, who, 'case.hand-up', { case: id });
  await say(county, township, 'case.dispatch', { case: id, office: offices.water });
  return id;
}
const asked = async (who: Actor): Promise<string[]> =>
  ((await ask(cast.county, who, 'case.inbox', { view: 'asked', limit: 50 })) as Inbox).rows.map((row) => row.id);
const counted = async (who: Actor): Promise<number> =>
  ((await ask(cast.county, who, 'case.counts', {})) as InboxCounts).asked;
const page = async (who: Actor, id: string): Promise<CasePage> =>
  (await ask(cast.county, who, 'case.page', { case: id })) as CasePage;

test('CASE-26 whoever is called finds the matter and its door, sees who else was called, and it leaves the list once he came', async () => {
  const { county, township, farm, department, offices } = cast;
  const id = await withBureau();
  await expect(page(farm, id)).rejects.toThrow('not-yours');
  await say(county, township, 'case.call-offices', { case: id, offices: [offices.farm], text: '周三到场' });
  expect([await asked(farm), await counted(farm), await asked(department)]).toEqual([[id], 1, []]);
  const seen = await page(farm, id);
  expect(seen).toMatchObject({ acts: ['case.note'], household: { id: cast.homes.three } });
  expect(seen.called).toEqual([expect.objectContaining({ id: offices.farm, came: false })]);
  await say(county, township, 'case.came', { case: id, office: offices.farm });
  expect([await asked(farm), await counted(farm)]).toEqual([[], 0]);
  expect((await page(township, id)).called).toEqual([expect.objectContaining({ id: offices.farm, came: true })]);
  expect((await page(township, id)).callFor.map((one) => one.id)).not.toContain(offices.farm);
});

test('CASE-26 once it is closed whoever was called reads how it ended for thirty days, and then no more; whoever was copied goes on', async () => {
  const { county, township, farm, department, worker, village, offices } = cast;
  const id = await withBureau();
  await say(county, township, 'case.call-offices', { case: id, offices: [offices.farm], text: '到场' });
  await say(county, department, 'case.answer', { case: id, text: '换了滤芯' });
  await say(county, worker, 'case.tell', { case: id });
  await say(county, village, 'case.say', { case: id, outcome: 'solved', by: 'call' });
  expect(await page(farm, id)).toMatchObject({ case: { state: 'closed' } });
  const closedFor = (days: number): Promise<unknown> =>
    inScope(county.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
      tx.exec(`update matter set closed_at = now() - $2 * interval '1 day' where id = $1`, [id, days]),
    );
  await closedFor(29);
  expect((await page(farm, id)).case.id).toBe(id);
  await closedFor(31);
  await expect(page(farm, id)).rejects.toThrow('not-yours');
  for (const who of [township, department, cast.liaison]) expect((await page(who, id)).case.id).toBe(id);
});

test('CASE-27 the call-back stands with whoever is asked, until the household has spoken', async () => {
  const { county, worker, department, village } = cast;
  const id = await withBureau();
  await say(county, department, 'case.answer', { case: id, text: '换了滤芯' });
  await say(county, worker, 'case.tell', { case: id });
  now += 3 * day;
  await moveClocks(county);
  expect([await asked(village), await asked(department)]).toEqual([[id], []]);
  expect((await page(village, id)).callBackName).toBe('village办');
  await say(county, village, 'case.say', { case: id, outcome: 'solved', by: 'call' });
  expect(await asked(village)).toEqual([]);
});

test('CASE-28 what the county centre supervises is shown as such to the holder, and stands with the centre until it lifts it', async () => {
  const { county, township, department, centre, offices } = cast;
  const id = await withBureau();
  await say(county, department, 'case.return', { case: id, text: '不归我们' });
  await say(county, township, 'case.dispatch', { case: id, office: offices.water });
  expect((await page(centre, id)).acts).toContain('case.supervise');
  await say(county, centre, 'case.supervise', { case: id, text: '退过一次，还没办' });
  expect([await asked(centre), await asked(department)]).toEqual([[id], []]);
  const { rows } = (await ask(county, department, 'case.inbox', { view: 'mine', limit: 50 })) as Inbox;
  expect(rows.filter((row) => row.supervised).map((row) => row.id)).toEqual([id]);
  expect((await page(department, id)).supervisedByName).toBe('centre办');
  await say(county, centre, 'case.lift-supervision', { case: id, text: '办好了' });
  expect([await asked(centre), (await page(department, id)).supervisedByName]).toEqual([[], null]);
});
