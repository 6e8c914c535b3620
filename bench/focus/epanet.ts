// The finder on water networks: a contamination begins at a junction at an hour nobody knows, and demands are not what the finder believes.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { flowFinder } from '../../src/focus/flow.ts';
import type { Heard } from '../../src/focus/model.ts';
import { backtracking } from './backtracking.ts';
import { guessOf } from './finder-method.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Guess, Look, Method } from './judged.ts';
import { type Row, shareRow } from './row.ts';
import { homeRate } from './tree-faults.ts';
import { type Flow, withFlow } from './water-flow.ts';
import { type Nominal, nominalOf, partsFor, type Town, townOf } from './water-town.ts';

interface Case {
  readonly truth: number;
  readonly events: readonly Heard[];
  readonly at: number;
}

/** People are those of the simulated trees. */
const settings = {
  history: 60,
  days: 3,
  reporting: [0.15, 0.6],
  soon: 0.75,
  soonDays: 1.2,
  lateDays: 5,
  perturbed: 0.2,
};

/** Ordinary reports of sixty days, then those of the homes that the contamination reaches. Undefined when it reaches fewer than four. */
function contamination(flow: Flow, town: Town, chance: Chance): Case | undefined {
  const truth = town.junctions[chance.whole(town.junctions.length)] ?? 0;
  const hour = chance.whole(24);
  flow.settle(
    hour,
    Float64Array.from(flow.all, () => chance.between(1 - settings.perturbed, 1 + settings.perturbed)),
  );
  const after = flow.spread(truth);
  const { nodeOf } = town.network;
  const hit = [...nodeOf.keys()].filter((home) => !Number.isNaN(after[nodeOf[home]!]));
  if (hit.length < 4) return undefined;
  const begin = settings.history + hour / 24;
  const at = begin + settings.days;
  const heard: Omit<Heard, 'ref'>[] = [];
  const rate = homeRate * chance.between(0.5, 3);
  for (let left = chance.poisson(rate * nodeOf.length * at); left > 0; left -= 1)
    heard.push({ kind: 'report', home: chance.whole(nodeOf.length), at: chance.between(0, at) });
  const willing = chance.between(settings.reporting[0]!, settings.reporting[1]!);
  for (const home of hit) {
    const when =
      begin +
      after[nodeOf[home]!]! / 24 +
      chance.wait(chance.next() < settings.soon ? settings.soonDays : settings.lateDays);
    if (chance.next() < willing && when <= at) heard.push({ kind: 'report', home, at: when });
  }
  heard.sort((a, b) => a.at - b.at);
  return { truth, at, events: heard.map((one, ref) => ({ ...one, ref })) };
}

/** Nominal runs are the same every time: kept between runs, by what is in the file. */
function keptNominal(text: string, flow: Flow, folder: string): Nominal {
  const parts = partsFor(flow.all.length);
  const name = createHash('sha256').update(`${parts}\n${text}`).digest('hex').slice(0, 16);
  const file = path.join(folder, `nominal-${name}.bin`);
  if (existsSync(file)) return { parts, arrival: new Float32Array(Uint8Array.from(readFileSync(file)).buffer) };
  const nominal = nominalOf(flow);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, new Uint8Array(nominal.arrival.buffer));
  return nominal;
}

/** How many of the first three guesses one must take to have the right one in; 4: none has it. */
function placeOf(guesses: readonly Guess[], { truth }: Case, { classOf }: Town): number {
  const at = guesses.findIndex(({ nodes }) =>
    nodes.some((node) => node === truth || (classOf[node]! >= 0 && classOf[node] === classOf[truth])),
  );
  return at < 0 || at > 2 ? 4 : at + 1;
}

export interface NetworkFigures {
  readonly network: string;
  readonly faults: number;
  /** Per method: right at once, right among three. */
  readonly right: Record<string, [number, number]>;
}

export interface Wanted {
  readonly file: string;
  readonly faults: number;
  readonly seed: number;
  readonly cache: string;
}

/** Every method sees the same contaminations. */
export function judgeNetwork(wanted: Wanted, methods: readonly Method[]): Promise<NetworkFigures> {
  const text = readFileSync(wanted.file, 'utf8');
  return withFlow(text, (flow) => {
    const chance = chanceOf(wanted.seed);
    const town = townOf(text, flow, keptNominal(text, flow, wanted.cache), chance);
    const timed = flowFinder(town.model);
    const looks: (readonly [string, Look])[] = [
      ['finder', (events, at) => ({ strength: 0, guesses: timed(events, at).map(guessOf) })],
      ...methods.map((method) => [method.name, method.over(town.world)] as const),
    ];
    const right = Object.fromEntries(looks.map(([name]) => [name, [0, 0]])) as Record<string, [number, number]>;
    let faults = 0;
    for (let tries = 0; faults < wanted.faults && tries < wanted.faults * 20; tries += 1) {
      const one = contamination(flow, town, chance);
      if (!one) continue;
      faults += 1;
      for (const [name, look] of looks) {
        const place = placeOf(look(one.events, one.at)?.guesses ?? [], one, town);
        if (place === 1) right[name]![0] += 1;
        if (place <= 3) right[name]![1] += 1;
      }
    }
    return { network: path.basename(wanted.file, '.inp'), faults, right };
  });
}

const goals: Record<string, [number, number]> = { finder: [75, 93] };

export async function epanetRows(files: readonly string[], ours: Method, wanted: Omit<Wanted, 'file'>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const file of files) {
    const { network, faults, right } = await judgeNetwork({ ...wanted, file }, [
      { ...ours, name: 'finder, one reach a node' },
      backtracking,
    ]);
    for (const [name, [first, three]] of Object.entries(right)) {
      const goal = goals[name];
      rows.push(shareRow(`${network}: right cause first, ${name}`, [first, faults], goal?.[0]));
      rows.push(shareRow(`${network}: right cause among three, ${name}`, [three, faults], goal?.[1]));
    }
  }
  return rows;
}
