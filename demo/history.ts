// Two years of the village's notebook and cases as plain events in time order, from a seed and without a clock.
import { caseOf, isClosed, openAt, openStages, openWithin } from './history-cases.ts';
import type { CaseSources } from './history-cases.ts';
import type { CaseEvent, HistoryEvent, HistorySpan, VisitEvent } from './history-shapes.ts';
import { visitEvents } from './history-visits.ts';
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

function openCases(random: Random, visits: readonly VisitEvent[], sources: CaseSources, until: number): CaseEvent[] {
  const free = visits.filter((visit) => {
    const home = sources.households.get(visit.householdDoor);
    return visit.at > until - openWithin && visit.at < until - 7_200_000 && home && !inHamlet(home);
  });
  const cases: CaseEvent[] = [];
  for (const visit of drawn(random, free, sources.households, free.length)) {
    if (cases.length === wantedOpen) break;
    const whole = caseOf(visit, sources);
    const event = openAt(whole, until, openStages(random, whole));
    if (!isClosed(event)) cases.push(event);
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
