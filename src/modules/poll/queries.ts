// What screens may ask about polls: those of one's ground, one with what was given out, and the roll of who has a ballot; never how it stands.
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import { defineQuery } from '#data/query.ts';
import type { Given, PollPage, PollRow, RollRow } from './model.ts';
import { mayCount, mayLook, mayRun } from './rules.ts';
import { loadGiven, pollTable } from './store.ts';

const readers = ['village-officer', 'township-officer', 'level-1-head', 'liaison-officer', 'supervision-member'];

const listText = `select poll.id, poll.kind, poll.unit, poll.title, poll.state, poll.closes_at as "closesAt", poll.closed_at as "closedAt", poll.version,
    office.name as "officeName", coalesce(area.name, '') as "areaName", given.page + given.slip + given.paper as given
  from poll join office on office.id = poll.office left join area on area.ground = poll.ground and area.valid_to is null, zd_poll_given(poll.id) as given
  where poll.ground <@ any($1::ltree[]) or poll.ground @> any($1::ltree[])
  order by (poll.state in ('draft', 'opening', 'open', 'closed')) desc, coalesce(poll.closed_at, poll.closes_at) desc limit 100`;

type Raw = Omit<PollRow, 'closesAt' | 'closedAt'> & { readonly closesAt: Date; readonly closedAt: Date | null };

export const list = defineQuery({
  name: 'poll.list',
  input: z.object({}),
  who: readers,
  touches: 'none',
  async answer(tx, _, { actor }): Promise<PollRow[]> {
    const grounds = actor.posts.filter((post) => readers.includes(post.role)).map((post) => post.ground);
    const rows = await tx.query<Raw>(listText, [grounds]);
    return rows.map((row) => ({
      ...row,
      closesAt: row.closesAt.getTime(),
      closedAt: row.closedAt?.getTime() ?? null,
    }));
  },
});

const adultText = `member.left_at is null and (member.born = '' or member.born <= to_char(now() - interval '18 years', 'YYYY-MM'))`;

const namesText = `select office.name as "officeName", coalesce((select name from area where ground = $2::ltree and valid_to is null), '') as "areaName", zd_poll_voters($2::ltree, $3) as voters from office where id = $1`;

export const page = defineQuery({
  name: 'poll.page',
  input: z.object({ poll: z.uuid() }),
  who: readers,
  touches: 'none',
  async answer(tx, input, { actor }): Promise<PollPage> {
    const [found] = await pollTable.load(tx, [input.poll]);
    if (!found || !mayLook(actor, found.ground)) throw new Problem('refused', 'not-yours');
    const { sheets, key: _, ...poll } = found;
    const names = await tx.one<{ officeName: string; areaName: string; voters: number }>(namesText, [
      poll.office,
      poll.ground,
      poll.unit,
    ]);
    const { page: byPage, slip, paper, unused }: Given = await loadGiven(tx, poll.id);
    return {
      poll,
      ...names,
      given: { page: byPage, slip, paper },
      slipsOut: unused,
      counting: sheets.length > 0,
      mayRun: mayRun(actor, poll.ground),
      mayCount: mayCount(actor, poll.ground) && sheets.every((sheet) => sheet.person !== actor.person),
    };
  },
});

const rollText = (
  adults: boolean,
): string => `select household.id as household, ${adults ? 'member.id' : 'null::uuid'} as member, household.door,
    ${adults ? 'member.name' : 'household.head'} as name, up.name || ' ' || grid.name as place, poll_right.way, poll_right.taken_on::text as "takenOn"
  from household join area as grid on grid.id = household.grid join area as up on up.id = grid.parent
    ${adults ? `join member on member.household = household.id and ${adultText}` : ''}
    left join poll_right on poll_right.poll = $1 and poll_right.voter = ${adults ? 'member.id' : 'household.id'}
  where household.ground <@ $2::ltree and household.closed_at is null
    and ($3 = '' or household.head like '%' || $3 || '%' or household.door = $3 or household.pinyin like '%' || lower($3) || '%' ${adults ? `or member.name like '%' || $3 || '%'` : ''})
    and (not $4 or poll_right.id is null)
  order by household.ground, household.door limit $5`;

export const roll = defineQuery({
  name: 'poll.roll',
  input: z.object({
    poll: z.uuid(),
    text: z._default(z.string().check(z.maxLength(40)), ''),
    /** Only those who have neither a ballot nor a slip. */
    without: z._default(z.boolean(), false),
    limit: z._default(z.int().check(z.gte(1), z.lte(100)), 20),
  }),
  who: ['village-officer'],
  touches: 'household',
  async answer(tx, input, { actor, reads }): Promise<RollRow[]> {
    const [poll] = await pollTable.load(tx, [input.poll]);
    if (!poll || !mayRun(actor, poll.ground)) throw new Problem('refused', 'not-yours');
    const adults = poll.unit === 'adult';
    const text = input.text.replaceAll(/[%_\\]/g, '');
    const rows = await tx.query<RollRow>(rollText(adults), [poll.id, poll.ground, text, input.without, input.limit]);
    // Who of a home may vote, and that somebody gave it a ballot or a slip, is content of its record.
    reads(...rows.map((row) => row.household));
    return rows;
  },
});

export const pollQueries = [list, page, roll];
