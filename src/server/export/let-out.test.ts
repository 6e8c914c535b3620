// Which office a ledger or a brief is of, where whoever takes it out holds several posts.
import { expect, test } from 'vitest';
import type { ActorPost } from '#kit/actor.ts';
import { postFor } from './let-out.ts';

const post = (role: string): ActorPost => ({
  id: role,
  office: role,
  officeKind: 'village',
  role,
  ground: 'c',
  deputising: false,
});
const both = [post('village-specialist'), post('village-officer')];

test('HOME-24 the unit of a ledger is the office by whose post it may be taken out', () => {
  for (const what of ['homes', 'visits', 'disputes', 'works', 'brief'] as const)
    expect(postFor(both, what)?.role, what).toBe('village-officer');
  expect(postFor([post('field-officer'), post('county-officer')], 'works')?.role).toBe('county-officer');
});

test('HOME-24 a paper for one thing, and whoever has one post alone, stay as they are', () => {
  expect(postFor(both, 'errand-paper')?.role).toBe('village-specialist');
  expect(postFor([post('village-specialist')], 'disputes')?.role).toBe('village-specialist');
  expect(postFor([], 'homes')).toBeUndefined();
});
