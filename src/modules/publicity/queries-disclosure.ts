// What desks ask about a village's disclosures: what is due, what was made public, and for a township which villages it has.
import * as z from 'zod/mini';
import { isUnder } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { defineQuery } from '#data/query.ts';
import { daysBack, disclosureItems } from './kinds/disclosure.ts';
import type { DisclosurePage } from './model-disclosure.ts';
import { calendarOf } from './rules-disclosure.ts';
import { disclosureTable } from './store-disclosure.ts';

const who = ['village-officer', 'township-officer', 'supervision-member'];
const mostPublished = 40;

interface Village {
  readonly id: string;
  readonly name: string;
  readonly ground: string;
  readonly office: string;
}

/** By name: no village stands before another for what it did. */
const villagesText = `select area.id, area.name, area.ground::text as ground, office.id as office from area
  join office on office.area = area.id and office.kind = 'village' and office.closed_at is null
  where area.kind = 'village' and area.valid_to is null and (area.ground <@ any($1::ltree[]) or area.ground @> any($1::ltree[])) order by area.name`;

export const page = defineQuery({
  name: 'disclosure.page',
  input: z.object({ village: z._default(z.nullable(z.uuid()), null) }),
  who,
  touches: 'none',
  async answer(tx, input, { actor, now }): Promise<DisclosurePage> {
    const grounds = actor.posts.filter((post) => who.includes(post.role)).map((post) => post.ground);
    const villages = await tx.query<Village>(villagesText, [grounds]);
    const village =
      villages.find((one) => one.id === input.village) ?? (input.village === null ? villages[0] : undefined);
    if (!village || !grounds.some((ground) => isUnder(village.ground, ground)))
      throw new Problem('refused', 'not-yours');
    const rows = await tx.query<Record<string, unknown>>(
      `select ${disclosureTable.select} from disclosure where ground = $1::ltree and at > $2 order by at desc`,
      [village.ground, new Date(now - daysBack * 86_400_000)],
    );
    const published = rows.map(disclosureTable.read);
    const began = await tx.one<{ at: Date }>('select opened_at as at from county');
    return {
      village: { name: village.name, office: village.office },
      mine: actor.posts.some((post) => post.office === village.office),
      items: disclosureItems,
      due: calendarOf(published, Math.min(began.at.getTime(), ...published.map((one) => one.at)), now),
      published: published
        .slice(0, mostPublished)
        .map(({ id, item, period, title, text, at }) => ({ id, item, period, title, text, at })),
      villages: villages.length < 2 ? [] : villages.map(({ id, name }) => ({ id, name })),
    };
  },
});

export const disclosureQueries = [page];
