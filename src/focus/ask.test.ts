// Whom to ask: on a tree small enough to check by hand, the homes that tell lane, valve and source apart come first.
import { expect, test } from 'vitest';
import { createFinder } from './finder.ts';
import type { Finding, Heard, World } from './model.ts';

/** Source 0 → valves 1 and 2; valve 1 → lanes 3, 4, 5; valve 2 → lanes 6, 7, 8; five homes on each lane. */
const laneOf = (home: number): number => 3 + Math.floor(home / 5);
const world: World = {
  homes: 30,
  east: new Float64Array(30).fill(Number.NaN),
  north: new Float64Array(30).fill(Number.NaN),
  grid: new Int32Array(30),
  gridParent: Int32Array.from([-1]),
  networks: [
    {
      id: 'water',
      nodes: 9,
      from: Int32Array.from([0, 0, 1, 1, 1, 2, 2, 2]),
      to: Int32Array.from([1, 2, 3, 4, 5, 6, 7, 8]),
      nodeOf: Int32Array.from({ length: 30 }, (_, home) => laneOf(home)),
    },
  ],
};

function after(events: Omit<Heard, 'ref'>[]): Finding {
  const finder = createFinder(world);
  events.forEach((one, ref) => {
    finder.add({ ...one, ref });
  });
  const [finding] = finder.findings(12);
  if (!finding) throw new Error('nothing stands out');
  return finding;
}

const report = (home: number, at = 10.5) => ({ kind: 'report', home, at }) as const;
const nodesOf = (finding: Finding): readonly number[] => {
  const cause = finding.causes[0]?.cause;
  return cause?.kind === 'node' ? cause.nodes : [];
};

test('with two words from one lane the next homes tell lane and valve apart: silent lanes of the valve, each once, and the lane itself', () => {
  const { ask } = after([report(0), report(2)]);
  expect(ask.length).toBe(6);
  expect(new Set(ask).size).toBe(6);
  expect(ask).not.toContain(0);
  expect(ask).not.toContain(2);
  const lanes = ask.slice(0, 4).map(laneOf);
  expect(lanes).toContain(3);
  expect(lanes.some((lane) => lane === 4 || lane === 5)).toBe(true);
});

test('the first homes of one valve that tell alike are of different lanes', () => {
  const { ask } = after([report(0), report(1), report(2)]);
  const others = ask.filter((home) => laneOf(home) === 4 || laneOf(home) === 5);
  expect(others.length).toBeGreaterThanOrEqual(2);
  expect(laneOf(others[0] ?? 0)).not.toBe(laneOf(others[1] ?? 0));
});

test('answers decide between lane and valve', () => {
  const words = [report(0), report(2)];
  const answer = (kind: 'yes' | 'no', ...homes: number[]) => homes.map((home) => ({ kind, home, at: 11.5 }) as const);
  expect(nodesOf(after([...words, ...answer('yes', 6, 11), ...answer('no', 16, 21)]))).toEqual([1]);
  expect(nodesOf(after([...words, ...answer('yes', 3, 4), ...answer('no', 6, 7, 11, 12)]))).toEqual([3]);
});

test('a home that answered is not asked again, and clear homes of the cause stand in the evidence against', () => {
  const finding = after([report(0), report(2), { kind: 'yes', home: 3, at: 11.5 }, { kind: 'no', home: 1, at: 11.6 }]);
  for (const home of [0, 1, 2, 3]) expect(finding.ask).not.toContain(home);
  expect(finding.evidence.inside).toEqual({ homes: 5, affected: [0, 1, 2], clear: [3] });
  expect(finding.evidence.against).toEqual([1]);
});

test('two faults at once below one valve are two findings, not one of the valve, unless two at once are unheard of', () => {
  // Source 0, eight valves, six lanes on each, eight homes on a lane.
  const up = Array.from({ length: 56 }, (_, at) => (at < 8 ? 0 : 1 + Math.floor((at - 8) / 6)));
  const water = {
    id: 'water',
    nodes: 57,
    from: Int32Array.from(up),
    to: Int32Array.from(up, (_, at) => at + 1),
    nodeOf: Int32Array.from({ length: 384 }, (_, home) => 9 + Math.floor(home / 8)),
  };
  const unplaced = new Float64Array(384).fill(Number.NaN);
  const large = { ...world, homes: 384, east: unplaced, north: unplaced, grid: new Int32Array(384), networks: [water] };
  const firsts = (faultRate?: number): (readonly number[])[] => {
    const finder = createFinder(large, faultRate === undefined ? { most: 2 } : { most: 2, faultRate });
    for (let i = 0; i < 14; i++) {
      const home = (i % 2) * 16 + Math.floor(i / 2);
      finder.add({ ...report(home, 9 + (i % 7) / 2.5), ref: i });
    }
    return finder.findings(12).map(nodesOf);
  };
  expect(
    firsts()
      .flat()
      .toSorted((a, b) => a - b),
  ).toEqual([9, 11]);
  expect(firsts(1e-12)[0]).toEqual([1]);
});
