// After a restore a phone offers again what the county once acknowledged: all of it, in its old place, readable or not.
import '#tests/chaos/bare-browser.ts';
import { expect, test } from 'vitest';
import { offerAgain, pushAll } from '#sync/push.ts';
import { bareQueue, rowOf } from './bare-queue.ts';

test('what was acknowledged goes again before what was said about it later', async () => {
  const [visit, other] = [rowOf('visit'), rowOf('other')];
  const queue = await bareQueue([visit, other]);
  await pushAll(queue.sender);
  // A pull has brought both records: nothing is left in the queue. Then a correction is written, and the county is restored.
  await queue.db.outbox.clear();
  const correction = rowOf('visit');
  await queue.db.outbox.add(correction);
  expect(await offerAgain(queue.db)).toBe(2);
  queue.asked.length = 0;
  await pushAll(queue.sender);
  expect(queue.asked).toEqual([[visit.id, other.id], [correction.id]]);
});

test('twice offered is once queued', async () => {
  const queue = await bareQueue([rowOf('a'), rowOf('b')]);
  await pushAll(queue.sender);
  await offerAgain(queue.db);
  await offerAgain(queue.db);
  expect(await queue.states()).toEqual(['waiting', 'waiting']);
});

test('what may not stay readable on the phone is offered again as the copy that only the county opens', async () => {
  const secret = rowOf('restricted', { forget: true });
  const queue = await bareQueue([secret]);
  await pushAll(queue.sender);
  expect(await queue.states()).toEqual([]);
  expect((await queue.db.acks.toArray())[0]?.row).toMatchObject({ sealed: secret.sealed, plain: null });
  await offerAgain(queue.db);
  queue.asked.length = 0;
  await pushAll(queue.sender);
  expect(queue.asked).toEqual([[secret.id]]);
});
