// Calls for help with the word that answered each, from the story of a matter.
import { expect, test } from 'vitest';
import { caseOf, idOf, monday } from '#tests/loaded.ts';
import type { CaseStep } from '#modules/case/model.ts';
import { helpCalls } from './rules.ts';

const step = (n: number, name: string, text: string): CaseStep => ({
  matter: idOf('case'),
  n,
  name,
  at: monday + n,
  office: idOf(name === 'case.help-asked' ? 'office level2' : 'office liaison'),
  person: null,
  toOffice: null,
  text,
  internal: true,
});
const names = {
  office: (id: string | null) => (id === idOf('office liaison') ? '包片' : '网格'),
  place: () => '',
  holder: () => '',
};
const calls = (steps: readonly CaseStep[]) =>
  helpCalls([{ ...caseOf({ state: 'closed', outcome: 'solved' }), steps }], names);

test('GUIDE-1 each call has the word that answered it and what came of the matter; what waits stands first', () => {
  const found = calls([
    step(1, 'case.reported', ''),
    step(2, 'case.help-asked', '关不上阀'),
    step(3, 'case.noted', '看过'),
    step(4, 'case.help-given', '先关总阀'),
    step(5, 'case.help-asked', '总阀也坏了'),
  ]);
  expect(found.map(({ asked, given }) => [asked.text, given?.text ?? null])).toEqual([
    ['总阀也坏了', null],
    ['关不上阀', '先关总阀'],
  ]);
  expect(found[1]).toMatchObject({ outcome: 'solved', given: { officeName: '包片' } });
});

test('GUIDE-1 who calls twice before somebody answers waits with both, and one word answers the last', () => {
  const found = calls([
    step(1, 'case.help-asked', '一'),
    step(2, 'case.help-asked', '二'),
    step(3, 'case.help-given', '来了'),
  ]);
  expect(found.map(({ asked, given }) => [asked.text, given?.text ?? null])).toEqual([
    ['一', null],
    ['二', '来了'],
  ]);
});
