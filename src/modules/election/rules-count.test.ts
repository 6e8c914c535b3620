// The count against a deliberately simple model that looks at every ballot: random elections, random places, random slips of the pen.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idOf } from '#tests/loaded.ts';
import { laws, recall, type Share } from './kinds/laws.ts';
import type { ContestFigures, Election, Entry, Figures, Round } from './model.ts';
import {
  countContest,
  fewest,
  isEnough,
  isSame,
  reaches,
  resultsOf,
  roundChecks,
  sheetChecks,
  sumOf,
} from './rules-count.ts';

const contest = idOf('contest');
const shares: readonly Share[] = [
  { of: [1, 2], more: true, article: 'org-15' },
  { of: [1, 3], more: false, article: 'org-15' },
  { of: [2, 3], more: false, article: 'org-28' },
];

/** Looks at each candidate alone and counts who is before him; knows nothing of sorting. */
function simply(
  seats: number,
  votes: readonly number[],
  cast: number,
  share: Share,
): { elected: number[]; tied: number[]; next: number[] } {
  const limit = (cast * share.of[0]) / share.of[1];
  const all = [...votes.keys()];
  const passes = (i: number): boolean => {
    const n = votes[i] ?? 0;
    return n > 0 && (share.more ? n > limit + 1e-9 : n > limit - 1e-9);
  };
  const v = (i: number): number => votes[i] ?? 0;
  const over = all.filter(passes);
  const elected = over.filter((i) => over.filter((j) => v(j) >= v(i)).length <= seats);
  const tied = over.filter((i) => !elected.includes(i) && over.filter((j) => v(j) > v(i)).length < seats);
  const left = seats - elected.length;
  const rest = all.filter((i) => !elected.includes(i));
  const next =
    left === 0 ? [] : tied.length > 0 ? tied : rest.filter((i) => rest.filter((j) => v(j) > v(i)).length <= left);
  return { elected, tied, next };
}

const nameOf = (i: number): string => idOf(`candidate ${i}`);
const sorted = (list: readonly string[]): string[] => [...list].sort();

test('ELECT-11, ELECT-12, ELECT-13 ten thousand random counts: elected, tied and standing again are those of the simple model', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 7 }),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(...shares),
      (seats, votes, cast, bar) => {
        const tally = votes.map((n, i) => ({ member: nameOf(i), votes: n }));
        const said = countContest({ contest, seats, tally, cast, enough: true, bar });
        const model = simply(seats, votes, cast, bar);
        expect(sorted(said.elected)).toEqual(sorted(model.elected.map(nameOf)));
        expect(sorted(said.tied)).toEqual(sorted(model.tied.map(nameOf)));
        expect(sorted(said.next)).toEqual(sorted(model.next.map(nameOf)));
        expect(said.left).toBe(seats - said.elected.length);
      },
    ),
    { numRuns: 10_000 },
  );
});

interface Vote {
  readonly places: readonly (readonly (readonly number[])[])[];
  readonly seats: number;
  readonly candidates: number;
  readonly away: number;
}

/** Every ballot is a list of candidates; one with more marks than seats is spoiled. */
const votes: fc.Arbitrary<Vote> = fc
  .record({
    seats: fc.integer({ min: 1, max: 3 }),
    candidates: fc.integer({ min: 1, max: 5 }),
    away: fc.integer({ min: 0, max: 9 }),
  })
  .chain((one) =>
    fc.record({
      places: fc.array(
        fc.array(fc.uniqueArray(fc.integer({ min: 0, max: one.candidates - 1 }), { maxLength: 4 }), { maxLength: 14 }),
        { minLength: 1, maxLength: 3 },
      ),
      seats: fc.constant(one.seats),
      candidates: fc.constant(one.candidates),
      away: fc.constant(one.away),
    }),
  );

function sheetOf(ballots: readonly (readonly number[])[], seats: number): Figures {
  const valid = ballots.filter((one) => one.length <= seats);
  const votesFor: Record<string, number> = {};
  for (const ballot of valid) for (const i of ballot) votesFor[nameOf(i)] = (votesFor[nameOf(i)] ?? 0) + 1;
  const marks = valid.reduce((all, one) => all + one.length, 0);
  const figures: ContestFigures = {
    contest,
    valid: valid.length,
    spoiled: ballots.length - valid.length,
    blank: valid.length * seats - marks,
    others: 0,
    votes: votesFor,
  };
  const n = ballots.length;
  return { came: n, homes: n, proxied: 0, issued: n, cast: n, contests: [figures] };
}

const entered = (place: number, person: string, figures: Figures): Entry => ({ place, person, at: 1, figures });

function made(
  { places, seats, candidates, away }: Vote,
  change: (place: number, figures: Figures) => Figures = (_, one) => one,
): { election: Election; round: Round } {
  const here = places.reduce((all, one) => all + one.length, 0) + away;
  const sheets = places.map((ballots) => sheetOf(ballots, seats));
  const round: Round = {
    no: 1,
    day: '2026-11-23',
    candidates: { [contest]: Array.from({ length: candidates }, (_, i) => nameOf(i)) },
    open: [{ contest, seats }],
    entries: sheets.flatMap((one, place) => [entered(place, 'a', one), entered(place, 'b', change(place, one))]),
    results: [],
  };
  const roll = Array.from({ length: here }, (_, i) => ({ member: idOf(`voter ${i}`), home: idOf(`home ${i}`) }));
  const blank = { kind: 'committee', proxies: [], recall: null, vote: 'secret', stricter: {} } as const;
  const contests = [{ id: contest, office: idOf('office village'), title: 'member', seats }] as const;
  const election = { ...blank, contests, places: places.map((_, i) => `会场${i}`), roll, rounds: [round] };
  return { election: election as unknown as Election, round };
}

test('ELECT-8, ELECT-9 honest sheets pass every check and come to what the ballots say, in a thousand random elections', () => {
  fc.assert(
    fc.property(votes, (vote) => {
      const { election, round } = made(vote);
      expect(roundChecks(election, round, 2)).toEqual([]);
      const total = sumOf(round.entries);
      const ballots = vote.places.flat();
      expect(total.cast).toBe(ballots.length);
      for (let i = 0; i < vote.candidates; i++) {
        const marks = ballots.filter((one) => one.length <= vote.seats && one.includes(i)).length;
        expect(total.contests[0]?.votes[nameOf(i)] ?? 0).toBe(marks);
      }
      const [result] = resultsOf(election, round);
      const enough = ballots.length * 2 > ballots.length + vote.away;
      expect(result?.why === 'too-few').toBe(!enough);
      if (!enough) return;
      const counts = Array.from(
        { length: vote.candidates },
        (_, i) => ballots.filter((one) => one.length <= vote.seats && one.includes(i)).length,
      );
      expect(sorted(result?.elected ?? [])).toEqual(
        sorted(simply(vote.seats, counts, ballots.length, laws.committee.bar).elected.map(nameOf)),
      );
    }),
    { numRuns: 1000 },
  );
});

const keys = ['came', 'homes', 'proxied', 'issued', 'cast'] as const;
const inner = ['valid', 'spoiled', 'blank', 'others'] as const;

test('ELECT-8, ELECT-9 one figure typed wrong by one of the two never reaches the result, in a thousand random slips', () => {
  fc.assert(
    fc.property(votes, fc.integer({ min: 1, max: 9 }), fc.constantFrom(...keys, ...inner, 'vote'), (vote, by, key) => {
      const slip = (place: number, figures: Figures): Figures => {
        if (place > 0) return figures;
        if (keys.some((one) => one === key)) return { ...figures, [key]: figures[key as 'came'] + by };
        const [own] = figures.contests;
        if (!own) return figures;
        const changed =
          key === 'vote'
            ? { ...own, votes: { ...own.votes, [nameOf(0)]: (own.votes[nameOf(0)] ?? 0) + by } }
            : { ...own, [key]: own[key as 'valid'] + by };
        return { ...figures, contests: [changed] };
      };
      const { election, round } = made(vote, slip);
      expect(roundChecks(election, round, 2).map((one) => one.code)).toContain('entries-differ');
    }),
    { numRuns: 1000 },
  );
});

test('ELECT-8 each planted error of a sheet is named with its numbers', () => {
  const { election, round } = made({ places: [[[0], [0], [1]]], seats: 1, candidates: 2, away: 0 });
  const good = round.entries[0]?.figures as Figures;
  const found = (change: Partial<Figures>, own: Partial<ContestFigures> = {}): string[] =>
    sheetChecks(election, round, {
      ...good,
      ...change,
      contests: [{ ...(good.contests[0] as ContestFigures), ...own }],
    }).map((one) => one.code);
  expect(found({})).toEqual([]);
  expect(found({ cast: 4 })).toEqual(['cast-over-issued', 'sheet-sum']);
  expect(found({ came: 9, issued: 5 })).toEqual(['issued-over-roll']);
  expect(found({ issued: 4, came: 3 })).toContain('issued-over-came');
  expect(found({ homes: 4 })).toEqual(['homes-over-came']);
  expect(found({ proxied: 1 })).toEqual(['proxied-over']);
  expect(found({}, { spoiled: 1 })).toEqual(['sheet-sum']);
  expect(found({}, { blank: 1 })).toEqual(['marks-sum']);
  expect(found({}, { valid: 2, spoiled: 1, votes: { a: 3 }, blank: 0 })).toEqual(['marks-sum', 'votes-over-valid']);
  expect(roundChecks(election, { ...round, entries: round.entries.slice(0, 1) }, 2).map((one) => one.code)).toEqual([
    'entry-missing',
  ]);
});

test('ELECT-10 half is not more than half, two thirds are enough, and homes count where the law says so', () => {
  expect([10, 11].map((n) => reaches(n, 20, laws.committee.bar))).toEqual([false, true]);
  expect([7, 8].map((n) => reaches(n, 12, shares[2] as Share))).toEqual([false, true]);
  expect([fewest(20, laws.committee.bar), fewest(12, shares[2] as Share), fewest(10, shares[1] as Share)]).toEqual([
    11, 8, 4,
  ]);
  const few = { cast: 10, homes: 8, roll: 40, rollHomes: 12 };
  expect(isEnough(few, laws['group-leader'].turnout)).toBe(true);
  expect(isEnough({ ...few, homes: 7 }, laws['group-leader'].turnout)).toBe(false);
  expect(isEnough(few, laws.committee.turnout)).toBe(false);
  expect(isEnough({ ...few, cast: 0, homes: 0, roll: 0, rollHomes: 0 }, laws['grid-worker'].turnout)).toBe(false);
  const tally = [{ member: 'a', votes: 9 }];
  const none = countContest({ contest, seats: 1, tally, cast: 9, enough: false, bar: laws.committee.bar });
  expect(none).toMatchObject({ elected: [], left: 1, why: 'too-few', next: ['a'] });
});

test('ELECT-18 a recall passes with more than half of the voters and more than half of the ballots', () => {
  const { election, round } = made({ places: [[[0]]], seats: 1, candidates: 1, away: 19 });
  const voted = (yes: number, no: number): string | undefined => {
    const cast = yes + no;
    const figures: Figures = {
      came: cast,
      homes: cast,
      proxied: 0,
      issued: cast,
      cast,
      contests: [{ contest, valid: cast, spoiled: 0, blank: 0, others: 0, votes: { yes, no } }],
    };
    const recalled = { ...election, recall: { post: idOf('post'), by: 'voters', signed: 4, of: 20 } } as Election;
    return resultsOf(recalled, { ...round, entries: [entered(0, 'a', figures), entered(0, 'b', figures)] })[0]?.why;
  };
  expect([voted(10, 0), voted(6, 5), voted(6, 6), voted(5, 6)]).toEqual(['too-few', 'recalled', 'kept', 'kept']);
  expect([3, 4].map((n) => reaches(n, 20, recall.voters))).toEqual([false, true]);
  expect([3, 4].map((n) => reaches(n, 10, recall.representatives))).toEqual([false, true]);
  expect(isSame({ ...(round.entries[0]?.figures as Figures) }, round.entries[1]?.figures as Figures)).toBe(true);
});
