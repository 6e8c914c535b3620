// What is done with a matter at a desk or by the county itself: dispatch, return, pass on, follow a home, close what is restricted.
import * as z from 'zod/mini';
import { isUnder, sitsIn } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Household } from '#modules/household/model.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { receivingOffice } from '#modules/people/rules.ts';
import type { Case } from './model.ts';
import { sendsTo } from './rules-acts.ts';
import { isAbout } from './rules-bypass.ts';
import type { Setting } from './model-county.ts';
import { dutyListsAt } from './rules-county-lists.ts';
import { whyNotSent } from './rules-duty.ts';
import { isOpen, isRuledFor, mustBeOpen } from './rules.ts';
import { phoneVerbs } from './commands.ts';
import { clockVerbs } from './commands-clock.ts';
import { dutyVerbs } from './commands-duty.ts';
import { homeVerbs } from './commands-home.ts';
import { overseeVerbs } from './commands-oversee.ts';
import { alone, caseId, fact, getHeld, isHidden, move, mustBeMovable, officeIn, withChain } from './commands-parts.ts';

const words = z.string().check(z.minLength(1), z.maxLength(2000));

export const dispatchCase = defineVerb({
  name: 'case.dispatch',
  input: z.object({ ...caseId, office: z.uuid(), text: z._default(z.string().check(z.maxLength(2000)), '') }),
  who: ['village-officer', 'township-officer', 'county-officer'],
  offline: false,
  needs: (input) => [
    ...alone(input),
    { kind: 'chain', of: { kind: 'case', id: input.case }, category: 'of-case' },
    { kind: 'office-named', id: input.office },
  ],
  decide(input, context) {
    const matter = getHeld(input, context);
    mustBeMovable(matter);
    const chain = context.loaded.list<StaffedOffice>('office');
    // CASE-11: whose it is gets ruled, not passed on.
    if (matter.disputedAt !== null) throw new Problem('conflict', 'rule-first');
    const mine = officeIn(context.loaded, matter.holder);
    const office = officeIn(context.loaded, input.office);
    // An office of the same kind that serves other ground is none for this matter.
    if (!isUnder(matter.ground, office.ground)) throw new Problem('invalid', 'office-not-here');
    if (!sendsTo[mine.kind]?.includes(office.kind)) throw new Problem('refused', 'dispatch-not-allowed');
    if (isAbout(matter, office)) throw new Problem('refused', 'office-complained-of', { office: office.name });
    const lists = dutyListsAt(context.loaded.list<Setting>('setting'), dayOf(context.now));
    const why = whyNotSent(office, matter.category, lists);
    if (why !== undefined) throw new Problem('refused', why, { office: office.name });
    return [move('case.dispatched', matter, context, { office, chain, text: input.text })];
  },
});

export const returnCase = defineVerb({
  name: 'case.return',
  input: z.object({ ...caseId, text: words }),
  who: ['village-specialist', 'field-officer', 'department-officer'],
  offline: false,
  needs: (input) => [...alone(input), { kind: 'office-before', id: input.case }],
  decide(input, context) {
    const matter = getHeld(input, context);
    mustBeMovable(matter);
    // CASE-10: a returned case needs a reason; there is no second return.
    if (isRuledFor(matter)) throw new Problem('refused', 'ruled-before');
    if (matter.returns > 0) throw new Problem('refused', 'no-second-return');
    const back = context.loaded.list<StaffedOffice>('office').find((one) => one.id === matter.previousHolder);
    if (!back) throw new Problem('conflict', 'case-nowhere-to-return');
    return [move('case.returned', matter, context, { office: back, chain: [back], text: input.text })];
  },
});

export const passCase = defineVerb({
  name: 'case.pass',
  input: z.object(caseId),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => withChain(input),
  decide(input, context) {
    const matter = context.loaded.get<Case>('case', input.case);
    if (context.actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    const chain = context.loaded.list<StaffedOffice>('office');
    const office = chain.find((one) => one.id === matter.holder);
    // CASE-14: a holder with nobody in post passes what it holds, at once, and says so.
    // What follows an incident passes with it (INC-5).
    if (!office || office.staffed || matter.restricted || !isOpen(matter) || matter.side === 'merged') return [];
    if (receivingOffice(office, chain).id === office.id) return [];
    return [move('case.passed', matter, context, { office, chain, text: '' })];
  },
});

export const followHome = defineVerb({
  name: 'case.follow',
  input: z.object({ household: z.uuid() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [
    { kind: 'household', id: input.household },
    { kind: 'cases-of', id: input.household },
  ],
  decide(input, { actor, loaded, now }) {
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    // HOME-4: a home's matters go with it to its new grid; who holds them does not change.
    const { ground } = loaded.get<Household>('household', input.household);
    return loaded
      .list<Case>('case')
      .filter((matter) => matter.ground !== ground)
      .map((matter): Fact => {
        const data = { at: now, by: matter.holder, ground, leftGround: isHidden(matter) ? null : matter.ground };
        return { name: 'case.moved', kind: 'case', id: matter.id, data };
      });
  },
});

export const closeRestricted = defineVerb({
  name: 'case.close-restricted',
  input: z.object({ ...caseId, text: words }),
  // The named office is one that the security administrator set: a department, a field office, the centre.
  who: ['department-officer', 'field-officer', 'county-officer'],
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = context.loaded.get<Case>('case', input.case);
    // CASE-31: a restricted matter has no household check; the named office closes it.
    if (!matter.restricted || matter.namedOffice === null || !sitsIn(context.actor, matter.namedOffice))
      throw new Problem('refused', 'not-yours');
    mustBeOpen(matter);
    return [fact('case.restricted-closed', matter, context, { text: input.text })];
  },
});

export const caseVerbs = [
  ...phoneVerbs,
  dispatchCase,
  returnCase,
  ...homeVerbs,
  ...clockVerbs,
  ...dutyVerbs,
  ...overseeVerbs,
  passCase,
  followHome,
  closeRestricted,
];
