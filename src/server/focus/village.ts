// What the focus finder is given of one village and one topic: its homes, networks and grids, and what was heard there lately.
import type { Heard, Network } from '#focus/model.ts';
import type { Tx } from '#data/database.ts';
import { categoriesOf } from '#modules/finding/kinds/topics.ts';
import { pointOf } from '#modules/supply/model.ts';
import { inGrids, ofHomes } from '#modules/territory/store.ts';
import { type Numbered, type WorldHome, type WorldSource, worldOf } from '#modules/supply/rules-world.ts';

export const oneDay = 86_400_000;
/** Days that are looked back. */
export const lookBack = 28;

export interface Place {
  readonly id: string;
  readonly ground: string;
}

export interface Ref {
  readonly kind: 'matter' | 'yes' | 'no' | 'visit';
  readonly id: string;
  readonly category: string;
}

export interface Village extends Numbered {
  /** Per network the nodes as homes name them. */
  readonly points: readonly (readonly string[])[];
  readonly heard: readonly Heard[];
  /** Whose number stands in what was heard. */
  readonly refs: readonly Ref[];
}

const homesText = `select id, supply_points as points, lat, lon, grid from household where ground <@ $1 and ${inGrids('array[$1::ltree]')} and closed_at is null order by id`;
const gridsText = `select id, parent from area where ground <@ $1 and valid_to is null order by id`;
const nodesText = `select id, network, code, name, kind, parent, also, lat, lon from supply_node
  where ground = $1 and left(network, 1) = $2 and removed_at is null order by network, code`;
/** FIND-10: what was found before, by the section it was found on. */
const foundText = `select cause_node as code, count(*)::int as times from incident
  where cause_node is not null and left(category, 1) = $2 and ground <@ $1 and resolved_at is not null group by cause_node`;

/** FIND-1. A matter counts from when it was told at the door, as far as that can be true; one that follows an incident is explained. */
const heardText = `select 'matter' as kind, id, household, category, greatest(least(claimed_at, reported_at), reported_at - interval '14 days') as at
    from matter where ground <@ $1 and ${ofHomes('array[$1::ltree]')} and category = any($2) and reported_at > $3 and not restricted and cardinality(complained_of) = 0
      and household is not null and incident is null and side is distinct from 'withdrawn'
      and not exists (select from ask where ask.matter = matter.id)
  union all select ask.reply, ask.id, ask.household, ask.category, replied_at from ask join finding on finding.id = ask.finding
    where ask.ground <@ $1 and finding.topic = $4 and reply in ('yes', 'no') and replied_at > $3
      and not exists (select from matter where matter.id = ask.matter and matter.incident is not null)
  union all select 'visit', id, household, '', claimed_at from visit where ground <@ $1 and ${ofHomes('array[$1::ltree]')} and claimed_at > $3
  order by 5, 2`;

interface HeardRow {
  readonly kind: Ref['kind'];
  readonly id: string;
  readonly household: string;
  readonly category: string;
  readonly at: Date;
}

/** A place where a fault was found before is likelier to have one again. */
function withPrior(network: Network, points: readonly string[], found: ReadonlyMap<string, number>): Network {
  const prior = Float64Array.from(points, (point) => 1 + 2 * (found.get(point) ?? 0));
  return prior.some((weight) => weight > 1) ? { ...network, prior } : network;
}

/** Of one village; `topic` as in a finding. */
export async function loadVillage(tx: Tx, { ground }: Place, topic: string, now: number): Promise<Village> {
  const since = new Date(now - lookBack * oneDay);
  const family = topic.slice(0, 1);
  const [homes, grids, nodes, found, rows] = await Promise.all([
    tx.query<WorldHome>(homesText, [ground]),
    tx.query<WorldSource['grids'][number]>(gridsText, [ground]),
    tx.query<WorldSource['nodes'][number]>(nodesText, [ground, family]),
    tx.query<{ code: string; times: number }>(foundText, [ground, family]),
    tx.query<HeardRow>(heardText, [ground, categoriesOf(topic), since, topic]),
  ]);
  // A topic of its own has no network: its cause lies in a grid or a neighbourhood.
  const networks = topic === family ? [...new Set(nodes.map((node) => node.network))] : [];
  const numbered = worldOf({ homes, grids, networks, nodes });
  const codes = new Map(nodes.map((node) => [node.id, pointOf(node.network, node.code)]));
  const points = numbered.nodes.map((ids) => ids.map((id) => codes.get(id) ?? ''));
  const times = new Map(found.map((one) => [one.code, one.times]));
  const number = new Map(homes.map((home, at) => [home.id, at]));
  const refs: Ref[] = [];
  const heard: Heard[] = [];
  for (const { kind, id, household, category, at } of rows) {
    const home = number.get(household);
    if (home === undefined) continue;
    heard.push({ kind: kind === 'matter' ? 'report' : kind, home, at: at.getTime() / oneDay, ref: refs.length });
    refs.push({ kind, id, category });
  }
  const world = {
    ...numbered.world,
    networks: numbered.world.networks.map((network, n) => withPrior(network, points[n] ?? [], times)),
  };
  return { ...numbered, world, points, heard, refs };
}
