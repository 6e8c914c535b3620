// What homes think goes up once in seven days without their names, and its answer comes back to every door and phone of the village.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import type { DigestRow } from '#modules/opinion/model.ts';
import { ask } from '#server/ask.ts';
import { makeDigests } from '#server/digests.ts';
import { erase } from '#server/erase.ts';
import { pull } from '#server/pull.ts';
import type { ServerKey } from '#server/server-keys.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';

const day = 86_400_000;
let now = Date.now() - 30 * day;
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast({ now: () => now });
});
afterAll(() => cast?.close());

const record = async (text: string, more: object = {}, part: object = {}): Promise<string> => {
  const visit = newId();
  const parts = [{ kind: 'opinion', text, named: false, ...part }];
  await say(cast.county, cast.worker, 'visit.record', { visit, household: cast.homes.one, note: text, parts, ...more });
  return visit;
};
const digests = async (who: 'village' | 'township'): Promise<DigestRow[]> =>
  (await ask(cast.county, cast[who], 'digest.list', {})) as DigestRow[];
const textsOf = (rows: readonly DigestRow[]): string[] =>
  rows.flatMap((row) => row.lines.map((line) => line.text)).sort();
/** What a worker's phone is handed of one kind. */
async function onPhone(kind: string): Promise<string> {
  const asked = { cursor: null, after: null, limit: 2000, witness: null };
  const { records } = await pull(cast.county, cast.worker2, asked, { id: 'k', publicJwk: {} } as unknown as ServerKey);
  return JSON.stringify(records.filter((one) => one.kind === kind));
}

test('OPINION-1, OPINION-2, OPINION-3 after seven days what was said is one digest, without names, confidences and words about staff', async () => {
  const said = await record('路灯该装了');
  await record('垃圾车来得太少', {}, { named: true });
  await record('他家的事别外传', { confidential: true });
  await record('组长办事不公', {}, { staff: true });
  now += 6 * day;
  await makeDigests(cast.county);
  expect(await digests('village')).toEqual([]);
  now += 2 * day;
  await makeDigests(cast.county);
  // A second process on the same day makes no second one.
  await makeDigests(cast.county);
  const rows = await digests('village');
  expect(rows).toHaveLength(1);
  expect(textsOf(rows)).toEqual(['垃圾车来得太少', '路灯该装了']);
  expect(rows[0]?.lines.map((line) => line.home).filter((home) => home !== null)).toEqual([
    expect.stringContaining('1-01'),
  ]);
  expect(rows[0]).toMatchObject({ mayAnswer: true, mayPassUp: true, answeredAt: null });
  await say(cast.county, cast.worker, 'visit.correct', { visit: said, note: '路灯该装了，学校门口先装' });
  expect(textsOf(await digests('village'))).toContain('路灯该装了，学校门口先装');
});

test('OPINION-4, OPINION-5 the village answers once, and the answer is on every phone of the village and behind its plates', async () => {
  const [digest] = await digests('village');
  const answer = { digest: digest?.id, title: '答复', text: '路灯下月装' };
  await expect(say(cast.county, cast.township, 'digest.answer', { ...answer, notice: newId() })).rejects.toThrow(
    'not-yours',
  );
  expect(await onPhone('notice')).not.toContain('路灯下月装');
  await say(cast.county, cast.village, 'digest.answer', { ...answer, notice: newId() });
  expect(await onPhone('notice')).toContain('路灯下月装');
  expect((await digests('township'))[0]).toMatchObject({
    answer: '路灯下月装',
    answeredByName: 'village办',
    mayAnswer: false,
  });
  const again = say(cast.county, cast.village, 'digest.answer', { ...answer, notice: newId() });
  await expect(again).rejects.toThrow('digest-answered');
});

test('OPINION-1, OPINION-4 what was said afterwards is the next digest; passed up, or after fourteen days, the township answers', async () => {
  await record('想要一口机井');
  now += 7 * day;
  // A server that is stopping leaves it for the next day.
  await makeDigests(cast.county, () => false);
  expect(await digests('village')).toHaveLength(1);
  now += day;
  await makeDigests(cast.county);
  const rows = await digests('village');
  expect(textsOf(rows.slice(0, 1))).toEqual(['想要一口机井']);
  const digest = rows[0]?.id;
  expect((await digests('township'))[0]?.mayAnswer).toBe(false);
  now += 14 * day;
  expect((await digests('township'))[0]?.mayAnswer).toBe(true);
  now -= 14 * day;
  await say(cast.county, cast.village, 'digest.pass-up', { digest });
  expect((await digests('village'))[0]).toMatchObject({ mayAnswer: false, mayPassUp: false });
  await say(cast.county, cast.township, 'digest.answer', {
    digest,
    notice: newId(),
    title: '答复',
    text: '列入明年计划',
  });
  expect(await onPhone('notice')).toContain('列入明年计划');
});

test('OPINION-3 an entry that is erased is gone from its digest as well, for it keeps no word itself', async () => {
  const visit = await record('这话不该留下');
  now += 8 * day;
  await makeDigests(cast.county);
  expect(textsOf(await digests('village'))).toContain('这话不该留下');
  const store = { remove: async () => undefined } as never;
  const place = { county: cast.county, store, note: async () => undefined };
  await erase(place, { kind: 'visit', id: visit, reason: '本户依法要求删除', decision: '云溪县处1号' });
  expect(textsOf(await digests('village'))).not.toContain('这话不该留下');
});

test('OPINION-6 no other desk opens a digest', async () => {
  for (const who of [cast.head, cast.centre, cast.department, cast.worker])
    await expect(ask(cast.county, who, 'digest.list', {})).rejects.toThrow('not-yours');
});
