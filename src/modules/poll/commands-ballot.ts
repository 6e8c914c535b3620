// How a voter comes to one ballot: by the household's own page, by a slip with a code, or on paper.
import * as z from 'zod/mini';
import { dayOf } from '#kit/calendar.ts';
import { defineVerb, type Deciding, type Fact } from '#kit/command.ts';
import { isUnder } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Household, Member } from '#modules/household/model.ts';
import { ownPoll } from './commands.ts';
import type { BallotRight, Poll, Way } from './model.ts';
import { isRunning } from './rules.ts';

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** Of age on this day; whose birth is not written down is taken at the office's word. */
export function isAdult(born: string, now: number): boolean {
  const [year = 0, month = 1] = born.split('-').map(Number);
  return born === '' || dayOf(now).slice(0, 7) >= `${year + 18}-${String(month).padStart(2, '0')}`;
}

function mustRun(poll: Poll, now: number): void {
  if (!isRunning(poll, now)) throw new Problem('conflict', 'poll-not-running');
}

interface Voter {
  readonly home: Household | undefined;
  readonly member: Member | undefined;
}

/** POLL-4: whose vote it is; a home of the poll's ground, or an adult living in one. */
function voterOf(poll: Poll, { home, member }: Voter, now: number): { household: string; voter: string } {
  if (!home || home.closedAt !== null || !isUnder(home.ground, poll.ground))
    throw new Problem('refused', 'poll-not-voter');
  if (poll.unit === 'household') return { household: home.id, voter: home.id };
  const lives = member?.household === home.id && member.leftAt === null;
  if (!member || !lives || !isAdult(member.born, now)) throw new Problem('refused', 'poll-not-voter');
  return { household: home.id, voter: member.id };
}

interface Giving {
  readonly poll: Poll;
  readonly voter: { readonly household: string; readonly voter: string };
  /** Id of a new right. */
  readonly right: string;
  readonly known: BallotRight | undefined;
  readonly by: string | null;
  readonly set: Pick<BallotRight, 'way' | 'codeHash' | 'blindedHash' | 'takenOn'>;
}

/** POLL-4, POLL-6: a first right is given, an unused slip is put out of force, and a used one is the last. */
function give({ poll, voter, right, known, by, set }: Giving): Fact {
  if (known && known.takenOn !== null) throw new Problem('conflict', 'poll-taken', { way: known.way });
  if (known) return { name: 'ballot-right.changed', kind: 'ballot-right', id: known.id, data: { by, record: set } };
  const record = { ground: poll.ground, poll: poll.id, ...voter, ...set };
  return { name: 'ballot-right.given', kind: 'ballot-right', id: right, data: { by, record } };
}

const rightOf = ({ loaded }: Deciding, voter: string): BallotRight | undefined =>
  loaded.list<BallotRight>('ballot-right').find((one) => one.voter === voter);

/** POLL-5: given on this day, for a ballot that nobody but its voter can read. */
const taken = (way: Way, blindedHash: string | null, now: number): Giving['set'] => ({
  way,
  codeHash: null,
  blindedHash,
  takenOn: dayOf(now),
});

export const takeBallot = defineVerb({
  name: 'poll.take',
  input: z.object({ poll: z.uuid(), right: z.uuid(), blindedHash: hash }),
  who: ['adult'],
  offline: false,
  needs: (input, { household, member }) => [
    { kind: 'poll', id: input.poll },
    { kind: 'rights-in', id: input.poll },
    ...(household === null ? [] : [{ kind: 'household', id: household }]),
    ...(member === null ? [] : [{ kind: 'member', id: member }]),
  ],
  decide(input, context) {
    const { actor, loaded, now } = context;
    const poll = loaded.get<Poll>('poll', input.poll);
    mustRun(poll, now);
    const home = loaded.find<Household>('household', actor.household ?? '');
    const voter = voterOf(poll, { home, member: loaded.find<Member>('member', actor.member ?? '') }, now);
    const known = rightOf(context, voter.voter);
    // The answer was lost on its way: the same ballot is signed again, and nothing is given anew.
    if (known?.way === 'page' && known.blindedHash === input.blindedHash) return [];
    const set = taken('page', input.blindedHash, now);
    return [give({ poll, voter, right: input.right, known, by: null, set })];
  },
});

export const takeBySlip = defineVerb({
  name: 'poll.take-by-slip',
  input: z.object({ poll: z.uuid(), codeHash: hash, blindedHash: hash }),
  who: ['service:polls'],
  offline: false,
  needs: (input) => [
    { kind: 'poll', id: input.poll },
    { kind: 'right-by-code', id: input.codeHash },
  ],
  decide(input, { actor, loaded, now }) {
    if (actor.service !== 'polls') throw new Problem('refused', 'not-yours');
    const poll = loaded.get<Poll>('poll', input.poll);
    const [right] = loaded.list<BallotRight>('ballot-right');
    // POLL-6: in its own poll.
    if (right?.poll !== poll.id) throw new Problem('refused', 'poll-slip-unknown');
    if (right.takenOn !== null && right.blindedHash === input.blindedHash) return [];
    mustRun(poll, now);
    if (right.takenOn !== null) throw new Problem('conflict', 'poll-taken', { way: right.way });
    // The code stays known, so that a slip used twice is told so.
    const set = { ...taken('slip', input.blindedHash, now), codeHash: input.codeHash };
    return [{ name: 'ballot-right.changed', kind: 'ballot-right', id: right.id, data: { by: null, record: set } }];
  },
});

const slip = z.object({
  right: z.uuid(),
  household: z.uuid(),
  member: z._default(z.nullable(z.uuid()), null),
  codeHash: hash,
});
type Named = { readonly household: string; readonly member: string | null };

const needsOf = (poll: string, named: readonly Named[]) => [
  { kind: 'poll', id: poll },
  { kind: 'rights-in', id: poll },
  ...[...new Set(named.map((one) => one.household))].map((id) => ({ kind: 'household', id })),
  ...named.flatMap((one) => (one.member === null ? [] : [{ kind: 'member', id: one.member }])),
];

const named = (poll: Poll, one: Named, { loaded, now }: Deciding): ReturnType<typeof voterOf> => {
  const home = loaded.find<Household>('household', one.household);
  const member = one.member === null ? undefined : loaded.find<Member>('member', one.member);
  return voterOf(poll, { home, member }, now);
};

export const giveSlips = defineVerb({
  name: 'poll.give-slips',
  input: z.object({ poll: z.uuid(), slips: z.array(slip).check(z.minLength(1), z.maxLength(100)) }),
  who: ['village-officer'],
  offline: false,
  timeoutMs: 15_000,
  needs: (input) => needsOf(input.poll, input.slips),
  decide(input, context) {
    const poll = ownPoll(input.poll, context);
    mustRun(poll, context.now);
    return input.slips.map((one) => {
      const voter = named(poll, one, context);
      const set = { way: 'slip', codeHash: one.codeHash, blindedHash: null, takenOn: null } as const;
      return give({ poll, voter, right: one.right, known: rightOf(context, voter.voter), by: poll.office, set });
    });
  },
});

export const givePaper = defineVerb({
  name: 'poll.give-paper',
  input: z.object({
    poll: z.uuid(),
    right: z.uuid(),
    household: z.uuid(),
    member: z._default(z.nullable(z.uuid()), null),
  }),
  who: ['village-officer'],
  offline: false,
  needs: (input) => needsOf(input.poll, [input]),
  decide(input, context) {
    const poll = ownPoll(input.poll, context);
    mustRun(poll, context.now);
    const voter = named(poll, input, context);
    const set = taken('paper', null, context.now);
    return [give({ poll, voter, right: input.right, known: rightOf(context, voter.voter), by: poll.office, set })];
  },
});

export const ballotVerbs = [takeBallot, takeBySlip, giveSlips, givePaper];
