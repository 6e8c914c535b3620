// The finder says the same whatever order events came in and however often it forgot; what it says can be counted again by hand.
import { expect, test } from 'vitest';
import { createFinder } from './finder.ts';
import type { Finding, Heard, Network, World } from './model.ts';

/** 60 homes on a source with three valves, each with four lanes of five homes. Nodes: 0 source, 1–3 valves, 4–15 lanes. */
function valley(): World {
  const from = [0, 0, 0];
  const to = [1, 2, 3];
  for (let lane = 0; lane < 12; lane++) {
    from.push(1 + Math.floor(lane / 4));
    to.push(4 + lane);
  }
  const network: Network = {
    id: 'water',
    nodes: 16,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    nodeOf: Int32Array.from({ length: 60 }, (_, home) => 4 + Math.floor(home / 5)),
  };
  return {
    homes: 60,
    east: Float64Array.from({ length: 60 }, (_, home) => 30 * home),
    north: new Float64Array(60),
    grid: Int32Array.from({ length: 60 }, (_, home) => 1 + Math.floor(home / 15)),
    gridParent: Int32Array.from([-1, 0, 0, 0, 0]),
    networks: [network],
  };
}

function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function someDays(next: () => number, count: number): Heard[] {
  const kinds = ['report', 'report', 'report', 'visit', 'yes', 'no'] as const;
  return Array.from({ length: count }, (_, ref) => {
    const home = next() < 0.5 ? Math.floor(next() * 10) : Math.floor(next() * 60);
    return { kind: kinds[Math.floor(next() * 6)] ?? 'report', home, at: 20 * next(), ref };
  });
}

const plain = (findings: readonly Finding[]): unknown => JSON.parse(JSON.stringify(findings));

function shuffled<T>(list: readonly T[], next: () => number): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}

/** `npm run focus` sets ten thousand. */
const orders = Number(globalThis.process?.env['ZD_FOCUS_ORDERS'] ?? 1000);

test('one event after the other, looked at in between, gives what all at once in another order gives', () => {
  const world = valley();
  let found = 0;
  for (let seed = 1; seed <= orders; seed++) {
    const next = chance(seed);
    const events = someDays(next, 12 + (seed % 10));
    const running = createFinder(world);
    // Every second time as it is in use: the clock runs on. Else in any order, and also back in time.
    const inOrder = seed % 2 === 0;
    for (const one of inOrder ? events.toSorted((a, b) => a.at - b.at) : shuffled(events, next)) {
      running.add(one);
      if (inOrder || next() < 0.2) running.findings(inOrder ? one.at : 20 * next());
    }
    const batch = createFinder(world);
    for (const one of events) batch.add(one);
    const at = inOrder ? 20 + 4 * next() : 8 + 12 * next();
    const expected = plain(batch.findings(at));
    expect(plain(running.findings(at)), `seed ${seed}`).toEqual(expected);
    found += batch.findings(at).length;
  }
  expect(found).toBeGreaterThan(orders);
}, 300_000);

test('a state that is built again from what is remembered equals the running one that forgot day by day', () => {
  const world = valley();
  for (let seed = 1; seed <= 100; seed++) {
    const events = someDays(chance(seed), 60)
      .map((one) => ({ ...one, at: 3 * one.at }))
      .sort((a, b) => a.at - b.at);
    const running = createFinder(world);
    for (const one of events) {
      running.add(one);
      if (seed % 2 === 0) running.findings(one.at);
      running.forget(one.at);
    }
    const again = createFinder(world);
    for (const one of events) again.add(one);
    again.forget(60);
    expect(plain(running.findings(60))).toEqual(plain(again.findings(60)));
  }
});

test('events after the moment that is asked for do not exist for it', () => {
  const world = valley();
  const [a, b] = [createFinder(world), createFinder(world)];
  for (let home = 0; home < 4; home++) {
    for (const finder of [a, b]) finder.add({ kind: 'report', home, at: 10 + home / 10, ref: home });
    a.add({ kind: 'report', home: 40 + home, at: 12, ref: 10 + home });
  }
  expect(plain(a.findings(11))).toEqual(plain(b.findings(11)));
});

function naive(world: World, events: readonly Heard[], finding: Finding) {
  const { since, until } = finding.evidence;
  const cause = new Set(finding.causes[0]?.homes);
  const tally = (inside: boolean) => {
    const [affected, clear, homes]: [number[], number[], number[]] = [[], [], []];
    for (let home = 0; home < world.homes; home++) {
      if (cause.has(home) !== inside) continue;
      const mine = events.filter((one) => one.home === home && one.at >= since && one.at <= until);
      mine.sort((x, y) => x.at - y.at);
      const answers = mine.filter((one) => one.kind === 'yes' || one.kind === 'no');
      if (answers.at(-1)?.kind === 'no') {
        clear.push(answers.at(-1)?.ref ?? -1);
        if (inside) homes.push(home);
        continue;
      }
      const first = mine.find((one) => one.kind === 'report') ?? answers.find((one) => one.kind === 'yes');
      if (!first) continue;
      affected.push(first.ref);
      if (!inside) homes.push(home);
    }
    return { affected, clear, homes };
  };
  const [inside, outside] = [tally(true), tally(false)];
  return {
    since,
    until,
    inside: { homes: cause.size, affected: inside.affected, clear: inside.clear },
    outside: { homes: world.homes - cause.size, affected: outside.affected, clear: outside.clear },
    against: [...inside.homes, ...outside.homes].sort((x, y) => x - y),
  };
}

test('the figures of the evidence are those of a recount by hand', () => {
  const world = valley();
  let counted = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const events = someDays(chance(seed * 7), 25);
    const finder = createFinder(world);
    for (const one of events) finder.add(one);
    for (const finding of finder.findings(15)) {
      expect(finding.evidence).toEqual(naive(world, events, finding));
      counted += finding.evidence.inside.affected.length;
    }
  }
  expect(counted).toBeGreaterThan(100);
});

test('an event of a home that is not in the world, or without a time, is refused', () => {
  const finder = createFinder(valley());
  expect(() => finder.add({ kind: 'report', home: 60, at: 1, ref: 7 })).toThrow('event 7: home 60 is not one of 60');
  expect(() => finder.add({ kind: 'report', home: 1, at: Number.NaN, ref: 8 })).toThrow('event 8 has no time');
});
