// Two years of the village's notebook and cases as plain events in time order, from a seed and without a clock.
import { day } from './days.ts';
import { caseOf, holderOf, isClosed, lyingWith, openAt, openStages, openWithin } from './history-cases.ts';
import type { CaseSources } from './history-cases.ts';
import type { CaseEvent, HistoryEvent, HistorySpan, VisitEvent } from './history-shapes.ts';
import { visitEvents } from './history-visits.ts';
import { levelOneOffice, townshipOffice, villageOffice, waterBureau } from './offices.ts';
import { hamlet } from './places.ts';
import type { Random } from './random.ts';
import { seeded } from './random.ts';
import type { Household, Village } from './shapes.ts';

const wantedCases = 320;
const wantedOpen = 25;

/** The hamlet below V3 reports no water before the story does. */
const inHamlet = (home: Household): boolean => home.group === hamlet.group && home.grid === hamlet.number;

/** Draws visits without repeats, each home as likely as any other however often it is visited. */
function drawn(
  random: Random,
  visits: readonly VisitEvent[],
  homes: ReadonlyMap<string, Household>,
  count: number,
): VisitEvent[] {
  const keyed = visits.map((visit) => {
    const weight = homes.get(visit.householdDoor)?.intervalDays ?? 180;
    return { visit, rank: -Math.log(1 - random.next()) / weight };
  });
  return keyed
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ visit }) => visit);
}

function finishedCases(
  random: Random,
  visits: readonly VisitEvent[],
  sources: CaseSources,
  until: number,
): CaseEvent[] {
  const chosen = drawn(random, visits, sources.households, wantedCases * 2);
  const cases: CaseEvent[] = [];
  for (const visit of chosen) {
    if (cases.length === wantedCases - wantedOpen) break;
    const event = caseOf(visit, sources);
    const home = sources.households.get(visit.householdDoor);
    const spoils = home && inHamlet(home) && event.category.startsWith('W') && visit.at > until - 120 * 86_400_000;
    if (!spoils && isClosed(event) && (event.steps.at(-1)?.at ?? until) < until) cases.push(event);
  }
  return cases;
}

interface Lying {
  readonly office: string;
  readonly least: number;
  /** How long it lies there at the most (ms). */
  readonly within: number;
  readonly category?: string;
}

/** Where at least so many open matters lie at the end, so that every desk of the demo has a morning's work. */
const lying: readonly Lying[] = [
  { office: waterBureau, least: 2, within: 4 * day, category: 'W' },
  { office: levelOneOffice(hamlet.group), least: 2, within: 9 * day },
  { office: townshipOffice, least: 4, within: 1.2 * day },
  { office: townshipOffice, least: 6, within: 4 * day },
  { office: villageOffice, least: 3, within: 2 * day },
  { office: villageOffice, least: 5, within: 6 * day },
];

/** Nobody leaves a matter lying for weeks: what waits for its answer moved not long ago. */
const staleAfter = 6 * day;
const isStale = (event: CaseEvent, until: number): boolean =>
  !event.steps.some((step) => step.verb === 'answer') && (event.steps.at(-1)?.at ?? event.at) < until - staleAfter;

function openCases(random: Random, visits: readonly VisitEvent[], sources: CaseSources, until: number): CaseEvent[] {
  const free = visits.filter((visit) => {
    const home = sources.households.get(visit.householdDoor);
    return visit.at > until - openWithin && visit.at < until - 7_200_000 && home && !inHamlet(home);
  });
  const cases: CaseEvent[] = [];
  const used = new Set<VisitEvent>();
  const lyingAt = (office: string): number => cases.filter((one) => holderOf(one) === office).length;
  for (const { office, least, within, category = '' } of lying) {
    const near = free.filter((visit) => visit.at > until - within - 5 * day);
    // Whose matter does not fit gets another one, a few times.
    for (const visit of Array.from({ length: 40 }, () => near).flat()) {
      if (lyingAt(office) >= least) break;
      const whole = used.has(visit) ? undefined : caseOf(visit, sources);
      const event = whole?.category.startsWith(category) ? lyingWith(whole, office, until) : undefined;
      if (!event || (event.steps.at(-1)?.at ?? event.at) < until - within) continue;
      used.add(visit);
      cases.push(event);
    }
  }
  for (const visit of drawn(random, free, sources.households, free.length)) {
    if (cases.length === wantedOpen) break;
    if (used.has(visit)) continue;
    const whole = caseOf(visit, sources);
    const event = openAt(whole, until, openStages(random, whole));
    if (!isClosed(event) && !isStale(event, until)) cases.push(event);
  }
  return cases;
}

/** A visit with a matter in it carries the matter among its parts. */
function withProblem(visit: VisitEvent, ref: string): VisitEvent {
  const others = visit.parts.filter((part) => part.kind !== 'well').slice(0, 2);
  return { ...visit, parts: [...others, { kind: 'problem', ref }] };
}

/** Events ordered by time; a case follows the visit at which it was reported by one minute. */
export function generateHistory(village: Village, span: HistorySpan): HistoryEvent[] {
  if (span.until <= span.from) throw new RangeError('the history ends before it starts');
  const random = seeded(span.seed);
  const visits = visitEvents(random.branch('visits'), village.households, span);
  const households = new Map(village.households.map((home) => [home.door, home]));
  const sources: CaseSources = { random: random.branch('cases'), offices: village.offices, households };
  const plain = visits.filter((visit) => !visit.confidential && !visit.parts.some((part) => part.kind === 'fact'));
  const open = openCases(random.branch('open'), plain, sources, span.until);
  const taken = new Set(open.map((event) => `${event.householdDoor} ${event.at - 60_000}`));
  const rest = plain.filter((visit) => !taken.has(`${visit.householdDoor} ${visit.at}`));
  const closed = finishedCases(random.branch('closed'), rest, sources, span.until);
  const cases = [...open, ...closed]
    .sort((a, b) => a.at - b.at || (a.householdDoor < b.householdDoor ? -1 : 1))
    .map((event, at): CaseEvent => ({ ...event, ref: `c${String(at + 1).padStart(4, '0')}` }));
  const refs = new Map(cases.map((event) => [`${event.householdDoor} ${event.at - 60_000}`, event.ref]));
  const told = visits.map((visit) => {
    const ref = refs.get(`${visit.householdDoor} ${visit.at}`);
    return ref === undefined ? visit : withProblem(visit, ref);
  });
  return [...told, ...cases].sort((a, b) => a.at - b.at || (a.kind === b.kind ? 0 : a.kind === 'visit' ? -1 : 1));
}
