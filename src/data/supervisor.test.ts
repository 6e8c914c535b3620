// The life of our own PostgreSQL: first start, later starts, adoption, one server per directory, odd places.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clearPlace, copyReady, isRoot, makePlace, otherServer, pause } from '#tests/postgres-places.ts';
import { connectDirect, openDatabase } from './database.ts';
import { type RunningPostgres, type StartOptions, startPostgres } from './supervisor.ts';
import { livingPostmaster, readPidFile } from './supervisor-process.ts';
import { makeRoles } from './supervisor-setup.ts';

let place: string;
let dataDir: string;
const clusters = new Set<string>();
beforeEach(() => {
  place = makePlace();
  dataDir = path.join(place, 'data');
  clusters.add(path.join(dataDir, 'postgres'));
});
afterEach(async () => {
  await clearPlace(place, [...clusters]);
  clusters.clear();
});

const start = async (more: Partial<StartOptions> = {}): Promise<RunningPostgres> => {
  const server = await startPostgres({ dataDir, durable: false, ...more });
  clusters.add(server.cluster);
  return server;
};

/** After a first start that is not what the test is about. */
const startAgain = async (): Promise<RunningPostgres> => {
  await copyReady(dataDir);
  return start();
};

const ask = async <T>(url: string, text: string): Promise<T> => {
  const client = await connectDirect(url);
  try {
    return (await client.query(text)).rows[0] as T;
  } finally {
    await client.end();
  }
};

const guardsOf = ({ cluster, socketDir }: RunningPostgres): string[] => [
  path.join(cluster, 'postmaster.pid'),
  path.join(socketDir, '.s.PGSQL.5432.lock'),
];

/** A process that has ended and whose parent never asks how. */
async function deadChild(): Promise<{ pid: number; forget(): void }> {
  // It ends once the shell, which might still collect it, has become another program.
  const parent = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(said.toString());
  const state = (): string => readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[2] ?? '';
  while (state() !== 'Z') await pause(5);
  return { pid, forget: () => void parent.kill('SIGKILL') };
}

describe('a first start', () => {
  test('makes a durable UTF-8 cluster that only passwords open, over a socket only', async () => {
    const server = await start({ durable: true });
    const facts = await ask<Record<string, string>>(
      server.ownerUrl,
      `select current_setting('server_encoding') as encoding, datcollate as collation, datctype as ctype,
              current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
              current_setting('synchronous_commit') as commits, current_setting('full_page_writes') as pages,
              current_setting('listen_addresses') as addresses, current_setting('TimeZone') as zone
         from pg_database where datname = current_database()`,
    );
    expect(facts).toEqual({
      encoding: 'UTF8',
      collation: 'C.UTF-8',
      ctype: 'C.UTF-8',
      checksums: 'on',
      fsync: 'on',
      commits: 'on',
      pages: 'on',
      addresses: '',
      zone: 'UTC',
    });
    expect(server).toMatchObject({ adopted: false, joined: false });
    expect(statSync(path.join(dataDir, 'database-passwords.json')).mode & 0o777).toBe(0o600);
    const without = new URL(server.appUrl);
    without.password = 'guess';
    await expect(connectDirect(without.href)).rejects.toMatchObject({ code: 'database-refused' });
    await server.stop();
    expect(livingPostmaster(server.cluster)).toBeUndefined();
  });

  test('killed at any moment is mended by the next start', async () => {
    for (const ms of [150, 450, 700, 900]) {
      const other = otherServer(dataDir, { durable: false });
      await Promise.race([other.started, new Promise((resolve) => setTimeout(resolve, ms))]);
      await other.kill();
    }
    const server = await start();
    expect(await ask(server.appUrl, 'select current_user::text as role')).toEqual({ role: 'zd_app' });
    await server.stop();
  });

  test('waits for what PostgreSQL still does of a start that was killed', async () => {
    const server = await startAgain();
    const passwords = JSON.parse(readFileSync(path.join(dataDir, 'database-passwords.json'), 'utf8'));
    const [killed, next] = [await connectDirect(server.adminUrl), await connectDirect(server.adminUrl)];
    await killed.query('drop database zd');
    const last = makeRoles(killed, passwords);
    await makeRoles(next, passwords);
    await last;
    expect(await ask(server.appUrl, 'select current_user::text as role')).toEqual({ role: 'zd_app' });
    await Promise.all([killed.end(), next.end()]);
    await server.stop();
  });

  test('lets the app role neither make tables nor enter other databases', async () => {
    const server = await startAgain();
    await expect(ask(server.appUrl, 'create table t (n int)')).rejects.toThrow('permission denied');
    await expect(ask(server.appUrl, 'create temporary table t (n int)')).rejects.toThrow('permission denied');
    await expect(connectDirect(server.appUrl.replace('/zd?', '/postgres?'))).rejects.toMatchObject({
      code: expect.any(String),
    });
    await server.stop();
  });
});

describe('a later start', () => {
  test('finds what was written, with the same addresses', async () => {
    const first = await startAgain();
    await ask(first.ownerUrl, 'create table kept as select 7 as n');
    await first.stop();
    const second = await start();
    expect(await ask(second.ownerUrl, 'select n from kept')).toEqual({ n: 7 });
    expect(second.appUrl).toBe(first.appUrl);
    await second.stop();
  });

  test('adopts the PostgreSQL of a killed server, and stops it like its own', async () => {
    await copyReady(dataDir);
    const other = otherServer(dataDir, { durable: false });
    const first = await other.started;
    expect(first.problem).toBeUndefined();
    await ask(first.ownerUrl ?? '', 'create table kept as select 7 as n');
    await other.kill();
    const pid = readPidFile(path.join(dataDir, 'postgres'))?.pid;
    const server = await start();
    expect(server.adopted).toBe(true);
    expect(readPidFile(server.cluster)?.pid).toBe(pid);
    expect(await ask(server.ownerUrl, 'select n from kept')).toEqual({ n: 7 });
    await server.stop();
    expect(livingPostmaster(server.cluster)).toBeUndefined();
  });

  test('is not kept out by what a power cut left in the two guards: a number used again, a dead process uncollected, nothing', async () => {
    const first = await startAgain();
    const guards = guardsOf(first);
    const texts = guards.map((file) => readFileSync(file, 'utf8'));
    await first.stop();
    const uncollected = await deadChild();
    for (const number of [String(process.pid), String(uncollected.pid), undefined]) {
      for (const [n, file] of guards.entries())
        writeFileSync(file, number === undefined ? '' : (texts[n] ?? '').replace(/^\d+/, number));
      const next = await start();
      expect(next.adopted).toBe(false);
      expect(await ask(next.ownerUrl, 'select 1 as n')).toEqual({ n: 1 });
      await next.stop();
    }
    uncollected.forget();
  });
});

describe('one directory', () => {
  test('has one server: the second is refused and told who holds it, or joins and leaves it running', async () => {
    const first = await startAgain();
    await expect(start()).rejects.toMatchObject({ code: 'data-directory-in-use', facts: { pid: process.pid } });
    const joined = await start({ whenHeld: 'join' });
    expect(joined).toMatchObject({ joined: true, ownerUrl: first.ownerUrl });
    await joined.stop();
    expect(await ask(first.ownerUrl, 'select 1 as n')).toEqual({ n: 1 });
    await first.stop();
  });

  test('whose server another container started, so that its numbers say nothing here, is refused and left alone', async () => {
    const first = await startAgain();
    const guards = guardsOf(first);
    const texts = guards.map((file) => readFileSync(file, 'utf8'));
    rmSync(path.join(dataDir, 'zd.lock'));
    for (const [n, file] of guards.entries()) writeFileSync(file, (texts[n] ?? '').replace(/^\d+/, '4194000'));
    await expect(start()).rejects.toMatchObject({ code: 'data-directory-in-use', facts: { pid: 4194000 } });
    expect(await ask(first.ownerUrl, 'select 1 as n')).toEqual({ n: 1 });
    for (const [n, file] of guards.entries()) writeFileSync(file, texts[n] ?? '');
    await first.stop();
  });

  test('started by five processes at once has one holder', async () => {
    const others = Array.from({ length: 5 }, () => otherServer(dataDir, { durable: false }));
    const answers = await Promise.all(others.map((other) => other.started));
    await Promise.all(others.map((other) => other.kill()));
    expect(answers.map((answer) => answer.problem ?? 'holds').sort()).toEqual([
      ...Array(4).fill('data-directory-in-use'),
      'holds',
    ]);
  });

  test('is free again when the lock names a dead process or a number used again', async () => {
    await copyReady(dataDir);
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    for (const text of [
      JSON.stringify({ pid: process.pid, started: '1', boot, nonce: 'a' }),
      JSON.stringify({ pid: 4194000, started: '1', boot, nonce: 'b' }),
      '{"pid":',
    ]) {
      writeFileSync(path.join(dataDir, 'zd.lock'), text);
      await (await start()).stop();
    }
  });
});

describe('a place', () => {
  test('whose path is too long for a socket, in Chinese, with a comma and quotes, works', async () => {
    dataDir = path.join(place, `村级数据 "甲", 'b'`, '很长的目录名'.repeat(8));
    const server = await start();
    expect(server.socketDir.startsWith(dataDir)).toBe(false);
    const database = await openDatabase(server);
    expect(await database.transaction((tx) => tx.one('select 1 as n'))).toEqual({ n: 1 });
    await database.close();
    await server.stop();
    expect(statSync(server.socketDir, { throwIfNoEntry: false })).toBeUndefined();
  });

  test('whose name has quotes but is short keeps its socket inside', async () => {
    dataDir = path.join(place, `零 "b", 'c'`);
    const server = await startAgain();
    expect(server.socketDir).toBe(path.join(dataDir, 'postgres-socket'));
    await server.stop();
  });

  test('runs PostgreSQL as ourselves, and as root as a system user of its own', async () => {
    const server = await startAgain();
    const uid = statSync(`/proc/${readPidFile(server.cluster)?.pid}`).uid;
    if (isRoot) expect(uid).not.toBe(0);
    else expect(uid).toBe(process.getuid?.());
    await server.stop();
  });

  test('closed to that user keeps its database elsewhere, says so, and stays found after a move; a copy is refused', async () => {
    if (!isRoot) throw new Error('This test closes a directory as root: run the tests as root to count it.');
    const closed = path.join(place, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    dataDir = path.join(closed, 'data');
    const said: string[] = [];
    const first = await start({ log: (sentence) => said.push(sentence) });
    expect(first.cluster).toMatch(/^\/var\/lib\/zerodistance\/[0-9a-f]{16}\/postgres$/);
    expect(said.join(' ')).toContain(first.cluster.replace('/postgres', ''));
    await ask(first.ownerUrl, 'create table kept as select 7 as n');
    await first.stop();
    cpSync(dataDir, path.join(closed, 'copy'), { recursive: true });
    await expect(start({ dataDir: path.join(closed, 'copy') })).rejects.toMatchObject({
      code: 'data-directory-copied',
    });
    renameSync(dataDir, path.join(closed, 'moved'));
    const moved = await start({ dataDir: path.join(closed, 'moved') });
    expect(await ask(moved.ownerUrl, 'select n from kept')).toEqual({ n: 7 });
    await moved.stop();
    rmSync(path.dirname(first.cluster), { recursive: true });
    await expect(start({ dataDir: path.join(closed, 'moved') })).rejects.toMatchObject({
      code: 'database-files-missing',
    });
  });
});
