// The day and what follows: count sheets are entered by two, counted, voted again or drawn by lot, signed; or the election is declared void.
import * as z from 'zod/mini';
import { dayOf } from '#kit/calendar.ts';
import { defineVerb, type Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { attachments } from '#modules/attachment/model.ts';
import { attach } from '#modules/attachment/rules.ts';
import { runners, running } from './commands.ts';
import { type Election, type Figures, type Round, voidReasons } from './model.ts';
import { type Check, resultsOf, roundChecks, sheetChecks } from './rules-count.ts';
import { dayAfter, figureOf, isDay, isOn, lawOf, roundOf, seatsLeft, signersNeeded } from './rules-roll.ts';

const alone = (input: { election: string }): Need[] => [{ kind: 'election', id: input.election }];
const count = z.int().check(z.gte(0), z.lte(100_000));
/** A member's id, or the word of a recall. */
const name = z.string().check(z.regex(/^([0-9a-f-]{36}|yes|no)$/));

const figures = z.object({
  came: count,
  homes: count,
  proxied: count,
  issued: count,
  cast: count,
  contests: z
    .array(
      z.object({
        contest: z.uuid(),
        valid: count,
        spoiled: count,
        blank: count,
        others: count,
        votes: z.record(name, count),
      }),
    )
    .check(z.maxLength(4)),
});

/** The first thing that does not add up is the refusal, with its numbers. */
export function refuseFor(checks: readonly Check[]): void {
  const [first] = checks;
  if (first) throw new Problem('invalid', `election-${first.code}`, first.facts);
}

/** ELECT-7: of a list those on it, and on a first list whoever voters wrote beside it; in a recall yes and no. */
function mustBeNamed(election: Election, round: Round, said: Figures): void {
  for (const { contest } of round.open) {
    const votes = Object.keys(said.contests.find((one) => one.contest === contest)?.votes ?? {});
    const may = (one: string): boolean =>
      election.recall
        ? one === 'yes' || one === 'no'
        : (round.candidates[contest] ?? []).includes(one) ||
          (round.no === 1 && isOn(election, one) && !election.committee.includes(one));
    if (!votes.every(may)) throw new Problem('invalid', 'election-not-standing');
  }
  const open = round.open.map((one) => one.contest);
  const given = said.contests.map((one) => one.contest);
  if (given.length !== open.length || new Set(given).size !== open.length || !given.every((one) => open.includes(one)))
    throw new Problem('invalid', 'election-sheet-contests');
}

export const enterSheet = defineVerb({
  name: 'election.enter',
  input: z.object({ election: z.uuid(), place: z.int().check(z.gte(0), z.lte(11)), figures }),
  who: runners,
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const { election, fact } = running(input.election, context, 'nominated');
    const round = roundOf(election);
    const { person } = context.actor;
    if (person === null || input.place >= election.places.length) throw new Problem('refused', 'not-yours');
    // ELECT-17
    if (dayOf(context.now) < round.day) throw new Problem('conflict', 'election-not-yet', { day: round.day });
    mustBeNamed(election, round, input.figures);
    // ELECT-8
    refuseFor(sheetChecks(election, round, input.figures));
    // ELECT-9: whoever entered it may mend his own; a third has nothing to enter.
    const others = round.entries.filter((one) => one.place === input.place && one.person !== person);
    if (others.length >= Math.max(2, figureOf(election, 'entries'))) throw new Problem('conflict', 'election-entered');
    const entry = { place: input.place, person, at: context.now, figures: input.figures };
    return [fact('election.entered', { entry })];
  },
});

export const countElection = defineVerb({
  name: 'election.count',
  input: z.object({ election: z.uuid() }),
  who: runners,
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const { election, fact } = running(input.election, context, 'nominated');
    const round = roundOf(election);
    // ELECT-9
    refuseFor(roundChecks(election, round, figureOf(election, 'entries')));
    return [fact('election.counted', { results: resultsOf(election, round) })];
  },
});

export const drawLot = defineVerb({
  name: 'election.lot',
  input: z.object({
    election: z.uuid(),
    contest: z.uuid(),
    drawn: z.array(z.uuid()).check(z.minLength(1), z.maxLength(9)),
  }),
  who: runners,
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const { election, fact } = running(input.election, context, 'counted');
    const result = roundOf(election).results.find((one) => one.contest === input.contest);
    // ELECT-13
    if (lawOf(election).tie !== 'lot') throw new Problem('conflict', 'election-no-lot');
    if (!result || result.tied.length === 0) throw new Problem('conflict', 'election-not-now');
    const drawn = [...new Set(input.drawn)];
    if (drawn.length !== result.left || !drawn.every((one) => result.tied.includes(one)))
      throw new Problem('invalid', 'election-lot', { n: result.left });
    return [fact('election.lot-drawn', { contest: input.contest, elected: drawn })];
  },
});

export const voteAgain = defineVerb({
  name: 'election.again',
  input: z.object({ election: z.uuid(), day: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)) }),
  who: runners,
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const { election, fact } = running(input.election, context, 'counted');
    const before = roundOf(election);
    const again = before.results.filter((one) => one.left > 0 || one.why === 'too-few');
    if (again.length === 0) throw new Problem('conflict', 'election-not-now');
    const today = dayOf(context.now);
    if (!isDay(input.day) || input.day < today || input.day > dayAfter(today, 60))
      throw new Problem('invalid', 'election-day', { earliest: today });
    // ELECT-10, ELECT-12: after too few came it is the same vote once more.
    const candidates = Object.fromEntries(
      again.map((one) => {
        const stood = before.candidates[one.contest] ?? [];
        // In the order of the ballot before; whoever was written beside it comes last.
        const next = [
          ...stood.filter((member) => one.next.includes(member)),
          ...one.next.filter((member) => !stood.includes(member)),
        ];
        return [one.contest, one.why === 'too-few' ? stood : next];
      }),
    );
    const same = again.every((one) => one.why === 'too-few');
    const open = again.map(({ contest, seats, left, why }) => ({ contest, seats: why === 'too-few' ? seats : left }));
    const round = { no: same ? before.no : before.no + 1, day: input.day, candidates, open, entries: [], results: [] };
    return [fact('election.again', { round })];
  },
});

export const keepBoard = defineVerb({
  name: 'election.board',
  input: z.object({ election: z.uuid(), attachments }),
  who: runners,
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const { election, post, fact } = running(input.election, context, 'nominated', 'counted', 'signed');
    if (input.attachments.length === 0 || input.attachments.some((one) => one.kind !== 'picture'))
      throw new Problem('invalid', 'election-board');
    const to = {
      ground: election.ground,
      household: null,
      matter: null,
      visit: null,
      step: null,
      election: election.id,
    };
    const seen = { forHome: true, hidden: true, office: post.office };
    return [fact('election.board', {}), ...attach(input.attachments, { ...to, ...seen }, context)];
  },
});

export const signResult = defineVerb({
  name: 'election.sign',
  input: z.object({
    election: z.uuid(),
    signers: z.array(z.uuid()).check(z.maxLength(15)),
    /** What nobody was elected to stays free. */
    leaveFree: z._default(z.boolean(), false),
  }),
  who: runners,
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    const { election, fact } = running(input.election, context, 'counted');
    const { results } = roundOf(election);
    if (results.some((one) => one.why === 'too-few')) throw new Problem('conflict', 'election-not-enough');
    if (results.some((one) => one.tied.length > 0)) throw new Problem('conflict', 'election-tied');
    if (seatsLeft(election) > 0 && !input.leaveFree)
      throw new Problem('conflict', 'election-seats-left', { n: seatsLeft(election) });
    const signers = [...new Set(input.signers)];
    // ELECT-14
    const least = signersNeeded(election);
    if (!signers.every((one) => election.committee.includes(one))) throw new Problem('invalid', 'election-signer');
    if (signers.length < least) throw new Problem('invalid', 'election-sign', { least, n: signers.length });
    return [fact('election.signed', { signers })];
  },
});

export const voidElection = defineVerb({
  name: 'election.void',
  input: z.object({ election: z.uuid(), reason: z.enum(voidReasons) }),
  who: runners,
  offline: false,
  needs: (input) => alone(input),
  decide(input, context) {
    // ELECT-17: once signed it stands.
    const { fact } = running(input.election, context, 'called', 'drawn', 'published', 'nominated', 'counted');
    return [fact('election.voided', { reason: input.reason })];
  },
});

export const dayVerbs = [enterSheet, countElection, drawLot, voteAgain, keepBoard, signResult, voidElection];
