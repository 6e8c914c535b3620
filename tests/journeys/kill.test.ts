// Server and PostgreSQL killed in the middle of writes, again and again: what was acknowledged is there, once, and the next start needs no help.
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres } from '#data/supervisor.ts';
import { livingPostmaster } from '#data/supervisor-process.ts';
import { countyIn } from '#tests/county-in.ts';
import { clearPlace, makePlace, pause } from '#tests/postgres-places.ts';
import { enrolPhone, type PushingPhone } from '#tests/pushing-phones.ts';
import { refusedStart, type ServerProcess, startProcess } from '#tests/server-process.ts';

const rounds = 3;
const phoneCount = 6;

let place: string;
let data: string;
let cluster: string;
let server: ServerProcess;
const phones: PushingPhone[] = [];
const env = { ZD_TRUST_PROXY: '1' };

beforeAll(async () => {
  place = makePlace();
  data = path.join(place, 'county');
  const { cast, codes, ...made } = await countyIn(data, phoneCount);
  cluster = made.cluster;
  server = await startProcess({ data, env });
  const homes = Object.values(cast.homes);
  for (const [n, code] of codes.entries()) {
    const owner = { person: cast.worker.person, household: homes[n % 4] ?? '', address: `10.0.0.${n + 1}` };
    phones.push(await enrolPhone(server.url, code, owner));
  }
}, 90_000);
afterAll(async () => {
  await server?.stop().catch(() => server.kill());
  await clearPlace(place, cluster === undefined ? [] : [cluster]);
});

/** Reads as PostgreSQL's own superuser, whom no row-level security keeps from anything. */
async function rows<T extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<T[]> {
  const { adminUrl } = await startPostgres({ dataDir: data, whenHeld: 'join' });
  const client = new pg.Client({ connectionString: adminUrl.replace(/\/[^/?]*(\?|$)/, '/zd$1') });
  await client.connect();
  try {
    return (await client.query<T>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Which of these ids are missing in the log of commands, among the visits, in the journal. */
async function missing(some: readonly { id: string; visit: string }[]): Promise<Record<string, number>> {
  const ids = some.map((one) => one.id);
  const visits = some.map((one) => one.visit);
  const [found] = await rows<{ log: number; visits: number; journal: number }>(
    `select (select count(*)::int from command_log where id = any ($1::uuid[]) and answer->>'status' = 'accepted') as log,
      (select count(*)::int from visit where id = any ($2::uuid[])) as visits,
      (select count(distinct command)::int from journal where command = any ($1::uuid[]) and record = any ($2::uuid[])) as journal`,
    [ids, visits],
  );
  const short = (n: number | undefined): number => some.length - (n ?? 0);
  return { log: short(found?.log), visits: short(found?.visits), journal: short(found?.journal) };
}

const written = (): { id: string; visit: string }[] => phones.flatMap((phone) => phone.written);
const acknowledged = (): { id: string; visit: string }[] =>
  phones.flatMap((phone) => phone.written.filter((one) => phone.acknowledged.has(one.id)));

/** All phones write; in the middle of it the server and its database are gone; the last request of each gets no answer. */
async function writeUntilKilled(): Promise<void> {
  const enough = acknowledged().length + 30;
  const writing = phones.map(async (phone) => {
    for (;;) await phone.pushNew(server.url, 5);
  });
  const cut = Promise.allSettled(writing);
  while (acknowledged().length < enough) await pause(5);
  await pause(Math.random() * 100);
  const postmaster = livingPostmaster(cluster);
  if (!postmaster) throw new Error('PostgreSQL does not run');
  server.child.kill('SIGKILL');
  process.kill(postmaster.pid, 'SIGKILL');
  await server.kill();
  const ends = await cut;
  expect(ends.every((end) => end.status === 'rejected')).toBe(true);
}

test(`F2 killed ${rounds} times in the middle of writes, nothing acknowledged is lost and nothing sent again is twice`, async () => {
  const { port } = server;
  for (let round = 0; round < rounds; round++) {
    await writeUntilKilled();
    server = await startProcess({ data, port, env });
    expect(await missing(acknowledged())).toEqual({ log: 0, visits: 0, journal: 0 });
  }
  // Some requests were cut without an answer: that is what a phone sends again.
  expect(written().length).toBeGreaterThan(acknowledged().length);
  const statuses = (await Promise.all(phones.map((phone) => phone.pushAll(server.url)))).flat();
  expect(statuses).toHaveLength(written().length);
  expect(new Set(statuses)).toEqual(new Set(['accepted']));
  expect(await missing(written())).toEqual({ log: 0, visits: 0, journal: 0 });
  const [counted] = await rows<{ log: number; visits: number; journal: number }>(
    `select (select count(*)::int from command_log where author is not null) as log, (select count(*)::int from visit) as visits,
      (select count(*)::int from journal where name = 'visit.recorded') as journal`,
  );
  expect(counted).toEqual({ log: written().length, visits: written().length, journal: written().length });
}, 120_000);

test('stopped in order and started again, a phone finds all it wrote', async () => {
  const { port } = server;
  await server.stop();
  server = await startProcess({ data, port, env });
  const { records } = (await phones[0]?.pull(server.url)) ?? { records: [] };
  const there = new Set(records.map((one) => one.id));
  expect(phones[0]?.written.filter((one) => !there.has(one.visit))).toEqual([]);
}, 60_000);

test('a second server on the same data, and one on the same port, refuse in one sentence and disturb nobody', async () => {
  const { port } = server;
  for (const [start, sentence] of [
    [{ data }, /used by another server/],
    [{ data: path.join(place, 'elsewhere'), port }, new RegExp(`${port} is taken`)],
  ] as const) {
    const end = await refusedStart(start);
    expect(end.status).toBe(1);
    expect(end.error).toMatch(sentence);
    expect(end.error.trim().split('\n')).toHaveLength(1);
    expect(end.out).not.toContain('ready');
  }
  expect(await phones[0]?.pushNew(server.url, 3)).toEqual(['accepted', 'accepted', 'accepted']);
}, 60_000);
