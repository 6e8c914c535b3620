// How polls and the rights to their ballots move (POLL rules), what a ballot says, and how ballots are counted.
import { type Actor, isUnder } from '#kit/actor.ts';
import type { RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Ballot, BallotRight, Poll, PollKind, VoterUnit } from './model.ts';

export const shortest = 3_600_000;
export const longest = 90 * 86_400_000;
export const fewestChoices = 2;
export const mostChoices = 8;
/** POLL-16: fewer ballots than this in an urn hide nobody. */
export const fewestBallots = 10;
/** Stands as the reason of a poll that ended with too few. */
export const tooFew = 'too-few';

/** What of a poll is written before it is opened. */
export interface PollDraft {
  readonly ground: string;
  readonly office: string;
  readonly kind: PollKind;
  readonly unit: VoterUnit;
  readonly title: string;
  readonly text: string;
  readonly choices: readonly string[];
  readonly closesAt: number;
}

export const pollKind: RecordKind<Poll> = {
  kind: 'poll',
  apply(poll, fact) {
    const { data } = fact;
    if (fact.name === 'poll.made')
      return {
        ...(data.record as PollDraft),
        id: fact.id,
        version: 1,
        state: 'draft',
        openedAt: null,
        key: null,
        notice: null,
        closedAt: null,
        because: '',
        sheets: [],
        paper: null,
        differed: 0,
        count: null,
      };
    if (!poll) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    const next = { ...poll, version: poll.version + 1 };
    if (fact.name === 'poll.opened') return { ...next, state: 'opening', openedAt: data.at, notice: data.notice };
    if (fact.name === 'poll.readied') return { ...next, state: 'open', key: data.key };
    if (fact.name === 'poll.closed') return { ...next, state: 'closed', closedAt: data.at, because: data.because };
    if (fact.name === 'poll.cancelled')
      return { ...next, state: 'cancelled', closedAt: data.at, because: data.because };
    if (fact.name === 'poll.paper-counted') return { ...next, sheets: [data.sheet] };
    if (fact.name === 'poll.paper-agreed') return { ...next, sheets: [], paper: data.sheet };
    if (fact.name === 'poll.paper-differed') return { ...next, sheets: [], differed: poll.differed + 1 };
    if (fact.name === 'poll.counted') return { ...next, state: 'counted', count: data.count };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

export const rightKind: RecordKind<BallotRight> = {
  kind: 'ballot-right',
  apply(right, fact) {
    if (fact.name === 'ballot-right.given') return { ...fact.data.record, id: fact.id, version: 1 };
    if (!right) throw new Problem('broken', 'fact-without-record', { fact: fact.name });
    // POLL-6: what was on an older slip is out of force.
    if (fact.name === 'ballot-right.changed') return { ...right, ...fact.data.record, version: right.version + 1 };
    throw new Problem('broken', 'fact-unknown', { fact: fact.name });
  },
};

/** POLL-7, POLL-10: open by its state and by the clock. */
export const isRunning = (poll: Pick<Poll, 'state' | 'closesAt'>, now: number): boolean =>
  poll.state === 'open' && now < poll.closesAt;

/** POLL-1: the village office whose ground holds the poll's. */
export const mayRun = (actor: Actor, ground: string): boolean =>
  actor.posts.some((post) => post.role === 'village-officer' && isUnder(ground, post.ground));

/** Does one of these roles serve the ground, or a part of it? */
const servesPart = (actor: Actor, ground: string, roles: readonly string[]): boolean =>
  actor.posts.some(
    (post) => roles.includes(post.role) && (isUnder(ground, post.ground) || isUnder(post.ground, ground)),
  );

const counters = ['village-officer', 'liaison-officer', 'level-1-head', 'township-officer'];
/** POLL-11: those who serve the poll's ground, or a part of it. */
export const mayCount = (actor: Actor, ground: string): boolean => servesPart(actor, ground, counters);
export const mayLook = (actor: Actor, ground: string): boolean =>
  servesPart(actor, ground, [...counters, 'supervision-member']);

export const sumOf = (figures: readonly number[]): number => figures.reduce((sum, one) => sum + one, 0);

const wordsShape = /^zd-ballot-1\|([0-9a-f-]{36})\|(\d\d)\|([0-9a-f]{32})$/;

/** What a ballot says; undefined when it is none. The answer counts from 0. */
export function readBallot(words: string): { poll: string; choice: number; tracker: string } | undefined {
  const [, poll, choice, bits] = wordsShape.exec(words) ?? [];
  return poll && choice && bits ? { poll, choice: Number(choice), tracker: trackerOf(bits) } : undefined;
}

/** Twelve figures out of the ballot's own random bits: short enough to write down, long enough not to meet another. */
export function trackerOf(bits: string): string {
  const number = String(BigInt(`0x${bits.slice(0, 12)}`) % 1_000_000_000_000n).padStart(12, '0');
  return number.replace(/(...)(?=.)/g, '$1 ');
}

/** POLL-12: what the urn held, for each answer. */
export function tally(ballots: readonly Ballot[], choices: number): number[] {
  const figures = Array.from({ length: choices }, () => 0);
  for (const { words } of ballots) {
    const choice = readBallot(words)?.choice ?? -1;
    if (choice in figures) figures[choice] = (figures[choice] ?? 0) + 1;
  }
  return figures;
}

/** The board's lines, in the order of their words' random bits: an order that says nothing of when they came. */
export const boardOf = (ballots: readonly Ballot[]): Ballot[] =>
  ballots.toSorted((a, b) => (a.words.slice(-32) < b.words.slice(-32) ? -1 : 1));

export const lineOf = ({ prefix, words, signature }: Ballot): string => `${prefix} ${words} ${signature}`;
