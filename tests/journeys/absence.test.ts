// Somebody is away: what his office holds goes to whoever stands in, by the very jobs that a running server has.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { passFromEmpty } from '#server/reactions.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Caller, type Running, run } from '#tests/running.ts';
import { until } from '#tests/until.ts';

let cast: Cast;
let server: Running;
let township: Caller;

beforeAll(async () => {
  cast = await makeCast();
  server = await run(cast);
  township = await server.session(cast.township.person);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

async function report(): Promise<string> {
  const id = newId();
  const input = { case: id, household: cast.homes.one, category: 'W1', title: '水浑' };
  await say(cast.county, cast.worker, 'case.report', input);
  return id;
}
const holderOf = async (id: string): Promise<string> =>
  (await server.ask(township, 'case.page', { case: id })).body.case.holder;
const postOf = (who: Actor): string => who.posts[0]?.id ?? '';

test('PEOPLE-4 CASE-14 an absence passes to the office that stands in, and past two empty ones at once; an absence that was told ahead begins by itself', async () => {
  const { county, head, village, securityAdmin, offices } = cast;
  const away = (post: string | undefined, from: number): Promise<unknown> =>
    say(county, securityAdmin, 'post.away', { post, from, to: null, deputy: null });
  const back = (post: string | undefined): Promise<unknown> => say(county, securityAdmin, 'post.back', { post });
  await say(county, village, 'office.change', { office: offices.level1, deputy: offices.liaison });
  const toDeputy = await report();
  await away(postOf(head), 1);
  await until(async () => (await holderOf(toDeputy)) === offices.liaison);
  await say(county, village, 'office.change', { office: offices.level1, deputy: null });
  await back(postOf(head));
  const twice = await report();
  await away(postOf(village), 1);
  await away(postOf(head), 1);
  await until(async () => (await holderOf(twice)) === offices.township);
  await back(postOf(village));
  await back(postOf(head));
  // Said ahead: nothing happens until the day has come.
  const ahead = await report();
  await away(postOf(head), Date.now() + 700);
  expect(await passFromEmpty(county)).toBe(0);
  await until(async () => (await passFromEmpty(county)) > 0 || (await holderOf(ahead)) === offices.village);
  expect(await holderOf(ahead)).toBe(offices.village);
  const { steps } = (await server.ask(township, 'case.page', { case: ahead })).body;
  expect(steps.at(-1)).toMatchObject({ name: 'case.passed', toOffice: offices.village });
  await back(postOf(head));
});
