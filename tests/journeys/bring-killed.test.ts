// Server and database killed in the middle of a long import: nothing of it stays, the list says so, and the clerk brings the file again.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { openDatabase } from '#data/database.ts';
import { startPostgres } from '#data/supervisor.ts';
import { livingPostmaster } from '#data/supervisor-process.ts';
import type { ImportReport } from '#server/import/import-file.ts';
import type { RunRow } from '#server/import/runs.ts';
import type { Undone } from '#server/import/undo.ts';
import { countyIn } from '#tests/county-in.ts';
import { clearPlace, makePlace, pause } from '#tests/postgres-places.ts';
import { type Caller, sessionIn } from '#tests/running.ts';
import { interrupted, type ServerProcess, startProcess } from '#tests/server-process.ts';
import { wholeDatabase } from '#tests/whole-database.ts';

const homes = 1_000;
/** Two people in each home. */
const roster = [
  '门牌号,社,网格,户主,与户主关系,姓名,出生年月',
  ...Array.from({ length: homes }, (_, n) => {
    const head = `杀${String.fromCodePoint(0x4e00 + n)}`;
    return `Q${n},一社,1网格,${head},户主,${head},1950-01\nQ${n},一社,1网格,${head},之妻,丙${head},1951-01`;
  }),
].join('\n');

let place: string;
let data: string;
let cluster: string;
let server: ServerProcess;
let clerk: Caller;
const env = { ZD_TRUST_PROXY: '1' };

beforeAll(async () => {
  place = makePlace();
  data = path.join(place, 'county');
  const made = await countyIn(data, 0);
  cluster = made.cluster;
  server = await startProcess({ data, env });
  const database = await openDatabase(await startPostgres({ dataDir: data, whenHeld: 'join' }));
  clerk = await sessionIn({ county: { ...made.cast.county, database } }, made.cast.village.person);
  await database.close();
}, 120_000);
afterAll(async () => {
  await server?.stop().catch(() => server.kill());
  await clearPlace(place, cluster === undefined ? [] : [cluster]);
});

async function call<R>(method: string, tail: string, body?: string): Promise<R> {
  const reply = await fetch(`${server.url}/api/import/${tail}`, {
    method,
    headers: {
      cookie: `__Host-zd=${clerk.cookie}`,
      'x-zd-csrf': clerk.csrf ?? '',
      'content-type': 'application/octet-stream',
      'x-forwarded-for': '10.9.8.7',
    },
    ...(body === undefined ? {} : { body }),
  });
  if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
  return (await reply.json()) as R;
}
const bring = (run: string): Promise<ImportReport> => call('POST', `roster?run=${run}&file=q.csv`, roster);
/** What takes back may hold the place a moment longer than it is seen: whoever is told so waits, as the sentence says. */
async function bringSoon(run: string): Promise<ImportReport> {
  for (const end = Date.now() + 20_000; ; await pause(200)) {
    try {
      return await bring(run);
    } catch (error) {
      if (!String(error).includes('import-busy') || Date.now() > end) throw error;
    }
  }
}
const asked = (run: string): Promise<RunRow | undefined> => call<RunRow>('GET', `runs/${run}`).catch(() => undefined);

async function everything(): Promise<Record<string, string[]>> {
  const { ownerUrl, adminUrl } = await startPostgres({ dataDir: data, whenHeld: 'join' });
  // What the server notes of its own rounds is no part of any import.
  const { day_done: _, ...rest } = await wholeDatabase({ ownerUrl, adminUrl }, true);
  return rest;
}

/** Resolves when a few hundred rows are in and the request is still on its way. */
async function halfWay(run: string): Promise<void> {
  let over: string | undefined;
  bring(run).then(
    () => (over = 'done'),
    (error: unknown) => (over = String(error)),
  );
  for (;;) {
    const now = await asked(run);
    if (now?.stage === 'bringing' && (now.done ?? 0) > 300) return;
    if (over !== undefined) throw new Error(`the import was over before it could be cut: ${over}`);
    await pause(20);
  }
}

const kills = {
  server: async () => {
    const { port } = server;
    const postmaster = livingPostmaster(cluster);
    server.child.kill('SIGKILL');
    if (postmaster) process.kill(postmaster.pid, 'SIGKILL');
    await server.kill();
    server = await startProcess({ data, port, env });
  },
  database: async () => {
    const postmaster = livingPostmaster(cluster);
    if (!postmaster) throw new Error('PostgreSQL does not run');
    process.kill(postmaster.pid, 'SIGKILL');
  },
} as const;

test.each(['server', 'database'] as const)(
  'F2 BRING-8 the %s is killed in the middle of an import: nothing of it stays, it is said, and the file comes in again',
  async (which) => {
    const before = await everything();
    const run = newId();
    await halfWay(run);
    await kills[which]();
    let row: RunRow | undefined;
    while (row?.state !== 'undone') {
      await pause(200);
      row = await asked(run);
    }
    expect(row).toMatchObject({ made: 0, changed: 0, stays: 0, stage: null });
    if (which === 'server') expect(row.brokenAt).toBeGreaterThan(0);
    expect(await everything()).toEqual(before);
    const again = newId();
    const report = await bringSoon(again);
    expect(report).toMatchObject({ wrong: 0, counts: { household: { made: homes }, member: { made: 2 * homes } } });
    const undone = await call<Undone>('POST', `runs/${again}/undo`);
    expect(undone).toMatchObject({ counts: { household: homes, member: 2 * homes }, kept: [] });
    expect(await everything()).toEqual(before);
  },
  300_000,
);

test('BRING-7 BRING-9 Ctrl-C at the terminal: the bar said rows that were done, and all of it goes again', async () => {
  const before = await everything();
  const file = path.join(place, 'q.csv');
  writeFileSync(file, roster);
  const args = ['import', 'roster', file, '--data', data];
  const { status, out, error } = await interrupted(args, /brought [1-9]\d* of/);
  expect([status, error]).toEqual([1, '']);
  expect(out).toMatch(new RegExp(`brought \\d+ of ${2 * homes} rows`));
  expect(out).toContain('Stopped; all of it was taken back');
  const done = [...out.matchAll(/brought (\d+) of/g)].map(([, n]) => Number(n));
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(await everything()).toEqual(before);
}, 300_000);
