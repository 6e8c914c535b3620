// Where a fault in a looped network began, when a model of its flow says what reaches whom after how long, depending on the hour it began.
import type { Heard, Likely } from './model.ts';
import { type Settings, settings as frozen } from './settings.ts';
import { tellingAt, toldBy } from './onsets.ts';

/** What a nominal model of the flow says. Nothing in it is taken for certain: demands are never what the model believes. */
export interface FlowModel {
  readonly nodes: number;
  /** A day is cut into so many equal parts; a fault begins at the start of one of them. */
  readonly parts: number;
  /** Days until what begins at node `a` in part `p` is noticed at node `b`: at `(p · nodes + a) · nodes + b`. NaN: never. */
  readonly arrival: Float32Array;
  /** The node each home hangs on; −1 where it hangs on none. */
  readonly nodeOf: Int32Array;
}

/** How wrong a nominal model may be. */
const doubt = {
  /** A node that should be reached is not; one that should not is. */
  missed: 0.08,
  added: 0.015,
  /** An arrival may be earlier than told by this share of it, and by this many days. */
  early: 0.25,
  days: 0.1,
  /** How far back a fault may have begun. */
  longest: 5,
};

/** What one node's homes said lately. */
interface Place {
  readonly homes: number;
  /** Days before now, one for each home that spoke: the first time in the days that are looked at. */
  readonly ages: readonly number[];
}

interface Weighing {
  readonly settings: Settings;
  /** Reports per home and day when nothing is wrong. */
  readonly usual: number;
  readonly places: ReadonlyMap<number, Place>;
}

function placesOf({ nodeOf }: FlowModel, heard: readonly Heard[], at: number): Map<number, Place> {
  const homes = new Map<number, number>();
  for (const node of nodeOf) if (node >= 0) homes.set(node, (homes.get(node) ?? 0) + 1);
  const oldest = new Map<number, number>();
  for (const one of heard) {
    const age = at - one.at;
    if ((one.kind !== 'report' && one.kind !== 'yes') || age < 0 || age > doubt.longest) continue;
    oldest.set(one.home, Math.max(age, oldest.get(one.home) ?? 0));
  }
  const ages = new Map<number, number[]>();
  for (const [home, age] of oldest) {
    const node = nodeOf[home] ?? -1;
    if (node >= 0) ages.set(node, [...(ages.get(node) ?? []), age]);
  }
  return new Map([...homes].map(([node, count]) => [node, { homes: count, ages: ages.get(node) ?? [] }]));
}

/** Reports before the days that are looked at say what is usual. */
function usualOf(model: FlowModel, heard: readonly Heard[], at: number, { rate, rateTrust }: Settings): number {
  let [count, first] = [0, at - doubt.longest];
  for (const one of heard) {
    if (one.kind !== 'report' || at - one.at <= doubt.longest) continue;
    count += 1;
    first = Math.min(first, one.at);
  }
  return (rateTrust + count) / (rateTrust / rate + model.nodeOf.length * (at - doubt.longest - first));
}

/** Log of how much better "it came here `since` days ago" explains a node than "nothing is wrong", for each chance of telling. */
function explained({ homes, ages }: Place, since: number, weighing: Weighing, early: number): number[] {
  const { settings, usual } = weighing;
  const silent = homes - ages.length;
  return settings.telling.map((telling) => {
    let sum = silent * Math.log(1 - telling * toldBy(since, settings));
    for (const age of ages) {
      // A little before it should be there counts as just then.
      const delay = age > since + early ? -1 : Math.max(0, since - age);
      const rest = 1 - telling * toldBy(Math.max(0, since), settings);
      sum += delay < 0 ? Math.log(rest) : Math.log((telling * tellingAt(delay, settings)) / usual + rest);
    }
    return sum;
  });
}

const mixed = (log: number, chance: number): number =>
  log > 30 ? Math.log(chance) + log : Math.log(1 - chance + chance * Math.exp(log));

function sumOfLogs(logs: readonly number[]): number {
  const top = logs.reduce((high, one) => Math.max(high, one), Number.NEGATIVE_INFINITY);
  return top === Number.NEGATIVE_INFINITY
    ? top
    : top + Math.log(logs.reduce((sum, one) => sum + Math.exp(one - top), 0));
}

/** Steps in which the days of silence are told apart. */
const silenceStep = 0.01;

/** The same for a node of which nobody spoke, mixed with the doubt whether it is reached: of every number of homes, for every step of days. */
function silences(weighing: Weighing): (homes: number, since: number) => Float64Array {
  const steps = Math.ceil(doubt.longest / silenceStep) + 1;
  const known = new Map<number, Float64Array[]>();
  const all = (homes: number): Float64Array[] =>
    Array.from({ length: steps }, (_, step) =>
      Float64Array.from(explained({ homes, ages: [] }, step * silenceStep, weighing, 0), (log) =>
        mixed(log, 1 - doubt.missed),
      ),
    );
  return (homes, since) => {
    const mine = known.get(homes) ?? all(homes);
    known.set(homes, mine);
    return mine[Math.round(since / silenceStep)]!;
  };
}

/** For each age of a fault the nodes that spoke and are not reached: somebody there has another reason, or the model is wrong. */
function unreached(weighing: Weighing, began: number): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const [node, place] of weighing.places) {
    const ages = place.ages.filter((age) => age <= began);
    if (ages.length === 0) continue;
    const since = Math.max(...ages) + 0.2;
    found.set(
      node,
      explained({ ...place, ages }, since, weighing, 0).map((log) => mixed(log, doubt.added)),
    );
  }
  return found;
}

/** Starts of parts of days before now, as ages in days with the part. */
function beginnings(parts: number, at: number): { part: number; began: number }[] {
  const found: { part: number; began: number }[] = [];
  for (let step = Math.floor(at * parts); at - step / parts <= doubt.longest; step -= 1)
    found.push({ part: ((step % parts) + parts) % parts, began: at - step / parts });
  return found;
}

function weighSources(model: FlowModel, weighing: Weighing, at: number): Float64Array {
  const { telling, tellingWeight } = weighing.settings;
  const starts = beginnings(model.parts, at);
  const logs: number[][] = Array.from({ length: model.nodes }, () => []);
  const places = [...weighing.places];
  const silent = silences(weighing);
  for (const { part, began } of starts) {
    const strange = unreached(weighing, began);
    const strangeSum = telling.map((_, r) => [...strange.values()].reduce((sum, one) => sum + one[r]!, 0));
    for (let source = 0; source < model.nodes; source += 1) {
      const from = (part * model.nodes + source) * model.nodes;
      const sum = strangeSum.slice();
      for (const [node, place] of places) {
        const after = model.arrival[from + node]!;
        // What has not come yet cannot speak.
        if (Number.isNaN(after) || after > began) continue;
        if (place.ages.length === 0) {
          const logs = silent(place.homes, began - after);
          for (let r = 0; r < sum.length; r += 1) sum[r]! += logs[r]!;
          continue;
        }
        const logs = explained(place, began - after, weighing, doubt.days + doubt.early * after);
        const other = strange.get(node);
        for (let r = 0; r < sum.length; r += 1) sum[r]! += mixed(logs[r]!, 1 - doubt.missed) - (other?.[r] ?? 0);
      }
      logs[source]!.push(...sum.map((one, r) => one + Math.log(tellingWeight[r]! / starts.length)));
    }
  }
  return Float64Array.from(logs, sumOfLogs);
}

export interface Class {
  readonly nodes: number[];
  /** Nodes with homes that all of them reach in some part of a day. */
  readonly reached: readonly number[];
}

/** Nodes from which the same homes are reached in every part of a day are one cause; those that reach nobody are none. */
export function alike({ nodes, parts, arrival, nodeOf }: FlowModel): Class[] {
  const inhabited = [...new Set(nodeOf)].filter((node) => node >= 0);
  const seen = new Map<string, Class>();
  for (let source = 0; source < nodes; source += 1) {
    const inPart = (part: number): number[] =>
      inhabited.filter((node) => !Number.isNaN(arrival[(part * nodes + source) * nodes + node]!));
    const each = Array.from({ length: parts }, (_, part) => inPart(part));
    const key = each.map((reached) => reached.join(' ')).join(';');
    const known = seen.get(key);
    if (known) known.nodes.push(source);
    else if (each.some((reached) => reached.length > 0))
      seen.set(key, { nodes: [source], reached: [...new Set(each.flat())] });
  }
  return [...seen.values()];
}

/**
 * A finder for one network with a model of its flow: the likeliest beginnings of what was heard until `at`, three at most.
 * `probability` is of all beginnings, given that there is one. Time: nodes × inhabited nodes × parts of five days.
 */
export function flowFinder(model: FlowModel, network = 0): (heard: readonly Heard[], at: number) => Likely[] {
  const classes = alike(model);
  const homesOf = (reached: readonly number[]): number[] => {
    const nodes = new Set(reached);
    return [...model.nodeOf.keys()].filter((home) => nodes.has(model.nodeOf[home]!));
  };
  return (heard, at) => {
    const places = placesOf(model, heard, at);
    if ([...places.values()].every((place) => place.ages.length === 0)) return [];
    const weighing = { settings: frozen, usual: usualOf(model, heard, at, frozen), places };
    const logs = weighSources(model, weighing, at);
    const weighed = classes.map((one) => ({ ...one, log: sumOfLogs(one.nodes.map((node) => logs[node]!)) }));
    const all = sumOfLogs(weighed.map((one) => one.log));
    weighed.sort((a, b) => b.log - a.log || a.nodes[0]! - b.nodes[0]!);
    return weighed.slice(0, 3).map(({ nodes, reached, log }) => ({
      cause: { kind: 'node', network, nodes },
      homes: homesOf(reached),
      probability: Math.exp(log - all),
    }));
  };
}
