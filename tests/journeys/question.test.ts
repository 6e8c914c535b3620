// A question on a real database: read by the home that asked and by those who serve it, and by them as a reading; it goes with the home.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { ask } from '#server/ask.ts';
import { reactionList, runReaction } from '#server/reactions.ts';
import { sealOnce } from '#server/sealer.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';

let cast: Cast;
const question = newId();
beforeAll(async () => {
  cast = await makeCast();
  const { county, worker, homes } = cast;
  const said = { topic: 'S3', text: '医保啥时候交', answer: '十二月二十日前' };
  await say(county, worker, 'question.answer', { question, household: homes.one, ...said });
});
afterAll(() => cast?.close());

const seenBy = (scope: object): Promise<unknown[]> =>
  inScope(cast.county.database, { ...emptyScope, ...scope }, (tx) => tx.query('select answer from question'));

test('QUESTION-5 the home reads it, its neighbours do not, and who serves it leaves a reading', async () => {
  const { county, homes, worker, village } = cast;
  const adult = { standing: 'adult', person: worker.person };
  expect(await seenBy({ ...adult, household: homes.one })).toEqual([{ answer: '十二月二十日前' }]);
  expect(await seenBy({ ...adult, household: homes.two })).toEqual([]);
  expect(await ask(county, village, 'question.of', { household: homes.one, reason: 'came-to-us' })).toMatchObject([
    { id: question },
  ]);
  const readings = await inScope(county.database, { ...emptyScope, standing: 'service', service: 'verify' }, (tx) =>
    tx.query('select household from reading where reader = $1', [village.person]),
  );
  expect(readings).toEqual([{ household: homes.one }]);
});

test('QUESTION-4 moved to another grid, the home takes it along', async () => {
  const { county, homes, areas, grounds, village } = cast;
  await say(county, village, 'household.move', { household: homes.one, grid: areas.grid2 });
  while ((await sealOnce(county.database)).rows > 0);
  for (const reaction of reactionList) await runReaction(county, reaction);
  const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
  const rows = await inScope(county.database, jobs, (tx) =>
    tx.query('select ground::text as ground from question where id = $1', [question]),
  );
  expect(rows).toEqual([{ ground: grounds.grid2 }]);
});
