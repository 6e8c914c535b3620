// What screens may ask about homes: find one, open one (a reading the household can see), and one's own as a verified adult.
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { defineQuery } from '#data/query.ts';
import { careOnPhone } from './kinds/care-tags.ts';
import type { Household, HouseholdRow, Member, PhoneHousehold } from './model.ts';
import { homesOnMap } from './queries-map.ts';
import { householdTable, memberTable } from './store.ts';

const homeStaff = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer', 'township-officer'];

/** What of a home travels to a phone: no plate codes, and of private care only its interval and how to come. */
export function homeForPhone(home: Household): PhoneHousehold {
  const { plateHash, plateShort, declined, ...rest } = home;
  return { ...rest, care: careOnPhone(home.care) };
}

/** HOME-9 What of a home stands on a roster: how to find and reach it, nothing of what happened there or is offered to it. */
export const homeForRoster = (home: Household): PhoneHousehold => ({
  ...homeForPhone(home),
  care: [],
  howToCome: '',
  disputed: [],
  lastVisit: null,
  noticedAt: null,
});

export const find = defineQuery({
  name: 'household.find',
  input: z.object({
    text: z.string().check(z.minLength(1), z.maxLength(40)),
    limit: z._default(z.int().check(z.gte(1), z.lte(50)), 20),
  }),
  who: homeStaff,
  touches: 'list',
  async answer(tx, { text, limit }, { actor }): Promise<HouseholdRow[]> {
    const grounds = actor.posts.filter((post) => homeStaff.includes(post.role)).map((post) => post.ground);
    const like = text.replaceAll(/[%_\\]/g, '');
    return tx.query(
      `select household.id, household.door, household.head, household.ground::text as ground, grid.name as "gridName", up.name as "groupName"
       from household join area as grid on grid.id = household.grid join area as up on up.id = grid.parent
       where household.closed_at is null and household.ground <@ any($1::ltree[])
         and (household.head like '%' || $2 || '%' or household.door = $2 or household.pinyin like '%' || lower($2) || '%' or (length($2) >= 4 and household.phone like '%' || $2))
       order by household.ground, household.door limit $3`,
      [grounds, like, limit],
    );
  },
});

export async function openHome(tx: Tx, id: string): Promise<{ household: Household; members: Member[] }> {
  const [household] = await householdTable.load(tx, [id]);
  if (!household) throw new Problem('refused', 'not-yours');
  const rows = await tx.query<Record<string, unknown>>(
    `select ${memberTable.select} from member where household = $1 and left_at is null order by born`,
    [id],
  );
  return { household, members: rows.map(memberTable.read) };
}

export const householdQueries = [find, homesOnMap];
