// The clocks against a slow second opinion: ten thousand random lives of matters, and each effect by name.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Actor } from '#kit/actor.ts';
import { nobody, serviceActor } from '#kit/actor.ts';
import type { Fact, Verb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { actorOf, applied, caseOf, chain, decide, idOf, monday } from '#tests/loaded.ts';
import { type Life, livedThrough } from '#tests/models/clock-model.ts';
import { acceptCase, answerCase, dispatchCase, handUpCase, returnCase } from './commands.ts';
import { endUnanswered, extendCase, resumeCase, suspendCase } from './commands-clock.ts';
import { sayCase, tellCase } from './commands-word.ts';
import { calendar } from './kinds/holidays.ts';
import type { Case } from './model.ts';
import { caseKind, deadlines } from './rules.ts';
import { extensionOf } from './rules-clocks.ts';

const hour = 3_600_000;
const day = 24 * hour;
const days = { off: [...calendar.holidays], worked: [...calendar.workdays] };
const at = (text: string): number => Date.parse(`${text}+08:00`);
const names = ['level2', 'level1', 'village', 'township', 'water'] as const;
// Ten thousand lives ask for these again and again.
const everybody = new Map(names.map((name) => [idOf(`office ${name}`), actorOf(name)]));
const holderOf = (matter: Case): Actor => everybody.get(matter.holder) ?? actorOf('level1');
const offices = chain();
const [worker, water] = [actorOf('level2'), actorOf('water')];
const waterOffice = idOf('office water');

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

/** What a desk may try, with how it stands in the model. */
const moves: Readonly<
  Record<string, (matter: Case, n: number, now: number) => readonly [Act, Omit<Life, 'at'> | null]>
> = {
  accept: (m) => [act(acceptCase, holderOf(m)), { what: 'contact' }],
  handUp: (m) => [act(handUpCase, holderOf(m)), null],
  dispatch: () => [act(dispatchCase, township, { office: waterOffice }), null],
  back: () => [act(returnCase, water, text), null],
  answer: (m) => [act(answerCase, holderOf(m), text), { what: 'answered' }],
  tell: () => [act(tellCase, worker), null],
  unhappy: () => [unhappy, { what: 'unhappy' }],
  solved: () => [act(sayCase, worker, { outcome: 'solved', by: 'visit' }), null],
  silence: () => [act(endUnanswered, jobs), null],
  suspend: (m, n, now) => [
    act(suspendCase, holderOf(m), { ...text, reviewAt: now + (1 + (n % 89)) * day }),
    { what: 'suspended' },
  ],
  resume: (m) => [act(resumeCase, holderOf(m)), { what: 'resumed' }],
  review: () => [act(resumeCase, jobs), { what: 'resumed' }],
  extend: (m, n) => {
    const { unit, most } = extensionOf(m.severity) ?? { unit: 'hours', most: 1 };
    const by = 1 + (n % most);
    return [
      act(extendCase, holderOf(m), { ...text, by }),
      { what: 'extended', by: unit === 'hours' ? by * 60 : by } as Omit<Life, 'at'>,
    ];
  },
};

const kinds = Object.keys(moves);
function perhaps(matter: Case, what: Act, now: number): Case | undefined {
  try {
    return after(matter, what, now);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

const oneMove = fc.record({
  name: fc.constantFrom(...kinds),
  n: fc.nat(1000),
  // Often soon, sometimes weeks later, sometimes exactly at the end of a day.
  wait: fc.oneof(fc.integer({ min: 1, max: 36 * 60 }), fc.integer({ min: 1, max: 40 * 24 * 60 })),
  toTheHour: fc.boolean(),
});

test('CASE-40 CASE-41 CASE-42 CASE-43 CASE-44 ten thousand random lives end with the same deadlines as the slow model', () => {
  let taken = 0;
  fc.assert(
    fc.property(
      fc.constantFrom('1', '2', '3', '4', 'C', 'D', 'X'),
      fc.integer({ min: at('2026-01-01T00:00:00'), max: at('2027-12-31T00:00:00') }),
      fc.array(oneMove, { maxLength: 12 }),
      (severity, start, plan) => {
        let matter = received(severity, start);
        let now = start;
        const life: Life[] = [];
        for (const { name, n, wait, toTheHour } of plan) {
          now += wait * 60_000;
          if (toTheHour) now = Math.ceil(now / hour) * hour;
          // The wished move, else the first of the next three that may be made.
          for (let i = 0; i < 4; i++) {
            const [what, lived] = moves[kinds[(kinds.indexOf(name) + i) % kinds.length] ?? '']?.(matter, n, now) ?? [];
            const next = what && perhaps(matter, what, now);
            if (!next) continue;
            matter = next;
            if (lived) life.push({ at: now, ...lived } as Life);
            taken += 1;
            break;
          }
        }
        const told = livedThrough(severity, start, life, days);
        expect([matter.respondBy, matter.resolveBy, matter.originalBy ?? matter.resolveBy]).toEqual([
          told.respondBy,
          told.resolveBy,
          told.originalBy,
        ]);
        if (matter.state !== 'closed') expect(matter.stoppedAt !== null).toBe(told.stopped);
      },
    ),
    { numRuns: 10_000 },
  );
  expect(taken).toBeGreaterThan(20_000);
}, 120_000);

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
