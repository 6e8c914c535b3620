// What the household alone may do with its matter: take it one level up, or withdraw it.
import * as z from 'zod/mini';
import { type Deciding, defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { alone, caseId, fact, getOpen } from './commands-parts.ts';
import type { Case } from './model.ts';
import { isAbout, receiverFor } from './rules-bypass.ts';
import { goesOn } from './rules-clocks.ts';
import { rulesOf } from './rules-county.ts';
import { holderDeadline, isWorkedOn, mustNotBeRestricted } from './rules.ts';

/** CASE-19, CASE-23: the household alone, by the matter's own secret or as a verified adult. */
function mustBeOwn(matter: Case, { actor }: Deciding): void {
  const own =
    (actor.standing === 'secret' && actor.caseId === matter.id) ||
    (actor.standing === 'adult' && actor.household === matter.household);
  if (!own) throw new Problem('refused', 'not-yours');
}

/** The office above, past whom the matter complains of; undefined at the top. */
function officeAbove(matter: Case, chain: readonly StaffedOffice[]): StaffedOffice | undefined {
  const centre = chain.find((office) => office.kind === 'county-centre');
  let office = chain.find((one) => one.id === matter.holder);
  if (office?.kind === 'county-centre') return undefined;
  do {
    const parent = office?.parent;
    // What holds a matter outside the catalogue is not in the chain: above it is the county.
    office = parent ? chain.find((one) => one.id === parent) : centre;
    if (office === undefined || office.id === centre?.id)
      return centre && !isAbout(matter, centre) ? centre : undefined;
  } while (isAbout(matter, office));
  return office;
}

export const stepUpCase = defineVerb({
  name: 'case.step-up',
  input: z.object({ ...caseId, text: z._default(z.string().check(z.maxLength(500)), '') }),
  who: ['secret', 'adult'],
  offline: false,
  needs: (input) => [...alone(input), { kind: 'chain', of: { kind: 'case', id: input.case } }],
  decide(input, context) {
    const matter = getOpen(input, context);
    mustBeOwn(matter, context);
    if (matter.side === 'merged') throw new Problem('conflict', 'case-in-incident');
    if (!isWorkedOn(matter)) throw new Problem('conflict', 'case-moved-on');
    const chain = context.loaded.list<StaffedOffice>('office');
    const office = officeAbove(matter, chain);
    if (!office) throw new Problem('conflict', 'case-top-level');
    const receiver = receiverFor(matter, office, chain);
    const rules = rulesOf(context);
    const holderBy = holderDeadline(receiver, matter.severity, context.now, rules);
    const resolveBy = goesOn(matter, context.now, rules);
    return [fact('case.stepped-up', matter, context, { to: receiver.id, holderBy, resolveBy, text: input.text })];
  },
});

export const withdrawCase = defineVerb({
  name: 'case.withdraw',
  input: z.object({ ...caseId, text: z._default(z.string().check(z.maxLength(500)), '') }),
  who: ['secret', 'adult'],
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = getOpen(input, context);
    mustBeOwn(matter, context);
    return [fact('case.withdrawn', matter, context, { text: input.text })];
  },
});

const ninetyDays = 90 * 86_400_000;
/** CASE-77: its word stands, and it has not yet said whether it is satisfied. */
export const maySatisfy = (
  { outcome, side, state, closedAt, satisfied }: Pick<Case, 'outcome' | 'side' | 'state' | 'closedAt' | 'satisfied'>,
  now: number,
): boolean =>
  outcome !== null &&
  outcome !== 'no-answer' &&
  side !== 'withdrawn' &&
  satisfied === null &&
  (state !== 'closed' || now - (closedAt ?? 0) < ninetyDays);

export const satisfyCase = defineVerb({
  name: 'case.satisfy',
  input: z.object({ ...caseId, satisfied: z.boolean() }),
  who: ['secret', 'adult'],
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const matter = context.loaded.get<Case>('case', input.case);
    mustNotBeRestricted(matter);
    mustBeOwn(matter, context);
    if (!maySatisfy(matter, context.now)) throw new Problem('conflict', 'case-moved-on');
    const { now } = context;
    return [
      { name: 'case.satisfied', kind: 'case', id: matter.id, data: { at: now, by: null, satisfied: input.satisfied } },
    ];
  },
});

export const homeVerbs = [stepUpCase, withdrawCase, satisfyCase];
