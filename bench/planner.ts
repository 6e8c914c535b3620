// The grid planner on the demo village and on twenty made ones, beside a search from a hundred random beginnings.
import { performance } from 'node:perf_hooks';
import { makeVillage } from '#demo/make.ts';
import { seeded } from '#demo/random.ts';
import type { GridPlan } from '#modules/territory/model-plan.ts';
import { planGrids } from '#modules/territory/rules-plan.ts';
import { type Figure, figure } from './figure.ts';
import { type Side, sidesOf } from './planner/ground.ts';
import { type MadeVillage, madeVillage } from './planner/made-village.ts';
import { bestBySide, bestOf, isWhole, measured } from './planner/restarts.ts';

export function demoVillage(): MadeVillage {
  const { households } = makeVillage();
  const homes = households.map(({ door, group, gridCode, lon, lat }) => ({
    id: door,
    door,
    group: String(group),
    grid: gridCode,
    lon,
    lat,
  }));
  return { homes, barriers: [], grids: 22 };
}

/** The plan as the yardstick numbers it: for each side the grid of each home. */
export function divisionOf(sides: readonly Side[], village: MadeVillage, plan: GridPlan): number[][] {
  const gridOf = new Map(plan.grids.flatMap((grid, at) => grid.homes.map((home) => [home, at] as const)));
  return sides.map((side) => {
    const own = side.homes.map((home) => gridOf.get(village.homes[home]?.id ?? '') ?? -1);
    const used = [...new Set(own)];
    return own.map((grid) => used.indexOf(grid));
  });
}

/** What must hold of a plan whatever it costs; the first thing that does not. */
export function faultOf(village: MadeVillage, plan: GridPlan, sides: readonly Side[]): string | undefined {
  const all = plan.grids.flatMap((grid) => grid.homes);
  if (all.length !== village.homes.length || new Set(all).size !== all.length) return 'a home is unassigned or twice';
  if (plan.grids.length !== village.grids) return 'not as many grids as asked for';
  const place = new Map(village.homes.map((home, at) => [home.id, at]));
  for (const grid of plan.grids) {
    const homes = grid.homes.map((id) => place.get(id) ?? -1);
    if (homes.some((home) => village.homes[home]?.group !== grid.group)) return 'a home is in another group';
    const side = sides.find((one) => one.homes.includes(homes[0] as number));
    const members = homes.map((home) => side?.homes.indexOf(home) ?? -1);
    if (side === undefined || members.includes(-1) || !isWhole(side, members))
      return `a grid of ${grid.group} is in pieces`;
  }
  const says = plan.reasons.some((reason) => reason.code.startsWith('forbids'));
  return plan.ratio > 1.5 && !says ? 'uneven without saying why' : undefined;
}

interface Row {
  readonly name: string;
  readonly homes: number;
  readonly grids: number;
  readonly ratio: number;
  readonly ms: number;
  readonly toBest: number;
  readonly toSides: number;
  readonly fault: string | undefined;
  readonly restarts: string;
}

function rowOf(name: string, village: MadeVillage, times: number): Row {
  const asked = { homes: village.homes, grids: village.grids, barriers: village.barriers };
  const began = performance.now();
  const plan = planGrids(asked);
  const ms = performance.now() - began;
  const sides = sidesOf(village);
  const division = divisionOf(sides, village, plan);
  const own = measured(sides, division);
  const best = bestOf(seeded(1), sides, { grids: village.grids, times, ratio: Math.max(1.5, plan.ratio) });
  const bySide = bestBySide(seeded(2), sides, { division, times });
  // Where the plan says that nothing keeps 1.5, a hundred beginnings must not find anything more even either.
  const missed =
    plan.ratio > 1.5 && best.ratio < plan.ratio - 1e-9 ? 'the restarts found a more even division' : undefined;
  return {
    name,
    homes: village.homes.length,
    grids: village.grids,
    ratio: plan.ratio,
    ms,
    toBest: best.walk === undefined ? Number.NaN : own.walk / best.walk,
    toSides: own.walk / bySide,
    fault: faultOf(village, plan, sides) ?? missed,
    restarts: best.walk === undefined ? `no restart is as even: ${best.ratio.toFixed(2)}` : '',
  };
}

export function plannerFigures(times = 100): Figure[] {
  const rows = [rowOf('demo village', demoVillage(), times)];
  for (let seed = 1; seed <= 20; seed += 1) rows.push(rowOf(`village ${seed}`, madeVillage(seed), times));
  for (const row of rows)
    console.log(
      `${row.name.padEnd(14)} ${String(row.homes).padStart(4)} homes ${String(row.grids).padStart(3)} grids  ratio ${row.ratio.toFixed(2)}  walk ÷ best of ${times} ${row.toBest.toFixed(3)}  ÷ best of ${times} by side ${row.toSides.toFixed(3)}  ${row.ms.toFixed(0).padStart(5)} ms  ${row.fault ?? ''}${row.restarts}`,
    );
  const most = (key: 'toBest' | 'toSides' | 'ms'): number =>
    Math.max(...rows.map((row) => row[key]).filter((value) => Number.isFinite(value)));
  const even = rows.filter((row) => row.ratio <= 1.5);
  return [
    figure('planner: villages with a fault', rows.filter((row) => row.fault !== undefined).length, '', ['lower', 0]),
    figure(
      'planner: largest ÷ smallest grid, where the ground allows',
      Math.max(...even.map((row) => row.ratio)),
      '×',
      ['lower', 1.5],
    ),
    figure('planner: villages where the ground forbids 1.5, said so', rows.length - even.length, '', ['lower', null]),
    figure(`planner: walking ÷ best of ${times} restarts, worst village`, most('toBest'), '×', ['lower', 1.05]),
    figure(`planner: walking ÷ best of ${times} by side, worst village`, most('toSides'), '×', ['lower', 1.05]),
    figure('planner: slowest plan', most('ms'), 'ms', ['lower', 2000]),
  ];
}
