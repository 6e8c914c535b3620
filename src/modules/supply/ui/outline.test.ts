// The outline and the drawing of a network: every node once, what opens itself, and names that do not lie on each other.
import { describe, expect, it } from 'vitest';
import type { Drawn } from '../model.ts';
import type { Net } from '../rules-drawing.ts';
import { hasPlaces, labelsOf, layAsTree, layOnGround } from './drawing-layout.ts';
import { nextCode } from './node-form.tsx';
import { allBranches, outlineOf, rowsOf } from './outline.ts';

const node = (code: string, parent: string | null, kind: Drawn['kind'] = 'branch', more: Partial<Drawn> = {}) => ({
  id: code,
  version: 1,
  code,
  name: '',
  kind,
  parent,
  also: [],
  lat: null,
  lon: null,
  ...more,
});
const net: Net = {
  network: 'W',
  nodes: [
    node('T1', 'B1', 'tap'),
    node('B1', 'V3'),
    node('V3', 'S1', 'valve'),
    node('S1', null, 'source'),
    node('R1', 'R2'),
    node('R2', 'R1'),
    node('B2', 'V3', 'branch', { also: ['S1'] }),
    node('L', 'gone'),
  ],
  homes: [
    { id: 'a', points: ['T1'] },
    { id: 'b', points: ['V3'] },
    { id: 'c', points: ['X'] },
  ],
};
const roots = outlineOf(net);

describe('the outline', () => {
  it('holds every node once, rings and loose ends too, and counts homes upwards', () => {
    expect(roots.map((one) => [one.node.code, one.below])).toEqual([
      ['S1', 2],
      ['L', 0],
      ['R1', 0],
    ]);
    expect(
      allBranches(roots)
        .map((one) => one.node.code)
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(net.nodes.map((one) => one.code).toSorted((a, b) => a.localeCompare(b)));
  });

  it('opens what leads to more than taps, and whatever was opened by hand', () => {
    const seen = (turned: [string, boolean][] = []): string[] =>
      rowsOf(roots, new Map(turned)).map(({ branch }) => `${branch.depth}${branch.node.code}`);
    expect(seen()).toEqual(['0S1', '1V3', '2B1', '2B2', '0L', '0R1', '1R2']);
    expect(seen([['B1', true]])).toContain('3T1');
    expect(seen([['S1', false]])).toEqual(['0S1', '0L', '0R1', '1R2']);
    expect(rowsOf(roots, new Map())[3]).toMatchObject({ place: 2, of: 2 });
  });

  it('takes a chain of ten thousand nodes', () => {
    const nodes = Array.from({ length: 10_000 }, (_, n) => node(`N${n}`, n === 0 ? null : `N${n - 1}`));
    const long = outlineOf({ network: 'W', nodes, homes: [{ id: 'a', points: ['N9999'] }] });
    expect(long[0]?.below).toBe(1);
    expect(rowsOf(long, new Map())).toHaveLength(10_000);
  });
});

describe('the drawing', () => {
  it('stands on the ground where most nodes have a place, north above and east to the right', () => {
    expect(hasPlaces(roots)).toBe(false);
    const at = (code: string, parent: string | null, lat: number, lon: number) =>
      node(code, parent, 'branch', { lat, lon });
    const placed = outlineOf({ ...net, nodes: [at('A', null, 35.2, 104), at('B', 'A', 35.1, 104.1)] });
    expect(hasPlaces(placed)).toBe(true);
    const [a, b] = layOnGround(placed, []).spots;
    expect((a?.y ?? 0) < (b?.y ?? 0) && (a?.x ?? 0) < (b?.x ?? 0)).toBe(true);
  });

  it('is a tree from left to right without places, each branch level with the middle of what it feeds', () => {
    const { spots } = layAsTree(roots);
    const of = (code: string) => spots.find(({ branch }) => branch.node.code === code);
    expect(of('T1')).toBeUndefined();
    expect(of('V3')?.y).toBe(((of('B1')?.y ?? 0) + (of('B2')?.y ?? 0)) / 2);
    expect(new Set(spots.map(({ x, y }) => `${x} ${y}`)).size).toBe(spots.length);
  });

  it('writes no name over another, and the chosen one first', () => {
    const near = Array.from({ length: 60 }, (_, n) =>
      node(`B${n}`, null, 'branch', { lat: 35 + (n % 8) * 0.0005, lon: 104 + Math.floor(n / 8) * 0.0005 }),
    );
    const layout = layOnGround(outlineOf({ ...net, nodes: near }), [
      [103.99, 34.99],
      [104.02, 35.02],
    ]);
    const labels = labelsOf(layout, 'B59');
    expect(labels[0]?.spot.branch.node.code).toBe('B59');
    for (const [place, one] of labels.entries())
      for (const other of labels.slice(place + 1))
        expect(Math.abs(one.top - other.top) >= 20 || Math.abs(one.left - other.left) >= 22).toBe(true);
  });
});

it('proposes the next free code of a kind', () => {
  expect(nextCode([{ code: 'V3' }, { code: 'V10' }, { code: 'Vx' }], 'valve')).toBe('V11');
  expect(nextCode([], 'source')).toBe('S1');
});
