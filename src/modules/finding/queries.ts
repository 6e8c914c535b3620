// What screens may ask about findings: those of one's ground that wait for a word, and one with its homes and its network.
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { defineQuery } from '#data/query.ts';
import type { OfficeKind } from '#modules/people/model.ts';
import { judgeOf, mayTake } from './commands.ts';
import type { Finding, FindingPage, FindingRow, FoundHome } from './model.ts';
import { isSettled } from './rules.ts';
import { findingTable } from './store.ts';

const who = ['village-officer', 'township-officer'];

const listText = `select ${findingTable.select} from finding where tier = 'proposal'
    and (state in ('open', 'waiting') or judged_at > now() - interval '30 days' or (state = 'faded' and weighed_at > now() - interval '7 days'))
  order by array_position(array['open', 'waiting'], state) nulls last, weighed_at desc limit 100`;

/** A node as homes name it: water by its bare code, others behind their network. */
const point = (column: string): string => `case when network = 'W' then ${column} else network || ':' || ${column} end`;

/** Names of the nodes and grids that causes speak of, and of the village. */
async function namesOf(tx: Tx, findings: readonly Finding[]): Promise<Map<string, Record<string, string>>> {
  const names = new Map<string, Record<string, string>>();
  const rows = await tx.query<{ ground: string; topic: string; code: string; name: string }>(
    `select ground::text as ground, left(network, 1) as topic, ${point('code')} as code, name from supply_node
       where ${point('code')} = any($1) and ground = any($2::ltree[]) and removed_at is null
     union all select subpath(ground, 0, 3)::text, '', id::text, name from area where id::text = any($1)`,
    [
      findings.flatMap((one) => one.causes.flatMap((cause) => cause.places)),
      [...new Set(findings.map((one) => one.ground))],
    ],
  );
  for (const one of findings)
    names.set(
      one.id,
      Object.fromEntries(
        rows
          .filter((row) => row.ground === one.ground && (row.topic === '' || row.topic === one.topic))
          .map((row) => [row.code, row.name]),
      ),
    );
  return names;
}

const villages = async (tx: Tx, grounds: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    (
      await tx.query<{ ground: string; name: string }>(
        `select ground::text as ground, name from area where kind = 'village' and ground = any($1::ltree[])`,
        [[...new Set(grounds)]],
      )
    ).map((row) => [row.ground, row.name]),
  );

export const list = defineQuery({
  name: 'finding.list',
  input: z.object({}),
  who,
  touches: 'list',
  async answer(tx, _, { actor }): Promise<FindingRow[]> {
    const all = (await tx.query<Record<string, unknown>>(listText)).map(findingTable.read);
    const own = all.filter((one) => judgeOf(one, actor));
    const [names, places] = await Promise.all([
      namesOf(tx, own),
      villages(
        tx,
        own.map((one) => one.ground),
      ),
    ]);
    return own.map((one) => ({
      id: one.id,
      category: one.category,
      state: one.state,
      causes: one.causes,
      canTell: one.canTell,
      againAt: one.againAt,
      place: places.get(one.ground) ?? '',
      affected: one.inside.matters.length + one.inside.yes.length,
      names: names.get(one.id) ?? {},
    }));
  },
});

/** Homes that were heard or asked; the others are taps in the drawing and nothing more. */
const homesText = `select household.id as household, household.door, coalesce(case when starts_with(grid.name, up.name) then grid.name else up.name || grid.name end, '') as place,
    household.supply_points as points, matter.id as matter, ask.reply, ask.id as ask, ask.ended_at as "endedAt"
  from household
  left join lateral (select id from matter where household = household.id and id = any($1::uuid[]) order by reported_at limit 1) as matter on true
  left join ask on ask.household = household.id and ask.finding = $2
  left join area as grid on grid.id = household.grid left join area as up on up.id = grid.parent
  where (matter.id is not null or ask.id is not null) and household.closed_at is null
  order by household.door limit 500`;

type HomeRow = Omit<FoundHome, 'heard' | 'inside'> & {
  readonly reply: string | null;
  readonly ask: string | null;
  readonly endedAt: Date | null;
};

function heardOf(row: HomeRow): FoundHome['heard'] {
  if (row.reply === 'yes') return 'yes';
  if (row.matter !== null) return 'matter';
  if (row.reply === 'no') return 'no';
  return row.ask !== null && row.endedAt === null ? 'asked' : 'silent';
}

const hereText = `select matter.id, office.id as office, office.kind, office.ground::text as ground from matter join office on office.id = matter.holder
  where matter.id = any($1::uuid[]) and state in ('reported', 'accepted', 'in-progress') and side is null and incident is null and not restricted`;

export const page = defineQuery({
  name: 'finding.page',
  input: z.object({ finding: z.uuid() }),
  who,
  touches: 'household',
  async answer(tx, input, asked): Promise<FindingPage> {
    const [finding] = await findingTable.load(tx, [input.finding]);
    if (!finding || finding.tier !== 'proposal') throw new Problem('refused', 'not-yours');
    const matters = [...finding.inside.matters, ...finding.outside.matters];
    const post = judgeOf(finding, asked.actor);
    const [rows, nodes, here, places, names, judge] = await Promise.all([
      tx.query<HomeRow>(homesText, [matters, finding.id]),
      tx.query<FindingPage['nodes'][number]>(
        `select ${point('code')} as code, name, kind, ${point('parent')} as parent from supply_node
         where left(network, 1) = $1 and ground = $2::ltree and removed_at is null order by code`,
        [finding.topic, finding.ground],
      ),
      tx.query<{ id: string; office: string; kind: OfficeKind; ground: string }>(hereText, [matters]),
      villages(tx, [finding.ground]),
      namesOf(tx, [finding]),
      tx.query<{ name: string }>('select name from office where id = $1', [finding.judgedBy]),
    ]);
    const inside = new Set([...finding.inside.matters, ...finding.inside.yes, ...finding.inside.no]);
    asked.reads(...rows.map((row) => row.household));
    return {
      finding,
      place: places.get(finding.ground) ?? '',
      mine: post !== undefined && !isSettled(finding),
      homes: rows.map(({ reply, ask, endedAt, ...row }) => ({
        ...row,
        heard: heardOf({ reply, ask, endedAt, ...row }),
        inside: [row.matter, ask].some((one) => one !== null && inside.has(one)),
      })),
      nodes,
      here: here
        .filter(({ office, kind, ground }) => post !== undefined && mayTake(post, { id: office, kind, ground }))
        .map((row) => row.id),
      judgedByName: judge[0]?.name ?? '',
      names: names.get(finding.id) ?? {},
    };
  },
});

export const findingQueries = [list, page];
