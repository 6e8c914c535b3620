// What can be done with a mediation: note sessions, agree, end, begin again; beside opening it and what comes after the agreement.
import * as z from 'zod/mini';
import { dayOf } from '#kit/calendar.ts';
import { defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Case } from '#modules/case/model.ts';
import { isWorkedOn } from '#modules/case/rules.ts';
import { rulesOf } from '#modules/case/rules-county.ts';
import { afterVerbs } from './commands-after.ts';
import { openVerbs } from './commands-open.ts';
import {
  alone,
  day,
  disputeId,
  fact,
  getMine,
  getOpen,
  mustBeParties,
  nullableId,
  text,
  who,
  words,
} from './commands-parts.ts';
import { agreementForms, type Dispute } from './model.ts';
import { agreedAnswer, confirmByOf } from './rules.ts';

export const holdSession = defineVerb({
  name: 'dispute.session',
  input: z.object({
    ...disputeId,
    session: z.object({
      at: z.int().check(z.gte(0)),
      place: words(80),
      present: z.array(z.uuid()).check(z.maxLength(12)),
      invited: words(200),
      text: text(2000),
    }),
  }),
  who,
  offline: true,
  needs: (input) => alone(input),
  decide(input, context) {
    const dispute = getOpen(input, context);
    // DISPUTE-6: a clock may be a little ahead, a session not.
    if (input.session.at > context.now + 10 * 60_000) throw new Problem('invalid', 'session-ahead');
    mustBeParties(input.session.present, dispute);
    const said = fact('dispute.session-held', dispute, context);
    const session = { ...input.session, office: said.data.by, person: context.actor.person };
    return [{ ...said, data: { ...said.data, session } }];
  },
});

export const agree = defineVerb({
  name: 'dispute.agree',
  input: z.object({
    ...disputeId,
    agreement: z.object({
      form: z.enum(agreementForms),
      on: day,
      place: words(80),
      about: text(2000),
      duties: z
        .array(z.object({ party: z.uuid(), text: text(500), by: z._default(z.nullable(day), null) }))
        .check(z.minLength(1), z.maxLength(20)),
    }),
    /** Everybody who agreed: all parties. */
    parties: z.array(z.uuid()).check(z.maxLength(12)),
  }),
  who,
  offline: true,
  needs: (input) => alone(input),
  decide(input, context) {
    const dispute = getMine(input, context);
    // DISPUTE-8
    const again = dispute.state === 'agreed' && dispute.court !== 'confirmed';
    if (dispute.state !== 'open' && !again) throw new Problem('conflict', 'dispute-moved-on');
    const { agreement } = input;
    mustBeParties([...input.parties, ...agreement.duties.map((one) => one.party)], dispute);
    // DISPUTE-7
    if (dispute.parties.length < 2) throw new Problem('invalid', 'party-alone');
    if (!dispute.parties.every((one) => input.parties.includes(one.id))) throw new Problem('invalid', 'agree-all');
    if (agreement.on > dayOf(context.now)) throw new Problem('invalid', 'agreement-ahead');
    if (agreement.duties.some((one) => one.by !== null && one.by < agreement.on))
      throw new Problem('invalid', 'duty-before');
    const said = fact('dispute.agreed', dispute, context);
    const whole = { ...agreement, office: said.data.by, person: context.actor.person };
    const confirmBy = confirmByOf(agreement, rulesOf(context).calendar);
    return [{ ...said, data: { ...said.data, agreement: whole, confirmBy } }];
  },
});

export const endDispute = defineVerb({
  name: 'dispute.end',
  input: z.object({
    ...disputeId,
    ending: z.enum(['refused', 'no-agreement']),
    /** Who refused. */
    endedBy: nullableId,
    endText: words(500),
  }),
  who,
  offline: true,
  needs: (input) => alone(input),
  decide(input, context) {
    // DISPUTE-5, DISPUTE-10
    const dispute = getOpen(input, context);
    const { ending, endedBy, endText } = input;
    if (endedBy !== null) mustBeParties([endedBy], dispute);
    else if (ending === 'refused') throw new Problem('invalid', 'party-unknown');
    return [fact('dispute.ended', dispute, context, { ending, endedBy, endText })];
  },
});

export const beginAgain = defineVerb({
  name: 'dispute.again',
  input: z.object({ ...disputeId, parties: z.array(z.uuid()).check(z.maxLength(12)) }),
  who,
  offline: true,
  needs: (input) => alone(input),
  decide(input, context) {
    const dispute = getMine(input, context);
    if (dispute.state !== 'ended' || dispute.agreement !== null) throw new Problem('conflict', 'dispute-moved-on');
    // DISPUTE-5: only when all are willing.
    if (!dispute.parties.every((one) => input.parties.includes(one.id))) throw new Problem('invalid', 'agree-all');
    return [fact('dispute.begun-again', dispute, context)];
  },
});

export const followMatter = defineVerb({
  name: 'dispute.follow',
  input: z.object({ case: z.uuid() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [
    { kind: 'case', id: input.case },
    { kind: 'dispute-of', id: input.case },
  ],
  decide(input, { actor, loaded, now }) {
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    const matter = loaded.get<Case>('case', input.case);
    const { ground, holder, number: given } = matter;
    // DISPUTE-14
    return loaded
      .list<Dispute>('dispute')
      .filter((one) => one.ground !== ground || one.holder !== holder || one.number !== given)
      .map((one): Fact => {
        const data = { at: now, by: holder, ground, holder, number: given, leftGround: one.ground };
        return { name: 'dispute.moved', kind: 'dispute', id: one.id, data };
      });
  },
});

export const answerMatter = defineVerb({
  name: 'dispute.answer-matter',
  input: z.object({ ...disputeId, case: z.uuid() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [...alone(input), { kind: 'case', id: input.case }],
  decide(input, { actor, loaded, now }) {
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    const dispute = loaded.get<Dispute>('dispute', input.dispute);
    const matter = loaded.get<Case>('case', input.case);
    const { agreement } = dispute;
    // DISPUTE-18: once it is answered, or where it follows an incident, it is left as it stands.
    if (agreement === null || dispute.matter !== matter.id || !isWorkedOn(matter) || matter.side === 'merged')
      return [];
    const data = { at: now, by: matter.holder, person: agreement.person, text: agreedAnswer };
    return [{ name: 'case.answered', kind: 'case', id: matter.id, data }];
  },
});

export const disputeVerbs = [
  ...openVerbs,
  holdSession,
  agree,
  endDispute,
  beginAgain,
  ...afterVerbs,
  followMatter,
  answerMatter,
];
