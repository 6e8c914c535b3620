// What can be done with a supply network: place a node, and draw whatever changes in one network at once.
import * as z from 'zod/mini';
import { servesGround } from '#kit/actor.ts';
import { type Deciding, defineVerb, type Fact } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { Household } from '#modules/household/model.ts';
import type { Area } from '#modules/territory/model.ts';
import { familyOf, nodeKinds } from './kinds/networks.ts';
import { codesIn, type Drawing, type Drawn, type SupplyNetwork, type SupplyNode, withCodes } from './model.ts';
import { faultsOf, stillFeeds } from './rules-faults.ts';

const drawers = ['village-officer', 'township-officer'];
const degrees = (most: number) => z._default(z.nullable(z.number().check(z.gte(-most), z.lte(most))), null);
/** A colon stands between network and code where a home names what it hangs on. */
const code = z.string().check(z.minLength(1), z.maxLength(30), z.regex(/^[^:]+$/));
const networkCode = z.string().check(z.regex(/^[A-Z][A-Z0-9]{0,3}$/));
const drawn = {
  code,
  name: z.string().check(z.maxLength(60)),
  kind: z.enum(nodeKinds),
  parent: z._default(z.nullable(z.string().check(z.maxLength(30))), null),
  also: z._default(z.array(code).check(z.maxLength(20)), []),
  lat: degrees(90),
  lon: degrees(180),
};
/** A village has some hundred; this many are still written in one act. */
export const mostNodes = 5_000;

/** SUPPLY-1: the network of a village is drawn by its village or township office. */
function villageOf(id: string, { actor, loaded }: Deciding): Area {
  const village = loaded.get<Area>('area', id);
  if (actor.service !== 'import' && !servesGround(actor, village.ground, drawers))
    throw new Problem('refused', 'not-yours');
  if (village.kind !== 'village') throw new Problem('invalid', 'supply-needs-village');
  return village;
}

export const placeNode = defineVerb({
  name: 'supply.place',
  input: z.object({ node: z.uuid(), village: z.uuid(), network: networkCode, ...drawn }),
  who: [...drawers, 'service:import'],
  offline: false,
  needs: (input) => [{ kind: 'area', id: input.village }],
  decide(input, context) {
    const village = villageOf(input.village, context);
    const { node, village: _, ...data } = input;
    return [{ name: 'supply.placed', kind: 'supply-node', id: node, data: { ...data, ground: village.ground } }];
  },
});

/** The record of this network, open or closed, and what the act makes of it (SUPPLY-10). */
function namingFacts(input: Drawing, known: SupplyNetwork | undefined, ground: string, now: number): Fact[] {
  const { called, closes, network } = input;
  const facts: Fact[] = [];
  const id = known?.id ?? called?.id;
  if (called !== null && id !== undefined) {
    const { name, looped } = called;
    if (known?.closedAt === null)
      facts.push({ name: 'supply.called', kind: 'supply-network', id, data: { name, looped } });
    else
      facts.push({
        name: 'supply.opened',
        kind: 'supply-network',
        id,
        data: { ground, code: network, name, looped },
      });
  }
  if (closes && known?.closedAt === null)
    facts.push({ name: 'supply.closed', kind: 'supply-network', id: known.id, data: { at: now } });
  return facts;
}

interface Redrawn {
  readonly facts: readonly Fact[];
  readonly nodes: readonly SupplyNode[];
  readonly gone: ReadonlySet<string>;
}

function redraw(input: Drawing, before: readonly SupplyNode[], ground: string, { loaded, now }: Deciding): Redrawn {
  const nodes = new Map(before.map((node) => [node.id, node]));
  const facts: Fact[] = [];
  // What goes makes room for what comes: a code may be taken over in one act.
  const order = input.nodes.toSorted((a, b) => Number(a.drawn !== null) - Number(b.drawn !== null));
  for (const { node: id, version, drawn: next } of order) {
    const known = loaded.find<SupplyNode>('supply-node', id);
    // SUPPLY-8: drawn on what stood on the screen; what another drew meanwhile is looked at anew.
    if ((known?.version ?? 0) !== version || (known && known.network !== input.network))
      throw new Problem('conflict', 'version-moved');
    const alive = known?.removedAt === null;
    if (next === null) {
      if (!alive) throw new Problem('conflict', 'version-moved');
      nodes.delete(id);
      facts.push({ name: 'supply.removed', kind: 'supply-node', id, data: { at: now } });
      continue;
    }
    const record = { ...next, network: input.network, ground, removedAt: null, id, version };
    nodes.set(id, record);
    if (alive) facts.push({ name: 'supply.drawn', kind: 'supply-node', id, data: next });
    else
      facts.push({
        name: 'supply.placed',
        kind: 'supply-node',
        id,
        data: { ...next, network: input.network, ground },
      });
  }
  if (nodes.size > mostNodes) throw new Problem('invalid', 'supply-too-many', { most: mostNodes });
  const after = [...nodes.values()];
  const codes = new Set(after.map((node) => node.code));
  return { facts, nodes: after, gone: new Set(before.map((node) => node.code).filter((one) => !codes.has(one))) };
}

/** SUPPLY-7 */
function hangHomes(
  input: Drawing,
  codes: ReadonlySet<string>,
  { loaded }: Deciding,
): { facts: Fact[]; homes: Household[] } {
  const homes = new Map(loaded.list<Household>('household').map((home) => [home.id, home]));
  const facts = input.homes.map(({ household, was, to, back }): Fact => {
    const home = loaded.get<Household>('household', household);
    const now = codesIn(home.supplyPoints, input.network);
    if (now.length !== was.length || was.some((one) => !now.includes(one)))
      throw new Problem('conflict', 'version-moved');
    const unknown = back ? undefined : to.find((one) => !codes.has(one));
    if (unknown !== undefined) throw new Problem('invalid', 'supply-feed-unknown', { code: home.door, feed: unknown });
    const supplyPoints = withCodes(home.supplyPoints, input.network, to);
    homes.set(home.id, { ...home, supplyPoints });
    return { name: 'household.changed', kind: 'household', id: home.id, data: { supplyPoints } };
  });
  return { facts, homes: [...homes.values()] };
}

function mustBeWhole(
  before: readonly Drawn[],
  after: readonly Drawn[],
  looped: readonly [was: boolean, is: boolean],
): void {
  const old = faultsOf(before, looped[0]);
  for (const [key, fault] of faultsOf(after, looped[1]))
    if (!old.has(key)) throw new Problem('conflict', fault.code, fault.facts);
}

const change = z.object({
  node: z.uuid(),
  version: z.int().check(z.gte(0)),
  drawn: z.nullable(z.object(drawn)),
});
const hanging = z.array(code).check(z.maxLength(8));

export const drawNetwork = defineVerb({
  name: 'supply.draw',
  input: z.object({
    village: z.uuid(),
    network: networkCode,
    nodes: z._default(z.array(change).check(z.maxLength(mostNodes)), []),
    homes: z._default(
      z
        .array(z.object({ household: z.uuid(), was: hanging, to: hanging, back: z._default(z.boolean(), false) }))
        .check(z.maxLength(mostNodes)),
      [],
    ),
    called: z._default(
      z.nullable(
        z.object({ id: z.uuid(), name: z.string().check(z.minLength(1), z.maxLength(40)), looped: z.boolean() }),
      ),
      null,
    ),
    closes: z._default(z.boolean(), false),
  }),
  who: [...drawers, 'service:import'],
  offline: false,
  timeoutMs: 20_000,
  needs: (input) => [
    { kind: 'area', id: input.village },
    { kind: 'supply-of-village', id: input.village },
  ],
  decide(input, context) {
    const { loaded, now } = context;
    const village = villageOf(input.village, context);
    if (!familyOf(input.network)) throw new Problem('invalid', 'supply-family-unknown');
    const known = loaded
      .list<SupplyNetwork>('supply-network')
      .filter((one) => one.code === input.network)
      .toSorted((a, b) => Number(a.closedAt !== null) - Number(b.closedAt !== null))[0];
    // SUPPLY-10: beside the bare letter of a family a network is opened by its name.
    if (input.called === null && known?.closedAt !== null && input.network.length > 1)
      throw new Problem('conflict', 'supply-network-unknown');
    const before = loaded
      .list<SupplyNode>('supply-node')
      .filter((node) => node.network === input.network && node.removedAt === null);
    const { facts, nodes, gone } = redraw(input, before, village.ground, context);
    const codes = new Set(nodes.map((node) => node.code));
    const hung = hangHomes(input, codes, context);
    const still = stillFeeds(
      gone,
      nodes,
      hung.homes.map((home) => ({ id: home.id, points: home.supplyPoints })),
      input.network,
    );
    if (still) throw new Problem('conflict', still.code, still.facts);
    const looped = known?.closedAt === null && known.looped;
    mustBeWhole(before, nodes, [looped, input.closes ? false : (input.called?.looped ?? looped)]);
    // SUPPLY-10: the first of a family only loses its name.
    if (input.closes && nodes.length > 0 && input.network.length > 1)
      throw new Problem('conflict', 'supply-not-empty', { nodes: nodes.length });
    const naming = namingFacts(input, known, village.ground, now);
    const all = [...naming, ...facts, ...hung.facts];
    if (all.length === 0) throw new Problem('invalid', 'supply-nothing');
    return all;
  },
});

export const supplyVerbs = [placeNode, drawNetwork];
