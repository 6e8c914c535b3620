// Each effect on the clocks by name; random lives of matters against a slow second opinion are in tests/models.
import { expect, test } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import { nobody, serviceActor } from '#kit/actor.ts';
import type { Fact, Verb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { actorOf, applied, caseOf, chain, decide, idOf, monday } from '#tests/loaded.ts';
import { answerCase, handUpCase } from './commands.ts';
import { dispatchCase } from './commands-desk.ts';
import { endUnanswered, extendCase, resumeCase, suspendCase } from './commands-clock.ts';
import { sayCase, tellCase } from './commands-word.ts';
import type { Case } from './model.ts';
import { caseKind, deadlines } from './rules.ts';

const hour = 3_600_000;
const day = 24 * hour;
const at = (text: string): number => Date.parse(`${text}+08:00`);
const offices = chain();
const worker = actorOf('level2');

const received = (severity: string, when: number): Case =>
  caseOf({ severity, reportedAt: when, holderSince: when, changedAt: when, ...deadlines(severity, when) });

interface Act {
  readonly verb: Verb<never>;
  readonly actor: Actor;
  readonly input: object;
}
const act = (verb: unknown, actor: Actor, input: object = {}): Act => ({ verb: verb as Verb<never>, actor, input });

function tried(matter: Case, { verb, actor, input }: Act, now: number): readonly Fact[] {
  return decide(verb, { case: matter.id, ...input }, { actor, now, records: [['case', matter], ...offices] });
}
const after = (matter: Case, what: Act, now: number): Case => applied(caseKind, matter, tried(matter, what, now));

const township = actorOf('township');
const text = { text: '缘由' };
const unhappy = act(sayCase, worker, { outcome: 'not-solved', by: 'visit' });
const jobs = serviceActor('jobs');

const held = (changes: Partial<Case> = {}): Case => ({
  ...received('3', monday),
  state: 'accepted',
  holder: idOf('office township'),
  ...changes,
});
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return error.code;
  }
  return 'nothing';
};

test('CASE-41 time that the household takes to answer counts for nobody, also after a deadline was changed', () => {
  // Five working days from Monday the 23rd: Monday the 30th.
  expect(held().resolveBy).toBe(at('2026-11-30T18:00:00'));
  const longer = after(held(), act(extendCase, township, { ...text, by: 2 }), monday + hour);
  expect(longer.resolveBy).toBe(at('2026-12-02T18:00:00'));
  const answered = after(longer, act(answerCase, township, text), monday + day);
  const again = after(answered, unhappy, monday + 3 * day);
  // Two ends of working days went by while the home had the word.
  expect(again.resolveBy).toBe(at('2026-12-04T18:00:00'));
});

test('CASE-41 a make-up workday counts, a holiday does not', () => {
  const before = {
    ...received('3', at('2026-09-24T10:00:00')),
    state: 'accepted' as const,
    holder: idOf('office township'),
  };
  const stopped = after(
    before,
    act(suspendCase, township, { ...text, reviewAt: at('2026-10-11T09:00:00') }),
    at('2026-09-30T19:00:00'),
  );
  const on = after(stopped, act(resumeCase, jobs), at('2026-10-11T09:00:00'));
  // Only Thursday the 8th, Friday the 9th and Saturday the 10th (a make-up workday) were worked meanwhile.
  expect(before.resolveBy).toBe(at('2026-10-09T18:00:00'));
  expect(on.resolveBy).toBe(at('2026-10-13T18:00:00'));
});

test('CASE-3 CASE-41 over a new year and a 29th of February the clocks count the days that are worked', () => {
  // Thursday the 31st; the 1st is a holiday and a Friday, so the first working day is Monday.
  expect(deadlines('3', at('2026-12-31T10:00:00')).respondBy).toBe(at('2027-01-04T18:00:00'));
  expect(deadlines('2', at('2026-12-31T20:00:00')).resolveBy).toBe(at('2027-01-01T20:00:00'));
  // Five working days from Friday the 25th, with Tuesday the 29th among them.
  expect(deadlines('3', at('2028-02-25T10:00:00')).resolveBy).toBe(at('2028-03-03T18:00:00'));
  expect(deadlines('2', at('2028-02-28T20:00:00')).resolveBy).toBe(at('2028-02-29T20:00:00'));
  expect(deadlines('D', at('2028-02-10T08:00:00')).resolveBy).toBe(at('2028-03-11T08:00:00'));
  // A stop over the 29th gives that day back.
  const leap = {
    ...received('3', at('2028-02-25T10:00:00')),
    state: 'accepted',
    holder: idOf('office township'),
  } as const;
  const reviewAt = at('2028-03-01T09:00:00');
  const stopped = after(leap, act(suspendCase, township, { ...text, reviewAt }), at('2028-02-28T19:00:00'));
  expect(after(stopped, act(resumeCase, jobs), reviewAt).resolveBy).toBe(at('2028-03-06T18:00:00'));
});

test('CASE-41 what was late before it stopped stays late, and moving to another office moves no deadline', () => {
  const late = monday + 9 * day;
  const answered = after(held(), act(answerCase, township, text), late);
  const again = after(answered, unhappy, late + hour);
  expect(again.originalBy).toBe(held().resolveBy);
  expect(after(held(), act(dispatchCase, township, { office: idOf('office water') }), monday + day).resolveBy).toBe(
    held().resolveBy,
  );
});

test('CASE-42 after an unhappy word there is time for a second answer', () => {
  const friday = at('2026-11-30T17:00:00');
  const again = after(after(held(), act(answerCase, township, text), friday), unhappy, friday + 30 * 60_000);
  expect(again).toMatchObject({ side: 'reopened', stoppedAt: null, resolveBy: at('2026-12-02T18:00:00') });
});

test('CASE-43 once, in time, by one more term at the most, by the holder', () => {
  const extend = (matter: Case, by: number, now = monday, who = township): string =>
    refusal(() => after(matter, act(extendCase, who, { ...text, by }), now));
  expect(extend(held(), 5)).toBe('nothing');
  expect(extend(held(), 6)).toBe('extension-too-long');
  expect(extend(held({ extendedAt: monday }), 1)).toBe('extended-before');
  expect(extend(held(), 1, monday + 30 * day)).toBe('extension-too-late');
  expect(extend(held(), 1, monday, actorOf('water'))).toBe('not-holder');
  expect(extend(held({ severity: 'X', resolveBy: null }), 1)).toBe('nothing-to-extend');
  expect(extend(held({ state: 'answered' }), 1)).toBe('case-moved-on');
  expect(extend(held({ side: 'merged' }), 1)).toBe('case-in-incident');
});

test('CASE-44 the first deadline stays beside every later one', () => {
  const longer = after(held(), act(extendCase, township, { ...text, by: 5 }), monday);
  expect(longer.originalBy).toBe(held().resolveBy);
  const again = after(after(longer, act(answerCase, township, text), monday + day), unhappy, monday + 4 * day);
  expect(again.originalBy).toBe(held().resolveBy);
});

test('CASE-45 a day of review within 90 days; meanwhile nothing presses and an answer may still be given', () => {
  const suspend = (ahead: number): string =>
    refusal(() => after(held(), act(suspendCase, township, { ...text, reviewAt: monday + ahead }), monday));
  expect([suspend(0), suspend(91 * day), suspend(90 * day)]).toEqual(['review-day', 'review-day', 'nothing']);
  const stopped = after(held(), act(suspendCase, township, { ...text, reviewAt: monday + 20 * day }), monday);
  expect(stopped).toMatchObject({ side: 'suspended', holderBy: null, reviewAt: monday + 20 * day });
  expect(after(stopped, act(answerCase, township, text), monday + day)).toMatchObject({
    state: 'answered',
    side: null,
    reviewAt: null,
  });
  expect(refusal(() => after(stopped, act(extendCase, township, { ...text, by: 1 }), monday))).toBe('case-suspended');
});

test('CASE-46 the calendar resumes it on the day, not before; the holder may at any time', () => {
  const stopped = after(held(), act(suspendCase, township, { ...text, reviewAt: monday + 20 * day }), monday);
  expect(refusal(() => after(stopped, act(resumeCase, jobs), monday + 19 * day))).toBe('case-moved-on');
  expect(after(stopped, act(resumeCase, jobs), monday + 20 * day).side).toBeNull();
  const early = after(stopped, act(resumeCase, township), monday + 2 * day);
  expect(early.holderBy).toBe(at('2026-11-26T18:00:00'));
});

test('CASE-47 silence is no answer, is never solved, and can still be broken', () => {
  const told = after(
    after(held(), act(answerCase, township, text), monday),
    act(tellCase, actorOf('level2')),
    monday + hour,
  );
  expect(refusal(() => after(told, act(endUnanswered, jobs), monday + 7 * day))).toBe('case-moved-on');
  const silent = after(told, act(endUnanswered, jobs), monday + 7 * day + hour);
  expect(silent).toMatchObject({ state: 'closed', outcome: 'no-answer', proof: null });
  expect(after(silent, unhappy, monday + 20 * day)).toMatchObject({ state: 'in-progress', side: 'reopened' });
  expect(refusal(() => after(told, act(endUnanswered, { ...nobody, standing: 'staff' }), monday + 8 * day))).toBe(
    'not-yours',
  );
});

test('CASE-48 what was answered waits for the household, whoever would like to move it', () => {
  const answered = after(held(), act(answerCase, township, text), monday);
  const told = after(answered, act(tellCase, actorOf('level2')), monday + hour);
  for (const matter of [answered, told])
    for (const what of [
      act(dispatchCase, township, { office: idOf('office water') }),
      act(suspendCase, township, { ...text, reviewAt: monday + day }),
      act(extendCase, township, { ...text, by: 1 }),
    ])
      expect(refusal(() => after(matter, what, monday + 2 * hour))).toBe('case-moved-on');
  const village = held({ holder: idOf('office village'), state: 'answered' });
  expect(refusal(() => after(village, act(handUpCase, actorOf('village')), monday))).toBe('case-moved-on');
});
