// The supply tree of an incident: what is common to the homes that reported, and branches where nobody did in one line.
import { describe, expect, it } from 'vitest';
import { joinWords } from '#look/words.ts';
import { words as supplyZh } from '#modules/supply/words.zh.ts';
import type { IncidentPage } from '../model.ts';
import { words as zh } from '../words.zh.ts';
import { commonNode, networkOf, treeOf, withAgain } from './desk-tree.ts';

joinWords(
  { zh, en: () => import('../words.en.ts') },
  { zh: supplyZh, en: () => import('#modules/supply/words.en.ts') },
);

const node = (code: string, name: string, kind: string, parent: string | null) => ({ code, name, kind, parent });
const nodes = [
  node('S1', '红崖沟水源', 'source', null),
  node('K1', '蓄水池', 'tank', 'S1'),
  node('V1', 'V1 阀 一社', 'valve', 'K1'),
  node('V3', 'V3 阀 三社下庄', 'valve', 'K1'),
  node('B1', '上支管', 'branch', 'V3'),
  node('B2', '下支管', 'branch', 'V3'),
  ...['3-05', '3-07'].map((door) => node(`T${door}`, `${door} 入户`, 'tap', 'B1')),
  ...['3-12', '3-14'].map((door) => node(`T${door}`, `${door} 入户`, 'tap', 'B2')),
  node('T1-01', '1-01 入户', 'tap', 'V1'),
];
const home = (door: string, outcome: string | null = null) => ({
  id: `c${door}`,
  door,
  outcome,
  supplyPoints: [`T${door}`],
});
const page = (...cases: object[]): IncidentPage => ({ nodes, cases }) as unknown as IncidentPage;

describe('the section common to the homes', () => {
  it('is the lowest one that feeds them all', () => {
    expect(commonNode(networkOf(page(home('3-05'), home('3-12'))))?.code).toBe('V3');
    expect(commonNode(networkOf(page(home('3-12'), home('3-14'))))?.code).toBe('B2');
    expect(commonNode(networkOf(page(home('3-12'), home('1-01'))))?.code).toBe('K1');
  });

  it('is not claimed for a single home, nor for homes that are not on the network', () => {
    expect(commonNode(networkOf(page(home('3-12'))))).toBeUndefined();
    expect(commonNode(networkOf(page(home('9-98'), home('9-99'))))).toBeUndefined();
  });
});

describe('the tree', () => {
  const tree = treeOf(networkOf(page(home('3-05'), home('3-12', 'solved'))), 'V3');
  const [suspect, quiet] = tree?.branches ?? [];

  it('draws a chain without branches as one line', () => {
    expect(tree).toMatchObject({ label: '红崖沟水源', note: '蓄水池' });
  });

  it('says in one line where nobody reported', () => {
    expect(quiet).toMatchObject({ label: 'V1', serves: '一社 1 户', note: '没人报' });
    expect(quiet?.homes).toBeUndefined();
  });

  it('has the way to the suspected section first, marks it and shows every home below it with its state', () => {
    expect(suspect).toMatchObject({ label: 'V3', suspect: true, serves: '三社下庄 4 户' });
    const homes = (suspect?.branches ?? [])
      .flatMap((branch) => branch.homes ?? [])
      .map(({ label, state }) => `${label} ${state}`);
    expect(homes).toEqual(['3-05 reported', '3-07 silent', '3-12 clear', '3-14 silent']);
  });
});

it('INC-8 a home that told again since the repair stands as one that reported, also after it said solved', () => {
  const shown = { ...page(home('3-05', 'solved')), again: [home('3-05'), home('3-14')] } as unknown as IncidentPage;
  const [suspect] = treeOf(networkOf(withAgain(shown)), 'V3')?.branches ?? [];
  const homes = (suspect?.branches ?? []).flatMap((branch) => branch.homes ?? []);
  expect(homes.filter((one) => one.state === 'reported').map((one) => one.label)).toEqual(['3-05', '3-14']);
});
