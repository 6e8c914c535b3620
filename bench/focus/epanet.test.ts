// The evaluation on a real water network, quickly: EPANET runs, water goes where it should, and the finder beats walking up the pipes.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { epanetRows } from './epanet.ts';
import { finder } from './finder-method.ts';
import { withFlow } from './water-flow.ts';

const file = path.join(import.meta.dirname, 'water/Net1.inp');

it('carries water from the source to every junction, and from an end of the network nowhere', async () => {
  await withFlow(readFileSync(file, 'utf8'), (flow) => {
    const node = (code: string): number => flow.all.indexOf(code);
    flow.settle(0);
    const source = flow.spread(node('10'));
    for (const code of flow.junctions) expect(source[node(code)]).toBeGreaterThanOrEqual(0);
    expect(source[node('11')]).toBeLessThan(source[node('32')]!);
    expect([...flow.spread(node('32'))].filter((hours) => !Number.isNaN(hours))).toEqual([0]);
    // Twice the water runs to the first street in less time.
    flow.settle(0, new Float64Array(flow.all.length).fill(0.25));
    expect(flow.spread(node('10'))[node('13')]).not.toBe(source[node('13')]);
  });
});

it('judges the finder beside backtracking on the same contaminations', async () => {
  const cache = await mkdtemp(path.join(tmpdir(), 'zd-water-'));
  const rows = await epanetRows([file], finder, { faults: 25, seed: 3, cache });
  await rm(cache, { recursive: true });
  const of = (name: string): number => rows.find((row) => row.name === `Net1: right cause first, ${name}`)!.value;
  expect(of('finder')).toBeGreaterThan(of('backtracking'));
  expect(of('finder')).toBeGreaterThan(60);
});
