// Finds the threshold of proposals by replaying days on which nothing is wrong, with rain waves and visiting rounds, through the real finder.
import { createFinder } from './finder.ts';
import type { Finding, Heard, World } from './model.ts';
import type { Settings } from './settings.ts';

/** Quiet days as they are believed to be. */
export interface Quiet {
  /** Reports per home and day; chance that a visited home names the problem. */
  readonly rate: number;
  readonly visitRate: number;
  /** Waves of rain in a year, how long they last, how much they multiply reports. */
  readonly rains: number;
  readonly rainDays: readonly [number, number];
  readonly rainTimes: readonly [number, number];
  /** Days between two visits of a home; Infinity: no rounds. */
  readonly roundDays: number;
  /** Share of reports that draw another in the same lane. */
  readonly echo: number;
}

export interface Replay {
  readonly quiet: Quiet;
  readonly days: number;
  /** The same seed gives the same days. */
  readonly seed: number;
}

/** The most that an episode of false alarm reached. */
export interface Peak {
  readonly at: number;
  readonly score: number;
  /** What was said of its likeliest cause when it first was a proposal (a hint, where it never was one). */
  readonly probability: number;
  /** Homes inside that had told of it then. */
  readonly affected: number;
}

/** Chance from a seed (mulberry32), so that a threshold can be found again. */
function draws(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Unnumbered = Omit<Heard, 'ref'>;

function ordinary(world: World, { quiet, days }: Replay, draw: () => number): Unnumbered[] {
  const told: Unnumbered[] = [];
  const wait = (mean: number): number => -mean * Math.log(1 - draw());
  const between = ([low, high]: readonly [number, number]): number => low + (high - low) * draw();
  const lanes = new Map<number, number[]>();
  world.grid.forEach((grid, home) => {
    const list = lanes.get(grid);
    if (list) list.push(home);
    else lanes.set(grid, [home]);
  });
  const tell = (home: number, at: number): void => {
    told.push({ kind: 'report', home, at });
    const lane = lanes.get(world.grid[home] ?? -1) ?? [];
    if (draw() < quiet.echo) tell(lane[Math.floor(draw() * lane.length)] ?? home, at + wait(0.5));
  };
  const pour = (from: number, until: number, times: number): void => {
    const mean = 1 / (quiet.rate * world.homes * times);
    for (let at = from + wait(mean); at < until; at += wait(mean)) tell(Math.floor(draw() * world.homes), at);
  };
  pour(0, days, 1);
  for (let at = wait(365 / quiet.rains); at < days; at += wait(365 / quiet.rains)) {
    const until = at + between(quiet.rainDays);
    pour(at, Math.min(days, until), between(quiet.rainTimes) - 1);
    at = until;
  }
  for (const homes of Number.isFinite(quiet.roundDays) ? lanes.values() : [])
    for (let at = draw() * quiet.roundDays; at < days; at += quiet.roundDays)
      homes.forEach((home, i) => {
        told.push({ kind: 'visit', home, at: at + i / 40 });
        if (draw() < quiet.visitRate) told.push({ kind: 'report', home, at: at + i / 40 });
      });
  return told;
}

type Episode = { -readonly [key in keyof Peak]: Peak[key] } & { tier: string };

const affectedIn = ({ evidence }: Finding): number => evidence.inside.affected.length;

/**
 * Every episode of a stream on which nothing was wrong, with the highest score it reached. Findings that share a home
 * and follow each other within a fortnight are one episode. `since`: days before it only teach the usual rate.
 */
export function episodesOf(world: World, heard: readonly Heard[], own: Partial<Settings>, since = 0): Peak[] {
  const finder = createFinder(world, own);
  const open: (Episode & { last: number; homes: Set<number> })[] = [];
  let swept = 0;
  for (const one of heard) {
    finder.add(one);
    if (one.at - swept > 1) {
      finder.forget(one.at);
      swept = one.at;
    }
    // Nothing rises by itself: between two reports a score only falls.
    if (one.at < since || one.kind !== 'report') continue;
    for (const found of finder.findings(one.at)) {
      const { score, causes, tier } = found;
      const homes = causes[0]?.homes ?? [];
      const same = open.find((each) => one.at - each.last < 14 && homes.some((home) => each.homes.has(home)));
      const peak = { at: one.at, score, affected: same && score <= same.score ? 0 : affectedIn(found) };
      const probability = causes[0]?.probability ?? 0;
      if (!same) open.push({ ...peak, probability, tier, last: one.at, homes: new Set(homes) });
      else {
        same.last = one.at;
        for (const home of homes) same.homes.add(home);
        if (score > same.score) Object.assign(same, peak);
        if (same.tier === 'hint' && tier === 'proposal') [same.tier, same.probability] = [tier, probability];
      }
    }
  }
  return open
    .map(({ at, score, probability, affected }) => ({ at, score, probability, affected }))
    .sort((a, b) => b.score - a.score || a.at - b.at);
}

export interface Threshold {
  readonly proposal: number;
  /** False proposals per 1,000 days and 1,000 homes that the replay had at it. */
  readonly expected: number;
}

/**
 * The lowest threshold at which the replay has at most `wanted` false proposals per 1,000 days and 1,000 homes.
 * Time: that of all its reports. Take days × homes large enough for some tens of episodes (a million home-days give one
 * proposal at `wanted` = 1).
 */
export function thresholdFor(world: World, replay: Replay, wanted: number, own: Partial<Settings> = {}): Threshold {
  const heard = ordinary(world, replay, draws(replay.seed))
    .sort((a, b) => a.at - b.at || a.home - b.home)
    .map((one, ref) => ({ ...one, ref }));
  const taught = Math.min(60, replay.days / 5);
  const peaks = episodesOf(world, heard, own, taught);
  const units = ((replay.days - taught) / 1000) * (world.homes / 1000);
  const allowed = Math.floor(wanted * units);
  const next = peaks[allowed];
  const floor = own.hint ?? 0;
  const proposal = next ? Math.max(floor, next.score + 0.01) : floor;
  return { proposal, expected: peaks.filter((one) => one.score >= proposal).length / units };
}
