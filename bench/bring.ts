// A long roster comes in, is handed out, goes again and comes back from what was handed out: the memory of each process that does it, whether the bar tells the truth, and what a stopped one leaves behind.
import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { once } from 'node:events';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import { importFile } from '#server/import/import-file.ts';
import { importScope } from '#server/import/run.ts';
import { countyOf, provision } from '#server/provision.ts';
import { nodeFlags } from '../tools/launch.js';
import type { ChildAsked, ChildSample, ChildTold } from './bring-child.ts';
import { type BenchDatabase, newFolder, startBenchDatabase } from './county.ts';
import { type Figure, figure } from './figure.ts';

const demo = path.join(import.meta.dirname, '../demo/village');
const within = '629901.101.203';
const village = '629901101203';

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
  /** How often it went backwards within a stage. */
  readonly backwards: number;
}

async function watchChild(asked: ChildAsked, homes: number, count: () => Promise<number>): Promise<Seen> {
  const begun = performance.now();
  const first = await count();
  const child = spawn(
    process.execPath,
    [...nodeFlags, path.join(import.meta.dirname, 'bring-child.ts'), JSON.stringify(asked)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let most = 0;
  let gap = 0;
  let backwards = 0;
  let before: ChildSample | undefined;
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
        if (before?.stage === one.stage && (one.bar ?? 0) < (before.bar ?? 0)) backwards += 1;
        before = one;
        // A count of the table costs more than a look at the bar. While the homes of a piece are made its people wait.
        if (one.bar !== null && one.stage === 'bringing' && asked.stopAt > 1 && samples % 100 === 0)
          gap = Math.max(gap, Math.abs(((await count()) - first) / homes - one.bar));
      }
    }
  }
  if (!told) throw new Error('the import ended without a word');
  return { told, most, gap, backwards, seconds: (performance.now() - begun) / 1000 };
}

interface Prepared {
  /** Group and name of each. */
  readonly grids: readonly string[];
  /** Telephone of an officer of the village. */
  readonly officer: string;
}

async function prepared(bench: BenchDatabase): Promise<Prepared> {
  const wanted = { name: '', code: '', filingNumber: '', complaintPhone: '', demo: false };
  const county = countyOf(bench.database, { ...(await provision(bench.database, wanted)).facts });
  for (const [kind, file] of [
    ['places', '区划.csv'],
    ['offices', '机构目录.csv'],
    ['posts', '岗位名单.xlsx'],
  ] as const)
    await importFile(county, { kind, bytes: readFileSync(path.join(demo, file)) });
  return inScope(bench.database, importScope, async (tx) => {
    const rows = await tx.query<{ name: string }>(
      `select up.name || ' ' || area.name as name from area join area as up on up.id = area.parent where area.kind = 'level-2' order by area.code`,
    );
    const { phone } = await tx.one<{ phone: string }>(
      `select phone from person join post on post.person = person.id where role = 'village-officer' and phone <> '' limit 1`,
    );
    return { grids: rows.map(({ name }) => name), officer: phone };
  });
}

/** What a roster says of the homes and of who lives there, as one hash. */
const saidText = `select md5(coalesce(string_agg(home, e'\n' order by home), '')) as hash from (
  select concat_ws('|', door, grid.code, head, phone, home, visit_interval, lat, lon, (
      select string_agg(concat_ws('/', name, relation, sex, born, member.phone), ';' order by name, born)
      from member where member.household = household.id and left_at is null
    )) as home
  from household join area as grid on grid.id = household.grid where closed_at is null) as homes`;

const asking = (bench: BenchDatabase) => ({
  count: () =>
    inScope(bench.database, importScope, (tx) =>
      tx.one<{ n: number }>('select count(*)::int as n from household'),
    ).then(({ n }) => n),
  said: () =>
    inScope(bench.database, importScope, (tx) => tx.one<{ hash: string }>(saidText), {
      readOnly: true,
      timeoutMs: 120_000,
    }).then(({ hash }) => hash),
});

export async function bringFigures(homes: number): Promise<Figure[]> {
  const bench = await startBenchDatabase();
  const folder = newFolder();
  const file = path.join(folder, 'homes.csv');
  try {
    const { grids, officer } = await prepared(bench);
    await writeRoster(file, homes, grids);
    const { count, said } = asking(bench);
    const { appUrl, ownerUrl } = bench;
    const common = { appUrl, ownerUrl, within, village, officer, file, run: '', stopAt: 2 };
    const watch = (asked: Partial<ChildAsked> & Pick<ChildAsked, 'doing'>): Promise<Seen> =>
      watchChild({ ...common, ...asked }, homes, count);
    const stopped = await watch({ doing: 'bring', run: newId(), stopAt: 0.05 });
    const left = await count();
    const run = newId();
    const whole = await watch({ doing: 'bring', run });
    const first = await said();
    const xlsx = await watch({ doing: 'hand-out', file: path.join(folder, 'roster.xlsx') });
    const csv = await watch({ doing: 'hand-out', file: path.join(folder, 'roster.csv') });
    const undone = await watch({ doing: 'undo', run });
    const emptied = await count();
    const again = await watch({ doing: 'bring', file: path.join(folder, 'roster.xlsx'), run: newId() });
    const isSame = (await said()) === first;
    return [
      ...memory(homes, { 'bringing %': whole, 'handing % out as .xlsx': xlsx, 'handing % out as .csv': csv }),
      ...memory(homes, { 'taking % back': undone, 'bringing % from the .xlsx that was handed out': again }),
      figure(`bringing ${homes} homes: homes there`, whole.told.made, '', ['higher', homes]),
      figure('the bar beside the homes there, at its worst', whole.gap * 100, '%', ['lower', 5]),
      figure('the bar goes backwards', whole.backwards + undone.backwards + again.backwards, 'times', ['lower', 0]),
      figure('stopped on the way: homes left behind', left, '', ['lower', 0]),
      figure('stopped on the way: homes that were taken back', stopped.told.undone, '', ['higher', 1]),
      figure(`taking ${homes} homes back: homes left behind`, emptied, '', ['lower', 0]),
      figure('from the .xlsx that was handed out: homes there', again.told.made, '', ['higher', homes]),
      figure('the same homes and people as before they were handed out (1 = yes)', isSame ? 1 : 0, '', ['higher', 1]),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await bench.stop();
  }
}

/** Of each: the most memory of its process, how long it took, and how fast that is. */
const memory = (homes: number, seen: Readonly<Record<string, Seen>>): Figure[] =>
  Object.entries(seen).flatMap(([name, { most, seconds }]) => {
    const what = name.replace('%', `${homes} homes`);
    return [
      figure(`${what}: most memory`, most, 'MiB', ['lower', 300]),
      figure(what, seconds, 's', ['lower', null]),
      figure(`${what}: homes`, homes / seconds, '/s', ['higher', null]),
    ];
  });
