// The arithmetic of an election: whether enough took part, who is elected, who stands again, and what a count sheet gets wrong. Pure numbers, no clock.
import { type Law, laws, recall, type Share } from './kinds/laws.ts';
import type { ContestFigures, ContestResult, Election, Entry, Figures, Round, Tally } from './model.ts';

/** ELECT-10, ELECT-11 */
export const reaches = (n: number, whole: number, { of: [top, bottom], more }: Pick<Share, 'of' | 'more'>): boolean =>
  more ? n * bottom > whole * top : n * bottom >= whole * top;

/** The smallest number that reaches it. */
export function fewest(whole: number, share: Pick<Share, 'of' | 'more'>): number {
  let n = Math.floor((whole * share.of[0]) / share.of[1]);
  while (!reaches(n, whole, share)) n += 1;
  return n;
}

export interface Turnout {
  readonly cast: number;
  readonly homes: number;
  readonly roll: number;
  readonly rollHomes: number;
}

/** ELECT-10: one of the two ways is enough. */
export function isEnough({ cast, homes, roll, rollHomes }: Turnout, turnout: Law['turnout']): boolean {
  const { adults, homes: ofHomes } = turnout;
  return (
    (adults !== null && cast > 0 && reaches(cast, roll, adults)) ||
    (ofHomes !== null && homes > 0 && reaches(homes, rollHomes, ofHomes))
  );
}

export interface Counting {
  readonly contest: string;
  readonly seats: number;
  readonly tally: readonly Tally[];
  readonly cast: number;
  readonly enough: boolean;
  readonly bar: Share;
}

/** ELECT-12: those with the most votes stand for what is left, one more than seats; equals come along. */
function nextOf(rest: readonly Tally[], left: number): string[] {
  const last = rest[Math.min(left, rest.length - 1)]?.votes ?? 0;
  return rest.filter((one) => one.votes >= last).map((one) => one.member);
}

/** ELECT-11, ELECT-12, ELECT-13 */
export function countContest({ contest, seats, tally: given, cast, enough, bar }: Counting): ContestResult {
  const tally = [...given].sort((a, b) => b.votes - a.votes || (a.member < b.member ? -1 : 1));
  const all = tally.map((one) => one.member);
  const none = { contest, seats, tally, elected: [], tied: [], left: seats, byLot: false } as const;
  if (!enough) return { ...none, next: all, why: 'too-few' };
  const over = tally.filter((one) => one.votes > 0 && reaches(one.votes, cast, bar));
  const cut = over[seats - 1]?.votes ?? 0;
  const above = over.length <= seats ? over : over.filter((one) => one.votes > cut);
  const same = over.length <= seats ? [] : over.filter((one) => one.votes === cut);
  const fits = above.length + same.length <= seats;
  const elected = (fits ? [...above, ...same] : above).map((one) => one.member);
  const left = seats - elected.length;
  if (left === 0) return { ...none, elected, left, next: [], why: 'filled' };
  if (!fits) {
    const tied = same.map((one) => one.member);
    return { ...none, elected, tied, left, next: tied, why: 'tie' };
  }
  const rest = tally.filter((one) => !elected.includes(one.member));
  return { ...none, elected, left, next: nextOf(rest, left), why: 'bar' };
}

/** What all places of a round come to, from one entry of each. */
export function sumOf(entries: readonly Entry[]): Figures {
  const places = [...new Map(entries.map((entry) => [entry.place, entry.figures])).values()];
  const sum = (of: (figures: Figures) => number): number => places.reduce((all, one) => all + of(one), 0);
  const ids = [...new Set(places.flatMap((one) => one.contests.map(({ contest }) => contest)))];
  const contests = ids.map((id): ContestFigures => {
    const own = places.flatMap((one) => one.contests.filter(({ contest }) => contest === id));
    const votes: Record<string, number> = {};
    for (const one of own)
      for (const [member, n] of Object.entries(one.votes)) votes[member] = (votes[member] ?? 0) + n;
    const total = (key: 'valid' | 'spoiled' | 'blank' | 'others'): number =>
      own.reduce((all, one) => all + one[key], 0);
    const [valid, spoiled, blank, others] = [total('valid'), total('spoiled'), total('blank'), total('others')];
    return { contest: id, valid, spoiled, blank, others, votes };
  });
  return {
    came: sum((one) => one.came),
    homes: sum((one) => one.homes),
    proxied: sum((one) => one.proxied),
    issued: sum((one) => one.issued),
    cast: sum((one) => one.cast),
    contests,
  };
}

export const barOf = (election: Pick<Election, 'kind' | 'recall'>, round: Pick<Round, 'no'>): Share =>
  election.recall ? recall.bar : round.no === 1 ? laws[election.kind].bar : laws[election.kind].runOffBar;

/** The results of a round whose sheets are in order. */
export function resultsOf(election: Election, round: Round): ContestResult[] {
  const total = sumOf(round.entries);
  const rollHomes = new Set(election.roll.map((one) => one.home)).size;
  const turnout = election.recall ? { adults: recall.turnout, homes: null } : laws[election.kind].turnout;
  const enough = isEnough({ cast: total.cast, homes: total.homes, roll: election.roll.length, rollHomes }, turnout);
  const bar = barOf(election, round);
  return round.open.map(({ contest, seats }) => {
    const votes = total.contests.find((one) => one.contest === contest)?.votes ?? {};
    const tally = Object.entries(votes).map(([member, n]) => ({ member, votes: n }));
    if (!election.recall) return countContest({ contest, seats, tally, cast: total.cast, enough, bar });
    // ELECT-18
    const passes = enough && reaches(votes.yes ?? 0, total.cast, bar);
    const none = { contest, seats, tally, elected: [], tied: [], left: 0, next: [], byLot: false } as const;
    return { ...none, why: passes ? 'recalled' : enough ? 'kept' : 'too-few' };
  });
}

/** What does not add up, as a word to look up with its numbers. */
export interface Check {
  readonly code: string;
  readonly facts: Readonly<Record<string, number>>;
  /** The contest it is about, where it is about one. */
  readonly contest?: string;
}

function contestChecks(one: ContestFigures, seats: number, cast: number): Check[] {
  const { contest, valid, spoiled, blank, others, votes } = one;
  const marks = Object.values(votes).reduce((all, n) => all + n, 0) + others + blank;
  const highest = Math.max(0, ...Object.values(votes));
  const found: Check[] = [];
  if (valid + spoiled !== cast)
    found.push({ code: 'sheet-sum', facts: { valid, spoiled, sum: valid + spoiled, cast }, contest });
  if (marks !== valid * seats)
    found.push({ code: 'marks-sum', facts: { marks, most: valid * seats, valid, seats }, contest });
  if (highest > valid) found.push({ code: 'votes-over-valid', facts: { n: highest, valid }, contest });
  return found;
}

/** ELECT-8: what one sheet says against itself. */
export function sheetChecks(
  election: Pick<Election, 'vote' | 'proxies' | 'roll'>,
  round: Pick<Round, 'open'>,
  figures: Figures,
): Check[] {
  const { came, homes, proxied, issued, cast, contests } = figures;
  const [roll, registered] = [election.roll.length, election.proxies.length];
  const found: Check[] = [];
  if (homes > came) found.push({ code: 'homes-over-came', facts: { homes, came } });
  if (proxied > registered) found.push({ code: 'proxied-over', facts: { n: proxied, registered } });
  if (issued > came + proxied)
    found.push({ code: 'issued-over-came', facts: { issued, came, proxied, sum: came + proxied } });
  if (issued > roll) found.push({ code: 'issued-over-roll', facts: { issued, roll, n: issued - roll } });
  if (cast > issued) found.push({ code: 'cast-over-issued', facts: { cast, issued, n: cast - issued } });
  for (const { contest, seats } of round.open) {
    const own = contests.find((one) => one.contest === contest);
    if (own) found.push(...contestChecks(own, seats, cast));
  }
  return found;
}

/** The two entries of a place say the same. */
export const isSame = (a: Figures, b: Figures): boolean => differences(a, b).length === 0;

/** Which figures of two entries differ: the key of a figure, or the member and contest of a count. */
export function differences(a: Figures, b: Figures): string[] {
  const flat = (of: Figures): Map<string, number> =>
    new Map([
      ...(['came', 'homes', 'proxied', 'issued', 'cast'] as const).map((key): [string, number] => [key, of[key]]),
      ...of.contests.flatMap((one): [string, number][] => [
        ...(['valid', 'spoiled', 'blank', 'others'] as const).map((key): [string, number] => [
          `${one.contest} ${key}`,
          one[key],
        ]),
        ...Object.entries(one.votes)
          .filter(([, n]) => n > 0)
          .map(([member, n]): [string, number] => [`${one.contest} ${member}`, n]),
      ]),
    ]);
  const [left, right] = [flat(a), flat(b)];
  return [...new Set([...left.keys(), ...right.keys()])].filter(
    (key) => (left.get(key) ?? 0) !== (right.get(key) ?? 0),
  );
}

/** ELECT-9: what stands between the sheets and the result; empty when it can be counted. */
export function roundChecks(election: Election, round: Round, entries: number): Check[] {
  const found: Check[] = [];
  for (const place of election.places.keys()) {
    const own = round.entries.filter((one) => one.place === place);
    const [one, other] = own;
    if (own.length < entries) found.push({ code: 'entry-missing', facts: { place, n: own.length, of: entries } });
    if (one && other && !isSame(one.figures, other.figures))
      found.push({ code: 'entries-differ', facts: { place, n: differences(one.figures, other.figures).length } });
    for (const entry of own.slice(0, 1)) found.push(...sheetChecks(election, round, entry.figures));
  }
  const total = sumOf(round.entries);
  if (election.places.length > 1) found.push(...sheetChecks(election, { open: [] }, total));
  return found;
}
