// What desks may ask about campaigns: those around the reader with how many homes were told, and by grid the doors that were not.
import * as z from 'zod/mini';
import { sitsIn } from '#kit/actor.ts';
import { defineQuery } from '#data/query.ts';
import type { CampaignRow, DoorsRow, Inquiry } from './model.ts';
import { stateOf } from './rules.ts';
import { campaignTable, inquiryTable } from './store.ts';

const fields = campaignTable.select
  .split(', ')
  .map((one) => one.replace(/^(\w+)/, 'campaign.$1'))
  .join(', ');
const listText = `select ${fields}, office.name as "officeName", coalesce(area.name, '') as "areaName", reached.homes, reached.told
  from campaign join office on office.id = campaign.office left join area on area.ground = campaign.ground,
    zd_campaign_told(campaign.id) as reached
  where (campaign.ground <@ any($1::ltree[]) or campaign.ground @> any($1::ltree[]) or campaign.office = any($2::uuid[]))
    and campaign.until > $3 order by campaign.until desc limit 100`;
const askedText = `select ${inquiryTable.select} from inquiry where campaign = any($1::uuid[]) and text <> '' order by received_at limit 500`;

type Found = Record<string, unknown> & Pick<CampaignRow, 'officeName' | 'areaName' | 'homes' | 'told'>;

const keptFor = 90 * 86_400_000;
/** Who reads questions at a desk: the office that asks, and village and township. */
const hears = ['village-officer', 'township-officer'];

export const list = defineQuery({
  name: 'campaign.list',
  input: z.object({}),
  who: ['village-officer', 'township-officer', 'field-officer', 'department-officer', 'county-officer'],
  // Questions carry no home's name.
  touches: 'none',
  async answer(tx, _, { actor, now }): Promise<CampaignRow[]> {
    const grounds = actor.posts.map((post) => post.ground);
    const offices = actor.posts.map((post) => post.office);
    const rows = await tx.query<Found>(listText, [grounds, offices, new Date(now - keptFor)]);
    const asked = (await tx.query<Record<string, unknown>>(askedText, [rows.map((row) => row.id)])).map(
      inquiryTable.read,
    );
    const isHeard = actor.posts.some((post) => hears.includes(post.role));
    return rows.map((row): CampaignRow => {
      const campaign = campaignTable.read(row);
      const { id, policy, title, tags, until, office } = campaign;
      const own = sitsIn(actor, office);
      const state = stateOf(campaign, now);
      const questions = asked.filter((one: Inquiry) => one.campaign === id && (own || isHeard));
      return {
        id,
        policy,
        title,
        tags,
        until,
        state,
        officeName: row.officeName,
        areaName: row.areaName,
        homes: row.homes,
        told: row.told,
        mayAnswer: own,
        mayEnd: own && state !== 'over',
        questions: questions.map(({ id: one, text, answer }) => ({ id: one, text, answer })),
      };
    });
  },
});

/** CAMPAIGN-5: through the reader's own rights, so that nobody is shown a home that is not his to see. */
const doorsText = `select area.id as grid, area.name as "gridName", count(*)::int as homes,
    count(*) filter (where told.is)::int as told,
    coalesce(jsonb_agg(jsonb_build_object('id', household.id, 'door', household.door) order by household.door) filter (where not told.is), '[]') as left
  from campaign join household on household.ground <@ campaign.ground and household.closed_at is null and household.home <> 'vacant'
      and (campaign.tags = '{}' or household.care && campaign.tags)
    join area on area.id = household.grid
    cross join lateral (select exists (select from visit where visit.household = household.id and visit.claimed_at >= campaign.from_at
      and visit.parts @> jsonb_build_array(jsonb_build_object('kind', 'policy', 'topic', campaign.policy::text))) as is) as told
  where campaign.id = $1 group by area.id, area.name, area.ground order by area.ground`;

export const doors = defineQuery({
  name: 'campaign.doors',
  input: z.object({ campaign: z.uuid() }),
  who: ['village-officer', 'township-officer'],
  touches: 'list',
  async answer(tx, input): Promise<DoorsRow[]> {
    return tx.query<DoorsRow>(doorsText, [input.campaign]);
  },
});

export const campaignQueries = [list, doors];
