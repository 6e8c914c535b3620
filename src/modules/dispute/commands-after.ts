// What comes after an agreement: asking what became of it, and asking a court to confirm it.
import * as z from 'zod/mini';
import { dayOf } from '#kit/calendar.ts';
import { defineVerb } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { alone, day, disputeId, fact, getMine, who, words } from './commands-parts.ts';
import { courtSteps, followUpDays, fulfilments } from './model.ts';
import { followUpFrom, mayConfirm, nextFollowUp } from './rules.ts';

const number = z.union(followUpDays.map((after) => z.literal(after)));

export const followUp = defineVerb({
  name: 'dispute.follow-up',
  input: z.object({
    ...disputeId,
    followUp: z.object({ after: number, outcome: z.enum(fulfilments), text: words(500) }),
  }),
  who,
  offline: true,
  needs: (input) => alone(input),
  decide(input, context) {
    const dispute = getMine(input, context);
    if (dispute.state !== 'agreed') throw new Problem('conflict', 'dispute-moved-on');
    // DISPUTE-11: a later one passes over those before it.
    const asked = dispute.followUps.find((one) => one.after === input.followUp.after);
    const next = nextFollowUp(dispute);
    if (!asked || !next || asked.after < next.after) throw new Problem('conflict', 'follow-up-done');
    if (dayOf(context.now) < followUpFrom(asked))
      throw new Problem('conflict', 'follow-up-early', { day: followUpFrom(asked) });
    return [fact('dispute.followed-up', dispute, context, input.followUp)];
  },
});

export const toCourt = defineVerb({
  name: 'dispute.court',
  input: z.object({
    ...disputeId,
    court: z.enum(courtSteps),
    courtOn: day,
    /** Who asks: all parties. */
    parties: z.array(z.uuid()).check(z.maxLength(12)),
  }),
  who,
  offline: true,
  needs: (input) => alone(input),
  decide(input, context) {
    const dispute = getMine(input, context);
    const { court, courtOn: on } = input;
    if (dispute.agreement === null || dispute.confirmBy === null) throw new Problem('conflict', 'court-needs-paper');
    if (on > dayOf(context.now) || on < dispute.agreement.on) throw new Problem('invalid', 'court-day');
    // DISPUTE-12: together, within the days, and it may be left.
    if (court !== 'asked') {
      if (dispute.court !== 'asked') throw new Problem('conflict', 'dispute-moved-on');
    } else {
      if (dispute.court !== null) throw new Problem('conflict', 'dispute-moved-on');
      if (!dispute.parties.every((one) => input.parties.includes(one.id)))
        throw new Problem('invalid', 'court-together');
      if (!mayConfirm(dispute, on)) throw new Problem('conflict', 'court-too-late', { day: dispute.confirmBy });
    }
    return [fact('dispute.court', dispute, context, { court, courtOn: on })];
  },
});

export const afterVerbs = [followUp, toCourt];
