// Causes come out by their bounds, the highest first, and among equal ones the lower number.
import { expect, test } from 'vitest';
import { BestFirst, type Entry } from './best-first.ts';

const bounds = [3, 9, 1, 9, 4, 7, 0, 7, 2, 8, 5];
const entries = bounds.map((bound, cause): Entry => ({ cause, bound }));
const wanted = entries.toSorted((a, b) => b.bound - a.bound || a.cause - b.cause);

function drained(queue: BestFirst): Entry[] {
  const all: Entry[] = [];
  for (let top = queue.top; top; top = queue.top) {
    all.push(top);
    queue.replaceTop();
  }
  return all;
}

test('all at once or one by one, the order is the same', () => {
  expect(drained(new BestFirst(entries))).toEqual(wanted);
  const queue = new BestFirst([]);
  for (const entry of entries) queue.push(entry);
  expect(drained(queue)).toEqual(wanted);
});

test('what is weighed and found lower goes to its place', () => {
  const queue = new BestFirst(entries);
  queue.replaceTop({ cause: 1, bound: 6 });
  const order = drained(queue);
  expect(order.map((one) => one.bound)).toEqual([9, 8, 7, 7, 6, 5, 4, 3, 2, 1, 0]);
  expect(order[4]).toEqual({ cause: 1, bound: 6 });
});
