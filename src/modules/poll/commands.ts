// What the village office does with a poll: make it, open it, end it early, call it off.
import * as z from 'zod/mini';
import { defineVerb, type Deciding, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Office } from '#modules/people/model.ts';
import type { Area } from '#modules/territory/model.ts';
import { isStatutory } from './kinds/statutory.ts';
import { type Poll, pollKinds, voterUnits } from './model.ts';
import { fewestChoices, longest, mayRun, mostChoices, shortest } from './rules.ts';

const words = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
const who = ['village-officer'];

/** POLL-1: it stays open for an hour at least, and not for ever. */
export function mustFit(closesAt: number, now: number): void {
  if (closesAt < now + shortest || closesAt > now + longest) throw new Problem('invalid', 'poll-until');
}

/** The poll, to whoever may run it. */
export function ownPoll(id: string, { actor, loaded }: Deciding): Poll {
  const poll = loaded.get<Poll>('poll', id);
  if (!mayRun(actor, poll.ground)) throw new Problem('refused', 'not-yours');
  return poll;
}

export const makePoll = defineVerb({
  name: 'poll.make',
  input: z.object({
    poll: z.uuid(),
    office: z.uuid(),
    area: z.uuid(),
    kind: z.enum(pollKinds),
    unit: z.enum(voterUnits),
    title: words(60),
    text: z._default(z.string().check(z.trim(), z.maxLength(2000)), ''),
    choices: z.array(words(60)).check(z.minLength(fewestChoices), z.maxLength(mostChoices)),
    closesAt: z.int(),
  }),
  who,
  offline: false,
  needs: (input) => [
    { kind: 'office', id: input.office },
    { kind: 'area', id: input.area },
  ],
  decide(input, { actor, loaded, now }) {
    const office = loaded.get<Office>('office', input.office);
    const area = loaded.get<Area>('area', input.area);
    const own = actor.posts.some((post) => post.office === office.id && who.includes(post.role));
    // POLL-1
    if (!own || !mayRun(actor, area.ground)) throw new Problem('refused', 'not-yours');
    mustFit(input.closesAt, now);
    if (new Set(input.choices).size < input.choices.length) throw new Problem('invalid', 'poll-choices');
    // POLL-2
    if (isStatutory([input.title, input.text, ...input.choices])) throw new Problem('refused', 'poll-statutory');
    const { poll, area: _, ...said } = input;
    const record = { ...said, ground: area.ground };
    return [{ name: 'poll.made', kind: 'poll', id: poll, data: { at: now, by: office.id, record } }];
  },
});

/** POLL-15: what every phone and every plate of the ground says of it. */
const noticeOf = (poll: Poll, notice: string, told: { title: string; text: string; now: number }): Fact => ({
  name: 'notice.published',
  kind: 'notice',
  id: notice,
  data: {
    office: poll.office,
    title: told.title,
    text: told.text,
    fromAt: told.now,
    toAt: poll.closesAt,
    ground: poll.ground,
  },
});

export const openPoll = defineVerb({
  name: 'poll.open',
  input: z.object({ poll: z.uuid(), notice: z.uuid(), title: words(80), text: words(2000) }),
  who,
  offline: false,
  needs: (input) => [{ kind: 'poll', id: input.poll }],
  decide(input, context) {
    const poll = ownPoll(input.poll, context);
    const { now } = context;
    // POLL-3
    if (poll.state !== 'draft') throw new Problem('conflict', 'poll-moved-on');
    mustFit(poll.closesAt, now);
    const { notice, title, text } = input;
    return [
      { name: 'poll.opened', kind: 'poll', id: poll.id, data: { at: now, by: poll.office, notice } },
      noticeOf(poll, notice, { title, text, now }),
    ];
  },
});

/** The notice comes down with the poll, where it is still up. */
const down = (poll: Poll, { loaded, now }: Deciding): Fact[] =>
  poll.notice !== null &&
  loaded.find<Poll & { withdrawnAt: number | null }>('notice', poll.notice)?.withdrawnAt === null
    ? [{ name: 'notice.withdrawn', kind: 'notice', id: poll.notice, data: { at: now } }]
    : [];

const ending = z.object({ poll: z.uuid(), notice: z._default(z.nullable(z.uuid()), null), because: words(500) });
const needed = (input: z.infer<typeof ending>) => [
  { kind: 'poll', id: input.poll },
  ...(input.notice === null ? [] : [{ kind: 'notice', id: input.notice }]),
];

export const closePoll = defineVerb({
  name: 'poll.close',
  input: ending,
  who,
  offline: false,
  needs: needed,
  decide(input, context) {
    const poll = ownPoll(input.poll, context);
    if (poll.state !== 'open') throw new Problem('conflict', 'poll-moved-on');
    // POLL-10: before its hour, with a reason that everybody reads.
    const data = { at: context.now, by: poll.office, because: input.because };
    return [{ name: 'poll.closed', kind: 'poll', id: poll.id, data }, ...down(poll, context)];
  },
});

export const cancelPoll = defineVerb({
  name: 'poll.cancel',
  input: ending,
  who,
  offline: false,
  needs: needed,
  decide(input, context) {
    const poll = ownPoll(input.poll, context);
    if (poll.state === 'counted' || poll.state === 'cancelled') throw new Problem('conflict', 'poll-moved-on');
    // POLL-10, POLL-14
    const data = { at: context.now, by: poll.office, because: input.because };
    return [{ name: 'poll.cancelled', kind: 'poll', id: poll.id, data }, ...down(poll, context)];
  },
});

export const pollDeskVerbs = [makePoll, openPoll, closePoll, cancelPoll];
