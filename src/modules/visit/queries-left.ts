// What screens may ask about what was left behind: everything that waits on one's own ground, and what was set aside lately.
import * as z from 'zod/mini';
import { defineQuery } from '#data/query.ts';
import { leftStaff } from './commands-left.ts';
import type { LeftRow } from './model-left.ts';

const text = `select box.id, box.envelope as said, box.at, box.outcome, box.settled_at as "settledAt", coalesce(person.name, '') as writer,
    household.id as household, coalesce(household.head, '') as head, coalesce(household.door, '') as door
  from hand_over_box as box left join person on person.id = box.author
    left join matter on matter.id::text = box.envelope->'input'->>'case'
    left join visit on visit.id::text = box.envelope->'input'->>'visit'
    left join promise on promise.id::text = box.envelope->'input'->>'promise'
    left join household on household.id::text = coalesce(box.envelope->'input'->>'household', matter.household::text,
      visit.household::text, promise.household::text)
  where box.ground <@ any($1::ltree[]) and (box.outcome is null or (box.outcome = 'set-aside' and box.settled_at > $2))
  order by box.outcome nulls first, box.at limit 200`;

export const list = defineQuery({
  name: 'left.list',
  input: z.object({}),
  who: leftStaff,
  touches: 'household',
  async answer(tx, _, asked): Promise<LeftRow[]> {
    const { actor, now } = asked;
    const grounds = actor.posts.filter((post) => leftStaff.includes(post.role)).map((post) => post.ground);
    const rows = await tx.query<Record<string, unknown>>(text, [grounds, new Date(now - 30 * 86_400_000)]);
    asked.reads(...rows.map((row) => row.household as string | null));
    return rows.map((row) => ({
      ...(row as unknown as LeftRow),
      at: (row.at as Date).getTime(),
      settledAt: row.settledAt === null ? null : (row.settledAt as Date).getTime(),
    }));
  },
});

/** How many wait; says nothing of what is in them. */
export const count = defineQuery({
  name: 'left.count',
  input: z.object({}),
  who: leftStaff,
  touches: 'none',
  async answer(tx, _, { actor }): Promise<number> {
    const grounds = actor.posts.filter((post) => leftStaff.includes(post.role)).map((post) => post.ground);
    const row = await tx.one<{ n: number }>(
      'select count(*)::int as n from hand_over_box where outcome is null and ground <@ any($1::ltree[])',
      [grounds],
    );
    return row.n;
  },
});

export const leftQueries = [list, count];
