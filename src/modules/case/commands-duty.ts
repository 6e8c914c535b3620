// Whose a matter is: an office that says "not ours" a second time asks the county centre, which rules once and for all.
import * as z from 'zod/mini';
import { isUnder, servesGround, sitsIn } from '#kit/actor.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { alone, caseId, fact, getHeld, move, mustBeMovable } from './commands-parts.ts';
import { type Case, ratings } from './model.ts';
import { isAbout } from './rules-bypass.ts';
import { isRuledFor, mustNotBeRestricted } from './rules.ts';
import { isRateable, nameable, rated } from './rules-acts.ts';

const words = z.string().check(z.minLength(1), z.maxLength(2000));

export const askRuling = defineVerb({
  name: 'case.ask-ruling',
  input: z.object({ ...caseId, text: words }),
  who: ['township-officer', 'field-officer', 'department-officer'],
  offline: false,
  needs: (input) => [...alone(input), { kind: 'chain', of: { kind: 'case', id: input.case } }],
  decide(input, context) {
    const matter = getHeld(input, context);
    mustBeMovable(matter);
    if (isRuledFor(matter)) throw new Problem('refused', 'ruled-before');
    // It is returned once before it is disputed: most of what came to the wrong office is settled by that.
    if (matter.returns === 0) throw new Problem('conflict', 'return-first');
    const chain = context.loaded.list<StaffedOffice>('office');
    const centre = chain.find((office) => office.kind === 'county-centre');
    if (!centre) throw new Problem('conflict', 'no-county-centre');
    return [move('case.ruling-asked', matter, context, { office: centre, chain, text: input.text })];
  },
});

export const ruleCase = defineVerb({
  name: 'case.rule',
  input: z.object({ ...caseId, office: z.uuid(), text: words }),
  who: ['county-officer'],
  offline: false,
  needs: (input) => [...alone(input), { kind: 'office-named', id: input.office }],
  decide(input, context) {
    const matter = getHeld(input, context);
    mustBeMovable(matter);
    if (matter.disputedAt === null) throw new Problem('conflict', 'nothing-to-rule');
    const office = context.loaded.list<StaffedOffice>('office').find((one) => one.id === input.office);
    if (!office || !isUnder(matter.ground, office.ground) || !nameable.includes(office.kind))
      throw new Problem('invalid', 'office-not-here');
    if (isAbout(matter, office)) throw new Problem('refused', 'office-complained-of', { office: office.name });
    return [move('case.ruled', matter, context, { office, chain: [office], text: input.text })];
  },
});

export const rateCase = defineVerb({
  name: 'case.rate',
  input: z.object({ ...caseId, rating: z.enum(ratings), text: z._default(z.string().check(z.maxLength(2000)), '') }),
  who: ['township-officer'],
  offline: false,
  needs: (input) => [...alone(input), { kind: 'reopen-office', id: input.case }],
  decide(input, context) {
    const matter = context.loaded.get<Case>('case', input.case);
    mustNotBeRestricted(matter);
    // CASE-24: the township of this ground, and never the office whose result it is.
    const own = matter.answeredBy !== null && sitsIn(context.actor, matter.answeredBy);
    if (own || !servesGround(context.actor, matter.ground, ['township-officer']))
      throw new Problem('refused', 'not-yours');
    const office = context.loaded.list<StaffedOffice>('office').find((one) => one.id === matter.answeredBy);
    if (!isRateable(matter) || !office) throw new Problem('conflict', 'nothing-to-rate');
    if (!rated.includes(office.kind)) throw new Problem('refused', 'not-rated-here');
    if (matter.rating !== null) throw new Problem('conflict', 'rated-before');
    return [fact('case.rated', matter, context, { rating: input.rating, text: input.text, internal: true })];
  },
});

export const dutyVerbs = [askRuling, ruleCase, rateCase];
