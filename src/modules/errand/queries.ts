// What screens may ask about errands: those an office carries or is handed, those of one home, and one with its receipt.
import * as z from 'zod/mini';
import { servesGround, sitsIn } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { defineQuery } from '#data/query.ts';
import { openHome } from '#modules/household/queries.ts';
import { householdTable } from '#modules/household/store.ts';
import { isAdult } from '#modules/household/rules.ts';
import { loadChain } from '#modules/people/store.ts';
import type { ErrandOfRow, ErrandPage, ErrandRow } from './model.ts';
import { actsOn, carries, carriesErrands, nextOffices } from './rules.ts';
import { errandTable } from './store.ts';

const open = `(errand.state <> 'over' or errand.told_at is null or errand.papers @> '[{"lent": true, "backAt": null}]')`;

const listText = `select errand.id, errand.kind, errand.state, errand.outcome, errand.round, errand.step, errand.holder,
    errand.handed_to as "handedTo", errand.told_at as "toldAt", errand.papers, errand.changed_at as "changedAt", errand.ground::text as ground,
    household.door, coalesce(village.name, '') || coalesce(up.name, '') as place, office.name as "holderName", coalesce(next.name, '') as "handedToName"
  from errand join household on household.id = errand.household join office on office.id = errand.holder
  left join office as next on next.id = errand.handed_to
  left join area as village on village.ground = subpath(errand.ground, 0, 3) left join area as up on up.ground = subpath(errand.ground, 0, 4)
  where (errand.holder = any($1::uuid[]) or errand.handed_to = any($1::uuid[]) or errand.offered_by = any($1::uuid[]))
    and (${open} or errand.changed_at > now() - interval '30 days')
  order by errand.changed_at desc limit 500`;

type Timed<R> = Omit<R, 'toldAt' | 'changedAt'> & { readonly toldAt: Date | null; readonly changedAt: Date };
const times = ({ toldAt, changedAt }: Timed<object>): { toldAt: number | null; changedAt: number } => ({
  toldAt: toldAt?.getTime() ?? null,
  changedAt: changedAt.getTime(),
});

export const list = defineQuery({
  name: 'errand.list',
  input: z.object({}),
  who: carriesErrands,
  touches: 'list',
  async answer(tx, _, { actor }): Promise<ErrandRow[]> {
    const offices = actor.posts.filter((post) => carriesErrands.includes(post.role)).map((post) => post.office);
    const rows = await tx.query<Timed<ErrandRow> & { ground: string }>(listText, [offices]);
    return rows
      .filter((row) => servesGround(actor, row.ground, carriesErrands))
      .map(({ ground, ...row }) => ({
        ...row,
        ...times(row),
        carriedHere: sitsIn(actor, row.holder),
        comesHere: row.handedTo !== null && sitsIn(actor, row.handedTo),
      }));
  },
});

const ofText = `select errand.id, errand.kind, state, outcome, step, handed_to as "handedTo", told_at as "toldAt", papers, changed_at as "changedAt",
    office.name as "holderName", coalesce(next.name, '') as "handedToName"
  from errand join office on office.id = errand.holder left join office as next on next.id = errand.handed_to
  where errand.household = $1 order by changed_at desc limit 50`;

export const of = defineQuery({
  name: 'errand.of',
  input: z.object({ household: z.uuid() }),
  who: carriesErrands,
  touches: 'household',
  async answer(tx, input, asked): Promise<ErrandOfRow[]> {
    const [home] = await householdTable.load(tx, [input.household]);
    if (!home) throw new Problem('refused', 'not-yours');
    const rows = await tx.query<Timed<ErrandOfRow>>(ofText, [input.household]);
    if (rows.length > 0) asked.reads(input.household);
    return rows.map((row) => ({ ...row, ...times(row) }));
  },
});

const placeText = `select coalesce(village.name, '') || coalesce(up.name, '') as place from (select $1::ltree as ground) as here
  left join area as village on village.ground = subpath(here.ground, 0, 3) left join area as up on up.ground = subpath(here.ground, 0, 4)`;

async function officeNames(tx: Tx, ids: readonly (string | null)[]): Promise<Record<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  const rows = await tx.query<{ id: string; name: string }>('select id, name from office where id = any($1::uuid[])', [
    known,
  ]);
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}

export const page = defineQuery({
  name: 'errand.page',
  input: z.object({ errand: z.uuid() }),
  who: carriesErrands,
  touches: 'household',
  async answer(tx, input, asked): Promise<ErrandPage> {
    const { actor, now } = asked;
    const [errand] = await errandTable.load(tx, [input.errand]);
    if (!errand || !servesGround(actor, errand.ground, carriesErrands)) throw new Problem('refused', 'not-yours');
    const { household, members } = await openHome(tx, errand.household);
    asked.reads(errand.household);
    const chain = await loadChain(tx, errand.ground, null);
    const said = errand.story.flatMap(({ office, to }) => [office, to]);
    const ofPapers = errand.papers.flatMap(({ takenBy, backBy }) => [takenBy, backBy]);
    const [place] = await tx.query<{ place: string }>(placeText, [errand.ground]);
    // A minor is nobody whom an errand could be for (ERRAND-4).
    const grown = members.filter(({ born }) => born === '' || isAdult(born, now));
    return {
      errand,
      head: household.head,
      door: household.door,
      place: place?.place ?? '',
      members: grown.map(({ id, name }) => ({ id, name })),
      offices: await officeNames(tx, [errand.holder, errand.handedTo, ...said, ...ofPapers]),
      next: carries(errand, actor) ? nextOffices(errand, chain).map(({ id, name }) => ({ id, name })) : [],
      acts: actsOn(errand, actor, chain),
    };
  },
});

/** How many were handed to one's own offices and not received yet. */
export const waits = defineQuery({
  name: 'errand.waits',
  input: z.object({}),
  who: carriesErrands,
  touches: 'none',
  async answer(tx, _, { actor }): Promise<number> {
    const offices = actor.posts.filter((post) => carriesErrands.includes(post.role)).map((post) => post.office);
    const row = await tx.one<{ n: number }>('select count(*)::int as n from errand where handed_to = any($1::uuid[])', [
      offices,
    ]);
    return row.n;
  },
});

export const errandQueries = [list, of, page, waits];
