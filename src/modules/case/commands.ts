// What can be done with a matter also without coverage: report, accept, hand up, answer, tell, say, and the smaller acts beside them.
import * as z from 'zod/mini';
import { servesGround } from '#kit/actor.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { attachments } from '#modules/attachment/model.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import type { Case } from './model.ts';
import { mustNotBeRestricted } from './rules.ts';
import { reportCase } from './commands-report.ts';
import { sayCase, tellCase } from './commands-word.ts';
import {
  alone,
  caseId,
  fact,
  getHeld,
  getOpen,
  move,
  mustBeMovable,
  officeIn,
  withChain,
  withFiles,
} from './commands-parts.ts';

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

/** What may be said without coverage; the phone decides with these and no others. */
export const phoneVerbs = [
  reportCase,
  acceptCase,
  handUpCase,
  answerCase,
  tellCase,
  sayCase,
  noteCase,
  askHelp,
  giveHelp,
];
