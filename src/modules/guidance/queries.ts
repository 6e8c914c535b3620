// What the liaison officer's page asks: grids on his ground with who works there, and the calls for help.
import * as z from 'zod/mini';
import type { Tx } from '#data/database.ts';
import { defineQuery } from '#data/query.ts';
import { ofHomes } from '#modules/territory/store.ts';
import type { CaseStep } from '#modules/case/model.ts';
import type { Guidance, Guided, GuidedGrid } from './model.ts';
import { helpCalls } from './rules.ts';

const who = ['level-1-head', 'liaison-officer', 'village-officer', 'township-officer'];
const halfYear = 180 * 86_400_000;

const near = `(matter.household is null or ${ofHomes('$1::ltree[]', 'matter.household')})`;
/** Open matters are counted in one go: the rights of each are weighed once, not once for every grid. */
const gridsText = `with here as materialized (select ground, count(*)::int as open from matter where state <> 'closed' and ${near} and ground <@ any($1::ltree[]) group by ground)
  select area.id, case when starts_with(area.name, coalesce(up.name, '')) then area.name else coalesce(up.name, '') || area.name end as name,
    coalesce(here.open, 0) as open,
    coalesce((select jsonb_agg(distinct jsonb_build_object('name', person.name, 'phone', person.phone)) from office join post on post.office = office.id
      join person on person.id = post.person where office.area = area.id and office.kind = 'level-2' and office.closed_at is null
      and post.from_at <= now() and post.to_at > now() and post.ended_at is null), '[]') as workers
  from area left join area as up on up.id = area.parent left join here on here.ground = area.ground
  where area.kind = 'level-2' and area.valid_to is null and area.ground <@ any($1::ltree[]) order by area.ground limit 300`;

const mattersText = `select matter.id, matter.number, matter.title, matter.state, matter.side, matter.outcome, matter.household, holder.name as "holderName",
    coalesce(up.name, '') || coalesce(' ' || household.door, '') as place
  from matter join office as holder on holder.id = matter.holder left join household on household.id = matter.household
  left join area as up on nlevel(matter.ground) >= 4 and up.ground = subpath(matter.ground, 0, 4)
  where matter.help is not null and not matter.restricted and ${near} and matter.ground <@ any($1::ltree[]) and matter.changed_at > $2
  order by (matter.help = 'asked') desc, matter.changed_at desc limit 100`;

const stepsText = `select step.matter, step.n, step.name, step.at, step.office, step.person, step.to_office as "toOffice", step.text, step.internal, office.name as "officeName"
  from step left join office on office.id = step.office where step.matter = any($1::uuid[]) and step.name in ('case.help-asked', 'case.help-given') order by step.matter, step.n`;

type MatterRow = Omit<Guided, 'steps'> & { household: string | null; holderName: string; place: string };

async function callsOf(tx: Tx, rows: readonly MatterRow[]): Promise<Guidance['calls']> {
  const found = await tx.query<Omit<CaseStep, 'at'> & { at: Date; officeName: string | null }>(stepsText, [
    rows.map(({ id }) => id),
  ]);
  const names = new Map(found.map((step) => [step.office, step.officeName ?? '']));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const steps = found.map((step): CaseStep => ({ ...step, at: step.at.getTime() }));
  return helpCalls(
    rows.map((row) => ({ ...row, steps: steps.filter((step) => step.matter === row.id) })),
    {
      office: (id) => names.get(id) ?? '',
      place: (id) => byId.get(id)?.place ?? '',
      holder: (id) => byId.get(id)?.holderName ?? '',
    },
  );
}

export const guidance = defineQuery({
  name: 'guidance.page',
  input: z.object({}),
  who,
  touches: 'household',
  async answer(tx, _, asked): Promise<Guidance> {
    const grounds = asked.actor.posts.filter((post) => who.includes(post.role)).map((post) => post.ground);
    const [grids, rows] = await Promise.all([
      tx.query<GuidedGrid>(gridsText, [grounds]),
      tx.query<MatterRow>(mattersText, [grounds, new Date(asked.now - halfYear)]),
    ]);
    // What was asked and said is content of these homes' matters.
    asked.reads(...rows.map(({ household }) => household));
    return { grids, calls: await callsOf(tx, rows) };
  },
});

export const guidanceQueries = [guidance];
