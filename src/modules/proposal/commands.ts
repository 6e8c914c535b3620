// What the village office does with a proposal: takes it up or declines it, notes meetings, joins a first vote, writes down what was decided, and carries it out step by step.
import * as z from 'zod/mini';
import { isUnder } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { defineVerb, type Deciding, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Poll } from '#modules/poll/model.ts';
import { bodies, deciders, type Minute, type Proposal, type Step } from './model.ts';
import { mayRun, mostSteps, mustBePublic, neededAt } from './rules.ts';

const words = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
/** A day that there is. */
const day = z.iso.date();
const heads = z.int().check(z.gte(0), z.lte(1_000_000));
const who = ['village-officer'];

/** The proposal, to the office of its village; `states` are those in which this can be done. */
function own(id: string, { actor, loaded }: Deciding, states: readonly Proposal['state'][]): Proposal {
  const proposal = loaded.get<Proposal>('proposal', id);
  if (!mayRun(actor, proposal.ground)) throw new Problem('refused', 'not-yours');
  if (!states.includes(proposal.state)) throw new Problem('conflict', 'proposal-moved-on');
  return proposal;
}

const fact = (name: string, proposal: Proposal, { now }: Deciding, data: object = {}): Fact => ({
  name: `proposal.${name}`,
  kind: 'proposal',
  id: proposal.id,
  data: { at: now, ...data },
});

const of = (proposal: string) => ({ kind: 'proposal', id: proposal });

/** What was, was not tomorrow. */
function mustBePast(on: string, now: number): void {
  if (on > dayOf(now)) throw new Problem('invalid', 'proposal-day');
}

export const takeUp = defineVerb({
  name: 'proposal.take-up',
  input: z.object({ proposal: z.uuid() }),
  who,
  offline: false,
  needs: (input) => [of(input.proposal)],
  decide(input, context) {
    // PROPOSAL-4
    return [fact('taken-up', own(input.proposal, context, ['raised']), context)];
  },
});

export const declineProposal = defineVerb({
  name: 'proposal.decline',
  input: z.object({ proposal: z.uuid(), because: words(500), cover: z._default(z.boolean(), false) }),
  who,
  offline: false,
  needs: (input) => [of(input.proposal)],
  decide(input, context) {
    const proposal = own(input.proposal, context, ['raised', 'taken-up']);
    mustBePublic(input.because);
    // PROPOSAL-4
    return [fact('declined', proposal, context, { because: input.because, covered: input.cover })];
  },
});

export const minuteProposal = defineVerb({
  name: 'proposal.minute',
  input: z.object({
    proposal: z.uuid(),
    minute: z.uuid(),
    body: z.enum(bodies),
    on: day,
    present: heads,
    text: words(2000),
  }),
  who,
  offline: false,
  needs: (input) => [of(input.proposal)],
  decide(input, context) {
    const proposal = own(input.proposal, context, ['taken-up', 'decided', 'done']);
    const { minute: id, body, on, present, text } = input;
    if (proposal.minutes.some((known) => known.id === id)) return [];
    mustBePast(on, context.now);
    mustBePublic(text);
    // PROPOSAL-5
    const minute: Minute = { id, body, on, present, text };
    return [fact('minuted', proposal, context, { minute })];
  },
});

const joinable: readonly Poll['state'][] = ['opening', 'open', 'closed', 'counted'];

export const voteOnProposal = defineVerb({
  name: 'proposal.vote',
  input: z.object({ proposal: z.uuid(), poll: z.uuid() }),
  who,
  offline: false,
  needs: (input) => [of(input.proposal), { kind: 'poll', id: input.poll }],
  decide(input, context) {
    const proposal = own(input.proposal, context, ['taken-up']);
    const poll = context.loaded.get<Poll>('poll', input.poll);
    // PROPOSAL-6
    if (poll.kind !== 'pre-vote' || !isUnder(poll.ground, proposal.ground) || !joinable.includes(poll.state))
      throw new Problem('invalid', 'proposal-poll');
    return [fact('voted', proposal, context, { poll: poll.id })];
  },
});

export const decideProposal = defineVerb({
  name: 'proposal.decide',
  input: z.object({
    proposal: z.uuid(),
    body: z.enum(deciders),
    on: day,
    entitled: heads,
    present: heads,
    agreed: heads,
    text: words(500),
    steps: z.array(z.object({ id: z.uuid(), text: words(80), due: day })).check(z.minLength(1), z.maxLength(mostSteps)),
  }),
  who,
  offline: false,
  needs: (input) => [of(input.proposal)],
  decide(input, context) {
    const proposal = own(input.proposal, context, ['taken-up']);
    const { body, on, entitled, present, agreed, text } = input;
    mustBePast(on, context.now);
    mustBePublic(text, ...input.steps.map((step) => step.text));
    if (present > entitled || agreed > present) throw new Problem('invalid', 'proposal-heads');
    // PROPOSAL-7
    const needed = neededAt(body, entitled, present);
    if (present < needed.present) throw new Problem('refused', 'proposal-few', { needed: needed.present, present });
    if (agreed < needed.agreed) throw new Problem('refused', 'proposal-no', { needed: needed.agreed, agreed });
    if (input.steps.some((step) => step.due < on)) throw new Problem('invalid', 'proposal-due');
    const steps = input.steps.map((step): Step => ({ ...step, firstDue: step.due, doneAt: null, note: '' }));
    const decision = { body, on, entitled, present, agreed, text };
    return [fact('decided', proposal, context, { decision, steps })];
  },
});

export const stepProposal = defineVerb({
  name: 'proposal.step',
  input: z.object({
    proposal: z.uuid(),
    step: z.uuid(),
    /** The new day of a step that is not done; null: it is done. */
    due: z._default(z.nullable(day), null),
    note: z._default(z.string().check(z.trim(), z.maxLength(80)), ''),
  }),
  who,
  offline: false,
  needs: (input) => [of(input.proposal)],
  decide(input, context) {
    const proposal = own(input.proposal, context, ['decided']);
    const { due, note } = input;
    const step = proposal.steps.find((each) => each.id === input.step);
    if (!step) throw new Problem('invalid', 'proposal-step');
    if (step.doneAt !== null) return [];
    mustBePublic(note);
    // PROPOSAL-14
    if (due !== null && note === '') throw new Problem('invalid', 'proposal-why');
    if (due !== null && due < dayOf(context.now)) throw new Problem('invalid', 'proposal-due');
    // PROPOSAL-8
    const moved: Step = due === null ? { ...step, note, doneAt: context.now } : { ...step, note, due };
    return [fact('stepped', proposal, context, { step: moved })];
  },
});

export const proposalVerbs = [takeUp, declineProposal, minuteProposal, voteOnProposal, decideProposal, stepProposal];
