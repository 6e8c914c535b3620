// F9 wrong clocks: a phone whose clock is years off, or jumps, sends everything, in order, and forgets nothing too early or never.
import '#tests/chaos/bare-browser.ts';
import { describe, expect, it } from 'vitest';
import { isHeld, pruneAcks, pushAll, undoTime } from '#sync/push.ts';
import { isDone } from '#sync/store.ts';
import { accepted, bareQueue, rowOf } from './bare-queue.ts';

const day = 86_400_000;
const real = Date.parse('2026-11-25T08:00:00Z');

const dated = (ids: readonly string[]): Response => {
  const response = accepted(ids);
  response.headers.set('date', new Date(real).toUTCString());
  return response;
};

describe('F9 clocks', () => {
  it.each([
    ['four hundred days behind', -400 * day],
    ['five years ahead', 5 * 365 * day],
  ])('F9 %s: everything goes, and is kept for thirty days of the county’s time', async (_, off) => {
    const queue = await bareQueue([rowOf('a'), rowOf('a'), rowOf('b')]);
    queue.answer = dated;
    await pushAll({ ...queue.sender, now: () => real + off });
    expect(await queue.states()).toEqual(['taken', 'taken', 'taken']);
    await pruneAcks(queue.db, real + 29 * day);
    expect(await queue.db.acks.count()).toBe(3);
    await pruneAcks(queue.db, real + 31 * day);
    expect(await queue.db.acks.count()).toBe(0);
  });

  it('F9 a clock set back does not hold a command for years: only the seconds for undo hold it', () => {
    const written = real + 5 * 365 * day;
    const row = { notBefore: written + undoTime };
    expect(isHeld(row, written)).toBe(true);
    expect(isHeld(row, written + undoTime)).toBe(false);
    expect(isHeld(row, real)).toBe(false);
  });

  it('F9 what was acknowledged in a future that was taken back leaves the queue all the same', () => {
    const taken = { state: 'taken', answeredAt: real + 400 * day } as const;
    expect(isDone(taken, real)).toBe(true);
    expect(isDone({ ...taken, answeredAt: real + 1000 }, real)).toBe(false);
    // Zero says that the pull is not whole yet.
    expect(isDone(taken, 0)).toBe(false);
  });
});
