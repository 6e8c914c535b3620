// What is let go when the phone holds too much: received files, the oldest first, and nothing that the county does not have.
import { describe, expect, it } from 'vitest';
import { type Held, mostFiles, toLetGo } from './stored.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-25T08:00:00Z');
const mega = 1_000_000;
const held = (id: string, more: Partial<Held>): Held => ({
  id,
  person: 'p',
  state: 'received',
  command: 'c',
  at: now - 40 * day,
  settledAt: now - day,
  length: 10 * mega,
  ...more,
});
const idsOf = (some: readonly Held[]): string[] => some.map((one) => one.id);

describe('what is let go', () => {
  it('nothing, while it is little', () => {
    expect(toLetGo([held('a', {}), held('b', { state: 'kept', settledAt: null })], now)).toEqual([]);
  });

  it('what the county has, the oldest first, until the rest fits', () => {
    const all = [5, 1, 4, 2, 3, 6].map((days) => held(`day ${days}`, { settledAt: now - days * day }));
    expect(idsOf(toLetGo(all, now))).toEqual(['day 6', 'day 5']);
    expect(idsOf(toLetGo(all, now, 0))).toEqual(['day 6', 'day 5', 'day 4', 'day 3', 'day 2', 'day 1']);
  });

  it('never what is unsent or was refused, whatever it weighs', () => {
    const unsent = Array.from({ length: 8 }, (_, i) => held(`unsent ${i}`, { state: 'kept', settledAt: null }));
    const refused = held('refused', { state: 'refused' });
    expect(mostFiles).toBeLessThan(80 * mega);
    expect(idsOf(toLetGo([...unsent, refused, held('sent', {})], now))).toEqual(['sent']);
  });

  it('what was received thirty days ago, and what no form and no command holds after ninety', () => {
    const all = [
      held('old', { settledAt: now - 31 * day, length: 1 }),
      held('young', { settledAt: now - 29 * day, length: 1 }),
      held('loose', { state: 'kept', command: null, at: now - 91 * day, length: 1 }),
      held('in a form', { state: 'kept', command: null, at: now - 89 * day, length: 1 }),
      held('waiting', { state: 'kept', at: now - 200 * day, length: 1 }),
    ];
    expect(idsOf(toLetGo(all, now))).toEqual(['old', 'loose']);
  });
});
