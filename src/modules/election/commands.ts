// An election is called, and before its day candidates and proxies are named.
import * as z from 'zod/mini';
import { type Actor, type ActorPost, isUnder } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { type Deciding, defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Member } from '#modules/household/model.ts';
import { publishNotice } from '#modules/notice/commands.ts';
import type { Office, Post } from '#modules/people/model.ts';
import { isInPost } from '#modules/people/rules.ts';
import type { Area } from '#modules/territory/model.ts';
import { electionKinds, type Law, laws, recall as recallLaw, titles } from './kinds/laws.ts';
import type { Election, ElectionState } from './model.ts';
import { fewest, reaches } from './rules-count.ts';
import {
  checkProxies,
  checkStricter,
  dayAfter,
  drawRoll,
  earliestDay,
  figureOf,
  isDay,
  isOn,
  lawOf,
  roundOf,
} from './rules-roll.ts';
import { isOver } from './rules.ts';

export const runners = ['village-officer', 'township-officer'];
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const some = (most: number): z.ZodMiniArray<z.ZodMiniUUID> => z.array(z.uuid()).check(z.maxLength(most));
const figure = z.optional(z.int().check(z.gte(0), z.lte(60)));

/** ELECT-3: the post by which the actor runs elections on this ground. */
export const runnerOf = (actor: Actor, ground: string): ActorPost | undefined =>
  actor.posts.find((post) => runners.includes(post.role) && isUnder(ground, post.ground));

export interface Running {
  readonly election: Election;
  readonly post: ActorPost;
  fact(name: string, data: object): Fact;
}

/** ELECT-3, ELECT-16: an election the actor runs, in one of these states. */
export function running(id: string, { actor, loaded, now }: Deciding, ...states: readonly ElectionState[]): Running {
  const election = loaded.get<Election>('election', id);
  const post = runnerOf(actor, election.ground);
  if (!post) throw new Problem('refused', 'not-yours');
  if (isOver(election)) throw new Problem('conflict', 'election-over');
  if (states.length > 0 && !states.includes(election.state)) throw new Problem('conflict', 'election-not-now');
  const fact = (name: string, data: object): Fact => ({
    name,
    kind: 'election',
    id,
    data: { at: now, by: post.office, ...data },
  });
  return { election, post, fact };
}

const contest = z.object({
  id: z.uuid(),
  office: z.uuid(),
  title: z.enum(titles),
  seats: z.int().check(z.gte(1), z.lte(9)),
});

const callInput = z.object({
  election: z.uuid(),
  area: z.uuid(),
  kind: z.enum(electionKinds),
  contests: z.array(contest).check(z.minLength(1), z.maxLength(4)),
  vote: z.enum(['secret', 'slip', 'show']),
  day,
  places: z.array(z.string().check(z.minLength(1), z.maxLength(30))).check(z.minLength(1), z.maxLength(12)),
  committee: some(15),
  stricter: z._default(
    z.object({
      rollDays: figure,
      objectionDays: figure,
      answerDays: figure,
      proxies: figure,
      entries: figure,
      termYears: figure,
    }),
    {},
  ),
  recall: z._default(
    z.nullable(
      z.object({
        post: z.uuid(),
        by: z.enum(['voters', 'representatives']),
        signed: z.int().check(z.gte(1), z.lte(100_000)),
        /** How many representatives there are; of voters the roster tells. */
        of: z._default(z.int().check(z.gte(0), z.lte(10_000)), 0),
      }),
    ),
    null,
  ),
});
type CallInput = z.infer<typeof callInput>;

function checkContests(input: CallInput, law: Law, area: Area, { loaded }: Deciding): void {
  for (const one of input.contests) {
    const office = loaded.get<Office>('office', one.office);
    if (office.kind !== law.office || office.ground !== area.ground || !law.titles.includes(one.title))
      throw new Problem('invalid', 'election-office');
  }
  if (new Set(input.contests.map((one) => one.id)).size < input.contests.length)
    throw new Problem('invalid', 'election-office');
  if (!law.votes.includes(input.vote)) throw new Problem('invalid', 'election-vote-how');
}

/** ELECT-18: enough asked for it. */
function checkRecall(input: CallInput, { loaded, now }: Deciding): CallInput['recall'] {
  const { recall } = input;
  if (recall === null) return null;
  const post = loaded.get<Post>('post', recall.post);
  const [only] = input.contests;
  if (input.contests.length > 1 || only?.office !== post.office || !isInPost(post, now))
    throw new Problem('invalid', 'election-recall-post');
  const voters = drawRoll(loaded.list<Member>('member'), input.day).roll.length;
  const of = recall.by === 'voters' ? voters : recall.of;
  const share = recallLaw[recall.by];
  if (of === 0 || recall.signed > of) throw new Problem('invalid', 'election-recall-of', { of });
  if (!reaches(recall.signed, of, share))
    throw new Problem('invalid', `election-recall-few-${recall.by}`, {
      signed: recall.signed,
      of,
      least: fewest(of, share),
    });
  return { ...recall, of };
}

export const callElection = defineVerb({
  name: 'election.call',
  input: callInput,
  who: runners,
  offline: false,
  needs: (input) => [
    { kind: 'area', id: input.area },
    ...input.contests.map((one) => ({ kind: 'office', id: one.office })),
    { kind: 'adults-in', id: input.area },
    ...(input.recall ? [{ kind: 'post', id: input.recall.post }] : []),
  ],
  decide(input, context) {
    const area = context.loaded.get<Area>('area', input.area);
    const post = runnerOf(context.actor, area.ground);
    if (!post) throw new Problem('refused', 'not-yours');
    const law = laws[input.kind];
    checkContests(input, law, area, context);
    checkStricter(law, input.stricter);
    const today = dayOf(context.now);
    const earliest = earliestDay(input, today);
    // ELECT-5
    if (!isDay(input.day) || input.day < earliest || input.day > dayAfter(today, 400))
      throw new Problem('invalid', 'election-day', { earliest });
    // ELECT-4, ELECT-14: known members of the ground run it.
    const here = new Set(context.loaded.list<Member>('member').map((one) => one.id));
    if (new Set(input.committee).size < law.signers || !input.committee.every((one) => here.has(one)))
      throw new Problem('invalid', 'election-committee', { least: law.signers });
    const { election, day: on, ...rest } = input;
    const record = {
      ...rest,
      recall: checkRecall(input, context),
      ground: area.ground,
      office: post.office,
      rounds: [
        {
          no: 1,
          day: on,
          candidates: {},
          open: input.contests.map(({ id, seats }) => ({ contest: id, seats })),
          entries: [],
          results: [],
        },
      ],
    };
    return [
      { name: 'election.called', kind: 'election', id: election, data: { at: context.now, by: post.office, record } },
    ];
  },
});

const word = z.object({
  notice: z.uuid(),
  title: z.string().check(z.minLength(1), z.maxLength(60)),
  text: z.string().check(z.minLength(1), z.maxLength(4000)),
});
export const notice = z._default(z.nullable(word), null);

/** A word to the whole ground, by the office of whoever says it and by the rules of notices: phones and door plates have it. */
export function told(
  said: { readonly notice: z.infer<typeof word> | null; readonly office?: string | null | undefined },
  until: string,
  { post, context }: { post: ActorPost; context: Deciding },
): readonly Fact[] {
  if (said.notice === null) return [];
  const toAt = Date.parse(`${until}T23:59:59+08:00`);
  return publishNotice.decide(
    { ...said.notice, office: said.office ?? post.office, fromAt: context.now, toAt },
    context,
  );
}

export const nominate = defineVerb({
  name: 'election.nominate',
  input: z.object({
    election: z.uuid(),
    candidates: z.array(z.object({ contest: z.uuid(), members: some(30) })).check(z.maxLength(4)),
    office: z.optional(z.uuid()),
    notice,
  }),
  who: runners,
  offline: false,
  needs: (input) => [
    { kind: 'election', id: input.election },
    ...(input.office ? [{ kind: 'office', id: input.office }] : []),
  ],
  decide(input, context) {
    const { election, post, fact } = running(input.election, context, 'drawn', 'published', 'nominated');
    const law = lawOf(election);
    const round = roundOf(election);
    const needsOut = figureOf(election, 'rollDays') > 0 && election.publishedAt === null;
    if (needsOut || round.no > 1 || round.entries.length > 0) throw new Problem('conflict', 'election-not-now');
    const candidates: Record<string, readonly string[]> = {};
    for (const { id, seats } of election.contests) {
      const named = [...new Set(input.candidates.find((one) => one.contest === id)?.members ?? [])];
      // ELECT-7
      if (!election.recall && law.choice !== null && named.length <= seats)
        throw new Problem('invalid', 'election-choice', { seats, least: seats + 1 });
      if (!election.recall && named.length === 0) throw new Problem('invalid', 'election-nobody-stands');
      if (!named.every((one) => isOn(election, one))) throw new Problem('invalid', 'election-not-on-roll');
      if (named.some((one) => election.committee.includes(one))) throw new Problem('invalid', 'election-runs-it');
      candidates[id] = election.recall ? [] : named;
    }
    return [fact('election.nominated', { candidates }), ...told(input, round.day, { post, context })];
  },
});

export const nameProxies = defineVerb({
  name: 'election.proxies',
  input: z.object({
    election: z.uuid(),
    proxies: z.array(z.object({ voter: z.uuid(), proxy: z.uuid() })).check(z.maxLength(2000)),
  }),
  who: runners,
  offline: false,
  needs: (input) => [{ kind: 'election', id: input.election }],
  decide(input, context) {
    const { election, fact } = running(input.election, context, 'nominated');
    checkProxies(election, input.proxies);
    return [fact('election.proxied', { proxies: input.proxies })];
  },
});

export const callingVerbs = [callElection, nominate, nameProxies];
