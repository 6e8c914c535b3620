// What screens may ask about matters: the inbox in its four views, its counts, and one matter as a page.
import * as z from 'zod/mini';
import { sitsIn } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { type Asked, defineQuery } from '#data/query.ts';
import { loadChainOfCase } from '#modules/people/store.ts';
import { actsOn, dispatchTargets } from './rules-acts.ts';
import {
  type Case,
  type CasePage,
  type CaseStep,
  type Inbox,
  type InboxCounts,
  type InboxRow,
  type InboxView,
  inboxViews,
} from './model.ts';
import { caseTable, loadSteps } from './store.ts';

const staff = ['staff'];

/** Each view is one indexed range: open matters of my offices by deadline, or the newest changes. */
const viewWhere: Record<InboxView, string> = {
  mine: `m.holder = any($1::uuid[]) and m.state <> 'closed'`,
  unassigned: `m.holder = any($1::uuid[]) and m.state = 'reported'`,
  overdue: `m.holder = any($1::uuid[]) and m.state in ('reported', 'accepted', 'in-progress') and least(m.resolve_by, m.holder_by) < $2`,
  changed: `(m.holder = any($1::uuid[]) or m.first_receiver = any($1::uuid[])) and m.changed_at > $2 - interval '14 days'`,
};
const order: Record<InboxView, string> = {
  mine: `coalesce(m.resolve_by, 'infinity'), m.id`,
  unassigned: `coalesce(m.resolve_by, 'infinity'), m.id`,
  overdue: `coalesce(m.resolve_by, 'infinity'), m.id`,
  changed: `m.changed_at desc, m.id`,
};

const rowSelect = `m.id, m.number, m.title, m.category, m.severity, m.state, m.side, m.restricted, m.holder, holder.name as "holderName",
  coalesce(village.name || up.name, village.name, '') as place, m.respond_by as "respondBy", m.resolve_by as "resolveBy", m.holder_by as "holderBy",
  m.changed_at as "changedAt", m.incident, m.outcome, m.version`;
const rowFrom = `join office as holder on holder.id = m.holder
  left join area as village on village.ground = subpath(m.ground, 0, least(3, nlevel(m.ground)))
  left join area as up on nlevel(m.ground) >= 4 and up.ground = subpath(m.ground, 0, 4)`;

const ms = (value: unknown): number | null => (value instanceof Date ? value.getTime() : null);

export function readRow(row: Record<string, unknown>): InboxRow {
  return {
    ...(row as unknown as InboxRow),
    respondBy: ms(row.respondBy),
    resolveBy: ms(row.resolveBy),
    holderBy: ms(row.holderBy),
    changedAt: ms(row.changedAt) ?? 0,
  };
}

/** The page after the row last seen: its place in the order, carried by the caller as text and compared by value. */
function pageAfter(view: InboxView, after: string | null): { where: string; values: unknown[] } {
  if (after === null) return { where: '', values: [] };
  const [at, id] = after.split('_');
  if (!at || !id || !/^\d+$/.test(at))
    throw new Problem('invalid', 'input-invalid', { field: 'after', reason: 'cursor' });
  const when = at === '0' ? 'infinity' : new Date(Number(at)).toISOString();
  const compare =
    view === 'changed'
      ? `(m.changed_at < $6 or (m.changed_at = $6 and m.id > $7))`
      : `(coalesce(m.resolve_by, 'infinity'), m.id) > ($6::timestamptz, $7::uuid)`;
  return { where: ` and ${compare}`, values: [when, id] };
}

export const inbox = defineQuery({
  name: 'case.inbox',
  input: z.object({
    view: z.enum(inboxViews),
    category: z._default(z.nullable(z.string().check(z.maxLength(4))), null),
    area: z._default(z.nullable(z.uuid()), null),
    text: z._default(z.nullable(z.string().check(z.maxLength(60))), null),
    after: z._default(z.nullable(z.string().check(z.maxLength(80))), null),
    limit: z._default(z.int().check(z.gte(1), z.lte(200)), 50),
  }),
  who: staff,
  touches: 'list',
  async answer(tx, input, { actor, now }): Promise<Inbox> {
    const offices = [...new Set(actor.posts.map((post) => post.office))];
    const page = pageAfter(input.view, input.after);
    const rows = await tx.query<Record<string, unknown>>(
      `with m as (select * from matter as m where ${viewWhere[input.view]}
         and ($3::text is null or m.category = $3 or left(m.category, 1) = $3)
         and ($4::uuid is null or m.ground <@ (select ground from area where id = $4))
         and ($5::text is null or m.title like '%' || $5 || '%' or m.number::text = $5)
         and ($2::timestamptz is not null)${page.where}
         order by ${order[input.view]} limit ${input.limit + 1})
       select ${rowSelect} from m ${rowFrom} order by ${order[input.view]}`,
      [
        offices,
        new Date(now),
        input.category,
        input.area,
        input.text?.replaceAll(/[%_\\]/g, '') || null,
        ...page.values,
      ],
    );
    const shown = rows.slice(0, input.limit).map(readRow);
    const last = shown.at(-1);
    const at = input.view === 'changed' ? last?.changedAt : (last?.resolveBy ?? 0);
    return { rows: shown, next: rows.length > input.limit && last ? `${at}_${last.id}` : null };
  },
});

export const counts = defineQuery({
  name: 'case.counts',
  input: z.object({}),
  who: staff,
  touches: 'none',
  async answer(tx, _, { actor, now }): Promise<InboxCounts> {
    const offices = [...new Set(actor.posts.map((post) => post.office))];
    return tx.one<InboxCounts>(
      `select (select count(*)::int from (select from matter m where ${viewWhere.mine} limit 1000) as a) as mine,
        (select count(*)::int from (select from matter m where ${viewWhere.unassigned} limit 1000) as a) as unassigned,
        (select count(*)::int from (select from matter m where ${viewWhere.overdue} limit 1000) as a) as overdue,
        (select count(*)::int from (select from matter m where ${viewWhere.changed} limit 1000) as a) as changed,
        (select count(*)::int from incident where holder = any($1::uuid[]) and resolved_at is null) as incidents`,
      [offices, new Date(now)],
    );
  },
});

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
): Promise<{ office: Map<string, { name: string; phone: string }>; person: Map<string, string> }> {
  const officeIds = [
    matter.holder,
    matter.firstReceiver,
    matter.previousHolder,
    ...steps.flatMap((step) => [step.office, step.toOffice]),
  ].filter((id) => id !== null);
  const personIds = steps.map((step) => step.person).filter((id) => id !== null);
  const [offices, people] = await Promise.all([
    tx.query<{ id: string; name: string; phone: string }>(
      'select id, name, phone from office where id = any($1::uuid[])',
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

export const page = defineQuery({
  name: 'case.page',
  input: z.object({ case: z.uuid() }),
  who: staff,
  touches: 'household',
  async answer(tx, input, asked): Promise<CasePage> {
    const [matter] = await caseTable.load(tx, [input.case]);
    if (!matter) throw new Problem('refused', 'not-yours');
    const offices = asked.actor.posts.map((post) => post.office);
    const [steps, chain, household, similar, incident] = await Promise.all([
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
    ]);
    const names = await namesOf(tx, steps, matter);
    asked.reads(matter.restricted ? null : matter.household);
    const holds = sitsIn(asked.actor, matter.holder);
    const mine = chain.find((office) => office.id === matter.holder);
    const above = chain.find((office) => office.id === mine?.parent);
    const acts = actsOn(matter, asked.actor, { holderKind: mine?.kind, now: asked.now });
    const { secretHash, complainedOf, ...shown } = matter;
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
      dispatchTo: holds ? dispatchTargets(matter, mine, chain).map(({ id, name, kind }) => ({ id, name, kind })) : [],
      handUpTo: holds && above && acts.includes('case.hand-up') ? { id: above.id, name: above.name } : null,
      returnTo:
        holds && back && matter.previousHolder && acts.includes('case.return')
          ? { id: matter.previousHolder, name: back.name }
          : null,
      acts,
      incident,
      similar: similar.map((row) => ({ ...row, reportedAt: (row.reportedAt as unknown as Date).getTime() })),
      readings: readingNow(matter, asked),
    };
  },
});

export const caseQueries = [inbox, counts, page];
