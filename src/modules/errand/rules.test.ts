// The rules of errands: who takes one on, what it never holds, its papers and its steps.
import { expect, test } from 'vitest';
import type { Verb } from '#kit/command.ts';
import { adult, asking, does, policy, steps, to } from '#tests/errands.ts';
import { actorOf, grounds, idOf, monday } from '#tests/loaded.ts';
import { endErrand, handOn, notePapers, noteStep } from './commands.ts';
import { errandKinds, findErrandKind, kindOfOffer } from './kinds/errands.ts';
import type { Errand } from './model.ts';
import { holdsNumber, lentOut, nextSteps } from './rules.ts';

test('ERRAND-1 asked at the door by whoever serves the home, in the name of the nearest post, of a kind that is data', () => {
  expect(asking()).toMatchObject({
    holder: idOf('office level2'),
    ground: grounds.grid,
    state: 'carried',
    askedAt: monday,
  });
  for (const who of ['level1', 'liaison', 'village'] as const)
    expect(asking({}, { actor: actorOf(who) }).holder).toBe(idOf(`office ${who}`));
  for (const who of ['keeper', 'township', 'water', 'centre'] as const)
    expect(() => asking({}, { actor: actorOf(who) })).toThrow('not-yours');
  expect(() => asking({ kind: 'marriage' })).toThrow('errand-kind');
  expect(() => asking({}, { known: asking() })).toThrow('errand-asked');
  expect(errandKinds.length).toBeGreaterThanOrEqual(6);
  for (const kind of errandKinds) {
    expect(new Set(kind.steps.map((one) => one.code)).size, kind.code).toBe(kind.steps.length);
    expect(
      kind.steps.some((one) => !one.maybe),
      kind.code,
    ).toBe(true);
    for (const one of [kind, ...kind.papers, ...kind.steps]) expect(one.zh !== '' && one.en !== '').toBe(true);
  }
  expect(kindOfOffer('S5')?.code).toBe('insurance-claim');
});

test('ERRAND-18 what no kind fits says in words what is to be done, and waits for the mandate before a window', () => {
  expect(() => asking({ kind: 'other', words: ' 办 ' })).toThrow('errand-words');
  const errand = asking({ kind: 'other', words: '补办老年公交卡' });
  expect(errand).toMatchObject({ kind: 'other', words: '补办老年公交卡' });
  const step = (known: Errand): Errand => does(noteStep as Verb, known, { step: 'window' });
  expect(() => step(errand)).toThrow('errand-mandate');
  expect(step(asking({ kind: 'other', words: '补办老年公交卡', mandate: true })).step).toBe(1);
});

test('ERRAND-2 without the home’s word there is no errand', () => {
  expect(() => asking({ agreed: false })).toThrow('errand-not-agreed');
});

test('ERRAND-3 no number of an identity or bank card, however it is spaced', () => {
  for (const words of [
    '629901195403071234',
    '62990119540307123X',
    '6222 0312 3456 7890 123',
    '６２９９０１１９５４０３０７１２３４',
    '6299-0119-5403-0712-34',
  ])
    expect(holdsNumber(`号是${words}`), words).toBe(true);
  for (const words of ['19900001234', '2026年12月20日前，13 亩 6 分', '400 元，5 口人'])
    expect(holdsNumber(words)).toBe(false);
  const number = '629901195403071234';
  expect(() => asking({ words: number })).toThrow('errand-number');
  expect(() => asking({ papers: [{ id: idOf('p'), code: 'other', name: number }] })).toThrow('errand-number');
  for (const [verb, more] of [
    [noteStep, { step: 'report', text: number }],
    [handOn, { ...to('village'), text: number }],
    [endErrand, { outcome: 'refused', text: number }],
  ] as const)
    expect(() => does(verb as Verb, asking(), more)).toThrow('errand-number');
});

test('ERRAND-4 for the home or one of its members who is not known to be a minor', () => {
  const forHim = { member: adult.id };
  expect(asking(forHim).member).toBe(adult.id);
  expect(asking(forHim, { member: { ...adult, born: '' } }).member).toBe(adult.id);
  for (const change of [{ born: '2015-06' }, { household: idOf('other home') }, { leftAt: 1 }])
    expect(() => asking(forHim, { member: { ...adult, ...change } })).toThrow('errand-member');
});

test('ERRAND-5 the receipt: what is lent stands there until it was given back, what stays is named apart', () => {
  const copy = { id: idOf('copy'), code: 'id-copy' };
  const errand = asking({ papers: [policy, copy] });
  expect(errand.papers).toMatchObject([
    { code: 'policy', lent: true, takenAt: monday, takenBy: idOf('office level2'), backAt: null },
    { code: 'id-copy', lent: false },
  ]);
  expect(lentOut(errand).map((one) => one.id)).toEqual([policy.id]);
  const more = does(notePapers as Verb, errand, { papers: [{ id: idOf('map'), code: 'other', name: '地块图' }] });
  expect(lentOut(more)).toHaveLength(2);
  const back = does(notePapers as Verb, more, { back: [policy.id] });
  expect(back.papers[0]).toMatchObject({ backBy: idOf('office level2') });
  expect(back.papers[0]?.backAt).not.toBe(null);
  expect(() => does(notePapers as Verb, back, { back: [policy.id] })).toThrow('errand-paper-back');
  expect(() => does(notePapers as Verb, back, { back: [copy.id] })).toThrow('errand-paper-back');
  expect(() => does(notePapers as Verb, back, { papers: [policy] })).toThrow('id-taken');
  expect(() => does(notePapers as Verb, back, {})).toThrow('errand-papers-none');
  expect(() => does(notePapers as Verb, back, { papers: [{ id: idOf('x'), code: 'other' }] })).toThrow('errand-paper');
  expect(() => does(notePapers as Verb, back, { back: [] }, actorOf('village'))).toThrow('not-yours');
});

test('ERRAND-6 steps come in order, what not everybody needs may be passed over, and only who carries it notes them', () => {
  const errand = asking();
  expect(nextSteps(errand).map((one) => one.code)).toEqual(['report']);
  expect(() => steps(errand, 'survey')).toThrow('errand-step');
  expect(steps(errand, 'report', 'survey').step).toBe(2);
  expect(() => steps(errand, 'report', 'report')).toThrow('errand-step');
  expect(() => does(noteStep as Verb, errand, { step: 'report' }, actorOf('village'))).toThrow('not-yours');
  const pension = asking({ kind: 'pension-certify' });
  expect(nextSteps(pension).map((one) => one.code)).toEqual(['face', 'visit', 'proof']);
  expect(steps(pension, 'visit').step).toBe(2);
  expect(() => steps(pension, 'visit', 'face')).toThrow('errand-step');
});

test('ERRAND-7 what the law wants from the person himself is never noted as done for him', () => {
  const pension = asking({ kind: 'pension-certify' });
  expect(() => does(noteStep as Verb, pension, { step: 'face' })).toThrow('errand-in-person');
  expect(does(noteStep as Verb, pension, { step: 'face', self: true }).step).toBe(1);
  for (const code of ['pension-certify', 'id-renew', 'disability-card'])
    expect(findErrandKind(code)?.steps.some((one) => one.self)).toBe(true);
});

test('ERRAND-8 no step at a window before the mandate was signed, where the window asks for one', () => {
  const claim = asking({ kind: 'medical-claim' });
  expect(() => steps(claim, 'window')).toThrow('errand-mandate');
  const signed = does(notePapers as Verb, claim, { mandate: true });
  expect(steps(signed, 'window').step).toBe(1);
  expect(steps(asking({ kind: 'medical-claim', mandate: true }), 'window').step).toBe(1);
  expect(asking({ mandate: true }).mandate).toBe(false);
});
