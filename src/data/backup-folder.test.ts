// Which backups are kept: seven days, twelve months, and always the newest.
import { expect, test } from 'vitest';
import { mayGo } from './backup-folder.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-26T02:00:00+08:00');
const daily = (days: number): number[] => Array.from({ length: days }, (_, n) => now - n * day);
const kept = (all: readonly number[]): string[] => {
  const gone = new Set(mayGo(all, now));
  return all.filter((at) => !gone.has(at)).map((at) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10));
};

test('of two years of days seven stay, and the newest of each month for twelve months and more', () => {
  const stay = kept(daily(730));
  expect(stay.slice(0, 7)).toEqual(['26', '25', '24', '23', '22', '21', '20'].map((date) => `2026-11-${date}`));
  expect(stay.slice(7, 9)).toEqual(['2026-10-31', '2026-09-30']);
  expect(stay.at(-1)).toBe('2025-11-30');
  expect(stay).toHaveLength(7 + 12);
});

test('of several of one day the newest stays, as does all of the last 24 hours, and what is old but the only one', () => {
  const before = now - 2 * day;
  expect(mayGo([now, now - 1000, before, before - 1000], now)).toEqual([before - 1000]);
  expect(mayGo([now - 900 * day], now)).toEqual([]);
});
