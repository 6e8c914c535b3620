// What was left behind by somebody whose post ended: who may settle it, once, and what can still be brought back.
import { expect, test } from 'vitest';
import { actorOf, applied, decide, grounds, idOf, type Loose, monday } from '#tests/loaded.ts';
import { bringLeftBack, setLeftAside, takeLeft } from './commands-left.ts';
import type { Left } from './model-left.ts';
import { leftKind } from './rules-left.ts';
import { joinWords } from '#look/words.ts';
import { inOwnName } from './ui/left-list.tsx';
import { words } from './words.zh.ts';

joinWords({ zh: words, en: () => import('./words.en.ts') });
const oneDay = 86_400_000;
const left = (changes: Partial<Left> = {}): Left => ({
  id: idOf('left'),
  ground: grounds.grid,
  version: 1,
  author: idOf('somebody'),
  envelope: { name: 'visit.record', input: { note: '都好' }, at: monday },
  code: 'not-yours',
  at: monday,
  settledAt: null,
  settledBy: null,
  outcome: null,
  ...changes,
});
const by = (
  name: 'level2' | 'level1' | 'liaison' | 'village' | 'township' | 'water',
  record = left(),
  now = monday,
) => ({
  actor: actorOf(name),
  records: [['left', record]] as Loose[],
  now,
});
const entry = { entry: idOf('left') };

test('VISIT-10 those who serve the home now go on with it, nobody else', () => {
  for (const name of ['level2', 'level1', 'liaison', 'village'] as const)
    expect(decide(takeLeft, entry, by(name)), name).toHaveLength(1);
  for (const name of ['township', 'water'] as const)
    expect(() => decide(takeLeft, entry, by(name)), name).toThrow('not-yours');
  expect(() => decide(takeLeft, entry, by('level2', left({ ground: grounds.elsewhere })))).toThrow('not-yours');
  // What only one office may read waits without a ground: its author sees it, and settles nothing.
  expect(() => decide(takeLeft, entry, by('village', left({ ground: null as unknown as string })))).toThrow(
    'not-yours',
  );
});

test('VISIT-11 it is settled once; taken over, its copy in the box is emptied', () => {
  const taken = applied(leftKind, left(), decide(takeLeft, entry, by('level1')));
  expect(taken).toMatchObject({ outcome: 'taken', envelope: {}, settledBy: idOf('person level1'), version: 2 });
  expect(() => decide(takeLeft, entry, by('level2', taken))).toThrow('left-settled');
  expect(() => decide(setLeftAside, entry, by('level2', taken))).toThrow('left-settled');
  const aside = applied(leftKind, left(), decide(setLeftAside, entry, by('level2')));
  expect(aside).toMatchObject({ outcome: 'set-aside', envelope: { input: { note: '都好' } } });
  expect(() => decide(setLeftAside, entry, by('level1', aside))).toThrow('left-settled');
});

test('VISIT-11 said in one’s own name it keeps its ids and names the writer', () => {
  const said = { name: 'visit.record', input: { visit: idOf('visit'), note: '都好' }, at: monday };
  const row = { id: idOf('left'), writer: '郭万福', household: null, head: '', door: '', said, at: monday } as const;
  const input = inOwnName({ ...row, outcome: null, settledAt: null }, monday + oneDay);
  expect(input['visit']).toBe(idOf('visit'));
  expect(input['note']).toContain('郭万福');
  expect(input['note']).toContain('都好');
});

test('VISIT-12 what was set aside can be brought back for 30 days', () => {
  const aside = applied(leftKind, left(), decide(setLeftAside, entry, by('level2')));
  const back = decide(bringLeftBack, entry, by('village', aside, monday + 29 * oneDay));
  expect(applied(leftKind, aside, back)).toMatchObject({ outcome: null, settledAt: null, settledBy: null });
  expect(() => decide(bringLeftBack, entry, by('village', aside, monday + 31 * oneDay))).toThrow('left-settled');
  expect(() => decide(bringLeftBack, entry, by('village'))).toThrow('left-settled');
});
