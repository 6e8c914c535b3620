// The roll of an election: drawn, changed with a reason, published with a word to the ground, objected to and answered.
import * as z from 'zod/mini';
import { dayOf } from '#kit/calendar.ts';
import { type Deciding, defineVerb, type Need } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Member } from '#modules/household/model.ts';
import { notice, runnerOf, runners, running, told } from './commands.ts';
import { type Election, objections, putReasons, type RollChange, type RollReason, takeReasons } from './model.ts';
import { drawRoll, earliestDay, figureOf, isOn, objectUntil, roundOf } from './rules-roll.ts';
import { isOver } from './rules.ts';

const withAdults = (input: { election: string; area: string }): Need[] => [
  { kind: 'election', id: input.election },
  { kind: 'adults-in', id: input.area },
];

export const drawElection = defineVerb({
  name: 'election.draw',
  input: z.object({ election: z.uuid(), area: z.uuid() }),
  who: runners,
  offline: false,
  needs: (input) => withAdults(input),
  decide(input, context) {
    // Drawn anew as often as wanted until it is published.
    const { election, fact } = running(input.election, context, 'called', 'drawn');
    if (input.area !== election.area) throw new Problem('invalid', 'election-office');
    const drawn = drawRoll(context.loaded.list<Member>('member'), roundOf(election).day);
    if (drawn.roll.length === 0) throw new Problem('invalid', 'election-roll-empty');
    return [fact('election.drawn', drawn)];
  },
});

/** ELECT-4: reasons are the law's own, chosen and not written, so that no word about anybody stands here. */
export function mustFit(on: boolean, reason: RollReason): void {
  if (!(on ? putReasons : takeReasons).some((one) => one === reason)) throw new Problem('invalid', 'election-reason');
}

const change = z.object({ member: z.uuid(), on: z.boolean(), reason: z.enum([...putReasons, ...takeReasons]) });

function changed(
  member: string,
  said: Omit<RollChange, 'at' | 'member'>,
  { loaded, now }: Deciding,
): RollChange & { home: string } {
  mustFit(said.on, said.reason);
  return { ...said, member, at: now, home: loaded.get<Member>('member', member).household };
}

export const changeRoll = defineVerb({
  name: 'election.change-roll',
  input: z.object({ election: z.uuid(), changes: z.array(change).check(z.minLength(1), z.maxLength(200)) }),
  who: runners,
  offline: false,
  needs: (input) => [
    { kind: 'election', id: input.election },
    ...input.changes.map((one) => ({ kind: 'member', id: one.member })),
  ],
  decide(input, context) {
    const { election, fact } = running(input.election, context, 'drawn', 'published', 'nominated');
    const published = election.publishedAt !== null;
    // ELECT-5: once it hangs out it changes by an objection only, save for those who died.
    if (published && input.changes.some((one) => one.reason !== 'died'))
      throw new Problem('conflict', 'election-roll-out');
    const changes = input.changes.map(({ member, ...said }) => changed(member, said, context));
    return [fact('election.roll-changed', { changes })];
  },
});

export const publishRoll = defineVerb({
  name: 'election.publish',
  input: z.object({ election: z.uuid(), office: z.uuid(), notice }),
  who: runners,
  offline: false,
  needs: (input) => [
    { kind: 'election', id: input.election },
    { kind: 'office', id: input.office },
  ],
  decide(input, context) {
    const { election, post, fact } = running(input.election, context, 'drawn');
    const days = figureOf(election, 'rollDays');
    if (days === 0) throw new Problem('conflict', 'election-not-now');
    const earliest = earliestDay(election, dayOf(context.now));
    // ELECT-5
    if (roundOf(election).day < earliest) throw new Problem('conflict', 'election-late', { days, earliest });
    if (election.unsure.length > 0) throw new Problem('conflict', 'election-unsure', { n: election.unsure.length });
    return [fact('election.published', {}), ...told(input, roundOf(election).day, { post, context })];
  },
});

export const objectToRoll = defineVerb({
  name: 'election.object',
  input: z.object({ election: z.uuid(), objection: z.uuid(), member: z.uuid(), what: z.enum(objections) }),
  who: [...runners, 'adult'],
  offline: false,
  needs: (input) => [
    { kind: 'election', id: input.election },
    { kind: 'member', id: input.member },
  ],
  decide(input, context) {
    const { actor, loaded, now } = context;
    const election = loaded.get<Election>('election', input.election);
    loaded.get<Member>('member', input.member);
    const byHome = actor.standing === 'adult';
    // ELECT-19: by his own page everybody speaks of himself.
    const may = byHome ? actor.member === input.member : runnerOf(actor, election.ground) !== undefined;
    if (!may) throw new Problem('refused', 'not-yours');
    const until = objectUntil(election);
    if (isOver(election) || until === null) throw new Problem('conflict', 'election-not-now');
    // ELECT-5
    if (dayOf(now) > until) throw new Problem('conflict', 'election-object-late', { until });
    if (election.objections.some((one) => one.member === input.member && one.answer === null))
      throw new Problem('conflict', 'election-objected');
    if (input.what !== 'particulars' && isOn(election, input.member) === (input.what === 'missing'))
      throw new Problem('invalid', input.what === 'missing' ? 'election-is-on' : 'election-not-on-roll');
    const objection = { id: input.objection, at: now, member: input.member, what: input.what, byHome, answer: null };
    const by = runnerOf(actor, election.ground)?.office ?? null;
    return [{ name: 'election.objected', kind: 'election', id: election.id, data: { at: now, by, objection } }];
  },
});

export const settleObjection = defineVerb({
  name: 'election.settle',
  input: z.object({
    election: z.uuid(),
    objection: z.uuid(),
    member: z.uuid(),
    agreed: z.boolean(),
    reason: z._default(z.nullable(z.enum([...putReasons, ...takeReasons])), null),
  }),
  who: runners,
  offline: false,
  needs: (input) => [
    { kind: 'election', id: input.election },
    { kind: 'member', id: input.member },
  ],
  decide(input, context) {
    const { election, fact } = running(input.election, context, 'published', 'nominated');
    const found = election.objections.find((one) => one.id === input.objection && one.member === input.member);
    if (!found) throw new Problem('invalid', 'election-not-on-roll');
    if (found.answer !== null) throw new Problem('conflict', 'election-answered');
    const answer = { at: context.now, agreed: input.agreed, reason: input.reason };
    const settled = fact('election.settled', { objection: found.id, answer });
    if (!input.agreed || found.what === 'particulars') return [settled];
    // ELECT-6
    if (input.reason === null) throw new Problem('invalid', 'election-reason');
    const said = { on: found.what === 'missing', reason: input.reason };
    return [settled, fact('election.roll-changed', { changes: [changed(found.member, said, context)] })];
  },
});

export const rollVerbs = [drawElection, changeRoll, publishRoll, objectToRoll, settleObjection];
