// Where a point lies, who receives first, and what is offered, by the pure rules alone.
import { expect, test } from 'vitest';
import { findCategory } from '#modules/case/kinds/categories.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { attributesOf } from './kinds/attributes.ts';
import { findService, isOfPlace } from './kinds/offered.ts';
import { isInShape, receiverOf } from './rules.ts';

const office = (id: string, kind: string, more: Partial<StaffedOffice> = {}): StaffedOffice =>
  ({ id, kind, ground: 'c.t.v', parent: null, deputy: null, closedAt: null, staffed: true, ...more }) as StaffedOffice;
const chain = [
  office('worker', 'level-2', { parent: 'head', staffed: false }),
  office('head', 'level-1'),
  office('village', 'village'),
  office('township', 'township'),
  office('centre', 'county-centre'),
];
const categoryOf = (code: string) => {
  const found = findCategory(code);
  if (!found) throw new Error(code);
  return found;
};

test('a point lies in an outline with a bay and outside it in the bay', () => {
  const bay = [
    [
      [0, 0],
      [4, 0],
      [4, 4],
      [3, 4],
      [3, 1],
      [1, 1],
      [1, 4],
      [0, 4],
      [0, 0],
    ],
  ] as const;
  expect(isInShape(bay, 0.5, 3)).toBe(true);
  expect(isInShape(bay, 2, 0.5)).toBe(true);
  expect(isInShape(bay, 2, 3)).toBe(false);
  expect(isInShape(bay, -1, 0.5)).toBe(false);
  expect(isInShape([], 1, 1)).toBe(false);
});

test('OPEN-3 the office of the place receives, or whoever stands in for an empty one; danger goes where the catalogue says', () => {
  expect(receiverOf(chain, 'level-2', categoryOf('W1')).id).toBe('head');
  expect(receiverOf(chain, 'level-1', categoryOf('W1')).id).toBe('head');
  expect(receiverOf(chain, 'village', categoryOf('W1')).id).toBe('village');
  expect(receiverOf(chain, 'county', categoryOf('W1')).id).toBe('centre');
  expect(receiverOf(chain, 'level-2', categoryOf('R2')).id).toBe('township');
  expect(receiverOf(chain.slice(3), 'village', categoryOf('W1')).id).toBe('township');
  expect(() => receiverOf([], 'village', categoryOf('W1'))).toThrow('no-office-to-receive');
});

test('OPEN-4 OPEN-8 what is asked beside belongs to services that are offered; persons are no place', () => {
  for (const code of Object.keys(attributesOf)) expect(findService(code), code).toBeDefined();
  for (const code of ['D6', 'V4', 'V7', 'W']) expect(findService(code), code).toBeUndefined();
  expect(['W1', 'E6', 'R1', 'P1'].every(isOfPlace)).toBe(true);
  expect(['C1', 'D1', 'M6', 'H1', 'F5'].some(isOfPlace)).toBe(false);
});
