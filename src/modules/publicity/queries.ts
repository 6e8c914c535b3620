// What desks ask about public lists: those of the ground, one of them, and whose names the roster knows as a minor's.
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import { isUnder } from '#kit/actor.ts';
import { defineQuery } from '#data/query.ts';
import type { Office } from '#modules/people/model.ts';
import { officeTable } from '#modules/people/store.ts';
import { inTheHead, type Publicity, type PublicityLine, type PublicityPage, type RosterCheck } from './model.ts';
import { namesMinor, rosterAsked, rosterCheck } from './rules.ts';
import { loadRosterNamed, publicityTable } from './store.ts';

const desks = ['village-officer', 'township-officer'];
const readers = ['level-2-worker', 'level-1-head', 'liaison-officer', ...desks, 'supervision-member'];

const around = `(publicity.ground <@ any($1::ltree[]) or publicity.ground @> any($1::ltree[]))`;
const named = `(select name from office where office.id = publicity.office) as "officeName",
  (select name from area where area.ground = publicity.ground and area.valid_to is null limit 1) as "areaName"`;

type Row = Record<string, unknown> & { officeName: string; areaName: string | null };
const lineOf = (row: Row): PublicityLine => {
  const { id, title, fromAt, toAt, rowCount, state, result, closedAt, erasedAt, version, ground, objections } =
    publicityTable.read(row);
  const counted = state === 'waiting' ? 0 : objections.length;
  const names = { officeName: row.officeName, areaName: row.areaName ?? '' };
  return {
    id,
    title,
    fromAt,
    toAt,
    rowCount,
    state,
    result,
    closedAt,
    erasedAt,
    version,
    ground,
    ...names,
    objections: counted,
  };
};

export const list = defineQuery({
  name: 'publicity.list',
  input: z.object({}),
  who: readers,
  touches: 'none',
  async answer(tx, _, { actor }): Promise<PublicityLine[]> {
    const grounds = actor.posts.map((post) => post.ground);
    const rows = await tx.query<Row>(
      `select ${publicityTable.select}, ${named} from publicity where ${around} order by (closed_at is null) desc, from_at desc limit 200`,
      [grounds],
    );
    return rows.map(lineOf);
  },
});

/** PUBLICITY-13: what was taken back is its office's alone. */
const forReader = (one: Publicity, own: boolean): Publicity =>
  one.state === 'withdrawn' && !own ? { ...one, rows: [], changes: [] } : one;

export const page = defineQuery({
  name: 'publicity.page',
  input: z.object({ publicity: z.uuid() }),
  who: readers,
  touches: 'none',
  async answer(tx, input, { actor }): Promise<PublicityPage> {
    const grounds = actor.posts.map((post) => post.ground);
    const [row] = await tx.query<Row & { madeByName: string | null; releasedByName: string | null }>(
      `select ${publicityTable.select}, ${named}, (select name from person where person.id = made_by) as "madeByName",
         (select name from person where person.id = released_by) as "releasedByName" from publicity where ${around} and id = $2`,
      [grounds, input.publicity],
    );
    if (!row) throw new Problem('refused', 'not-yours');
    const found = publicityTable.read(row);
    const own = actor.posts.some((post) => post.office === found.office);
    return {
      list: forReader(found, own),
      officeName: row.officeName,
      areaName: row.areaName ?? '',
      madeByName: row.madeByName ?? '',
      releasedByName: row.releasedByName ?? '',
    };
  },
});

const text = (most: number) => z.string().check(z.maxLength(most));

export const check = defineQuery({
  name: 'publicity.check',
  input: z.object({
    office: z.uuid(),
    /** Title and what it rests on. */
    head: z._default(text(1200), ''),
    rows: z
      .array(
        z.object({
          name: text(60),
          group: text(60),
          item: z._default(text(200), ''),
          amount: z._default(text(100), ''),
        }),
      )
      .check(z.maxLength(100)),
  }),
  who: desks,
  touches: 'none',
  async answer(tx, input, { actor, now }): Promise<RosterCheck> {
    const [office] = await officeTable.load(tx, [input.office]);
    const own = actor.posts.some((post) => post.office === input.office && desks.includes(post.role));
    if (!office || !own) throw new Problem('refused', 'not-yours');
    const { rows, head } = input;
    const named = await loadRosterNamed(tx, rosterAsked(rows, head));
    const roster = named.filter((one) => isUnder(one.ground, (office as Office).ground));
    const { minors, unknown } = rosterCheck(rows, roster, now);
    return { minors: [...(namesMinor(head, roster, now, 2) ? [inTheHead] : []), ...minors], unknown };
  },
});

export const publicityQueries = [list, page, check];
