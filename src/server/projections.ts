// What of each record travels to a phone: the whitelist of the data dictionary, as code.
import { type Actor, isUnder } from '#kit/actor.ts';
import type { RecordBase } from '#kit/command.ts';
import type { Tx } from '#data/database.ts';
import type { Attachment, PhoneAttachment } from '#modules/attachment/model.ts';
import { attachmentTable, rowOf } from '#modules/attachment/store.ts';
import { silentCodes } from '#modules/case/kinds/categories.ts';
import type { Case, CaseStep } from '#modules/case/model.ts';
import { inquiryTable } from '#modules/campaign/store.ts';
import { caseTable } from '#modules/case/store.ts';
import { disputeTable } from '#modules/dispute/store.ts';
import { spotTable } from '#modules/environment/store.ts';
import { askTable } from '#modules/finding/store.ts';
import type { Household, Member } from '#modules/household/model.ts';
import { homeForPhone, homeForRoster } from '#modules/household/queries.ts';
import { householdTable, memberTable } from '#modules/household/store.ts';
import type { Me } from '#modules/people/model.ts';
import { meOf, officesWithPeople } from '#modules/people/queries.ts';
import { errandTable } from '#modules/errand/store.ts';
import { questionTable } from '#modules/question/store.ts';
import { supplyNodeTable } from '#modules/supply/store.ts';
import { areaTable, inGrids, ofHomes } from '#modules/territory/store.ts';
import type { Visit } from '#modules/visit/model.ts';
import { promiseTable, visitTable } from '#modules/visit/store.ts';
import { allGrounds, type Holds } from './phone-holds.ts';
import { below, onGround, plain, type Projection, table } from './projection.ts';
import { aroundProjections } from './projections-around.ts';

export type Out = { kind: string; id: string; record: RecordBase };

/** Who is handed records, and which ground of his in full. */
export interface Reader {
  readonly actor: Actor;
  readonly holds: Holds;
}

/** VISIT-7: that somebody is ill, and what was noted beside it, is gone from every phone once the county has it. */
function withoutIllness(visit: Visit): Visit {
  const parts = visit.parts.filter((part) => part.kind !== 'fact' || part.fact !== 'illness');
  return parts.length === visit.parts.length ? visit : { ...visit, parts, note: '' };
}

const fileForPhone = (file: Attachment): PhoneAttachment => {
  const { ground, version, household, author } = file;
  return { ...rowOf(file), ground, version, household, author };
};

async function shapeCases(tx: Tx, records: RecordBase[]): Promise<RecordBase[]> {
  const silent = new Set(silentCodes());
  const cases = (records as Case[]).filter(
    (one) => !one.restricted && one.complainedOf.length === 0 && !silent.has(one.category),
  );
  const rows = await tx.query<Record<string, unknown>>(
    `select matter, n, name, at, office, person, to_office as "toOffice", text, internal from step where matter = any($1::uuid[]) and name <> 'case.rated' order by matter, n`,
    [cases.map((one) => one.id)],
  );
  const steps = new Map<string, CaseStep[]>();
  for (const row of rows) {
    const step = { ...row, at: (row.at as Date).getTime() } as CaseStep;
    steps.set(step.matter, [...(steps.get(step.matter) ?? []), step]);
  }
  return cases.map(({ secretHash, complainedOf, reporterStanding, rating, satisfied, ...shown }) => ({
    ...shown,
    steps: steps.get(shown.id) ?? [],
  }));
}

/** What these homes hang on and what feeds that; homes name a node with its network (SUPPLY-10). */
const withParents = (points: string): string =>
  `removed_at is null and (network, code) in (select tap.network, unnest(array[tap.code, tap.parent]) from supply_node as tap
    where case when tap.network = 'W' then tap.code else tap.network || ':' || tap.code end in (${points}))`;

const projections: Readonly<Record<string, Projection>> = {
  area: {
    table: table(areaTable),
    recent: 'valid_to is null',
    onRoster: 'valid_to is null',
    reach: 'around',
    shape: plain,
  },
  household: {
    table: table(householdTable),
    recent: 'closed_at is null',
    onRoster: 'closed_at is null',
    reach: 'below',
    near: 'grid',
    shape: async (_, records, { full }) =>
      (records as Household[]).map((home) =>
        full.some((ground) => isUnder(home.ground, ground)) ? homeForPhone(home) : homeForRoster(home),
      ),
  },
  member: {
    table: table(memberTable),
    recent: 'left_at is null',
    reach: 'below',
    near: 'home',
    shape: async (_, records) => (records as Member[]).map(({ person, ...shown }) => shown as RecordBase),
  },
  promise: below(promiseTable, `(kept_at is null or kept_at > now() - interval '30 days')`),
  case: {
    table: table(caseTable),
    recent: `(state <> 'closed' or changed_at > now() - interval '90 days')`,
    onRoster: `state <> 'closed'`,
    reach: 'below',
    near: 'home-or-none',
    shape: shapeCases,
  },
  visit: {
    table: table(visitTable),
    recent: `received_at > now() - interval '400 days'`,
    reach: 'below',
    near: 'home',
    shape: async (_, records) => (records as Visit[]).map(withoutIllness),
  },
  attachment: {
    table: table(attachmentTable),
    // ATTACH-10: what is restricted or about staff travels to no phone, and its files do not either.
    recent: `not hidden and named_at > now() - interval '400 days'`,
    reach: 'below',
    near: 'home-or-none',
    shape: async (_, records) => (records as Attachment[]).map(fileForPhone),
  },
  // DISPUTE-15
  dispute: onGround(disputeTable, `(ended_at is null or ended_at > now() - interval '30 days')`),
  question: below(questionTable, `received_at > now() - interval '400 days'`),
  // CAMPAIGN-7: until its answer was told, and a while after.
  inquiry: below(inquiryTable, `(told_at is null or told_at > now() - interval '90 days')`),
  // ERRAND-12: until it is closed, and a while after.
  errand: below(
    errandTable,
    `(told_at is null or changed_at > now() - interval '90 days' or papers @> '[{"lent": true, "backAt": null}]')`,
  ),
  // FIND-5: as long as it is open.
  ask: below(askTable, 'ended_at is null'),
  spot: onGround(spotTable, 'closed_at is null'),
  ...aroundProjections,
  // Only the taps of the homes held and what these hang on: a phone names them and draws no network.
  'supply-node': {
    table: table(supplyNodeTable),
    recent: withParents(
      `select unnest(supply_points) from household where ground <@ any($1::ltree[]) and ${inGrids('$1::ltree[]')} and closed_at is null`,
    ),
    reach: 'village',
    shape: plain,
  },
};

/** Kinds that a phone knows; whatever else moved is nothing to it. */
export const isKnown = (kind: string): boolean => kind in projections || kind === 'office';

/** Homes first, so that the list is usable while the rest still comes. */
export const snapshotKinds = [
  'me',
  'area',
  'office',
  'household',
  'member',
  'promise',
  'case',
  'notice',
  'campaign',
  'inquiry',
  'dispute',
  'spot',
  'question',
  'errand',
  'ask',
  'visit',
  'attachment',
  'supply-node',
  'setting',
] as const;

const reachText = {
  below: (grounds: string) => `ground <@ any(${grounds}::ltree[])`,
  around: (grounds: string) => `(ground <@ any(${grounds}::ltree[]) or ground @> any(${grounds}::ltree[]))`,
  village: (grounds: string) => `ground @> any(${grounds}::ltree[])`,
};

/** Which rows of a kind are held. $1 are the grounds held in full, `$n` those of which the roster is held. */
function heldText({ reach, recent, onRoster }: Projection, n: number): string {
  const full = `${reachText[reach]('$1')} and ${recent}`;
  return onRoster === undefined ? `(${full})` : `((${full}) or (${reachText[reach](`$${n}`)} and ${onRoster}))`;
}
/** The same, so that an index finds them among all of the county. */
function foundText(one: Projection, n: number): string {
  const grounds = one.onRoster === undefined ? '$1::ltree[]' : `($1::ltree[] || $${n}::ltree[])`;
  if (one.near === undefined) return heldText(one, n);
  const near = one.near === 'grid' ? inGrids(grounds) : ofHomes(grounds);
  return `${heldText(one, n)} and ${one.near === 'home-or-none' ? `(${near} or household is null)` : near}`;
}
const rosterOf = (one: Projection, { roster }: Holds): (readonly string[])[] =>
  one.onRoster === undefined ? [] : [roster];

const officeText = `select id from office where closed_at is null and (ground <@ any($1::ltree[]) or ground @> any($1::ltree[]))
  and ($2::uuid[] is null or id = any($2)) limit 5000`;

async function offices(tx: Tx, { holds }: Reader, ids: readonly string[] | null): Promise<Out[]> {
  const rows = await tx.query<{ id: string }>(officeText, [allGrounds(holds), ids]);
  const found = await officesWithPeople(
    tx,
    rows.map((row) => row.id),
  );
  return found.map((office) => ({
    kind: 'office',
    id: office.id,
    record: {
      ...office,
      sitting: [],
      people: office.people.map(({ name, phone, role }) => ({ name, phone, role })),
    } as RecordBase,
  }));
}

async function meRecord(tx: Tx, { actor }: Reader): Promise<Out[]> {
  const county = await tx.one<Me['county']>(
    `select name, filing_number as "filingNumber", complaint_phone as "complaintPhone", demo from county`,
  );
  const me = await meOf(tx, actor.person ?? '', county);
  return [{ kind: 'me', id: me.person, record: { ...me, id: me.person, ground: '', version: 0 } as RecordBase }];
}

/** One page of one kind, by id. */
export async function snapshotPage(
  tx: Tx,
  reader: Reader,
  page: { kind: string; after: string | null; limit: number },
): Promise<Out[]> {
  if (page.kind === 'me') return page.after ? [] : meRecord(tx, reader);
  if (page.kind === 'office') return page.after ? [] : offices(tx, reader, null);
  const one = projections[page.kind];
  if (!one) return [];
  const rows = await tx.query<Record<string, unknown>>(
    `select ${one.table.select} from ${one.table.name} where ${foundText(one, 4)} and ($2::uuid is null or id > $2) order by id limit $3`,
    [reader.holds.full, page.after, page.limit, ...rosterOf(one, reader.holds)],
  );
  const records = await one.shape(tx, rows.map(one.table.read), reader.holds);
  return records.map((record) => ({ kind: page.kind, id: record.id, record }));
}

/** The present form of the records that moved; what the reader may no longer see, or a phone does not hold, is absent. */
export async function projectAll(
  tx: Tx,
  reader: Reader,
  moved: readonly { kind: string; record: string }[],
): Promise<Out[]> {
  const byKind = new Map<string, string[]>();
  for (const { kind, record } of moved) byKind.set(kind, [...(byKind.get(kind) ?? []), record]);
  const out: Out[] = [];
  // A post or person that moved shows on the phone as its office and as "me".
  if (byKind.has('post') || byKind.has('person'))
    out.push(...(await meRecord(tx, reader)), ...(await offices(tx, reader, null)));
  else if (byKind.has('office')) out.push(...(await offices(tx, reader, byKind.get('office') ?? [])));
  for (const [kind, ids] of byKind) {
    const one = projections[kind];
    if (!one) continue;
    const rows = await tx.query<Record<string, unknown>>(
      `select ${one.table.select} from ${one.table.name} where ${heldText(one, 3)} and id = any($2::uuid[])`,
      [reader.holds.full, ids, ...rosterOf(one, reader.holds)],
    );
    const records = await one.shape(tx, rows.map(one.table.read), reader.holds);
    out.push(...records.map((record) => ({ kind, id: record.id, record })));
  }
  return [...out, ...(await newTaps(tx, reader, out))];
}

/** Taps of homes that moved: a home that entered brings the names of its taps along. */
async function newTaps(tx: Tx, { holds }: Reader, out: readonly Out[]): Promise<Out[]> {
  const homes = out.filter(({ kind }) => kind === 'household').map(({ record }) => record as Household);
  const codes = [...new Set(homes.flatMap((home) => home.supplyPoints))];
  if (codes.length === 0 || holds.full.length === 0) return [];
  const known = new Set(out.map(({ id }) => id));
  const rows = await tx.query<Record<string, unknown>>(
    `select ${supplyNodeTable.select} from supply_node where ${reachText.village('$1')} and ${withParents('select unnest($2::text[])')}`,
    [holds.full, codes],
  );
  const nodes = rows.map(supplyNodeTable.read).filter(({ id }) => !known.has(id));
  return nodes.map((record) => ({ kind: 'supply-node', id: record.id, record }));
}
