// zd simulate: fills an empty county of any size with generated homes, visits and matters; the same seed makes the same county.
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '#demo/random.ts';
import { Problem } from '#kit/problem.ts';
import type { Database } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { derivedId } from '#server/import/row-ids.ts';
import { makePaper } from '#server/paper.ts';
import { writePaper } from '#server/paper-write.ts';
import { makeCounty } from '#server/provision.ts';
import { sealOnce } from '#server/sealer.ts';
import { readArguments, wholeNumber } from './arguments.ts';
import { openAnyDatabase } from './open-county.ts';
import { print, sentence } from './sentences.ts';
import { readSettings } from './settings.ts';
import {
  homesPerVillage,
  openArea,
  openSeat,
  type Place,
  type Seat,
  type Simulation,
  simulateVillage,
} from './simulate-village.ts';

const villagesPerTownship = 20;
/** Fixed, so that a seed means the same county on every day. */
const defaultUntil = Date.parse('2026-10-01T00:00:00Z');
const isBehind = (database: Database): Promise<boolean> =>
  inScope(database, { ...emptyScope, standing: 'service', service: 'seal' }, async (tx) => {
    // As the sealer looks: what lies before its last block is sealed, so that a large county is not read through for every village.
    const text = `select from journal where xid >= (select coalesce(max(upto_xid), '0'::xid8) from seal_block)
      and not exists (select from seal where seal.seq = journal.seq) limit 1`;
    return (await tx.query(text)).length > 0;
  });

/** A transaction anywhere on the same PostgreSQL holds the sealer back for as long as it lasts: half a minute is waited for it. */
async function sealAll(database: Database): Promise<void> {
  for (const end = Date.now() + 30_000; ; await sleep(100)) {
    while ((await sealOnce(database)).rows > 0);
    if (Date.now() > end || !(await isBehind(database))) return;
  }
}

interface Wanted {
  readonly households: number;
  readonly visitsPerHome: number;
  readonly casesPerHome: number;
  readonly seed: number;
  readonly until: number;
  /** Share of what departments have in their catalogue that goes up to them; none unless said. */
  readonly sentShare?: number;
}

export interface Simulated {
  readonly homes: number;
  readonly members: number;
  readonly visits: number;
  readonly cases: number;
  readonly rows: number;
}

interface Top {
  readonly county: Place;
  readonly centre: Seat;
  readonly departments: readonly (Seat & { readonly duties: readonly string[] })[];
}

function openTop(sim: Simulation): Top {
  const county = openArea(sim, 'county', { name: '模拟县', tail: '629990', above: null });
  const centre = openSeat(sim, 'county-centre', { name: '模拟县综治中心', place: county, above: null });
  const department = (name: string, duties: readonly string[]): Top['departments'][number] => ({
    ...openSeat(sim, 'department', { name, place: county, above: centre, duties }),
    duties,
  });
  const departments = [
    department('模拟县水务局', ['W1', 'W2', 'W3', 'W4', 'W5', 'W6']),
    department('模拟县农业农村局', ['A1', 'A2', 'A3', 'S1']),
    department('模拟县公安局', ['D6', 'F5']),
  ];
  return { county, centre, departments };
}

const openTownship = (sim: Simulation, top: Top, number: number): { place: Place; seat: Seat } => {
  const name = `第${number + 1}乡`;
  const place = openArea(sim, 'township', { name, tail: String(100 + number), above: top.county });
  const duties = ['W6', 'R2', 'C1'];
  return { place, seat: openSeat(sim, 'township', { name: `${name}政府`, place, above: top.centre, duties }) };
};

/** A new county with administrators and nothing else; throws when there is more. */
async function openEmpty(database: Database): Promise<string> {
  const county = { name: '模拟县', code: '', filingNumber: '', complaintPhone: '', demo: false };
  const { generation } = await makeCounty(database, county);
  const scope = { ...emptyScope, standing: 'service', service: 'import' };
  const [there] = await inScope(database, scope, (tx) =>
    tx.query<{ homes: number }>(`select count(*)::int as homes from area where kind <> 'county'`),
  );
  if (there?.homes) throw new Problem('conflict', 'simulate-not-empty');
  return generation;
}

/** Throws `conflict simulate-not-empty` when homes are there already. */
export async function simulateInto(
  database: Database,
  wanted: Wanted,
  tell: (done: number, all: number) => void = () => {},
): Promise<Simulated> {
  const generation = await openEmpty(database);
  const id = (...parts: (string | number)[]): string => derivedId(generation, 'simulated', wanted.seed, ...parts);
  const paper = makePaper((name, input) => id('command', name, JSON.stringify(input)), 2601);
  const counts = { homes: 0, members: 0, visits: 0, cases: 0 };
  const sim: Simulation = {
    paper,
    random: seeded(wanted.seed),
    id,
    until: wanted.until,
    visitsPerHome: wanted.visitsPerHome,
    casesPerHome: wanted.casesPerHome,
    counts,
  };
  const owner = await database.direct();
  const villages = Math.ceil(wanted.households / homesPerVillage);
  let rows = 0;
  let township: { place: Place; seat: Seat } | undefined;
  try {
    const top = openTop(sim);
    const sent = wanted.sentShare ? { share: wanted.sentShare, departments: top.departments } : undefined;
    for (let n = 0; n < villages; n++) {
      if (n % villagesPerTownship === 0) township = openTownship(sim, top, n / villagesPerTownship);
      if (!township) break;
      const homes = Math.min(homesPerVillage, wanted.households - n * homesPerVillage);
      simulateVillage(
        { ...sim, random: sim.random.branch(`village ${n}`), sent },
        { number: n, township: township.place, above: township.seat },
        homes,
      );
      const tables = paper.drain(['household', 'member', 'visit', 'promise', 'case']);
      rows += await writePaper(owner, tables, paper.lastNumber());
      await sealAll(database);
      tell(n + 1, villages);
    }
    await owner.query('analyze');
  } finally {
    await owner.end();
  }
  return { ...counts, rows };
}

export async function simulate(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    data: { type: 'string' },
    households: { type: 'string' },
    'visits-per-home': { type: 'string' },
    'cases-per-100-homes': { type: 'string' },
    seed: { type: 'string' },
  });
  const wanted: Wanted = {
    households: wholeNumber('--households', values.households, homesPerVillage, [1, 2_000_000]),
    visitsPerHome: wholeNumber('--visits-per-home', values['visits-per-home'], 4, [0, 1000]),
    casesPerHome: wholeNumber('--cases-per-100-homes', values['cases-per-100-homes'], 10, [0, 10_000]) / 100,
    seed: wholeNumber('--seed', values.seed, 1, [0, 2 ** 31]),
    until: defaultUntil,
  };
  const opened = await openAnyDatabase(readSettings(values.data));
  try {
    const begun = performance.now();
    const done = await simulateInto(opened.database, wanted, (n, all) => {
      if (n % 20 === 0) print(sentence('cli.simulating', { done: n, all }));
    });
    print(sentence('cli.simulated', { ...done, seconds: Math.round((performance.now() - begun) / 100) / 10 }));
    return 0;
  } finally {
    await opened.close();
  }
}
