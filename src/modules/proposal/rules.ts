// How proposals move (PROPOSAL rules), and the arithmetic of meetings: who may call one, and when it has decided.
import { type Actor, isUnder } from '#kit/actor.ts';
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import { fewest } from '#modules/election/rules-count.ts';
import { numberIn } from '#modules/publicity/rules-numbers.ts';
import { agreement, type Call, calls, type Part, quorums } from './kinds/law.ts';
import type { Decider, Proposal, ProposalHome, ProposalState, Step, TalkAtDoor, Voice } from './model.ts';

/** PROPOSAL-12 */
export const mostOpen = 3;
export const mostSteps = 10;

/** What of a proposal is written when it is made. */
export type Raised = Pick<Proposal, 'ground' | 'title' | 'text' | 'named'>;

const blank = { because: '', covered: false, poll: null, minutes: [], decision: null, steps: [] } as const;

export const proposalKind: RecordKind<Proposal> = {
  kind: 'proposal',
  apply(proposal, fact) {
    const { data } = fact;
    if (fact.name === 'proposal.raised') {
      const at = data.at as number;
      return {
        ...(data.record as Raised),
        ...blank,
        id: fact.id,
        version: 1,
        state: 'raised',
        raisedAt: at,
        changedAt: at,
      };
    }
    if (!proposal) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const next = { ...proposal, version: proposal.version + 1, changedAt: data.at as number };
    if (fact.name === 'proposal.taken-up') return { ...next, state: 'taken-up' };
    if (fact.name === 'proposal.declined')
      return { ...next, state: 'declined', because: data.because, covered: data.covered };
    if (fact.name === 'proposal.withdrawn') return { ...next, state: 'withdrawn', covered: true };
    if (fact.name === 'proposal.minuted') return { ...next, minutes: [...proposal.minutes, data.minute] };
    if (fact.name === 'proposal.voted') return { ...next, poll: data.poll };
    if (fact.name === 'proposal.decided')
      return { ...next, state: 'decided', decision: data.decision, steps: data.steps };
    if (fact.name === 'proposal.stepped') return stepped(next, data.step as Step);
    if (fact.name === 'proposal.erased') return { ...next, title: '', text: '', named: false };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** PROPOSAL-8: with its last step the proposal is done. */
function stepped(proposal: Proposal, step: Step): Proposal {
  const steps = proposal.steps.map((one) => (one.id === step.id ? step : one));
  return { ...proposal, steps, state: steps.every((one) => one.doneAt !== null) ? 'done' : proposal.state };
}

export const proposalHomeKind: RecordKind<ProposalHome> = {
  kind: 'proposal-home',
  apply(_, fact) {
    if (fact.name === 'proposal-home.noted') return { ...fact.data.record, id: fact.id, version: 1 };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

export const voiceKind: RecordKind<Voice> = {
  kind: 'voice',
  apply(voice, fact) {
    if (fact.name === 'voice.given') return { ...fact.data.record, id: fact.id, version: 1 };
    if (!voice) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const next = { ...voice, version: voice.version + 1 };
    if (fact.name === 'voice.changed') return { ...next, seconds: fact.data.seconds, words: fact.data.words };
    if (fact.name === 'voice.erased') return { ...next, words: '' };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** It waits or is talked over: homes may still say something to it, and its own home may take it back. */
export const isOpen = (state: ProposalState): boolean => state === 'raised' || state === 'taken-up';

/** PROPOSAL-15 */
export const talkAtDoor = (proposal: Proposal, place: string, seconds: number): TalkAtDoor => {
  const { id, title, text, state, because, raisedAt, decision, steps, minutes } = proposal;
  const minute = minutes.at(-1) ?? null;
  return { id, title, text, state, because, raisedAt, decision, steps, place, seconds, minute };
};

/** The village of a ground: county, township, village. */
export const villageOf = (ground: string): string => ground.split('.').slice(0, 3).join('.');

export const mayRun = (actor: Actor, ground: string): boolean =>
  actor.posts.some((post) => post.role === 'village-officer' && isUnder(ground, post.ground));

/** PROPOSAL-13: throws `refused proposal-number`. */
export function mustBePublic(...texts: readonly string[]): void {
  if (texts.some((text) => numberIn(text) !== undefined)) throw new Problem('refused', 'proposal-number');
}

/** PROPOSAL-9: names needed by each way; null where that way does not exist or nobody is there to be counted. */
export function namesFor(
  call: Call,
  adults: number,
  representatives: number | null,
): { adults: number | null; representatives: number | null } {
  const needed = (part: Part | null, whole: number | null): number | null =>
    part === null || whole === null || whole === 0 ? null : fewest(whole, part);
  return {
    adults: needed(calls[call].adults, adults),
    representatives: needed(calls[call].representatives, representatives),
  };
}

/** PROPOSAL-7: how many must be there, and how many of those there must agree. */
export const neededAt = (body: Decider, entitled: number, present: number): { present: number; agreed: number } => ({
  present: fewest(entitled, quorums[body]),
  agreed: fewest(present, agreement),
});
