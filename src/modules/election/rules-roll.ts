// The roll of an election: who is 18 on the day, who is on it after every change, the clock of objections, and what a proxy may.
import { dayOf } from '#kit/calendar.ts';
import { Problem } from '#kit/problem.ts';
import type { Member } from '#modules/household/model.ts';
import { type FigureName, figureNames, type Law, laws } from './kinds/laws.ts';
import type { Election, ElectionAtDoor, Proxy, Round, Voter } from './model.ts';

const oneDay = 86_400_000;

export const lawOf = (election: Pick<Election, 'kind'>): Law => laws[election.kind];
export const roundOf = (election: Pick<Election, 'rounds'>): Round =>
  election.rounds[election.rounds.length - 1] as Round;

/** The number that holds for this election, 0 where its law asks nothing. */
export const figureOf = (election: Pick<Election, 'kind' | 'stricter'>, name: FigureName): number =>
  election.stricter[name] ?? lawOf(election).figures[name]?.value ?? 0;

/** ELECT-2 */
export function checkStricter(law: Law, stricter: Partial<Record<FigureName, number>>): void {
  for (const name of figureNames) {
    const wanted = stricter[name];
    if (wanted === undefined) continue;
    const figure = law.figures[name];
    const looser = figure === null || (figure.stricter === 'more' ? wanted < figure.value : wanted > figure.value);
    if (looser) throw new Problem('invalid', 'election-looser', { law: figure?.value ?? 0, wanted });
  }
}

/** The day `days` after this one, as 'YYYY-MM-DD'. */
export const dayAfter = (day: string, days: number): string =>
  dayOf(Date.parse(`${day}T12:00:00+08:00`) + days * oneDay);
/** Years later, the same day. */
export const yearsAfter = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
export const isDay = (day: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) &&
  !Number.isNaN(Date.parse(day)) &&
  new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

/** ELECT-4: the roster knows the month only, so whoever turns 18 in the month of the day is looked at. */
export function ageOn(born: string, day: string): 'adult' | 'minor' | 'unsure' {
  if (!/^\d{4}-\d{2}/.test(born)) return 'unsure';
  const limit = yearsAfter(day, -18).slice(0, 7);
  const month = born.slice(0, 7);
  return month < limit ? 'adult' : month > limit ? 'minor' : 'unsure';
}

/** ELECT-4 */
export function drawRoll(
  members: readonly Pick<Member, 'id' | 'household' | 'born' | 'leftAt'>[],
  day: string,
): { roll: Voter[]; unsure: string[] } {
  const here = members.filter((one) => one.leftAt === null).sort((a, b) => (a.id < b.id ? -1 : 1));
  const roll = here
    .filter((one) => ageOn(one.born, day) === 'adult')
    .map((one) => ({ member: one.id, home: one.household }));
  return { roll, unsure: here.filter((one) => ageOn(one.born, day) === 'unsure').map((one) => one.id) };
}

export const isOn = (election: Pick<Election, 'roll'>, member: string): boolean =>
  election.roll.some((one) => one.member === member);

/** ELECT-5: objections are taken until the end of this day; null where the roll is not published. */
export function objectUntil(election: Pick<Election, 'kind' | 'stricter' | 'publishedAt'>): string | null {
  const days = figureOf(election, 'objectionDays');
  return election.publishedAt === null || days === 0 ? null : dayAfter(dayOf(election.publishedAt), days);
}

/** ELECT-6: until when an objection is answered. */
export const answerUntil = (election: Pick<Election, 'kind' | 'stricter'>, at: number): string =>
  dayAfter(dayOf(at), figureOf(election, 'answerDays'));

/** ELECT-5: the first day on which may be voted, when the roll is published on this one. */
export const earliestDay = (election: Pick<Election, 'kind' | 'stricter'>, from: string): string =>
  dayAfter(from, figureOf(election, 'rollDays'));

/** ELECT-7 */
export function checkProxies(election: Election, proxies: readonly Proxy[]): void {
  const most = figureOf(election, 'proxies');
  if (most === 0 && proxies.length > 0) throw new Problem('invalid', 'election-no-proxies');
  const standing = new Set(Object.values(roundOf(election).candidates).flat());
  const held = new Map<string, number>();
  const absent = new Set<string>();
  for (const { voter, proxy } of proxies) {
    if (!isOn(election, voter) || !isOn(election, proxy)) throw new Problem('invalid', 'election-not-on-roll');
    if (absent.has(voter)) throw new Problem('invalid', 'election-proxy-twice');
    if (standing.has(proxy)) throw new Problem('invalid', 'election-proxy-stands');
    absent.add(voter);
    held.set(proxy, (held.get(proxy) ?? 0) + 1);
    if ((held.get(proxy) ?? 0) > most) throw new Problem('invalid', 'election-proxy-most', { most });
  }
  if (proxies.some(({ proxy }) => absent.has(proxy))) throw new Problem('invalid', 'election-proxy-absent');
}

/** ELECT-14: how many of those who run it have to sign. */
export const signersNeeded = (election: Pick<Election, 'committee'>): number =>
  Math.floor(election.committee.length / 2) + 1;

/** Everybody elected so far, by contest. */
export const electedIn = (election: Pick<Election, 'rounds'>, contest: string): string[] =>
  election.rounds.flatMap((round) =>
    round.results.filter((one) => one.contest === contest).flatMap((one) => one.elected),
  );

/** Seats without anybody after the last round. */
export const seatsLeft = (election: Pick<Election, 'rounds'>): number =>
  roundOf(election).results.reduce((all, one) => all + one.left, 0);

/** ELECT-22 */
export const atDoor = (election: Election, place: string, next: string): ElectionAtDoor => {
  const { id, kind, state, places, office } = election;
  const until = objectUntil(election);
  const seats = election.recall ? [] : election.contests.map(({ title, seats: n }) => ({ title, seats: n }));
  const at = { place, day: roundOf(election).day, objectUntil: until };
  return { id, kind, state, places, office, ...at, next, seats, recall: election.recall !== null };
};
