// What screens may ask about one matter: its page with story, home, next acts and neighbours.
import * as z from 'zod/mini';
import { type Actor, sitsIn } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { type Asked, defineQuery } from '#data/query.ts';
import { attachmentsOf } from '#modules/attachment/store.ts';
import type { StaffedOffice } from '#modules/people/model.ts';
import { loadChainOfCase } from '#modules/people/store.ts';
import { actsOn, nameable } from './rules-acts.ts';
import { extensionOf } from './rules-clocks.ts';
import { dutyListsAt, repliesAt } from './rules-county-lists.ts';
import { rulesAt } from './rules-county.ts';
import { dispatchTargets } from './rules-duty.ts';
import { callable } from './rules-oversee.ts';
import { type Case, type CasePage, type CaseStep } from './model.ts';
import type { Setting } from './model-county.ts';
import { bulkPreview } from './queries-bulk.ts';
import { counts, inbox } from './queries-inbox.ts';
import { mattersOnMap } from './queries-map.ts';
import { views } from './queries-views.ts';
import { countyQueries } from './queries-county.ts';
import { loadSettings } from './store-county.ts';
import { caseTable, loadSteps } from './store.ts';

const staff = ['staff'];

const similarText = `select m.id, m.number, m.title, m.reported_at as "reportedAt", m.incident, coalesce(up.name, '') || coalesce(' ' || household.door, '') as place,
    m.holder = any($3::uuid[]) as mine
  from matter as m join matter as self on self.id = $1 left join household on household.id = m.household
  left join area as up on nlevel(m.ground) >= 4 and up.ground = subpath(m.ground, 0, 4)
  where m.id <> self.id and m.state <> 'closed' and m.category = self.category and not m.restricted
    and m.reported_at > $2::timestamptz - interval '30 days' and m.ground <@ subpath(self.ground, 0, least(3, nlevel(self.ground)))
  order by m.reported_at desc limit 30`;

async function householdOf(tx: Tx, matter: Case): Promise<CasePage['household']> {
  if (!matter.household) return null;
  const row = await tx.maybe<NonNullable<CasePage['household']>>(
    `select household.id, door, head, phone, lat, lon, coalesce(village.name, '') || case when starts_with(grid.name, up.name) then grid.name else up.name || grid.name end as place from household
     join area as grid on grid.id = household.grid join area as up on up.id = grid.parent left join area as village on village.id = up.parent where household.id = $1`,
    [matter.household],
  );
  return row ?? null;
}

async function namesOf(
  tx: Tx,
  steps: readonly CaseStep[],
  matter: Case,
): Promise<{ office: Map<string, { name: string; phone: string; kind: string }>; person: Map<string, string> }> {
  const officeIds = [
    matter.holder,
    matter.firstReceiver,
    matter.previousHolder,
    matter.supervisedBy,
    matter.callBack,
    ...matter.called,
    ...steps.flatMap((step) => [step.office, step.toOffice]),
  ].filter((id) => id !== null);
  const personIds = steps.map((step) => step.person).filter((id) => id !== null);
  const [offices, people] = await Promise.all([
    tx.query<{ id: string; name: string; phone: string; kind: string }>(
      'select id, name, phone, kind from office where id = any($1::uuid[])',
      [officeIds],
    ),
    tx.query<{ id: string; name: string }>('select id, name from person where id = any($1::uuid[]) and staff', [
      personIds,
    ]),
  ]);
  return {
    office: new Map(offices.map((one) => [one.id, one])),
    person: new Map(people.map((one) => [one.id, one.name])),
  };
}

/** The opening that is being written right now, so that the reader knows the household will see it. */
function readingNow(matter: Case, { actor, now }: Asked): CasePage['readings'] {
  if (!matter.household || matter.restricted) return [];
  return [{ office: null, role: actor.posts[0]?.role ?? '', at: now, mine: true }];
}

async function incidentOf(tx: Tx, matter: Case): Promise<CasePage['incident']> {
  if (!matter.incident) return null;
  const row = await tx.maybe<NonNullable<CasePage['incident']>>(
    'select id, title, cause, cardinality(matters) as cases from incident where id = $1',
    [matter.incident],
  );
  return row ?? null;
}

const nameableText = `select id, name, kind from office where kind = any($1::text[]) and ground @> $2::ltree and closed_at is null
  order by array_position($1::text[], kind), name limit 200`;

const officesOver = (tx: Tx, { ground }: Case, kinds: readonly string[]): Promise<CasePage['ruleFor'][number][]> =>
  tx.query(nameableText, [kinds, ground]);
/** CASE-26: whom the township may still call. */
const callFor = async (tx: Tx, matter: Case): Promise<CasePage['callFor']> =>
  (await officesOver(tx, matter, callable)).filter(({ id }) => id !== matter.holder && !matter.called.includes(id));

/** Others than the holder that have to do with it, by name. */
function besideHolder(
  matter: Case,
  actor: Actor,
  { office }: Awaited<ReturnType<typeof namesOf>>,
): Pick<CasePage, 'called' | 'supervisedByName' | 'callBackName'> {
  const nameOf = (id: string | null): string | null => (id === null ? null : (office.get(id)?.name ?? null));
  return {
    called: matter.called.map((id) => ({
      id,
      name: nameOf(id) ?? '',
      kind: office.get(id)?.kind ?? '',
      came: matter.came.includes(id),
      mine: sitsIn(actor, id),
    })),
    supervisedByName: nameOf(matter.supervisedBy),
    callBackName: nameOf(matter.callBack),
  };
}

/** What follows from the tables that the county set: where it goes, how long it may take, what is written ready. */
function byCounty(
  at: { matter: Case; mine: StaffedOffice | undefined; chain: readonly StaffedOffice[]; holds: boolean },
  settings: readonly Setting[],
  now: number,
): Pick<CasePage, 'dispatchTo' | 'extension' | 'replies'> {
  const day = dayOf(now);
  const targets = at.holds ? dispatchTargets(at.matter, at.mine, at.chain, dutyListsAt(settings, day)) : [];
  return {
    dispatchTo: targets.map(({ id, name, kind }) => ({ id, name, kind })),
    extension: extensionOf(at.matter.severity, rulesAt(settings, now)),
    replies: repliesAt(settings, day),
  };
}

export const page = defineQuery({
  name: 'case.page',
  input: z.object({ case: z.uuid() }),
  who: staff,
  touches: 'household',
  async answer(tx, input, asked): Promise<CasePage> {
    const [matter] = await caseTable.load(tx, [input.case]);
    if (!matter) throw new Problem('refused', 'not-yours');
    const offices = asked.actor.posts.map((post) => post.office);
    const [steps, chain, household, similar, incident, attachments, settings] = await Promise.all([
      loadSteps(tx, matter.id),
      loadChainOfCase(tx, matter.id, null),
      householdOf(tx, matter),
      matter.restricted
        ? []
        : tx.query<CasePage['similar'][number] & { reportedAt: unknown }>(similarText, [
            matter.id,
            new Date(asked.now),
            offices,
          ]),
      incidentOf(tx, matter),
      attachmentsOf(tx, 'matter', matter.id),
      loadSettings(tx),
    ]);
    const names = await namesOf(tx, steps, matter);
    asked.reads(matter.restricted ? null : matter.household);
    const holds = sitsIn(asked.actor, matter.holder);
    const mine = chain.find((office) => office.id === matter.holder);
    const above = chain.find((office) => office.id === mine?.parent);
    const acts = actsOn(matter, asked.actor, { holderKind: mine?.kind, now: asked.now });
    const { secretHash, complainedOf, satisfied, ...shown } = matter;
    const back = matter.previousHolder ? names.office.get(matter.previousHolder) : undefined;
    return {
      case: shown,
      steps: steps.map((step) => ({
        ...step,
        officeName: step.office ? (names.office.get(step.office)?.name ?? null) : null,
        toOfficeName: step.toOffice ? (names.office.get(step.toOffice)?.name ?? null) : null,
        personName: step.person ? (names.person.get(step.person) ?? null) : null,
      })),
      household,
      holderName: names.office.get(matter.holder)?.name ?? '',
      holderPhone: names.office.get(matter.holder)?.phone ?? '',
      firstReceiverName: matter.firstReceiver ? (names.office.get(matter.firstReceiver)?.name ?? null) : null,
      ...byCounty({ matter, mine, chain, holds }, settings, asked.now),
      handUpTo: holds && above && acts.includes('case.hand-up') ? { id: above.id, name: above.name } : null,
      returnTo:
        holds && back && matter.previousHolder && acts.includes('case.return')
          ? { id: matter.previousHolder, name: back.name }
          : null,
      ruleFor: acts.includes('case.rule') ? await officesOver(tx, matter, nameable) : [],
      ...besideHolder(matter, asked.actor, names),
      callFor: acts.includes('case.call-offices') ? await callFor(tx, matter) : [],
      acts,
      incident,
      attachments,
      similar: similar.map((row) => ({ ...row, reportedAt: (row.reportedAt as unknown as Date).getTime() })),
      readings: readingNow(matter, asked),
    };
  },
});

export const caseQueries = [inbox, counts, page, views, bulkPreview, mattersOnMap, ...countyQueries];
