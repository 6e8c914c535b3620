// A long roster comes in and goes again: the memory of the process that does it, whether its bar tells the truth, and what a stopped one leaves behind.
import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { once } from 'node:events';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import { importFile } from '#server/import/import-file.ts';
import { importScope } from '#server/import/run.ts';
import { countyOf, provision } from '#server/provision.ts';
import type { ChildAsked, ChildSample, ChildTold } from './bring-child.ts';
import { type BenchDatabase, newFolder, startBenchDatabase } from './county.ts';
import { type Figure, figure } from './figure.ts';

const demo = path.join(import.meta.dirname, '../demo/village');
const within = '629901.101.203';

/** One row a home, spread over the grids of the village. */
async function writeRoster(file: string, homes: number, grids: readonly string[]): Promise<void> {
  const out = createWriteStream(file);
  out.write('\uFEFF门牌号,社,网格,户主,与户主关系,姓名,性别,出生年月,联系电话,在家情况\r\n');
  for (let n = 0; n < homes; n++) {
    const [group = '', grid = ''] = (grids[n % grids.length] ?? '').split(' ');
    const name = `石${String.fromCodePoint(0x4e00 + (n % 5000), 0x5000 + (n % 3001))}`;
    const line = `Z${n}-${n % 97},${group},${grid},${name},户主,${name},男,${1940 + (n % 60)}-0${(n % 9) + 1},1990${String(n).padStart(7, '0')},在家\r\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

interface Seen {
  readonly told: ChildTold;
  /** MiB */
  readonly most: number;
  readonly seconds: number;
  /** How far the bar was from what was really there, at its worst. */
  readonly gap: number;
}

async function watchChild(asked: ChildAsked, homes: number, count: () => Promise<number>): Promise<Seen> {
  const begun = performance.now();
  const before = await count();
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'bring-child.ts'), JSON.stringify(asked)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let most = 0;
  let gap = 0;
  let told: ChildTold | undefined;
  let text = '';
  let samples = 0;
  for await (const piece of child.stdout) {
    text += String(piece);
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const one = JSON.parse(line) as ChildSample | ChildTold;
      if ('made' in one) told = one;
      else {
        most = Math.max(most, one.rss / 1024 / 1024);
        samples += 1;
        // A count of the table costs more than a look at the bar. While the homes of a piece are made its people wait.
        if (one.bar !== null && asked.file !== '' && asked.stopAt > 1 && samples % 20 === 0)
          gap = Math.max(gap, Math.abs(((await count()) - before) / homes - one.bar));
      }
    }
  }
  if (!told) throw new Error('the import ended without a word');
  return { told, most, gap, seconds: (performance.now() - begun) / 1000 };
}

async function prepared(bench: BenchDatabase): Promise<string[]> {
  const wanted = { name: '', code: '', filingNumber: '', complaintPhone: '', demo: false };
  const county = countyOf(bench.database, { ...(await provision(bench.database, wanted)).facts });
  await importFile(county, { kind: 'places', bytes: readFileSync(path.join(demo, '区划.csv')) });
  const rows = await inScope(bench.database, importScope, (tx) =>
    tx.query<{ name: string }>(
      `select up.name || ' ' || area.name as name from area join area as up on up.id = area.parent where area.kind = 'level-2' order by area.code`,
    ),
  );
  return rows.map(({ name }) => name);
}

export async function bringFigures(homes: number): Promise<Figure[]> {
  const bench = await startBenchDatabase();
  const file = path.join(newFolder(), 'homes.csv');
  try {
    const grids = await prepared(bench);
    await writeRoster(file, homes, grids);
    const count = async (): Promise<number> =>
      (
        await inScope(bench.database, importScope, (tx) =>
          tx.one<{ n: number }>('select count(*)::int as n from household'),
        )
      ).n;
    const { appUrl, ownerUrl } = bench;
    const common = { appUrl, ownerUrl, within, file };
    const stopped = await watchChild({ ...common, run: newId(), stopAt: 0.05 }, homes, count);
    const left = await count();
    const run = newId();
    const whole = await watchChild({ ...common, run, stopAt: 2 }, homes, count);
    const undone = await watchChild({ ...common, file: '', run, stopAt: 2 }, homes, count);
    return [
      figure(`bringing ${homes} homes: most memory`, whole.most, 'MiB', ['lower', 300]),
      figure(`bringing ${homes} homes: homes there`, whole.told.made, '', ['higher', homes]),
      figure(`bringing ${homes} homes`, homes / whole.seconds, '/s', ['higher', null]),
      figure(`bringing ${homes} homes: the bar beside the homes there, at its worst`, whole.gap * 100, '%', [
        'lower',
        5,
      ]),
      figure('stopped on the way: homes left behind', left, '', ['lower', 0]),
      figure(`stopped on the way: homes that were taken back`, stopped.told.undone, '', ['higher', 1]),
      figure(`taking ${homes} homes back: most memory`, undone.most, 'MiB', ['lower', 300]),
      figure(`taking ${homes} homes back: homes left behind`, await count(), '', ['lower', 0]),
      figure(`taking ${homes} homes back`, homes / undone.seconds, '/s', ['higher', null]),
    ];
  } finally {
    await bench.stop();
  }
}
