// The way back of a matter: the answer is carried to the door, and the household says whether it is solved.
import * as z from 'zod/mini';
import { servesGround, sitsIn } from '#kit/actor.ts';
import { type Deciding, defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { receivingOffice } from '#modules/people/rules.ts';
import { alone, caseId, fact, fieldStaff, getOpen, withChain } from './commands-parts.ts';
import type { Case } from './model.ts';
import { afterUnhappyWord } from './rules-clocks.ts';
import { rulesOf } from './rules-county.ts';
import { holderDeadline, isOpen, mayBringWord, mustNotBeRestricted, reopenTo } from './rules.ts';

const ninetyDays = 90 * 86_400_000;

export const tellCase = defineVerb({
  name: 'case.tell',
  input: z.object({ ...caseId, text: z._default(z.string().check(z.maxLength(500)), '') }),
  who: [...fieldStaff, 'village-officer', 'township-officer'],
  offline: true,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = getOpen(input, context);
    // CASE-13: the answer walks back to the door; the first receiver stays responsible that it does.
    const mine = matter.firstReceiver !== null && sitsIn(context.actor, matter.firstReceiver);
    if (!mine && !servesGround(context.actor, matter.ground, [...fieldStaff, 'village-officer', 'township-officer']))
      throw new Problem('refused', 'not-yours');
    if (matter.state !== 'answered') throw new Problem('conflict', 'case-moved-on');
    return [fact('case.told', matter, context, { text: input.text })];
  },
});

export const sayCase = defineVerb({
  name: 'case.say',
  input: z.object({
    ...caseId,
    outcome: z.enum(['solved', 'partly', 'not-solved']),
    /** How the word came; by the secret or a verified adult the server knows it itself. */
    by: z._default(z.nullable(z.enum(['call', 'visit'])), null),
    text: z._default(z.string().check(z.maxLength(2000)), ''),
  }),
  who: [
    'secret',
    'adult',
    'level-2-worker',
    'level-1-head',
    'liaison-officer',
    'village-officer',
    'township-officer',
    'county-officer',
  ],
  offline: true,
  needs: (input) => [...withChain(input), { kind: 'reopen-office', id: input.case }],
  decide(input, context) {
    const matter = context.loaded.get<Case>('case', input.case);
    mustNotBeRestricted(matter);
    const proof = proofOf(matter, input.by, context);
    const late =
      matter.state === 'closed' &&
      context.now - (matter.closedAt ?? 0) < ninetyDays &&
      input.outcome !== 'solved' &&
      matter.side !== 'withdrawn';
    const asked = matter.state === 'answered' || matter.state === 'household-check';
    // CASE-15: there is something to say once an answer was given; an unhappy one also within 90 days after closing.
    if (!asked && !late) throw new Problem('conflict', isOpen(matter) ? 'case-not-answered-yet' : 'case-closed');
    // CASE-29: what a court or another body decides is never solved here.
    if (input.outcome === 'solved' && matter.side === 'referred')
      throw new Problem('conflict', 'case-not-answered-yet');
    if (input.outcome === 'solved') return [fact('case.solved', matter, context, { proof, text: input.text })];
    const chain = context.loaded.list<StaffedOffice>('office');
    const answered = chain.find((one) => one.id === reopenTo(matter));
    // CASE-14: also where it goes back to there may be nobody.
    const office = answered && receivingOffice(answered, chain);
    const to = office?.id ?? reopenTo(matter);
    const rules = rulesOf(context);
    const holderBy = office ? holderDeadline(office, matter.severity, context.now, rules) : null;
    return [
      fact('case.not-solved', matter, context, {
        proof,
        outcome: input.outcome,
        to,
        holderBy,
        resolveBy: afterUnhappyWord(matter, context.now, rules),
        text: input.text,
      }),
    ];
  },
});

function proofOf(matter: Case, by: 'call' | 'visit' | null, { actor }: Deciding): string {
  if (actor.standing === 'secret' && actor.caseId === matter.id) return 'secret';
  if (actor.standing === 'adult' && actor.household !== null && actor.household === matter.household) return 'adult';
  if (actor.standing !== 'staff') throw new Problem('refused', 'not-yours');
  if (!mayBringWord(matter, actor)) throw new Problem('refused', 'checker-is-handler');
  if (by === null) throw new Problem('invalid', 'say-how-told');
  return by;
}
