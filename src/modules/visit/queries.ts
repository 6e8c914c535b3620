// What screens may ask of the notebook: the history of one home, opened as a reading.
import * as z from 'zod/mini';
import { servesGround } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { defineQuery } from '#data/query.ts';
import type { AttachmentRow } from '#modules/attachment/model.ts';
import { attachmentsOf } from '#modules/attachment/store.ts';
import type { Household, Member } from '#modules/household/model.ts';
import { openHome } from '#modules/household/queries.ts';
import type { OfficeRow } from '#modules/people/model.ts';
import { officesWithPeople } from '#modules/people/queries.ts';
import { loadChainOfHome } from '#modules/people/store.ts';
import type { DoorPromise, Visit, VisitSheet } from './model.ts';
import { promiseTable, visitTable } from './store.ts';

const sheetStaff = ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer'];

export interface HouseholdPage {
  readonly household: Omit<Household, 'plateHash'>;
  readonly members: readonly Member[];
  readonly visits: readonly Visit[];
  readonly promises: readonly DoorPromise[];
  readonly attachments: readonly AttachmentRow[];
  readonly offices: readonly OfficeRow[];
}

export const page = defineQuery({
  name: 'household.page',
  input: z.object({ household: z.uuid() }),
  who: ['level-2-worker', 'level-1-head', 'liaison-officer', 'village-officer', 'township-officer'],
  touches: 'household',
  async answer(tx, input, asked): Promise<HouseholdPage> {
    const { household, members } = await openHome(tx, input.household);
    const [visits, promises, chain, attachments] = await Promise.all([
      tx.query<Record<string, unknown>>(
        `select ${visitTable.select} from visit where household = $1 order by received_at desc limit 50`,
        [input.household],
      ),
      tx.query<Record<string, unknown>>(
        `select ${promiseTable.select} from promise where household = $1 order by due nulls last limit 50`,
        [input.household],
      ),
      loadChainOfHome(tx, input.household, null),
      attachmentsOf(tx, 'household', input.household),
    ]);
    asked.reads(input.household);
    const near = chain
      .filter((office) => ['level-2', 'level-1', 'liaison', 'village'].includes(office.kind))
      .map((office) => office.id);
    const { plateHash, ...shown } = household;
    return {
      household: shown,
      members,
      visits: visits.map(visitTable.read),
      promises: promises.map(promiseTable.read),
      attachments,
      offices: await officesWithPeople(tx, near),
    };
  },
});

// A grid that is called after its group already says where it is.
const sheetText = `select area.id, area.name, area.ground::text as ground, coalesce(village.name, '')
    || case when starts_with(area.name, up.name) then '' else coalesce(up.name, '') end as place
  from area left join area as up on up.id = area.parent left join area as village on village.id = up.parent
  where area.id = $1 and area.kind = 'level-2' and area.valid_to is null`;
const doorsText = `select id, door from household where grid = $1 and closed_at is null order by length(door), door limit 500`;

/** VISIT-19 */
export const sheet = defineQuery({
  name: 'visit.sheet',
  input: z.object({ grid: z.uuid() }),
  who: sheetStaff,
  touches: 'list',
  async answer(tx, { grid }, { actor }): Promise<VisitSheet> {
    const found = await tx.maybe<{ id: string; name: string; ground: string; place: string }>(sheetText, [grid]);
    if (!found || !servesGround(actor, found.ground, sheetStaff)) throw new Problem('refused', 'not-yours');
    const { name, place } = found;
    return { name, place, homes: await tx.query<VisitSheet['homes'][number]>(doorsText, [grid]) };
  },
});

export const visitQueries = [page, sheet];
