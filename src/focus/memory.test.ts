// What is remembered does not depend on the order of events, and forgetting keeps the daily sums and drops the rest.
import { expect, test } from 'vitest';
import { emptyMemory, forgetBefore, type Memory, remember } from './memory.ts';
import type { Heard } from './model.ts';

const visit: Heard = { kind: 'visit', home: 3, at: 10.1, ref: 1 };
const told: Heard = { kind: 'report', home: 3, at: 10.2, ref: 2 };
const alone: Heard = { kind: 'report', home: 3, at: 10.9, ref: 3 };
const again: Heard = { kind: 'visit', home: 3, at: 10.3, ref: 4 };

function after(events: readonly Heard[]): Memory {
  const memory = emptyMemory();
  for (const one of events) remember(memory, one);
  return memory;
}

function ordersOf<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((one, at) => ordersOf(list.toSpliced(at, 1)).map((rest) => [one, ...rest]));
}

test('a report told at a visit is counted as that, whichever of them is known first', () => {
  for (const order of ordersOf([visit, told, alone, again])) {
    const { days, logs } = after(order);
    expect(days.get(10)).toEqual({ reports: 1, visits: 2, told: 1 });
    expect(logs.get(3)?.reports).toEqual([told, alone]);
    expect(logs.get(3)?.visits).toEqual([visit, again]);
  }
});

test('forgetting drops words and visits after a fortnight and daily sums after some months', () => {
  const span = { keep: 15, history: 120 };
  const memory = after([visit, told, alone]);
  forgetBefore(memory, 26, span);
  expect(memory.logs.size).toBe(0);
  expect(memory.speaking.size).toBe(0);
  expect(memory.days.get(10)).toEqual({ reports: 1, visits: 1, told: 1 });
  remember(memory, { ...alone, ref: 9 });
  expect(memory.logs.size).toBe(0);
  expect(memory.days.get(10)?.reports).toBe(2);
  forgetBefore(memory, 131, span);
  expect(memory.days.size).toBe(0);
});

test('ten thousand days of one village need no more than the last ones', () => {
  const memory = emptyMemory();
  let most = 0;
  for (let day = 0; day < 10_000; day++) {
    for (let i = 0; i < 3; i++)
      remember(memory, { kind: i === 0 ? 'visit' : 'report', home: (7 * day + i) % 260, at: day + i / 4, ref: i });
    forgetBefore(memory, day + 1, { keep: 15, history: 120 });
    const kept = [...memory.logs.values()].reduce((sum, log) => sum + log.reports.length + log.visits.length, 0);
    most = Math.max(most, kept, memory.days.size);
  }
  expect(most).toBeLessThanOrEqual(122);
});
