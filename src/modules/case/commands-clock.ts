// What moves the clock of a matter: one extension, a suspension with its review date, going on, and the end of a silence.
import * as z from 'zod/mini';
import { defineVerb, type Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { alone, caseId, fact, getHeld, mustBeMovable } from './commands-parts.ts';
import { type Case, routes } from './model.ts';
import { extendedBy, extensionOf, goesOn } from './rules-clocks.ts';
import { rulesOf } from './rules-county.ts';
import { holderDeadline, isWorkedOn, mustNotBeRestricted } from './rules.ts';

const oneDay = 86_400_000;
const reason = z.string().check(z.minLength(1), z.maxLength(2000));
/** Who answers for a deadline: not the grid worker, who passes on what he cannot do. */
const keepers = [
  'level-1-head',
  'liaison-officer',
  'village-officer',
  'village-specialist',
  'township-officer',
  'field-officer',
  'department-officer',
  'county-officer',
];

export const extendCase = defineVerb({
  name: 'case.extend',
  input: z.object({ ...caseId, by: z.int().check(z.gte(1), z.lte(720)), text: reason }),
  who: keepers,
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = getHeld(input, context);
    mustBeMovable(matter);
    // CASE-43: once, before the deadline, by one more term at the most, with a reason that the household is told.
    if (matter.extendedAt !== null) throw new Problem('refused', 'extended-before');
    const rules = rulesOf(context);
    const how = extensionOf(matter.severity, rules);
    if (how === null || matter.resolveBy === null) throw new Problem('invalid', 'nothing-to-extend');
    if (matter.resolveBy < context.now) throw new Problem('conflict', 'extension-too-late');
    if (input.by > how.most) throw new Problem('invalid', 'extension-too-long', { most: how.most, unit: how.unit });
    const resolveBy = extendedBy(matter.resolveBy, { unit: how.unit, by: input.by }, rules);
    return [fact('case.extended', matter, context, { resolveBy, text: input.text })];
  },
});

export const suspendCase = defineVerb({
  name: 'case.suspend',
  input: z.object({ ...caseId, reviewAt: z.int(), text: reason }),
  who: keepers,
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = getHeld(input, context);
    mustBeMovable(matter);
    // CASE-45: with a reason and a day of review within 90 days, both told to the household.
    const ahead = input.reviewAt - context.now;
    if (ahead <= 0 || ahead > 90 * oneDay) throw new Problem('invalid', 'review-day', { most: 90 });
    return [fact('case.suspended', matter, context, { reviewAt: input.reviewAt, text: input.text })];
  },
});

export const referCase = defineVerb({
  name: 'case.refer',
  input: z.object({ ...caseId, route: z.enum(routes), text: reason }),
  who: ['village-officer', 'township-officer', 'field-officer', 'department-officer', 'county-officer'],
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = getHeld(input, context);
    if (matter.side === 'merged') throw new Problem('conflict', 'case-in-incident');
    if (!isWorkedOn(matter)) throw new Problem('conflict', 'case-moved-on');
    // CASE-29: the route is named, with what the household has to do there; that ends the clock.
    return [fact('case.referred', matter, context, { route: input.route, text: input.text })];
  },
});

const withHolder = (input: { case: string }): Need[] => [...alone(input), { kind: 'holder-office', id: input.case }];

export const resumeCase = defineVerb({
  name: 'case.resume',
  input: z.object({ ...caseId, text: z._default(z.string().check(z.maxLength(2000)), '') }),
  who: [...keepers, 'service:jobs'],
  offline: false,
  needs: (input) => withHolder(input),
  decide(input, context) {
    const byClock = context.actor.service === 'jobs';
    const matter = byClock ? context.loaded.get<Case>('case', input.case) : getHeld(input, context);
    mustNotBeRestricted(matter);
    if (matter.side !== 'suspended') throw new Problem('conflict', 'case-moved-on');
    // CASE-46: on its day of review a suspended matter goes on by itself.
    if (byClock && (matter.reviewAt ?? 0) > context.now) throw new Problem('conflict', 'case-moved-on');
    const office = context.loaded.list<StaffedOffice>('office').find((one) => one.id === matter.holder);
    const rules = rulesOf(context);
    const holderBy = office ? holderDeadline(office, matter.severity, context.now, rules) : null;
    const resolveBy = goesOn(matter, context.now, rules);
    return [fact('case.resumed', matter, context, { resolveBy, holderBy, text: input.text })];
  },
});

/** How long a household may be silent after it was told (ms). */
export const silence = 7 * oneDay;

export const endUnanswered = defineVerb({
  name: 'case.end-unanswered',
  input: z.object(caseId),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = context.loaded.get<Case>('case', input.case);
    if (context.actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    // CASE-47: seven days of silence after the household was told end a matter as "no answer", never as solved.
    const told = matter.state === 'household-check' ? matter.toldAt : null;
    if (told === null || matter.restricted || context.now - told < silence)
      throw new Problem('conflict', 'case-moved-on');
    return [fact('case.no-answer', matter, context)];
  },
});

export const clockVerbs = [extendCase, suspendCase, referCase, resumeCase, endUnanswered];
