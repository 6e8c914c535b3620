// Who is told of what is no matter: an errand that is handed on and received, a digest of what homes think and its answer.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import type { DigestRow } from '#modules/opinion/model.ts';
import type { InboxMessage } from '#modules/telling/model.ts';
import { ask } from '#server/ask.ts';
import { makeDigests } from '#server/digests.ts';
import { sealOnce } from '#server/sealer.ts';
import { followTelling } from '#server/telling/follow.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';

const day = 86_400_000;
/** A Tuesday evening in China, in the quiet hours. */
let now = Date.parse('2026-11-24T22:00:00+08:00');
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast({ now: () => now });
});
afterAll(() => cast?.close());

async function follow(): Promise<number> {
  while ((await sealOnce(cast.county.database)).rows > 0);
  return followTelling(cast.county, true);
}
type Desk = 'worker' | 'village' | 'township' | 'centre';
/** What each of them finds among its messages, oldest first. */
const toldTo = async (who: Desk): Promise<string[]> =>
  ((await ask(cast.county, cast[who], 'message.inbox', {})) as InboxMessage[])
    .map(({ kind, past, record }) => `${kind} ${record ?? ''}${past ? ' past' : ''}`)
    .reverse();

test('TELL-19, TELL-11 an errand handed on is told in the morning, once; received it is past, and its giver knows', async () => {
  const errand = newId();
  const { county, worker, village, homes, offices } = cast;
  const words = { household: homes.one, kind: 'other', words: '补办老年公交卡', agreed: true };
  await say(county, worker, 'errand.ask', { errand, ...words });
  await say(county, worker, 'errand.hand-on', { errand, to: offices.village });
  expect(await follow()).toBe(1);
  expect(await toldTo('village')).toEqual([]);
  now += 11 * 3_600_000;
  expect(await toldTo('village')).toEqual([`errand ${errand}`]);
  expect(await follow()).toBe(0);
  await say(county, village, 'errand.receive', { errand });
  await follow();
  expect(await toldTo('village')).toEqual([`errand ${errand} past`]);
  expect(await toldTo('worker')).toEqual([`errand-taken ${errand}`]);
  for (const other of ['township', 'centre'] as const) expect(await toldTo(other)).toEqual([]);
});

test('TELL-20 a digest is told to the village, passed up to the township, and its answer to the village', async () => {
  const { county, worker, village, township, homes } = cast;
  const parts = [{ kind: 'opinion', text: '路灯该装了', named: false }];
  await say(county, worker, 'visit.record', { visit: newId(), household: homes.one, note: '路灯该装了', parts });
  now += 8 * day;
  await makeDigests(county);
  await follow();
  const [row] = (await ask(county, village, 'digest.list', {})) as DigestRow[];
  const digest = row?.id;
  expect((await toldTo('village')).at(-1)).toBe(`opinions ${digest}`);
  expect(await toldTo('township')).toEqual([]);
  await say(county, village, 'digest.pass-up', { digest });
  await follow();
  expect(await toldTo('township')).toEqual([`opinions ${digest}`]);
  now += 60_000;
  const answer = { digest, notice: newId(), title: '答复', text: '路灯下月装' };
  await say(county, township, 'digest.answer', answer);
  await follow();
  expect(await toldTo('township')).toEqual([`opinions ${digest} past`]);
  expect((await toldTo('village')).slice(-2)).toEqual([`opinions ${digest} past`, `opinions-answered ${digest}`]);
  expect(await toldTo('centre')).toEqual([]);
});

test('TELL-16, TELL-20 what the county switched off is told to nobody', async () => {
  const { county, systemAdmin, worker, homes, offices } = cast;
  const how = { quietFrom: 1260, quietTo: 480, digestAt: 510, language: 'zh' };
  await say(county, systemAdmin, 'telling.configure', { ...how, muted: ['inbox:errand'] });
  const errand = newId();
  await say(county, worker, 'errand.ask', { errand, household: homes.one, kind: 'relief', agreed: true });
  await say(county, worker, 'errand.hand-on', { errand, to: offices.village });
  expect(await follow()).toBe(0);
});
