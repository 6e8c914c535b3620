// What can be done with a matter: report, accept, hand up, dispatch, return, answer, tell, say, and the smaller acts beside them.
import * as z from 'zod/mini';
import { isUnder, servesGround, sitsIn } from '#kit/actor.ts';
import { defineVerb, type Fact, type Loaded, type Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { attachments } from '#modules/attachment/model.ts';
import type { Household } from '#modules/household/model.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { receivingOffice } from '#modules/people/rules.ts';
import type { Case } from './model.ts';
import { sendsTo } from './rules-acts.ts';
import { isOpen, mustBeOpen, mustNotBeRestricted } from './rules.ts';
import { reportCase } from './commands-report.ts';
import { sayCase, stepUpCase, tellCase, withdrawCase } from './commands-word.ts';
import { clockVerbs } from './commands-clock.ts';
import { dutyVerbs } from './commands-duty.ts';
import { alone, caseId, fact, getHeld, getOpen, isHidden, move, mustBeMovable, withFiles } from './commands-parts.ts';

const words = z.string().check(z.minLength(1), z.maxLength(2000));
const holders = [
  'level-2-worker',
  'level-1-head',
  'liaison-officer',
  'village-officer',
  'village-specialist',
  'township-officer',
  'field-officer',
  'department-officer',
  'county-officer',
];

const withChain = (input: { case: string }): Need[] => [
  ...alone(input),
  { kind: 'chain', of: { kind: 'case', id: input.case } },
];

function officeIn(loaded: Loaded, id: string | null): StaffedOffice {
  const office = loaded.list<StaffedOffice>('office').find((one) => one.id === id);
  if (!office) throw new Problem('invalid', 'office-not-here');
  return office;
}

export const acceptCase = defineVerb({
  name: 'case.accept',
  input: z.object(caseId),
  who: holders,
  offline: true,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = getHeld(input, context);
    // CASE-6: what was already accepted is not accepted twice.
    if (matter.state !== 'reported') throw new Problem('conflict', 'case-moved-on');
    return [fact('case.accepted', matter, context)];
  },
});

export const handUpCase = defineVerb({
  name: 'case.hand-up',
  input: z.object({ ...caseId, text: z._default(z.string().check(z.maxLength(2000)), '') }),
  who: ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer', 'village-specialist'],
  offline: true,
  needs: (input) => withChain(input),
  decide(input, context) {
    const matter = getHeld(input, context);
    mustBeMovable(matter);
    // CASE-7: handing up goes one level at a time; the township dispatches instead.
    const chain = context.loaded.list<StaffedOffice>('office');
    const mine = officeIn(context.loaded, matter.holder);
    if (!mine.parent || mine.kind === 'township') throw new Problem('conflict', 'case-top-level');
    const office = officeIn(context.loaded, mine.parent);
    return [move('case.handed-up', matter, context, { office, chain, text: input.text })];
  },
});

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
    // CASE-8: dispatch goes by the catalogue, category to office.
    if (!office.duties.includes(matter.category))
      throw new Problem('refused', 'not-in-catalogue', { office: office.name });
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
    if (matter.ruledAt !== null) throw new Problem('refused', 'ruled-before');
    if (matter.returns > 0) throw new Problem('refused', 'no-second-return');
    const back = context.loaded.list<StaffedOffice>('office').find((one) => one.id === matter.previousHolder);
    if (!back) throw new Problem('conflict', 'case-nowhere-to-return');
    return [move('case.returned', matter, context, { office: back, chain: [back], text: input.text })];
  },
});

export const answerCase = defineVerb({
  name: 'case.answer',
  input: z.object({ ...caseId, text: words, attachments }),
  who: holders,
  offline: true,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = getHeld(input, context);
    // CASE-12: a matter in an incident is answered through the incident, once for all.
    if (matter.side === 'merged') throw new Problem('conflict', 'case-in-incident');
    if (matter.state === 'answered' || matter.state === 'household-check')
      throw new Problem('conflict', 'case-moved-on');
    const answered = fact('case.answered', matter, context, { text: input.text });
    return withFiles(answered, matter, { named: input.attachments, forHome: true }, context);
  },
});

export const noteCase = defineVerb({
  name: 'case.note',
  input: z.object({ ...caseId, text: words, internal: z._default(z.boolean(), true), attachments }),
  who: holders,
  offline: true,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = context.loaded.get<Case>('case', input.case);
    mustNotBeRestricted(matter);
    if (context.actor.standing !== 'staff') throw new Problem('refused', 'not-yours');
    // What offices write to each other is theirs, and so is what they show each other.
    const noted = fact('case.noted', matter, context, { text: input.text, internal: input.internal });
    return withFiles(noted, matter, { named: input.attachments, forHome: false }, context);
  },
});

export const askHelp = defineVerb({
  name: 'case.ask-help',
  input: z.object({ ...caseId, text: words, attachments }),
  who: ['level-2-worker'],
  offline: true,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = getOpen(input, context);
    if (!servesGround(context.actor, matter.ground, ['level-2-worker'])) throw new Problem('refused', 'not-yours');
    const asked = fact('case.help-asked', matter, context, { text: input.text, internal: true });
    return withFiles(asked, matter, { named: input.attachments, forHome: false }, context);
  },
});

export const giveHelp = defineVerb({
  name: 'case.give-help',
  input: z.object({ ...caseId, text: words }),
  who: ['level-1-head', 'liaison-officer', 'village-officer'],
  offline: true,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = getOpen(input, context);
    if (!servesGround(context.actor, matter.ground, ['level-1-head', 'liaison-officer', 'village-officer']))
      throw new Problem('refused', 'not-yours');
    if (matter.help !== 'asked') throw new Problem('conflict', 'case-moved-on');
    return [fact('case.help-given', matter, context, { text: input.text, internal: true })];
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
  reportCase,
  acceptCase,
  handUpCase,
  dispatchCase,
  returnCase,
  answerCase,
  tellCase,
  sayCase,
  withdrawCase,
  stepUpCase,
  noteCase,
  askHelp,
  giveHelp,
  ...clockVerbs,
  ...dutyVerbs,
  passCase,
  followHome,
  closeRestricted,
];
