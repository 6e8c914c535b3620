// What the county's own service does with a finding: raises it, weighs it anew, asks homes, lets it fade.
import * as z from 'zod/mini';
import { defineVerb, type Fact, type Loaded } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Household } from '#modules/household/model.ts';
import type { Area } from '#modules/territory/model.ts';
import { type Ask, type Finding, tiers, type Weight } from './model.ts';
import { affectedOf, askedFor, gridWeek, isSettled, mostAsked } from './rules.ts';

const ids = z.array(z.uuid());
const tally = z.object({ homes: z.int(), matters: ids, yes: ids, no: ids });

const weight = z.object({
  tier: z.enum(tiers),
  category: z.string().check(z.maxLength(4)),
  since: z.number(),
  until: z.number(),
  score: z.number(),
  canTell: z.boolean(),
  causes: z
    .array(
      z.object({
        kind: z.enum(['node', 'grid', 'circle', 'everywhere']),
        places: z.array(z.string()),
        homes: z.int(),
        probability: z.number().check(z.gte(0), z.lte(1)),
      }),
    )
    .check(z.minLength(1), z.maxLength(3)),
  inside: tally,
  outside: tally,
});

const sameWeight = (a: Weight, b: Weight): boolean =>
  a.tier === b.tier &&
  a.causes[0]?.places.join() === b.causes[0]?.places.join() &&
  affectedOf(a).join() === affectedOf(b).join() &&
  [...a.inside.no, ...a.outside.no].join() === [...b.inside.no, ...b.outside.no].join();

interface Wanted {
  readonly ask: string;
  readonly household: string;
}

/** FIND-2: homes that were not asked for it yet, as long as their grid has room this week. */
function asking(
  finding: string,
  wanted: readonly Wanted[],
  { loaded, now, more }: { loaded: Loaded; now: number; more: object },
): Fact[] {
  const asked = loaded.list<Ask>('ask');
  const perGrid = new Map<string, number>();
  for (const one of asked)
    if (now - one.askedAt < gridWeek) perGrid.set(one.ground, (perGrid.get(one.ground) ?? 0) + 1);
  const own = asked.filter((one) => one.finding === finding);
  const facts: Fact[] = [];
  for (const { ask, household } of wanted) {
    const { ground } = loaded.get<Household>('household', household);
    const inGrid = perGrid.get(ground) ?? 0;
    const open = own.filter((one) => one.endedAt === null).length + facts.length;
    if (open >= mostAsked || inGrid >= mostAsked || own.some((one) => one.household === household)) continue;
    perGrid.set(ground, inGrid + 1);
    const record = { ...more, ground, household, finding };
    facts.push({ name: 'ask.made', kind: 'ask', id: ask, data: { at: now, record } });
  }
  return facts;
}

export const weighFinding = defineVerb({
  name: 'finding.weigh',
  input: z.object({
    finding: z.uuid(),
    village: z.uuid(),
    topic: z.string().check(z.maxLength(4)),
    weight,
    ask: z.array(z.object({ ask: z.uuid(), household: z.uuid() })).check(z.maxLength(mostAsked)),
  }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [
    { kind: 'finding', id: input.finding },
    { kind: 'area', id: input.village },
    { kind: 'asks-in', id: input.village },
    ...input.ask.map(({ household }) => ({ kind: 'household', id: household })),
  ],
  decide({ finding: id, village, topic, weight: now_, ask }, { actor, loaded, now }) {
    // FIND-1
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    const before = loaded.find<Finding>('finding', id);
    if (before && isSettled(before)) return [];
    const { ground } = loaded.get<Area>('area', village);
    const facts: Fact[] = [];
    if (!before) {
      const data = { at: now, topic, ground, weight: now_ };
      facts.push({ name: 'finding.raised', kind: 'finding', id, data });
    } else {
      // A proposal is not taken back to a hint: who saw it sees what became of it.
      const weighed = before.tier === 'proposal' ? { ...now_, tier: before.tier } : now_;
      if (!sameWeight(before, weighed) || before.state === 'faded')
        facts.push({ name: 'finding.weighed', kind: 'finding', id, data: { at: now, weight: weighed } });
      // FIND-9
      if (before.state === 'waiting' && (before.againAt ?? 0) <= now)
        facts.push({ name: 'finding.reopened', kind: 'finding', id, data: { at: now } });
    }
    const sameAs = now_.inside.matters[0] ?? null;
    return [...facts, ...asking(id, ask, { loaded, now, more: { category: now_.category, sameAs } })];
  },
});

export const fadeFinding = defineVerb({
  name: 'finding.fade',
  input: z.object({ finding: z.uuid(), gone: z.boolean() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [
    { kind: 'finding', id: input.finding },
    { kind: 'asks-of', id: input.finding },
  ],
  decide({ finding: id, gone }, { actor, loaded, now }) {
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    const finding = loaded.get<Finding>('finding', id);
    // FIND-12
    const fades = gone && (finding.state === 'open' || finding.state === 'waiting');
    // FIND-5
    const over = loaded
      .list<Ask>('ask')
      .filter((ask) => ask.endedAt === null && (fades || finding.state === 'faded' || now - ask.askedAt >= askedFor));
    return [
      ...(fades ? [{ name: 'finding.faded', kind: 'finding', id, data: { at: now } }] : []),
      ...over.map((ask): Fact => ({ name: 'ask.ended', kind: 'ask', id: ask.id, data: { at: now } })),
    ];
  },
});

export const followHome = defineVerb({
  name: 'ask.follow',
  input: z.object({ household: z.uuid() }),
  who: ['service:jobs'],
  offline: false,
  needs: (input) => [
    { kind: 'household', id: input.household },
    { kind: 'asks-at', id: input.household },
  ],
  decide(input, { actor, loaded }) {
    if (actor.service !== 'jobs') throw new Problem('refused', 'not-yours');
    const { ground } = loaded.get<Household>('household', input.household);
    return loaded
      .list<Ask>('ask')
      .filter((one) => one.ground !== ground)
      .map((one): Fact => ({ name: 'ask.moved', kind: 'ask', id: one.id, data: { ground, leftGround: one.ground } }));
  },
});

export const serviceFindingVerbs = [weighFinding, fadeFinding, followHome];
