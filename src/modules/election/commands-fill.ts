// A signed result becomes posts: by the verbs of people themselves, so that none of their rules is passed by.
import * as z from 'zod/mini';
import { dayOf } from '#kit/calendar.ts';
import { type Deciding, defineVerb, type Fact, type Loaded } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Member } from '#modules/household/model.ts';
import { assignPost, endPost, registerPerson } from '#modules/people/commands.ts';
import type { Post } from '#modules/people/model.ts';
import { isInPost, personKind } from '#modules/people/rules.ts';
import { runners, running } from './commands.ts';
import type { Election } from './model.ts';
import { dayAfter, electedIn, figureOf, isDay, roundOf, startOf, yearsAfter } from './rules-roll.ts';

const given = z.object({
  contest: z.uuid(),
  member: z.uuid(),
  post: z.uuid(),
  person: z.uuid(),
  /** Somebody who serves or served already and has a sign-in, or a new one. */
  known: z.boolean(),
});
type Given = z.infer<typeof given>;

/** ELECT-15: those elected, each once, and nobody else. */
function mustBeElected(election: Election, posts: readonly Given[]): void {
  const wanted = election.contests.flatMap((one) => electedIn(election, one.id).map((member) => `${one.id} ${member}`));
  const said = posts.map((one) => `${one.contest} ${one.member}`);
  const same =
    wanted.length === said.length && new Set(said).size === said.length && said.every((one) => wanted.includes(one));
  if (!same) throw new Problem('invalid', 'election-not-elected');
}

/** The records of a new sign-in stand beside the loaded ones, as if it had been there before. */
function beside(loaded: Loaded, facts: readonly Fact[]): Loaded {
  const made = facts.map((fact) => personKind.apply(undefined, fact));
  const find: Loaded['find'] = (kind, id) =>
    loaded.find(kind, id) ?? (kind === 'person' ? (made.find((one) => one.id === id) as never) : undefined);
  const get: Loaded['get'] = (kind, id) => find(kind, id) ?? loaded.get(kind, id);
  return { find, get, list: loaded.list };
}

function sworn(election: Election, one: Given, term: { fromAt: number; toAt: number }, context: Deciding): Fact[] {
  const member = context.loaded.get<Member>('member', one.member);
  const contest = election.contests.find(({ id }) => id === one.contest);
  const who = {
    person: one.person,
    name: member.name,
    phone: member.phone,
    pinyin: member.pinyin,
    staff: true,
    member: null,
  };
  const registered = one.known ? [] : registerPerson.decide(who, context);
  const loaded = beside(context.loaded, registered);
  const input = {
    post: one.post,
    person: one.person,
    office: contest?.office ?? '',
    ...term,
    chosen: 'election' as const,
  };
  return [...registered, ...assignPost.decide(input, { ...context, loaded })];
}

/** ELECT-15: whoever sat in these offices until now; his matters are handed over as at every end of a post. */
function ended(election: Election, ends: readonly string[], context: Deciding): Fact[] {
  const offices = new Set(election.contests.map((one) => one.office));
  const reason = election.recall ? '罢免' : '换届';
  return ends.flatMap((id) => {
    const post = context.loaded.get<Post>('post', id);
    if (!offices.has(post.office) || !isInPost(post, context.now)) throw new Problem('invalid', 'election-recall-post');
    return endPost.decide({ post: id, reason }, context);
  });
}

export const fillPosts = defineVerb({
  name: 'election.fill',
  input: z.object({
    election: z.uuid(),
    posts: z.array(given).check(z.maxLength(36)),
    ends: z.array(z.uuid()).check(z.maxLength(36)),
    /** The last day of the term. */
    until: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
  }),
  who: runners,
  offline: false,
  needs: (input) => [
    { kind: 'election', id: input.election },
    ...input.posts.flatMap((one) => [
      { kind: 'member', id: one.member },
      { kind: 'posts-of', id: one.person },
      ...(one.known ? [{ kind: 'person', id: one.person }] : []),
    ]),
    ...input.ends.map((id) => ({ kind: 'post', id })),
    { kind: 'offices-of-election', id: input.election },
  ],
  decide(input, context) {
    const { election, fact } = running(input.election, context, 'signed');
    const today = dayOf(context.now);
    const [result] = roundOf(election).results;
    if (election.recall) {
      const falls = result?.why === 'recalled';
      const right =
        input.posts.length === 0 &&
        input.ends.length === (falls ? 1 : 0) &&
        input.ends.every((one) => one === election.recall?.post);
      if (!right) throw new Problem('invalid', 'election-not-elected');
      return [fact('election.filled', {}), ...ended(election, input.ends, context)];
    }
    mustBeElected(election, input.posts);
    const years = figureOf(election, 'termYears');
    // ELECT-15
    const latest = dayAfter(yearsAfter(today, years), -1);
    if (!isDay(input.until) || input.until <= today) throw new Problem('invalid', 'post-term-order');
    if (input.until > latest) throw new Problem('invalid', 'election-term', { years, until: latest });
    const term = { fromAt: context.now, toAt: startOf(dayAfter(input.until, 1)) };
    // The election first: what the screen was based on is judged by it.
    return [
      fact('election.filled', {}),
      ...ended(election, input.ends, context),
      ...input.posts.flatMap((one) => sworn(election, one, term, context)),
    ];
  },
});

export const fillVerbs = [fillPosts];
