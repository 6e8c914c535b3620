// Runs the benchmarks, prints their ratios side by side and writes them to out/bench/. Goals are judged here and nowhere in the tests.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { bringFigures } from './bring.ts';
import { type Figure, figure } from './figure.ts';
import { benchInbox } from './inbox.ts';
import { type Sides, twoCounties } from './made-county.ts';
import { equalityFigures, measureFigures } from './measures.ts';
import { villageFigures } from './village-pages.ts';
import { phoneFigures } from './phone-figures.ts';
import { plannerFigures } from './planner.ts';
import { benchPush } from './push.ts';
import { restoreFigures } from './restore.ts';
import { benchLongInbox, benchSearch, type SearchFigure } from './search.ts';

const root = path.join(import.meta.dirname, '..');
const out = path.join(root, 'out/bench');

async function pushFigures(): Promise<Figure[]> {
  const { pushes, sealMs, doorKiB } = await benchPush();
  const rows = pushes.flatMap((one) => {
    const name = `push, ${one.phones} phones × ${one.batch}`;
    return [
      figure(`${name}: ratio to the floor`, one.ratio, '×', ['higher', 0.4]),
      figure(`${name}: durable commands`, one.perSecond, '/s', ['higher', null]),
      figure(`${name}: floor`, one.floor, '/s', ['higher', null]),
      figure(`${name}: p99 of a request`, one.p99, 'ms', ['lower', null]),
    ];
  });
  return [
    ...rows,
    figure('seal delay, p99', sealMs / 1000, 's', ['lower', 0.5]),
    figure('household page: first visit as delivered, page and style', doorKiB, 'KiB', ['lower', 15]),
  ];
}

/** Goals hold for a county of 100,000 homes; at ten times that half as much again. A smaller one is for trying. */
const goalAt = (homes: number, ms: number): number | null => (homes > 100_000 ? ms * 1.5 : homes < 100_000 ? null : ms);

async function inboxFigures(sides: Sides): Promise<Figure[]> {
  const homes = sides.large.made.households;
  const figures = await benchInbox(sides);
  const page = goalAt(homes, 30);
  const found: SearchFigure[] = [
    ...(await benchSearch(sides.large, goalAt(homes, 100))),
    await benchLongInbox(sides.large, page),
  ];
  const searched = found.map((one) => ({
    ...figure(one.name, one.p95, 'ms', ['lower', one.goal]),
    reason: `slowest: ${one.slowest}${one.floor === undefined ? '' : `; beside it a question that reads nothing: ${one.floor.toFixed(1)} ms`}`,
  }));
  const inboxes = figures.flatMap((one) => [
    figure(`inbox of the ${one.desk}: p95 at ${homes} homes ÷ at 1,000`, one.ratio, '×', [
      'lower',
      homes > 100_000 ? null : 1.3,
    ]),
    figure(`inbox of the ${one.desk}: p95 at 1,000 homes (${one.smallRows} rows)`, one.small, 'ms', ['lower', null]),
    figure(`inbox of the ${one.desk}: p95 at ${homes} homes (${one.largeRows} rows)`, one.large, 'ms', ['lower', page]),
  ]);
  return [...inboxes, ...searched];
}

/** Scripts that the page asks for at its first load, in KiB gzipped: those its HTML names and what these import at once. */
function firstLoad(app: string): number {
  const dist = path.join(root, 'dist', app);
  const html = readFileSync(path.join(dist, 'index.html'), 'utf8');
  const names = [...html.matchAll(/(?:src|href)="[^"]*?assets\/([^"]+\.js)"/g)].map((match) => match[1] ?? '');
  return names.reduce((sum, name) => sum + gzipSync(readFileSync(path.join(dist, 'assets', name))).length, 0) / 1024;
}

function sizeFigures(): Figure[] {
  const field = path.join(root, 'dist/field/index.html');
  if (!existsSync(field))
    return [
      {
        ...figure('field app: script of the first load', 0, 'KiB', ['lower', 110]),
        value: null,
        met: false,
        reason: 'not built: run npm start once',
      },
    ];
  const all = readdirSync(path.join(root, 'dist/field/assets')).filter((name) => name.endsWith('.js'));
  const whole =
    all.reduce((sum, name) => sum + gzipSync(readFileSync(path.join(root, 'dist/field/assets', name))).length, 0) /
    1024;
  return [
    figure('field app: script of the first load', firstLoad('field'), 'KiB', ['lower', 110]),
    figure('field app: all scripts, both languages', whole, 'KiB', ['lower', null]),
    figure('desk: script of the first load', firstLoad('desk'), 'KiB', ['lower', null]),
    figure(
      'household page: its styles',
      gzipSync(readFileSync(path.join(root, 'src/server/door/door.css'))).length / 1024,
      'KiB',
      ['lower', 3],
    ),
  ];
}

function print(figures: readonly Figure[]): void {
  for (const one of figures) {
    const goal =
      one.goal === null ? '' : `${one.better === 'lower' ? '≤' : '≥'} ${one.goal} ${one.met ? 'met' : 'MISSED'}`;
    console.log(
      `${one.name.padEnd(64)} ${(one.value === null ? '–' : one.value.toFixed(2)).padStart(10)} ${one.unit.padEnd(4)} ${goal} ${one.reason ?? ''}`,
    );
  }
}

type Part = (counties: { open(): Promise<Sides> }, large: number, keep: string | undefined) => Promise<Figure[]>;
const parts: Readonly<Record<string, Part>> = {
  sizes: () => Promise.resolve(sizeFigures()),
  planner: () => Promise.resolve(plannerFigures()),
  phone: (_, large) => phoneFigures(large < 10_000),
  push: pushFigures,
  // A hundred thousand homes in and back take a quarter of an hour: only where large ones are asked for.
  bring: (_, large) => bringFigures(large > 100_000 ? 100_000 : Math.min(large, 20_000)),
  equality: (_, large) => equalityFigures(large < 10_000 ? 5_000 : 100_000),
  inbox: async (counties) => inboxFigures(await counties.open()),
  restore: (_, large, keep) => restoreFigures(large < 10_000 ? 50_000 : 1_000_000, keep),
  village: async (counties, large) => villageFigures(await counties.open(), goalAt(large, 100)),
  measures: async (counties, large) => measureFigures(await counties.open(), goalAt(large, 50)),
};

/** All parts, or those named. Only a run of all parts writes the summary: half of one must not pass for a whole one. */
export async function main(args: readonly string[]): Promise<number> {
  const large = args.includes('--large') ? 1_000_000 : args.includes('--quick') ? 5_000 : 100_000;
  const keep = args.find((arg) => arg.startsWith('--keep='))?.slice('--keep='.length);
  const named = args.filter((arg) => !arg.startsWith('--'));
  const unknown = named.find((name) => !(name in parts));
  if (unknown !== undefined) {
    console.error(`There is no part "${unknown}": ${Object.keys(parts).join(', ')}.`);
    return 2;
  }
  const figures: Figure[] = [];
  const counties = twoCounties(large, keep);
  try {
    for (const [name, part] of Object.entries(parts)) {
      if (named.length > 0 && !named.includes(name)) continue;
      const some = await part(counties, large, keep);
      print(some);
      figures.push(...some);
    }
  } finally {
    await counties.stop();
  }
  mkdirSync(out, { recursive: true });
  writeFileSync(
    path.join(out, named.length > 0 ? 'parts.json' : 'summary.json'),
    `${JSON.stringify(figures, null, 2)}\n`,
  );
  return figures.every((one) => one.met) ? 0 : 1;
}
