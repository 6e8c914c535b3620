// Runs the evaluation of the focus finder, prints every row beside its goal and what it is compared with, and writes them to out/focus/.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compareRows } from './focus/compare.ts';
import { demoRows } from './focus/demo-village.ts';
import { drawn, shown } from './focus/drawing.ts';
import { duplicateRows, fitDuplicates } from './focus/duplicates.ts';
import { epanetRows } from './focus/epanet.ts';
import { finder } from './focus/finder-method.ts';
import { neighbourhoodRows } from './focus/neighbourhood.ts';
import type { Row } from './focus/row.ts';
import { countyRows, orderRow, timeRows } from './focus/tree-replay.ts';
import { fullTrees, treeRows } from './focus/tree-rows.ts';

const root = path.join(import.meta.dirname, '..');
const out = path.join(root, 'out/focus');
// Data that is too large for the repository lies beside it, where somebody has put it.
const beside = path.join(path.dirname(root), 'shared', 'data');

/** With fewer faults also fewer quiet days and smaller trees: for a look while something is built. */
const shorter = { trees: 2, sizes: [1000], days: 1500 };

/** Settings are frozen; these seeds are not used for anything else. */
const { seed } = fullTrees;

interface Wanted {
  readonly files: readonly string[];
  /** Faults a size class, or contaminations a network. */
  readonly faults: number;
}

const inps = (files: readonly string[]): string[] => {
  const own = ['Net1', 'Net3'].map((name) => path.join(root, 'bench/focus/water', `${name}.inp`));
  const large = path.join(beside, 'water/ky10.inp');
  const given = files.filter((file) => /\.inp$/i.test(file));
  return given.length > 0 ? given : [...own, ...(existsSync(large) ? [large] : [])];
};

function csv(files: readonly string[]): string {
  const file = files.find((one) => /\.csv$/i.test(one)) ?? path.join(beside, 'boston-311/2015-first-half.csv');
  if (existsSync(file)) return file;
  throw new Error(`no requests at ${path.relative(root, file)}; name a file: npm run focus -- duplicates path/to.csv`);
}

const parts: Record<string, (wanted: Wanted) => Promise<Row[]> | Row[]> = {
  trees: ({ faults }) => treeRows(faults < fullTrees.faults ? { ...fullTrees, ...shorter, faults } : fullTrees),
  time: ({ faults }) => timeRows(faults < fullTrees.faults ? [1000, 10_000] : [10_000, 100_000], seed),
  orders: ({ faults }) => [orderRow(faults < fullTrees.faults ? 500 : 10_000, seed)],
  county: ({ faults }) => (faults < fullTrees.faults ? countyRows(1000, 2, seed) : countyRows(100_000, 10, seed)),
  baselines: ({ faults }) => [
    ...compareRows({ homes: 1000, trees: 5, faults, quiet: 3000, seed }),
    ...compareRows({ homes: 10_000, trees: 5, faults: Math.ceil(faults / 3), quiet: 300, seed }),
  ],
  epanet: ({ files, faults }) => epanetRows(inps(files), finder, { faults, seed, cache: path.join(out, 'cache') }),
  demo: ({ faults }) => demoRows({ seeds: Math.min(100, faults), seed }),
  duplicates: ({ files }) => duplicateRows(csv(files)),
  neighbourhood: ({ faults }) => neighbourhoodRows({ villages: 5, areas: faults, seed }),
};

const mark = (row: Row): string => (row.met === undefined ? '' : row.met ? 'met' : 'MISSED');

function print(row: Row): void {
  const interval = `[${shown({ ...row, value: row.low })} – ${shown({ ...row, value: row.high })}]`;
  const goal = row.goal ? `${row.goal[0]} ${shown({ ...row, value: row.goal[1] })}` : '';
  const note = row.note ? `  (${row.note})` : '';
  console.log(
    `  ${row.name.padEnd(68)} ${shown(row).padStart(8)} ${interval.padEnd(21)} n=${String(row.of).padEnd(5)} ${goal.padEnd(9)} ${mark(row)}${note}`,
  );
}

function keep(part: string, rows: readonly Row[]): void {
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, `${part}.json`), `${JSON.stringify(rows, null, 2)}\n`);
  for (const [place, unit] of [...new Set(rows.map((row) => row.unit))].entries()) {
    const name = place === 0 ? part : `${part}-${place + 1}`;
    writeFileSync(
      path.join(out, `${name}.svg`),
      drawn(
        part,
        rows.filter((row) => row.unit === unit),
      ),
    );
  }
}

/** `npm run focus -- [parts] [files] [--faults N]`; without parts: all. */
export async function main(args: string[]): Promise<number> {
  const at = args.indexOf('--faults');
  const faults = at < 0 ? 300 : Number(args[at + 1]);
  const words = at < 0 ? args : args.toSpliced(at, 2);
  const files = words.filter((word) => /\.(inp|csv)$/i.test(word)).map((file) => path.resolve(file));
  const names = words.filter((word) => !/\.(inp|csv)$/i.test(word));
  if (names[0] === 'fit-duplicates') {
    console.log(fitDuplicates(csv(files)));
    return 0;
  }
  const unknown = names.find((name) => !(name in parts));
  if (unknown !== undefined || !(faults > 0)) {
    console.error(
      `"${unknown ?? args[at + 1]}" is not one of ${Object.keys(parts).join(', ')}, an .inp or .csv file, or a count`,
    );
    return 1;
  }
  let missed = 0;
  for (const [part, run] of Object.entries(parts)) {
    if (names.length > 0 && !names.includes(part)) continue;
    console.log(part);
    try {
      const rows = await run({ files, faults });
      for (const row of rows) print(row);
      keep(part, rows);
      missed += rows.filter((row) => row.met === false).length;
    } catch (error) {
      console.log(`  not measured: ${error instanceof Error ? error.message : String(error)}`);
      missed += 1;
    }
  }
  console.log(missed === 0 ? 'every goal met' : `${missed} missed or not measured`);
  return 0;
}
