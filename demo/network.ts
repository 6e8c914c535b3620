// The village's water supply as it is drawn by hand: a tree from the spring to every tap.
import { groups, hamlet } from './places.ts';
import type { Household, NodeKind, SupplyNode } from './shapes.ts';
import { placeAt } from './terrain.ts';

type Line = readonly [code: string, name: string, kind: NodeKind, parent: string, east: number, north: number];

/** From the spring down to the valves: V3 feeds only 下庄, the rest of 三社 hangs on V5. */
const trunk: readonly Line[] = [
  ['S1', '红崖沟水源', 'source', '', 2.55, 3.98],
  ['K1', '梁顶蓄水池', 'tank', 'S1', 2.5, 3.06],
  ['M1', '北干管', 'main', 'K1', 2.46, 3.2],
  ['M2', '西干管', 'main', 'K1', 1.78, 2.6],
  ['M3', '南干管', 'main', 'K1', 2.52, 2.04],
  ['M4', '南干管下段', 'main', 'M3', 2.56, 1.16],
  ['V1', 'V1 阀 一社、二社', 'valve', 'M1', 2.4, 3.42],
  ['V2', 'V2 阀 四社、五社', 'valve', 'M3', 2.62, 2.02],
  ['V3', 'V3 阀 三社下庄', 'valve', 'M2', 1.36, 1.98],
  ['V4', 'V4 阀 六社、七社', 'valve', 'M4', 2.54, 1.02],
  ['V5', 'V5 阀 三社上庄', 'valve', 'M2', 1.1, 2.42],
];

const valveOfGroup: Record<number, string> = { 1: 'V1', 2: 'V1', 3: 'V5', 4: 'V2', 5: 'V2', 6: 'V4', 7: 'V4' };

const node = ([code, name, kind, parent, east, north]: Line): SupplyNode => {
  const [lon, lat] = placeAt(east, north);
  return { code, name, kind, parent, lat, lon };
};

function branches(): SupplyNode[] {
  const [east, north] = groups[hamlet.group - 1]?.grids[hamlet.number - 1]?.heart ?? [0, 0];
  const own: SupplyNode[] = [
    node(['B3-2A', '下庄上半段支管', 'branch', 'V3', east - 0.02, north + 0.02]),
    node(['B3-2B', '下庄下半段支管', 'branch', 'V3', east + 0.06, north - 0.14]),
  ];
  const others = groups.flatMap((group) =>
    group.grids.flatMap((plan, at) => {
      if (group.number === hamlet.group && at + 1 === hamlet.number) return [];
      const valve = valveOfGroup[group.number] ?? '';
      const name = `${group.name}${at + 1}网格支管`;
      return [node([`B${group.number}-${at + 1}`, name, 'branch', valve, plan.heart[0], plan.heart[1] - 0.03])];
    }),
  );
  return [...own, ...others].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function branchOf(home: Household): string {
  if (home.group !== hamlet.group || home.grid !== hamlet.number) return `B${home.group}-${home.grid}`;
  const number = Number(home.door.slice(2));
  return (hamlet.upper as readonly number[]).includes(number) ? 'B3-2A' : 'B3-2B';
}

export function network(households: readonly Household[]): SupplyNode[] {
  const taps = households
    .filter((home) => home.tap !== '')
    .map((home): SupplyNode => {
      const { lat, lon } = home;
      return { code: home.tap, name: `${home.door} 入户`, kind: 'tap', parent: branchOf(home), lat, lon };
    });
  return [...trunk.map(node), ...branches(), ...taps];
}
