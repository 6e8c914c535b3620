// Two server processes on one database: what one writes the other shows, one seals and the other takes over, and work after commit is done once.
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { connectDirect } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { verifyJournal } from '#data/verify.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { reactionList } from '#server/reactions.ts';
import { clearPlace, makePlace, pause } from '#tests/postgres-places.ts';
import { freshDatabase } from '#tests/postgres.ts';
import { codeFor, enrolPhone, type PushingPhone } from '#tests/pushing-phones.ts';
import { type Caller, giveServerKey, sessionIn } from '#tests/running.ts';
import { type ServerProcess, startProcess } from '#tests/server-process.ts';

let cast: Cast;
let place: string;
let a: ServerProcess;
let b: ServerProcess;
let phone: PushingPhone;
const at: Record<string, Caller> = {};

const start = (name: string, { ownerUrl, appUrl }: Pick<Cast, 'ownerUrl' | 'appUrl'> = cast): Promise<ServerProcess> =>
  startProcess({
    data: path.join(place, name),
    env: { ZD_TRUST_PROXY: '1', DATABASE_URL: ownerUrl, APP_DATABASE_URL: appUrl },
  });

beforeAll(async () => {
  cast = await makeCast();
  await giveServerKey(cast);
  place = makePlace();
  [a, b] = await Promise.all([start('a'), start('b')]);
  for (const who of ['worker', 'head', 'village', 'securityAdmin', 'systemAdmin'] as const)
    at[who] = await sessionIn(cast, cast[who].person);
  const code = await codeFor(cast, cast.worker.person);
  phone = await enrolPhone(a.url, code, {
    person: cast.worker.person,
    household: cast.homes.one,
    address: '10.0.0.1',
  });
}, 90_000);
afterAll(async () => {
  for (const server of [a, b]) await server?.stop().catch(() => server.kill());
  await cast?.close();
  await clearPlace(place, []);
});

const cookie = (who: string): Record<string, string> => ({ cookie: `__Host-zd=${at[who]?.cookie}` });
async function ask<T>(server: ServerProcess, who: string, query: string, input: unknown): Promise<T> {
  const reply = await fetch(`${server.url}/api/ask/${query}?input=${encodeURIComponent(JSON.stringify(input))}`, {
    headers: cookie(who),
  });
  if (!reply.ok) throw new Error(`${query}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as T;
}
const post = (server: ServerProcess, who: string, route: string, body: unknown): Promise<Response> =>
  fetch(server.url + route, {
    method: 'POST',
    headers: { ...cookie(who), 'content-type': 'application/json', 'x-zd-csrf': at[who]?.csrf ?? '' },
    body: JSON.stringify(body),
  });
async function act(server: ServerProcess, who: string, verb: string, input: unknown): Promise<void> {
  const reply = await post(server, who, `/api/do/${verb}`, { id: newId(), input });
  if (!reply.ok) throw new Error(`${verb}: ${reply.status} ${await reply.text()}`);
}

/** The machine may be busy with other tests. */
const patient = { timeoutMs: 20_000 };

/** Waits for what comes about by itself. */
async function until(what: string, check: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; !(await check()); await pause(50))
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
}

/** Reads as a service of the county does. */
const rows = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'verify' }, (tx) =>
    tx.query<T>(text, values),
  );
const unsealed = async (): Promise<number> =>
  (await rows('select from journal where not exists (select from seal where seal.seq = journal.seq)')).length;

/** Wake-ups a desk hears at this server, as they come. */
async function listen(server: ServerProcess, who: string, query = ''): Promise<{ kinds: string[]; stop(): void }> {
  const cut = new AbortController();
  const reply = await fetch(`${server.url}/live${query}`, { headers: cookie(who), signal: cut.signal });
  const kinds: string[] = [];
  const reading = (async (): Promise<void> => {
    for await (const part of reply.body ?? [])
      for (const [, text] of Buffer.from(part)
        .toString()
        .matchAll(/data: (\{.*\})/g))
        kinds.push(...(JSON.parse(text ?? '{}') as { kinds: string[] }).kinds);
  })();
  reading.catch(() => {});
  return { kinds, stop: () => cut.abort() };
}

test('a command pushed to one server is shown by the other, to desks at once and to phones when sealed', async () => {
  expect(await phone.pushNew(a.url, 3)).toEqual(['accepted', 'accepted', 'accepted']);
  const wanted = phone.written.map((one) => one.visit);
  const { visits } = await ask<{ visits: { id: string }[] }>(b, 'head', 'household.page', {
    household: cast.homes.one,
  });
  expect(visits.map((one) => one.id).sort()).toEqual([...wanted].sort());
  await until('a pull that holds the visits', async () => {
    const { records } = await phone.pull(b.url);
    const there = new Set(records.map((one) => one.id));
    return wanted.every((id) => there.has(id));
  });
});

test('a desk at one server hears that something moved at the other', async () => {
  await until('everything sealed', async () => (await unsealed()) === 0);
  const heard = await listen(b, 'head');
  // The first thing a fresh listener may hear is what moved before it came.
  await pause(500);
  heard.kinds.length = 0;
  await act(a, 'worker', 'case.report', {
    case: newId(),
    household: cast.homes.two,
    category: 'W1',
    title: '水浑',
  });
  await until('a wake-up about cases', async () => heard.kinds.includes('case'));
  heard.stop();
});

test('a desk that opens its ear late hears what moved before, and only that; one deaf for too long asks everything again', async () => {
  await until('everything sealed', async () => (await unsealed()) === 0);
  await pause(4000);
  await act(a, 'worker', 'case.report', { case: newId(), household: cast.homes.two, category: 'W1', title: '水浑' });
  await until('everything sealed', async () => (await unsealed()) === 0);
  await pause(500);
  const late = await listen(b, 'head', '?deaf=1000');
  await until('what moved', async () => late.kinds.includes('case'));
  late.stop();
  await pause(3000);
  const inTime = await listen(b, 'head', '?deaf=0');
  const tooLong = await listen(b, 'head', '?deaf=3600000');
  await until('everything', async () => tooLong.kinds.includes('*'));
  expect(inTime.kinds).toEqual([]);
  for (const one of [inTime, tooLong]) one.stop();
});

test('a line of wake-ups that was cut is mended, and nothing is missed meanwhile', async () => {
  const heard = await listen(b, 'head');
  const owner = await connectDirect(cast.ownerUrl);
  const listeners = `from pg_stat_activity where application_name = 'zd-direct' and datname = current_database() and pid <> pg_backend_pid()`;
  const cut = await owner.query(`select pg_terminate_backend(pid) ${listeners}`);
  expect(cut.rowCount).toBe(2);
  await act(a, 'worker', 'case.report', { case: newId(), household: cast.homes.two, category: 'W1', title: '水浑' });
  await until('a wake-up', async () => heard.kinds.some((kind) => ['*', 'case'].includes(kind)));
  await until('two that listen', async () => (await owner.query(`select ${listeners}`)).rowCount === 2);
  await owner.end();
  heard.stop();
});

test('a command sent to both at once is one command', async () => {
  await Promise.all([phone.pushNew(a.url, 4), phone.pushNew(b.url, 4)]);
  const before = await rows('select from visit');
  const both = await Promise.all([phone.pushAll(a.url), phone.pushAll(b.url)]);
  expect(new Set(both.flat())).toEqual(new Set(['accepted']));
  expect((await rows('select from visit')).length).toBe(before.length);
  const twice = await rows(
    `select command from journal where name = 'visit.recorded' group by command having count(*) > 1`,
  );
  expect(twice).toEqual([]);
});

test('what one server takes away is gone at the other with the next request', async () => {
  const code = await codeFor(cast, cast.worker2.person);
  const owner = { person: cast.worker2.person, household: cast.homes.elsewhere, address: '10.0.0.2' };
  const lost = await enrolPhone(b.url, code, owner);
  expect(await lost.pushNew(b.url, 1)).toEqual(['accepted']);
  expect(await lost.pushNew(a.url, 1)).toEqual(['accepted']);
  const [device] = await ask<{ id: string }[]>(a, 'securityAdmin', 'people.devices', {
    person: cast.worker2.person,
  });
  expect((await post(a, 'securityAdmin', '/session/revoke', { device: device?.id })).status).toBe(200);
  await expect(lost.pushNew(b.url, 1)).rejects.toThrow(/ 40[13] /);
  expect(await lost.pull(b.url)).toEqual({ wipe: true });
});

test('work after commit is done once, whoever does it', async () => {
  const matters = Array.from({ length: 6 }, newId);
  for (const matter of matters)
    await say(cast.county, cast.worker, 'case.report', {
      case: matter,
      household: cast.homes.three,
      category: 'W1',
      title: '水浑',
    });
  await act(a, 'head', 'post.away', { post: cast.head.posts[0]?.id, from: 1, to: null, deputy: null });
  const passed = (): Promise<{ record: string }[]> =>
    rows<{ record: string }>(`select record from journal where name = 'case.passed' and record = any ($1)`, [matters]);
  await until('all passed on', async () => (await passed()).length >= matters.length);
  // Whoever was slower has had his turn too.
  await act(b, 'head', 'post.back', { post: cast.head.posts[0]?.id });
  await until('every reaction at the head', async () => {
    const [left] = await rows<{ n: number }>(
      'select count(*)::int as n from reaction where pos < (select max(pos) from seal) and name = any ($1)',
      [reactionList.map(({ name }) => name)],
    );
    return left?.n === 0 && (await unsealed()) === 0;
  });
  expect((await passed()).map((one) => one.record).sort()).toEqual([...matters].sort());
});

test('the name of the county, changed at one, stands in the foot of the other', async () => {
  const reply = await post(a, 'systemAdmin', '/api/setup', {
    name: '新溪县',
    filingNumber: '备案0002',
    complaintPhone: '0900-555-0199',
  });
  expect(reply.status).toBe(200);
  await until('the new name', async () => (await (await fetch(`${b.url}/`)).text()).includes('新溪县'));
});

test('one sealer works at a time: while somebody holds its lock nothing is sealed, then all of it', async () => {
  await until('everything sealed', async () => (await unsealed()) === 0);
  await cast.county.database.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7340021)');
    await phone.pushNew(a.url, 2);
    await phone.pushNew(b.url, 2);
    await pause(500);
    expect(await unsealed()).toBeGreaterThanOrEqual(4);
  }, patient);
  await until('everything sealed', async () => (await unsealed()) === 0);
});

test('killed in the middle of writes, one server leaves sealing and work after commit to the other', async () => {
  const writing = [a, b].map(async (server) => {
    for (let n = 0; n < 100; n++) await phone.pushNew(server.url, 2);
  });
  const ends = Promise.allSettled(writing);
  const before = phone.acknowledged.size;
  while (phone.acknowledged.size < before + 20) await pause(5);
  await a.kill();
  const [ofA, ofB] = await ends;
  expect([ofA?.status, ofB?.status]).toEqual(['rejected', 'fulfilled']);
  await until('everything sealed', async () => (await unsealed()) === 0);
  const { records } = await phone.pull(b.url);
  const there = new Set(records.map((one) => one.id));
  const gone = phone.written.filter((one) => phone.acknowledged.has(one.id) && !there.has(one.visit));
  expect(gone).toEqual([]);
  const matter = newId();
  await act(b, 'worker', 'case.report', { case: matter, household: cast.homes.three, category: 'W1', title: '水浑' });
  await act(b, 'head', 'post.away', { post: cast.head.posts[0]?.id, from: 1, to: null, deputy: null });
  await until('passed on', async () => {
    const page = await ask<{ case: { holder: string } }>(b, 'village', 'case.page', { case: matter });
    return page.case.holder === cast.offices.village;
  });
  a = await start('a');
});

test('what two sealers wrote in turn is one unbroken chain', async () => {
  await until('everything sealed', async () => (await unsealed()) === 0);
  const verified = await verifyJournal(cast.county.database);
  expect(verified.findings).toEqual([]);
  const [{ n, last } = { n: 0, last: -1 }] = await rows<{ n: number; last: number }>(
    'select count(*)::int as n, max(pos)::int as last from seal',
  );
  expect(last).toBe(n);
});

test('two that start at once on an empty database make one county and hand out its three codes once', async () => {
  const empty = await freshDatabase();
  const servers = await Promise.all([start('c', empty), start('d', empty)]);
  for (const server of servers) await server.stop();
  const codes = servers.flatMap((server) => server.printed().match(/[0-9A-Z]{5}-[0-9A-Z]{5}/g) ?? []);
  const admins = await inScope(empty.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
    tx.query(`select from post where role like '%-admin'`),
  );
  await empty.close();
  expect(admins).toHaveLength(3);
  expect(codes).toHaveLength(3);
});
