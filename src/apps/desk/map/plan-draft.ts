// A plan while it is made: which grid each home shall be in, changed by the planner or by hand, and what of it differs from today.
import { newId } from '#kit/id.ts';
import type { MapHome } from '#modules/household/model-map.ts';
import type { Dividing } from '#modules/household/model-division.ts';
import type { AreaRow, Shape } from '#modules/territory/model.ts';
import type { Barrier, GridPlan, PlanReason } from '#modules/territory/model-plan.ts';
import { isInShape, type LonLat, moveCorner, splitBy, withCorner } from '#modules/territory/rules-outlines.ts';
import { shapesIn } from '#modules/territory/rules-plan-shapes.ts';
import { planGrids } from '#modules/territory/rules-plan.ts';
import type { Ground } from './map-data.ts';

export interface DraftGrid {
  /** The grid that it is, or will be. */
  readonly id: string;
  readonly isNew: boolean;
  readonly group: string;
  readonly name: string;
  readonly shape: Shape | null;
  readonly reasons: readonly PlanReason[];
}

export interface Draft {
  readonly grids: readonly DraftGrid[];
  /** Home → grid. */
  readonly gridOf: ReadonlyMap<string, string>;
  readonly plan: GridPlan | undefined;
}

/** What stands today. */
export const draftOf = (ground: Ground, homes: readonly MapHome[]): Draft => ({
  grids: ground.grids.map(({ id, parent, name, shape }) => ({
    id,
    isNew: false,
    group: parent ?? '',
    name,
    shape,
    reasons: [],
  })),
  gridOf: new Map(homes.map((home) => [home.id, home.grid])),
  plan: undefined,
});

/** A name as the group's grids are named, with the next number that none has. */
function nextName(group: AreaRow | undefined, names: readonly string[]): string {
  const last = /\d+(?!.*\d)/;
  const pattern = names.find((name) => last.test(name)) ?? `${group?.name ?? ''}1网格`;
  const used = new Set(names.map((name) => Number(last.exec(name)?.[0] ?? 0)));
  let number = 1;
  while (used.has(number)) number += 1;
  return pattern.replace(last, String(number));
}

/** Planned grids take over the grids of today with which they share most homes, so that as few homes as can be change hands. */
function matched(plan: GridPlan, today: Draft): (string | undefined)[] {
  const pairs = plan.grids.flatMap((grid, at) => {
    const shares = new Map<string, number>();
    for (const home of grid.homes) {
      const now = today.gridOf.get(home) ?? '';
      shares.set(now, (shares.get(now) ?? 0) + 1);
    }
    return [...shares].map(([now, count]) => ({ at, now, count }));
  });
  const taken: (string | undefined)[] = plan.grids.map(() => undefined);
  for (const { at, now } of pairs.sort((a, b) => b.count - a.count || a.at - b.at)) {
    const known = today.grids.find((grid) => grid.id === now);
    if (known?.group === plan.grids[at]?.group && taken[at] === undefined && !taken.includes(now)) taken[at] = now;
  }
  return taken;
}

/** Outlines anew for the grids of these groups, from where their homes stand. */
export function reshaped(draft: Draft, ground: Ground, homes: readonly MapHome[], groups: ReadonlySet<string>): Draft {
  const shapes = new Map<string, Shape>();
  for (const group of ground.groups) {
    if (!groups.has(group.id) || group.shape === null) continue;
    const own = new Set(draft.grids.filter((grid) => grid.group === group.id).map((grid) => grid.id));
    const standing = homes.flatMap(({ id, lat, lon }) => {
      const grid = draft.gridOf.get(id) ?? '';
      return own.has(grid) ? [{ grid, lat, lon }] : [];
    });
    for (const [grid, shape] of shapesIn(group.shape, standing)) shapes.set(grid, shape);
  }
  return { ...draft, grids: draft.grids.map((grid) => ({ ...grid, shape: shapes.get(grid.id) ?? grid.shape })) };
}

/** Throws the planner's Problem. */
export function planned(
  ground: Ground,
  homes: readonly MapHome[],
  { grids, barriers }: { grids: number; barriers: readonly Barrier[] },
): Draft {
  const today = draftOf(ground, homes);
  const groupOf = new Map(ground.grids.map((grid) => [grid.id, grid.parent ?? '']));
  const asked = homes.map((home) => ({ ...home, group: groupOf.get(home.grid) ?? '' }));
  const plan = planGrids({ homes: asked, grids, barriers });
  const known = matched(plan, today);
  const names = new Map<string, string[]>();
  for (const grid of today.grids) names.set(grid.group, [...(names.get(grid.group) ?? []), grid.name]);
  const gridOf = new Map<string, string>();
  const drawn = plan.grids.map((grid, at): DraftGrid => {
    const before = today.grids.find((one) => one.id === known[at]);
    const id = before?.id ?? newId();
    const group = ground.groups.find((one) => one.id === grid.group);
    const name = before?.name ?? nextName(group, names.get(grid.group) ?? []);
    names.set(grid.group, [...(names.get(grid.group) ?? []), name]);
    for (const home of grid.homes) gridOf.set(home, id);
    return {
      id,
      isNew: before === undefined,
      group: grid.group,
      name,
      shape: before?.shape ?? null,
      reasons: grid.reasons,
    };
  });
  const draft = { grids: drawn, gridOf, plan };
  const changed = new Set(
    ground.groups.map((group) => group.id).filter((group) => isChanged(draft, today, homes, group)),
  );
  return reshaped(draft, ground, homes, changed);
}

/** Where nothing changes hands the outlines stay as they were drawn. */
function isChanged(draft: Draft, today: Draft, homes: readonly MapHome[], group: string): boolean {
  return homes.some((home) => {
    const now = draft.grids.find((grid) => grid.id === draft.gridOf.get(home.id));
    return now?.group === group && now.id !== today.gridOf.get(home.id);
  });
}

export const withHomes = (draft: Draft, moved: readonly string[], grid: string): Draft => ({
  ...draft,
  gridOf: new Map([...draft.gridOf, ...moved.map((home) => [home, grid] as const)]),
});

/** Cuts a grid in two along a line; homes go with the ground they stand on. Undefined when the line does not lead across. */
export function cut(
  draft: Draft,
  {
    grid: id,
    line,
    homes,
    group,
  }: { grid: string; line: readonly LonLat[]; homes: readonly MapHome[]; group: AreaRow | undefined },
): Draft | undefined {
  const grid = draft.grids.find((one) => one.id === id);
  const split = grid?.shape ? splitBy(grid.shape, line) : undefined;
  if (!grid || !split) return undefined;
  const [first, second] = split.halves;
  const names = draft.grids.filter((one) => one.group === grid.group).map((one) => one.name);
  const born: DraftGrid = {
    ...grid,
    id: newId(),
    isNew: true,
    name: nextName(group, names),
    shape: second,
    reasons: [],
  };
  const beside = (shape: Shape | null): Shape | null =>
    shape === null ? null : split.ends.reduce<Shape>((one, end) => withCorner(one, end), shape);
  const grids = draft.grids.map((one) =>
    one.id === id ? { ...one, shape: first } : { ...one, shape: beside(one.shape) },
  );
  const over = homes.filter(
    ({ id: home, lat, lon }) =>
      draft.gridOf.get(home) === id && lat !== null && lon !== null && isInShape([lon, lat], second),
  );
  return withHomes(
    { ...draft, grids: [...grids, born] },
    over.map((home) => home.id),
    born.id,
  );
}

/** Drags a corner in every outline that has it. */
export function dragged(draft: Draft, from: LonLat, to: LonLat): Draft {
  const outlines = new Map(draft.grids.flatMap(({ id, shape }) => (shape === null ? [] : [[id, shape] as const])));
  const moved = moveCorner(outlines, from, to);
  return { ...draft, grids: draft.grids.map((grid) => ({ ...grid, shape: moved.get(grid.id) ?? grid.shape })) };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What of the draft differs from today, as it is said to the county. */
export function dividing(draft: Draft, ground: Ground, homes: readonly MapHome[]): Omit<Dividing, 'division'> {
  const kept = new Set(draft.grids.map((grid) => grid.id));
  const today = new Map(ground.grids.map((grid) => [grid.id, grid]));
  return {
    village: ground.village?.id ?? '',
    open: draft.grids
      .filter((grid) => grid.isNew)
      .map(({ id, group, name, shape }) => ({ area: id, office: newId(), group, name, shape })),
    draw: draft.grids.flatMap(({ id, isNew, shape }) =>
      isNew || shape === null || same(shape, today.get(id)?.shape) ? [] : [{ area: id, shape }],
    ),
    close: ground.grids.filter((grid) => !kept.has(grid.id)).map((grid) => grid.id),
    move: homes.flatMap((home) => {
      const to = draft.gridOf.get(home.id);
      return to === undefined || to === home.grid ? [] : [{ household: home.id, was: home.grid, to }];
    }),
  };
}

export const isEmpty = ({ open, draw, close, move }: Omit<Dividing, 'division'>): boolean =>
  open.length + draw.length + close.length + move.length === 0;
