// "The same here" is offered for open matters of other homes, and never for what must not be seen.
import { describe, expect, it } from 'vitest';
import type { PhoneCase } from './model.ts';
import { allGroups, aroundNow, likely, nearby } from './ui/phone-nearby.ts';

const matter = (household: string, category: string, more: Partial<PhoneCase> = {}): PhoneCase =>
  ({
    id: `${household}-${category}`,
    household,
    category,
    state: 'reported',
    restricted: false,
    reportedAt: 10,
    ...more,
  }) as PhoneCase;

describe('known nearby', () => {
  const cases = [
    matter('a', 'W1'),
    matter('b', 'W1', { reportedAt: 5 }),
    matter('b', 'P6'),
    matter('c', 'W1', { state: 'closed' }),
    matter('d', 'D6', { restricted: true }),
    matter('e', 'V4'),
  ];

  it('counts homes and names the first report', () => {
    expect(nearby(cases, 'z').map((one) => [one.category, one.homes, one.first.household])).toEqual([
      ['W1', 2, 'b'],
      ['P6', 1, 'b'],
    ]);
    expect(nearby(cases, 'z', 'P6')).toHaveLength(1);
  });

  it('does not offer a home what it reported itself', () => {
    expect(nearby(cases, 'a').map((one) => one.category)).toEqual(['P6']);
  });

  it('offers at every door what neighbours share and told of lately, never what is each home’s own', () => {
    const day = 86_400_000;
    const more = [
      ...cases,
      matter('f', 'S2'),
      matter('g', 'R1', { reportedAt: 20 * day }),
      matter('z', 'R1', { reportedAt: 1 }),
    ];
    expect(aroundNow(more, 'y', 20 * day).map((one) => one.category)).toEqual(['R1']);
    // Its own report is old, and still its own.
    expect(aroundNow(more, 'z', 20 * day)).toEqual([]);
    expect(aroundNow(more, 'y', day).map((one) => one.category)).toEqual(['R1', 'W1']);
  });

  it('shows eight categories, what is reported now first, all others by group', () => {
    expect(likely(cases)).toHaveLength(8);
    expect(likely(cases).slice(0, 2)).toEqual(['W1', 'P6']);
    expect(likely(cases)).not.toContain('D6');
    expect(allGroups.flatMap((group) => group.categories)).toContain('D6');
  });
});
