// Dividing a village into grids anew in one act: grids open and close, outlines change, homes move; and taking that back.
import * as z from 'zod/mini';
import { servesGround } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { type Deciding, defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Office, Post } from '#modules/people/model.ts';
import { isInPost } from '#modules/people/rules.ts';
import { shape } from '#modules/territory/commands.ts';
import type { Area } from '#modules/territory/model.ts';
import { groundOf } from '#modules/territory/rules.ts';
import type { Household, Member } from './model.ts';
import { type Dividing, type Division, type Redrawn, restorable } from './model-division.ts';
import { freeCode } from './rules-division.ts';

const dividers = ['village-officer'];
const ids = (most: number) => z._default(z.array(z.uuid()).check(z.maxLength(most)), []);

/** TERR-10: the grids of a village are divided by its own office. */
function villageOf(id: string, { actor, loaded }: Deciding): Area {
  const village = loaded.get<Area>('area', id);
  if (!servesGround(actor, village.ground, dividers)) throw new Problem('refused', 'not-yours');
  if (village.kind !== 'village') throw new Problem('invalid', 'plan-needs-village');
  return village;
}

/** The village as it stands, changed step by step by what is decided. */
interface Standing {
  readonly areas: Map<string, Area>;
  readonly homes: Map<string, Household>;
  readonly facts: Fact[];
}

const standingOf = ({ loaded }: Deciding): Standing => ({
  areas: new Map(loaded.list<Area>('area').map((area) => [area.id, area])),
  homes: new Map(loaded.list<Household>('household').map((home) => [home.id, home])),
  facts: [],
});

function gridIn({ areas }: Standing, id: string): Area {
  const grid = areas.get(id);
  if (!grid || grid.kind !== 'level-2' || grid.validTo !== null) throw new Problem('conflict', 'version-moved');
  return grid;
}

function open(standing: Standing, input: Dividing, { loaded, now }: Deciding): void {
  const offices = loaded.list<Office>('office');
  for (const one of input.open) {
    const group = standing.areas.get(one.group);
    if (group?.kind !== 'level-1' || group.validTo !== null) throw new Problem('invalid', 'plan-other-group');
    const code = freeCode(group, [...standing.areas.values()]);
    if (code === undefined) throw new Problem('invalid', 'plan-codes-used-up', { group: group.name });
    const { name } = one;
    const ground = groundOf(code, group, 0);
    const predecessors = [...new Set(input.move.filter((move) => move.to === one.area).map((move) => move.was))];
    const data = {
      ground,
      kind: 'level-2',
      code,
      name,
      parent: group.id,
      validFrom: dayOf(now),
      validTo: null,
      predecessors,
      shape: one.shape,
    };
    standing.areas.set(one.area, { ...data, kind: 'level-2', id: one.area, version: 1 });
    const head = offices.find((office) => office.kind === 'level-1' && office.area === group.id);
    const bare = { phone: '', supervisionPhone: '', duties: [], deputy: null };
    standing.facts.push({ name: 'area.opened', kind: 'area', id: one.area, data });
    standing.facts.push({
      name: 'office.opened',
      kind: 'office',
      id: one.office,
      data: { ...bare, kind: 'level-2', name, area: one.area, parent: head?.id ?? null, ground },
    });
  }
}

function draw(standing: Standing, drawn: readonly { area: string; shape: Redrawn['to'] }[]): Redrawn[] {
  return drawn.map(({ area: id, shape: to }) => {
    const area = standing.areas.get(id);
    if (!area) throw new Problem('conflict', 'version-moved');
    standing.facts.push({ name: 'area.drawn', kind: 'area', id, data: { shape: to } });
    return { area: id, was: area.shape, to };
  });
}

/** HOME-4: a home moves with all its members; its history stays its own. */
function move(standing: Standing, home: Household, grid: Area, members: readonly Member[]): void {
  const data = { ground: grid.ground, grid: grid.id, leftGround: home.ground };
  standing.homes.set(home.id, { ...home, grid: grid.id, ground: grid.ground });
  standing.facts.push({ name: 'household.moved', kind: 'household', id: home.id, data });
  for (const member of members)
    if (member.household === home.id)
      standing.facts.push({ name: 'member.moved', kind: 'member', id: member.id, data });
}

/** TERR-11: a grid closes when no home is left in it and nobody serves it any more; else why not. */
function inTheWay(standing: Standing, id: string, { loaded, now }: Deciding): string | undefined {
  if ([...standing.homes.values()].some((home) => home.grid === id)) return 'plan-grid-has-homes';
  const offices = loaded.list<Office>('office').filter((office) => office.area === id);
  const posts = loaded.list<Post>('post').filter((post) => isInPost(post, now));
  return posts.some((post) => offices.some((office) => office.id === post.office)) ? 'plan-grid-served' : undefined;
}

function close(standing: Standing, id: string, context: Deciding): void {
  const grid = gridIn(standing, id);
  const { now } = context;
  const why = inTheWay(standing, id, context);
  if (why !== undefined) throw new Problem('conflict', why, { grid: grid.name });
  standing.areas.set(id, { ...grid, validTo: dayOf(now) });
  standing.facts.push({ name: 'area.closed', kind: 'area', id, data: { on: dayOf(now) } });
}

export const divideGrids = defineVerb({
  name: 'grids.divide',
  input: z.object({
    division: z.uuid(),
    village: z.uuid(),
    open: z._default(
      z
        .array(
          z.object({
            area: z.uuid(),
            office: z.uuid(),
            group: z.uuid(),
            name: z.string().check(z.minLength(1), z.maxLength(60)),
            shape: z._default(z.nullable(shape), null),
          }),
        )
        .check(z.maxLength(60)),
      [],
    ),
    draw: z._default(z.array(z.object({ area: z.uuid(), shape })).check(z.maxLength(200)), []),
    close: ids(60),
    move: z._default(
      z.array(z.object({ household: z.uuid(), was: z.uuid(), to: z.uuid() })).check(z.maxLength(2000)),
      [],
    ),
  }),
  who: dividers,
  offline: false,
  timeoutMs: 60_000,
  needs: (input) => [{ kind: 'village-whole', id: input.village }],
  decide(input, context) {
    const village = villageOf(input.village, context);
    const { actor, loaded, now } = context;
    const standing = standingOf(context);
    open(standing, input, context);
    const drawn = draw(standing, input.draw);
    const members = loaded.list<Member>('member');
    const moves = input.move.map(({ household, was, to }) => {
      const home = standing.homes.get(household);
      // TERR-10: planned on what stood on the screen; what another moved meanwhile is looked at anew.
      if (!home || home.grid !== was || was === to) throw new Problem('conflict', 'version-moved');
      const grid = gridIn(standing, to);
      if (grid.parent !== standing.areas.get(was)?.parent) throw new Problem('invalid', 'plan-other-group');
      move(standing, home, grid, members);
      return { household, from: was, to };
    });
    for (const id of input.close) close(standing, id, context);
    if (standing.facts.length === 0) throw new Problem('invalid', 'plan-nothing');
    const opened = input.open.map((one) => one.area);
    const closed = input.close;
    const data = { ground: village.ground, at: now, person: actor.person, moves, opened, closed, drawn };
    return [...standing.facts, { name: 'division.made', kind: 'division', id: input.division, data }];
  },
});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** TERR-12: homes go back that are still where the division brought them; what changed since stays. */
function restore(standing: Standing, division: Division, context: Deciding): void {
  for (const id of division.closed) {
    const area = standing.areas.get(id);
    if (!area || area.validTo === null) continue;
    standing.areas.set(id, { ...area, validTo: null });
    standing.facts.push({ name: 'area.reopened', kind: 'area', id, data: {} });
  }
  const members = context.loaded.list<Member>('member');
  for (const { household, from, to } of division.moves) {
    const [home, grid] = [standing.homes.get(household), standing.areas.get(from)];
    if (home?.grid === to && grid?.validTo === null) move(standing, home, grid, members);
  }
  const back = division.drawn.filter(({ area, to }) => same(standing.areas.get(area)?.shape ?? null, to));
  draw(
    standing,
    back.map(({ area, was }) => ({ area, shape: was })),
  );
  for (const id of division.opened)
    if (standing.areas.get(id)?.validTo === null && inTheWay(standing, id, context) === undefined)
      close(standing, id, context);
}

export const restoreGrids = defineVerb({
  name: 'grids.restore',
  input: z.object({ division: z.uuid(), village: z.uuid() }),
  who: dividers,
  offline: false,
  timeoutMs: 60_000,
  needs: (input) => [
    { kind: 'division', id: input.division },
    { kind: 'village-whole', id: input.village },
  ],
  decide(input, context) {
    const village = villageOf(input.village, context);
    const division = context.loaded.get<Division>('division', input.division);
    if (division.ground !== village.ground) throw new Problem('refused', 'not-yours');
    if (division.restoredAt !== null) throw new Problem('conflict', 'division-restored');
    if (context.now - division.at > restorable) throw new Problem('conflict', 'division-too-old');
    const standing = standingOf(context);
    restore(standing, division, context);
    return [
      ...standing.facts,
      { name: 'division.restored', kind: 'division', id: division.id, data: { at: context.now } },
    ];
  },
});

export const divisionVerbs = [divideGrids, restoreGrids];
