// One verb from a phone's words to the desk: the smallest journey through both doors on a real database.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { ask } from '#server/ask.ts';
import { execute } from '#server/execute.ts';
import { sealOnce } from '#server/sealer.ts';
import { type Cast, makeCast } from '#tests/cast.ts';

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
afterAll(() => cast?.close());

test('CASE-2 a worker’s report stands in the level-1 head’s inbox with its number, and the village can open it', async () => {
  const id = newId();
  const input = { case: id, household: cast.homes.one, category: 'W1', title: '自来水浑', text: '早上接的水发黄' };
  const envelope = {
    v: 1 as const,
    id: newId(),
    name: 'case.report',
    input,
    at: Date.now(),
    device: null,
    author: cast.worker.person,
  };
  const answer = await execute(cast.county, cast.worker, envelope);
  expect(answer).toMatchObject({ status: 'accepted', shown: { gone: false } });
  expect(await execute(cast.county, cast.worker, envelope)).toEqual(answer);
  expect((await sealOnce(cast.county.database)).rows).toBeGreaterThan(0);
  const inbox = await ask(cast.county, cast.head, 'case.inbox', { view: 'mine' });
  expect(inbox.rows).toMatchObject([{ id, state: 'reported', title: '自来水浑' }]);
  const page = await ask(cast.county, cast.village, 'case.page', { case: id });
  expect(page.case.copied).toEqual([cast.offices.liaison]);
  await expect(ask(cast.county, cast.department, 'case.page', { case: id })).rejects.toMatchObject({
    code: 'not-yours',
  });
});
