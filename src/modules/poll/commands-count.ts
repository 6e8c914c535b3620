// The county's own part in a poll: its keys are ready, its hour has come, two persons counted the paper, the urn is opened and counted.
import * as z from 'zod/mini';
import { defineVerb, type Deciding } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Ballot, Given, PaperSheet, Poll, PollCount } from './model.ts';
import { boardOf, fewestBallots, mayCount, sumOf, tally, tooFew } from './rules.ts';

const who = ['service:polls'];
function mustBePolls({ actor }: Deciding): void {
  if (actor.service !== 'polls') throw new Problem('refused', 'not-yours');
}

export const readyPoll = defineVerb({
  name: 'poll.ready',
  input: z.object({ poll: z.uuid(), key: z.object({ n: z.string(), e: z.string() }) }),
  who,
  offline: false,
  needs: (input) => [{ kind: 'poll', id: input.poll }],
  decide(input, context) {
    mustBePolls(context);
    const poll = context.loaded.get<Poll>('poll', input.poll);
    if (poll.state !== 'opening') return [];
    return [{ name: 'poll.readied', kind: 'poll', id: poll.id, data: { at: context.now, key: input.key } }];
  },
});

export const endPoll = defineVerb({
  name: 'poll.end',
  input: z.object({ poll: z.uuid() }),
  who,
  offline: false,
  needs: (input) => [{ kind: 'poll', id: input.poll }],
  decide(input, context) {
    mustBePolls(context);
    const poll = context.loaded.get<Poll>('poll', input.poll);
    // POLL-10
    if (poll.state !== 'open' || context.now < poll.closesAt) return [];
    return [{ name: 'poll.closed', kind: 'poll', id: poll.id, data: { at: context.now, because: '' } }];
  },
});

const count = z.int().check(z.gte(0), z.lte(1_000_000));
export const countPaper = defineVerb({
  name: 'poll.count-paper',
  input: z.object({ poll: z.uuid(), figures: z.array(count), blank: z._default(count, 0) }),
  who: ['village-officer', 'liaison-officer', 'level-1-head', 'township-officer'],
  offline: false,
  needs: (input) => [
    { kind: 'poll', id: input.poll },
    { kind: 'ballots-given', id: input.poll },
  ],
  decide(input, { actor, loaded, now }) {
    const poll = loaded.get<Poll>('poll', input.poll);
    if (!mayCount(actor, poll.ground) || actor.person === null) throw new Problem('refused', 'not-yours');
    if (poll.state !== 'closed' || poll.paper !== null) throw new Problem('conflict', 'poll-moved-on');
    if (input.figures.length !== poll.choices.length) throw new Problem('invalid', 'poll-figures');
    // POLL-11
    const given = loaded.list<Given>('ballots-given')[0]?.paper ?? 0;
    if (sumOf(input.figures) + input.blank > given) throw new Problem('invalid', 'poll-paper-many', { given });
    const sheet: PaperSheet = { person: actor.person, figures: input.figures, blank: input.blank };
    const [other] = poll.sheets;
    const data = { at: now, sheet };
    if (other?.person === actor.person) throw new Problem('conflict', 'poll-same-person');
    if (!other) return [{ name: 'poll.paper-counted', kind: 'poll', id: poll.id, data }];
    const same = other.blank === sheet.blank && other.figures.every((figure, at) => figure === sheet.figures[at]);
    return [{ name: same ? 'poll.paper-agreed' : 'poll.paper-differed', kind: 'poll', id: poll.id, data }];
  },
});

/** May the urn be opened: closed, and the paper ballots counted alike by two where any were given. */
export const isReadyToCount = (poll: Poll, papers: number): boolean =>
  poll.state === 'closed' && (papers === 0 || poll.paper !== null);

export const leaveUnopened = defineVerb({
  name: 'poll.leave-unopened',
  input: z.object({ poll: z.uuid(), ballots: z.int().check(z.gte(1), z.lt(fewestBallots)) }),
  who,
  offline: false,
  needs: (input) => [{ kind: 'poll', id: input.poll }],
  decide(input, context) {
    mustBePolls(context);
    const poll = context.loaded.get<Poll>('poll', input.poll);
    if (poll.state !== 'closed') throw new Problem('conflict', 'poll-moved-on');
    // POLL-16
    return [{ name: 'poll.cancelled', kind: 'poll', id: poll.id, data: { at: context.now, because: tooFew } }];
  },
});

const ballot = z.object({ prefix: z.string(), words: z.string(), signature: z.string() });
export const countPoll = defineVerb({
  name: 'poll.count',
  // The caller has opened the urn and checked every signature; `digest` is over the board's lines.
  input: z.object({ poll: z.uuid(), ballots: z.array(ballot), digest: z.string() }),
  who,
  offline: false,
  timeoutMs: 30_000,
  needs: (input) => [
    { kind: 'poll', id: input.poll },
    { kind: 'ballots-given', id: input.poll },
  ],
  decide(input, context) {
    mustBePolls(context);
    const poll = context.loaded.get<Poll>('poll', input.poll);
    const [found] = context.loaded.list<Given>('ballots-given');
    const { page = 0, slip = 0, paper = 0 } = found ?? {};
    if (!isReadyToCount(poll, paper)) throw new Problem('conflict', 'poll-moved-on');
    // POLL-16
    if (input.ballots.length > 0 && input.ballots.length < fewestBallots) throw new Problem('refused', 'poll-too-few');
    // POLL-12
    if (input.ballots.length > page + slip) throw new Problem('broken', 'poll-too-many');
    const ballots: Ballot[] = boardOf(input.ballots);
    const counted: PollCount = {
      urn: tally(ballots, poll.choices.length),
      paper: poll.paper?.figures ?? poll.choices.map(() => 0),
      blank: poll.paper?.blank ?? 0,
      given: { page, slip, paper },
      digest: input.digest,
    };
    return [{ name: 'poll.counted', kind: 'poll', id: poll.id, data: { at: context.now, count: counted, ballots } }];
  },
});

export const countVerbs = [readyPoll, endPoll, countPaper, leaveUnopened, countPoll];
