// What screens may ask of mediations: what waits and until when, one as a whole, and whether a matter has one.
import * as z from 'zod/mini';
import { servesGround, sitsIn } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { defineQuery } from '#data/query.ts';
import { isHidden } from '#modules/case/commands-parts.ts';
import { isOpen } from '#modules/case/rules.ts';
import { caseTable } from '#modules/case/store.ts';
import { officesWithPeople } from '#modules/people/queries.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { loadChain } from '#modules/people/store.ts';
import { isDispute, mediating } from './commands-open.ts';
import { who } from './commands-parts.ts';
import type { Dispute, DisputeOf, DisputePage, DisputeRow } from './model.ts';
import { actsOn, mayMediate, nextOf } from './rules.ts';
import { disputeTable, loadDisputeOf } from './store.ts';

/** Group and grid in words, after their village. */
const placeText = `select one.ground::text as ground, coalesce(village.name, '') || coalesce(up.name, '') as place
  from unnest($1::ltree[]) as one(ground)
  left join area as village on nlevel(one.ground) >= 3 and village.ground = subpath(one.ground, 0, 3)
  left join area as up on nlevel(one.ground) >= 4 and up.ground = subpath(one.ground, 0, 4)`;

async function placesOf(tx: Tx, grounds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ ground: string; place: string }>(placeText, [[...new Set(grounds)]]);
  return new Map(rows.map((row) => [row.ground, row.place]));
}

const listText = `select ${disputeTable.select} from dispute
  where (state <> 'ended') = $1 and ($1 or ended_at > $2::timestamptz - interval '400 days') order by changed_at desc limit 500`;

export const list = defineQuery({
  name: 'dispute.list',
  input: z.object({ ended: z._default(z.boolean(), false) }),
  who,
  touches: 'list',
  async answer(tx, { ended }, { now }): Promise<DisputeRow[]> {
    const rows = await tx.query<Record<string, unknown>>(listText, [!ended, new Date(now)]);
    const found = rows.map(disputeTable.read);
    const places = await placesOf(
      tx,
      found.map((one) => one.ground),
    );
    const shown = found.map((one): DisputeRow => {
      const { id, matter, number, title, category, state, ending, changedAt, ground } = one;
      const next = nextOf(one, dayOf(now));
      return { id, matter, number, title, category, state, ending, changedAt, place: places.get(ground) ?? '', next };
    });
    return shown.sort((a, b) => (a.next?.day ?? '9').localeCompare(b.next?.day ?? '9'));
  },
});

async function officesAt(tx: Tx, ids: readonly string[]): Promise<DisputePage['offices']> {
  const offices = await officesWithPeople(tx, [...new Set(ids)]);
  const found = offices.map(({ id, name, people }) => ({ id, name, people: people.map((one) => one.name) }));
  return found.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** Those who mediate by their duties first, then the nearest to the door. */
async function nearby(tx: Tx, { ground, category }: { ground: string; category: string }): Promise<string[]> {
  const chain = await loadChain(tx, ground, category);
  const rank = (office: StaffedOffice): number =>
    office.kind === 'village-specialist' ? -1 : mediating.indexOf(office.kind);
  return chain
    .filter((one) => mediating.includes(one.kind) && one.staffed)
    .filter((one) => one.kind !== 'village-specialist' || one.duties.includes(category))
    .sort((a, b) => rank(a) - rank(b))
    .map((one) => one.id);
}

async function pageOf(tx: Tx, dispute: Dispute): Promise<Pick<DisputePage, 'offices' | 'places'>> {
  const near = await nearby(tx, dispute);
  const [offices, places] = await Promise.all([
    officesAt(tx, [...near, ...dispute.mediators.map((one) => one.office), dispute.holder]),
    placesOf(
      tx,
      dispute.parties.flatMap((one) => one.ground ?? []),
    ),
  ]);
  return {
    offices,
    places: Object.fromEntries(
      dispute.parties.flatMap((one) => (one.ground === null ? [] : [[one.id, places.get(one.ground) ?? '']])),
    ),
  };
}

export const page = defineQuery({
  name: 'dispute.page',
  input: z.object({ dispute: z.uuid() }),
  who: ['staff'],
  touches: 'household',
  async answer(tx, input, asked): Promise<DisputePage> {
    const [dispute] = await disputeTable.load(tx, [input.dispute]);
    if (!dispute) throw new Problem('refused', 'not-yours');
    asked.reads(dispute.household, ...dispute.homes);
    const may = asked.actor.posts.some((post) => who.includes(post.role)) && mayMediate(dispute, asked.actor);
    return { dispute, ...(await pageOf(tx, dispute)), acts: may ? actsOn(dispute, dayOf(asked.now)) : [] };
  },
});

export const of = defineQuery({
  name: 'dispute.of',
  input: z.object({ case: z.uuid() }),
  who: ['staff'],
  touches: 'list',
  async answer(tx, input, { actor }): Promise<DisputeOf> {
    const [[matter], [dispute]] = await Promise.all([caseTable.load(tx, [input.case]), loadDisputeOf(tx, input.case)]);
    if (!matter) throw new Problem('refused', 'not-yours');
    const serves = sitsIn(actor, matter.holder) || servesGround(actor, matter.ground, who.slice(0, 4));
    const fits = isOpen(matter) && !isHidden(matter) && isDispute(matter.category);
    const may = actor.posts.some((post) => who.includes(post.role)) && serves && fits;
    const mayOpen = may && !dispute;
    const offices = mayOpen ? await officesAt(tx, await nearby(tx, matter)) : [];
    return { dispute: dispute?.id ?? null, mayOpen, offices };
  },
});

export const disputeQueries = [list, page, of];
