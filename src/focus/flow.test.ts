// Where a fault in a looped network began is told from who heard what when, also when the model of the flow is partly wrong.
import { describe, expect, it } from 'vitest';
import { type FlowModel, flowFinder } from './flow.ts';
import type { Heard } from './model.ts';

/** A line of five nodes with ten homes each. By day (parts 0 and 1) water runs to higher nodes, by night to lower ones; a step takes 0.2 days. */
function line(): FlowModel {
  const [nodes, parts] = [5, 4];
  const arrival = new Float32Array(parts * nodes * nodes);
  for (let part = 0; part < parts; part += 1)
    for (let from = 0; from < nodes; from += 1)
      for (let to = 0; to < nodes; to += 1) {
        const steps = part < 2 ? to - from : from - to;
        arrival[(part * nodes + from) * nodes + to] = steps < 0 ? Number.NaN : steps * 0.2;
      }
  return { nodes, parts, arrival, nodeOf: Int32Array.from({ length: 50 }, (_, home) => Math.floor(home / 10)) };
}

let ref = 0;
const report = (home: number, at: number): Heard => ({ kind: 'report', home, at, ref: (ref += 1) });
const first = (heard: Heard[], at: number): readonly number[] | undefined => {
  const cause = flowFinder(line())(heard, at)[0]?.cause;
  return cause?.kind === 'node' ? cause.nodes : undefined;
};

/** Half of the homes of these nodes, from these moments on. */
const half = (nodes: Record<number, number>): Heard[] =>
  Object.entries(nodes).flatMap(([node, at]) =>
    [0, 2, 4, 6, 8].map((one) => report(Number(node) * 10 + one, at + one / 20)),
  );

describe('a fault in a network with a model of its flow', () => {
  it('began where everything that heard lies behind it', () => {
    expect(first(half({ 2: 100.3, 3: 100.5, 4: 100.7 }), 102)).toEqual([2]);
  });

  it('began at the other end when the water ran the other way', () => {
    expect(first(half({ 2: 100.8, 1: 101, 0: 101.2 }), 102)).toEqual([2]);
  });

  it('is not drawn away by a home elsewhere that told of something the day before', () => {
    expect(first([...half({ 2: 100.3, 3: 100.5, 4: 100.7 }), report(5, 99)], 102)).toEqual([2]);
  });

  it('gives probabilities that add up to one at most, and nothing where nobody spoke', () => {
    const likely = flowFinder(line())(half({ 4: 100.4 }), 101);
    const sum = likely.reduce((total, one) => total + one.probability, 0);
    expect(likely).toHaveLength(3);
    expect(sum).toBeGreaterThan(0.5);
    expect(sum).toBeLessThanOrEqual(1 + 1e-9);
    expect(flowFinder(line())([], 101)).toEqual([]);
    expect(flowFinder(line())([report(3, 90)], 101)).toEqual([]);
  });

  it('knows nothing of what is heard later', () => {
    const now = half({ 2: 100.3, 3: 100.5 });
    const later = half({ 0: 101.5, 1: 101.5 });
    expect(flowFinder(line())([...now, ...later], 101)).toEqual(flowFinder(line())(now, 101));
  });
});
