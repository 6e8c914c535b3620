// What a matter or an incident adds to the figures (MEAS-2 to MEAS-12): its life folded from the facts, and the cells it counts in.
import { dayOf } from '#kit/calendar.ts';
import type { FactData } from '#kit/command.ts';
import type { Case } from '#modules/case/model.ts';
import { caseKind } from '#modules/case/rules.ts';
import type { Incident } from '#modules/incident/model.ts';
import { incidentKind } from '#modules/incident/rules.ts';
import type { Axis, Part } from './kinds/figures.ts';
import { bucketOf } from './rules.ts';

/** A row of the sealed journal, as far as figures care. `onLevel` says whether an answer came from an office of the village. */
export interface Happened {
  readonly pos: number;
  readonly name: string;
  readonly kind: string;
  readonly record: string;
  readonly data: FactData;
  readonly onLevel?: boolean;
}

const kept = [
  'ground',
  'category',
  'state',
  'side',
  'holder',
  'returns',
  'incident',
  'reportedAt',
  'respondBy',
  'resolveBy',
  'originalBy',
  'stoppedAt',
  'respondedAt',
  'answeredBy',
  'rating',
  'satisfied',
  'toldAt',
  'outcome',
  'proof',
  'closedAt',
] as const satisfies readonly (keyof Case)[];

type ListKey = { [K in keyof Case]: Case[K] extends readonly unknown[] ? K : never }[keyof Case];
/** No list of a matter is kept; the rule book that adds to them finds them empty. */
const noLists = { copied: [], complainedOf: [], called: [], came: [] } satisfies Record<ListKey, readonly never[]>;

/** What is kept of a matter: where it stands on its clocks, and no word of what it is about. */
type Standing = Pick<Case, (typeof kept)[number]>;

export interface CaseLife {
  readonly kind: 'case';
  readonly now: Standing;
  readonly firstHolder: string;
  /** When the answer was given that stands; null once the household refused it. */
  readonly answerAt: number | null;
  /** When it left the clocks without an answer: withdrawn, or referred to a legal route. */
  readonly endedAt: number | null;
  readonly answered: boolean;
  readonly onLevel: boolean;
  readonly reopened: boolean;
  readonly steppedUp: boolean;
  readonly sent: boolean;
}

export interface IncidentLife {
  readonly kind: 'incident';
  readonly ground: string;
  readonly holder: string;
  readonly category: string;
  readonly named: boolean;
  readonly resolvedAt: number | null;
}

export type Life = CaseLife | IncidentLife;

const leaves: readonly string[] = ['case.withdrawn', 'case.referred'];

function standingOf(matter: Case): Standing {
  const now: Record<string, unknown> = {};
  for (const key of kept) now[key] = matter[key] ?? null;
  return now as unknown as Standing;
}

/** The same step as the record itself takes, from the one rule book. */
function foldCase(life: CaseLife | undefined, { name, record, data, onLevel }: Happened): CaseLife | undefined {
  if (life === undefined && name !== 'case.reported') return undefined;
  const before = life && ({ ...life.now, id: record, version: 0, ...noLists } as unknown as Case);
  const after = caseKind.apply(before, { name, kind: 'case', id: record, data });
  return {
    kind: 'case',
    now: standingOf(after),
    firstHolder: life?.firstHolder ?? after.holder,
    answerAt: name === 'case.answered' ? data.at : name === 'case.not-solved' ? null : (life?.answerAt ?? null),
    endedAt: leaves.includes(name) ? data.at : name === 'case.not-solved' ? null : (life?.endedAt ?? null),
    answered: life?.answered === true || name === 'case.answered',
    onLevel: name === 'case.answered' ? onLevel === true : life?.onLevel === true,
    reopened: life?.reopened === true || name === 'case.not-solved',
    steppedUp: life?.steppedUp === true || name === 'case.stepped-up',
    sent: life?.sent === true || name === 'case.dispatched',
  };
}

function foldIncident(life: IncidentLife | undefined, { name, record, data }: Happened): IncidentLife | undefined {
  if (life === undefined && name !== 'incident.opened') return undefined;
  const before = life && ({ ...life, cause: '', id: record, version: 0, matters: [] } as unknown as Incident);
  const after = incidentKind.apply(before, { name, kind: 'incident', id: record, data });
  const { ground, holder, category, resolvedAt } = after;
  // MEAS-10: named by the time it was resolved.
  const named = life?.named === true || (after.cause !== '' && (life?.resolvedAt ?? null) === null);
  return { kind: 'incident', ground, holder, category, resolvedAt, named };
}

/** The life after this fact; undefined where its beginning was never seen. */
export const fold = (life: Life | undefined, happened: Happened): Life | undefined =>
  happened.kind === 'incident'
    ? foldIncident(life as IncidentLife | undefined, happened)
    : foldCase(life as CaseLife | undefined, happened);

export interface Counted {
  readonly axis: Axis;
  readonly day: string;
  readonly office: string;
  readonly parts: readonly Part[];
  /** Step of the histogram for the time it took; null while it is not over. */
  readonly span: number | null;
}

export interface Measured {
  readonly place: string;
  readonly category: string;
  readonly counted: readonly Counted[];
}

/** MEAS-4: it left the clocks before this deadline came. */
const neverDue = ({ answered, endedAt }: CaseLife, deadline: number): boolean =>
  !answered && endedAt !== null && endedAt <= deadline;

function response(life: CaseLife): Counted | null {
  const { now, firstHolder } = life;
  const contactAt = now.respondedAt;
  if (now.respondBy === null || (contactAt === null && neverDue(life, now.respondBy))) return null;
  const met = contactAt !== null && contactAt <= now.respondBy;
  return {
    axis: 'respond',
    day: dayOf(now.respondBy),
    office: firstHolder,
    parts: met ? ['respond_due', 'respond_met'] : ['respond_due'],
    span: contactAt === null ? null : bucketOf(contactAt - now.reportedAt),
  };
}

/** MEAS-5: against the present deadline. A matter whose clock stands still has none that falls due. */
function closing(life: CaseLife): Counted | null {
  const { now, answerAt } = life;
  const by = now.resolveBy;
  if (by === null || neverDue(life, by)) return null;
  if (now.side === 'suspended' && now.state !== 'closed' && (now.stoppedAt ?? by + 1) <= by) return null;
  const met = answerAt !== null && answerAt <= by;
  const office = now.answeredBy ?? now.holder;
  return {
    axis: 'closing',
    day: dayOf(by),
    office,
    parts: met ? ['closing_due', 'closing_met'] : ['closing_due'],
    span: null,
  };
}

const outcomeParts = {
  solved: 'solved',
  partly: 'partly',
  'not-solved': 'not_solved',
  'no-answer': 'no_answer',
} as const;
const proofParts = { secret: 'by_secret', adult: 'by_adult', call: 'by_other', visit: 'by_other' } as const;
const ratingParts = { good: 'rated_good', fair: 'rated_fair', poor: 'rated_poor' } as const;

/** MEAS-6 to MEAS-11, each where it applies. */
function partsOf({ now, answerAt, answered, onLevel, reopened, steppedUp, sent }: CaseLife, first: number): Part[] {
  const found: (Part | null)[] = [
    'first_due',
    answerAt !== null && answerAt <= first ? 'first_met' : null,
    now.outcome === null ? null : outcomeParts[now.outcome],
    now.outcome === null || now.outcome === 'no-answer' || now.proof === null ? null : proofParts[now.proof],
    answered ? 'answered' : null,
    answered && onLevel ? 'on_level' : null,
    answered && reopened ? 'reopened' : null,
    steppedUp ? 'stepped_up' : null,
    sent ? 'sent' : null,
    sent && now.returns > 0 ? 'returned' : null,
    sent && now.returns > 1 ? 'returned_twice' : null,
    now.incident === null ? null : 'joined',
    now.incident !== null && (now.toldAt !== null || now.outcome !== null) ? 'joined_told' : null,
    now.rating === null ? null : ratingParts[now.rating],
    // MEAS-23
    now.satisfied === null ? null : now.satisfied ? 'satisfied' : 'unsatisfied',
  ];
  return found.filter((part) => part !== null);
}

function byFirstDeadline(life: CaseLife): Counted | null {
  const { now, answerAt } = life;
  const first = now.originalBy ?? now.resolveBy;
  if (first === null || neverDue(life, first)) return null;
  return {
    axis: 'first',
    day: dayOf(first),
    office: now.answeredBy ?? now.holder,
    parts: partsOf(life, first),
    span: answerAt === null ? null : bucketOf(answerAt - now.reportedAt),
  };
}

/** MEAS-10: an incident counts on the day it was resolved. */
function incidentCounted({ resolvedAt, holder, named }: IncidentLife): Counted[] {
  if (resolvedAt === null) return [];
  const parts: Part[] = named ? ['found', 'cause_named'] : ['found'];
  return [{ axis: 'first', day: dayOf(resolvedAt), office: holder, parts, span: null }];
}

/** All that a life counts as it stands; nothing depends on the day it is asked. */
export function measuredOf(life: Life | undefined): Measured {
  if (life === undefined) return { place: '', category: '', counted: [] };
  if (life.kind === 'incident') return { place: life.ground, category: life.category, counted: incidentCounted(life) };
  const counted = [response(life), closing(life), byFirstDeadline(life)].filter((one) => one !== null);
  return { place: life.now.ground, category: life.now.category, counted };
}

/** Stands for "all offices" in what is summed up. */
export const allOffices = '00000000-0000-0000-0000-000000000000';

export interface Cell {
  readonly place: string;
  readonly office: string;
  readonly category: string;
  readonly day: string;
}

/** The grid's own cell, then what is summed up above it: village, township and county; and an office from outside in its township and the county. */
export function cellsOf({ place, category }: Measured, { office, day }: Counted, outside: ReadonlySet<string>): Cell[] {
  const labels = place.split('.');
  const up = labels.slice(0, 3).map((_, depth) => labels.slice(0, depth + 1).join('.'));
  // MEAS-14: a group's office is its head and a grid's its worker.
  const own = outside.has(office) ? up.slice(0, 2) : [];
  return [
    { place, office, category, day },
    ...up.map((above) => ({ place: above, office: allOffices, category: '', day })),
    ...own.map((above) => ({ place: above, office, category: '', day })),
  ];
}
