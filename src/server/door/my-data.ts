// What a verified adult may see: the household's facts, his own row, what was noted, its matters, and who read the record.
import type { Actor } from '#kit/actor.ts';
import { inScope } from '#data/scope.ts';
import type { Errand } from '#modules/errand/model.ts';
import type { Household, Member } from '#modules/household/model.ts';
import { householdTable, memberTable } from '#modules/household/store.ts';
import { ask } from '../ask.ts';
import type { County } from '../county.ts';
import { scopeOf } from '../scope-of.ts';

export interface MyReading {
  readonly at: number;
  readonly role: string;
  readonly purpose: string;
  readonly reason: string;
  readonly office: string | null;
  readonly name: string | null;
}

export interface MyCase {
  readonly id: string;
  readonly number: number | null;
  readonly title: string;
  readonly state: string;
  readonly holder: string;
  readonly reportedAt: number;
}

export interface MyVisit {
  readonly at: number;
  readonly note: string;
  /** What was done, by kind; the words of a part stand in the note. */
  readonly did: readonly string[];
  readonly office: string;
}

/** What somebody does for the home at an office, and which papers the home lent for it. */
export interface MyErrand extends Pick<Errand, 'id' | 'kind' | 'state' | 'outcome' | 'reason' | 'papers'> {
  readonly holder: string;
}

/** What the home asked about a policy, and the answer once it is there. */
export interface MyInquiry {
  readonly text: string;
  readonly answer: string;
  readonly at: number;
}

export interface MyRecord {
  readonly home: Household;
  readonly self: Member | undefined;
  readonly village: string;
  readonly visits: readonly MyVisit[];
  readonly cases: readonly MyCase[];
  readonly errands: readonly MyErrand[];
  readonly inquiries: readonly MyInquiry[];
  /** The newest of them, and how many there are in all. */
  readonly readings: readonly MyReading[];
  readonly read: number;
}

const visitText = `select visit.claimed_at as at, visit.note, office.name as office,
    array(select distinct part->>'kind' from jsonb_array_elements(visit.parts) as part) as did from visit join office on office.id = visit.office
  where visit.household = $1 order by visit.claimed_at desc limit 20`;
const caseText = `select matter.id, matter.number, matter.title, matter.state, office.name as holder, matter.reported_at as "reportedAt" from matter
  join office on office.id = matter.holder where matter.household = $1 order by (matter.state = 'closed'), matter.changed_at desc limit 30`;

/** ERRAND-15: what was only suggested to the home is none of its own yet. */
const errandText = `select errand.id, errand.kind, errand.state, errand.outcome, errand.reason, errand.papers, office.name as holder
  from errand join office on office.id = errand.holder
  where errand.household = $1 and errand.asked_at is not null order by errand.changed_at desc limit 20`;

/** CAMPAIGN-8 */
const inquiryText = `select text, answer, claimed_at as at from inquiry where household = $1 and text <> '' order by claimed_at desc limit 20`;

/** Row-level security decides what is there; undefined when the household is not (or no longer) his. */
export async function myRecord(county: County, actor: Actor): Promise<MyRecord | undefined> {
  const household = actor.household;
  if (household === null) return undefined;
  const readings = (await ask(county, actor, 'reading.mine', {})) as MyReading[];
  return inScope(
    county.database,
    scopeOf(actor),
    async (tx) => {
      const [home] = await householdTable.load(tx, [household]);
      if (!home) return undefined;
      const [self] = actor.member ? await memberTable.load(tx, [actor.member]) : [];
      const visits = await tx.query<Omit<MyVisit, 'at'> & { at: Date }>(visitText, [household]);
      const cases = await tx.query<Omit<MyCase, 'reportedAt'> & { reportedAt: Date }>(caseText, [household]);
      const errands = await tx.query<MyErrand>(errandText, [household]);
      const { n: read } = await tx.one<{ n: number }>('select count(*)::int as n from reading where household = $1', [
        household,
      ]);
      const inquiries = await tx.query<Omit<MyInquiry, 'at'> & { at: Date }>(inquiryText, [household]);
      const [village] = await tx.query<{ name: string }>(
        'select name from area where ground = subpath($1::ltree, 0, least(3, nlevel($1::ltree)))',
        [home.ground],
      );
      return {
        home,
        self,
        readings,
        read,
        errands,
        inquiries: inquiries.map((one) => ({ ...one, at: one.at.getTime() })),
        village: village?.name ?? '',
        visits: visits.map((one) => ({ ...one, at: one.at.getTime() })),
        cases: cases.map((one) => ({ ...one, reportedAt: one.reportedAt.getTime() })),
      };
    },
    { readOnly: true },
  );
}
