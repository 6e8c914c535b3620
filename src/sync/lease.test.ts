// The count of the lease: whatever is done to the phone's clock, what is used up never comes back, and a clock that was only wrong ends nothing early.
import { describe, expect, it } from 'vitest';
import { daysLeft, freshLease, type Lease, leaseAfter, leaseState, leaseTime } from './lease.ts';

const day = 86_400_000;
const told = Date.parse('2026-11-25T08:00:00Z');
const right = freshLease(told, told);
/** The lease after these looks at the clock, one after the other. */
const seen = (lease: Lease, ...clock: number[]): Lease => clock.reduce((one, now) => leaseAfter(one, now), lease);

describe('a clock that is right', () => {
  it('is said calmly from day 11 on and ends on day 14', () => {
    expect(leaseState(seen(right, told + 11 * day - 1))).toBe('running');
    expect(leaseState(seen(right, told + 11 * day))).toBe('soon');
    expect(daysLeft(seen(right, told + 11 * day))).toBe(3);
    expect(daysLeft(seen(right, told + 13.5 * day))).toBe(1);
    expect(leaseState(seen(right, told + leaseTime - 1))).toBe('soon');
    expect(leaseState(seen(right, told + leaseTime))).toBe('over');
    expect(daysLeft(seen(right, told + 20 * day))).toBe(0);
  });

  it('in another zone counts the same: what is counted is no hour of the day', () => {
    const home = process.env['TZ'];
    try {
      const states = ['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati'].map((zone) => {
        process.env['TZ'] = zone;
        return leaseState(seen(right, new Date(told + leaseTime).getTime() - 1));
      });
      expect(states).toEqual(['soon', 'soon', 'soon']);
    } finally {
      process.env['TZ'] = home;
    }
  });
});

describe('a clock that is changed', () => {
  it('put back gives back no day that was seen', () => {
    expect(seen(right, told + 13 * day, told).spent).toBe(13 * day);
    expect(leaseState(seen(right, told + 14 * day, told - 400 * day, told))).toBe('over');
    expect(leaseState(seen(right, told + 13 * day, told, told + 14 * day))).toBe('over');
  });

  it('held still does not hold the time that the app runs', () => {
    let lease = right;
    for (let hour = 0; hour < 14 * 24; hour++) lease = leaseAfter(lease, told, lease.spent + 3_600_000);
    expect(leaseState(lease)).toBe('over');
  });

  it('put five years ahead ends it, and stays so when set right, until the next contact', () => {
    const jumped = seen(right, told + 5 * 365 * day, told + day);
    expect(leaseState(jumped)).toBe('over');
    expect(leaseState(seen(freshLease(told + 2 * day, told + 2 * day), told + 3 * day))).toBe('running');
  });
});

describe('a clock that was wrong at the contact', () => {
  it.each([
    ['five years ahead', 5 * 365 * day],
    ['four hundred days behind', -400 * day],
  ])('%s and stays so: fourteen days', (_, off) => {
    const wrong = freshLease(told, told + off);
    expect(leaseState(seen(wrong, told + off + 13.9 * day))).toBe('soon');
    expect(leaseState(seen(wrong, told + off + 14 * day))).toBe('over');
  });

  it.each([
    ['five years ahead', 5 * 365 * day],
    ['four hundred days behind', -400 * day],
  ])('%s and is set right since: fourteen days', (_, off) => {
    const wrong = freshLease(told, told + off);
    expect(seen(wrong, told + day).spent).toBe(day);
    expect(leaseState(seen(wrong, told + 13.9 * day))).toBe('soon');
    expect(leaseState(seen(wrong, told + 14 * day))).toBe('over');
  });

  it('by some days and for ever adds at most as many, and never more than fourteen', () => {
    for (const off of [-13, -7, -1]) {
      const wrong = freshLease(told, told + off * day);
      let [lease, days] = [wrong, 0];
      while (leaseState(lease) !== 'over') lease = leaseAfter(lease, told + (++days + off) * day);
      expect(days).toBeLessThanOrEqual(14 - off);
    }
  });
});
