// F18: an upgrade is killed at chosen points of every migration. Afterwards the database is as before or as after, never between, holds what it held, and the next start finishes.
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import type pg from 'pg';
import { connectDirect } from '#data/database.ts';
import { type Migration, migrate, readMigrations } from '#data/migrate.ts';
import { type RunningPostgres, startPostgres } from '#data/supervisor.ts';
import { clearPlace, copyReady, makePlace, pause } from '#tests/postgres-places.ts';
import { withDatabase } from '#tests/postgres.ts';
import type { Chance } from './chance.ts';
import { killDatabase } from './chaos-county.ts';
import { contentOf, shapeOf } from './database-shape.ts';
import { rowsAfter, writesItself } from './old-county.ts';

const victims = ['program', 'database', 'both'] as const;
export type Victim = (typeof victims)[number];

export interface Upgraded {
  readonly migrations: number;
  /** Times something was killed, by what. */
  readonly kills: Readonly<Record<Victim, number>>;
  /** Points in all: the end of every statement that makes or changes something, and the moment before the commit. */
  readonly points: number;
  readonly between: readonly string[];
  readonly missing: readonly string[];
  readonly unfinished: readonly string[];
}

/** Advisory lock that holds an upgrade at its point. */
const gate = 77_001;

/** The upgrade waits in the middle: behind the statement whose number it is, or behind its own last row. */
const halting = `
create schema halt; grant usage on schema halt to public;
create sequence halt.reached; create table halt.wanted (n bigint not null); insert into halt.wanted values (-1);
create function halt.count() returns event_trigger language plpgsql security definer as $$ begin
  if nextval('halt.reached') = (select n from halt.wanted) then perform pg_advisory_xact_lock(${gate}); end if;
end $$;
create function halt.last() returns trigger language plpgsql security definer as $$ begin
  if (select n from halt.wanted) = 0 then perform pg_advisory_xact_lock(${gate}); end if;
  return new;
end $$;
create event trigger zd_halt on ddl_command_end execute function halt.count();`;

const childText = `
  const [url, count] = process.argv.slice(1);
  const { migrate, readMigrations } = await import(${JSON.stringify(new URL('../../src/data/migrate.ts', import.meta.url).href)});
  await migrate(url, (await readMigrations()).slice(0, Number(count)));`;

interface Scene {
  readonly postgres: RunningPostgres;
  readonly all: readonly Migration[];
  readonly found: { between: string[]; missing: string[]; unfinished: string[] };
  readonly kills: Record<Victim, number>;
}

const admin = ({ postgres }: Scene): Promise<pg.Client> => connectDirect(withDatabase(postgres.adminUrl, 'zd'));

async function answering(scene: Scene): Promise<pg.Client> {
  for (let round = 0; ; round++) {
    try {
      return await admin(scene);
    } catch (error) {
      if (round > 300) throw error;
      await pause(50);
    }
  }
}

/** How many statements of the next migration make or change something; nothing of it stays. */
async function countPoints(scene: Scene, next: Migration): Promise<number> {
  const client = await admin(scene);
  const owner = await connectDirect(scene.postgres.ownerUrl);
  try {
    await client.query(`select setval('halt.reached', 1, false); update halt.wanted set n = -1`);
    await owner.query(`begin; ${next.sql}; rollback`);
    const { rows } = await client.query<{ n: number }>(
      'select case when is_called then last_value::int else 0 end as n from halt.reached',
    );
    return rows[0]?.n ?? 0;
  } finally {
    await owner.end();
    await client.end();
  }
}

/** Starts the upgrade in a process of its own and waits until it stands at the point. */
async function upgradeTo(scene: Scene, done: number, keeper: pg.Client): Promise<ChildProcess> {
  const args = ['--input-type=module', '-e', childText, '--', scene.postgres.ownerUrl, String(done + 1)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  for (const end = Date.now() + 60_000; ; await pause(5)) {
    const { rowCount } = await keeper.query(
      `select from pg_locks where locktype = 'advisory' and objid = ${gate} and not granted`,
    );
    if (rowCount) return child;
    if (child.exitCode !== null || Date.now() > end)
      throw new Error(`the upgrade to ${scene.all[done]?.name} never came to its point: ${said}`);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
}

/** The upgrade to the migration behind `done` is killed at one point; what is found then is compared with what was there. */
async function interrupt(scene: Scene, done: number, at: number, victim: Victim): Promise<void> {
  const name = `${scene.all[done]?.name} at point ${at === 0 ? 'before its commit' : at}, ${victim} killed`;
  const before = await answering(scene);
  const [shape, content] = [await shapeOf(before), await contentOf(before)];
  // The first statement counted is the one that makes the list of migrations, before each file.
  await before.query(`select setval('halt.reached', 1, false); update halt.wanted set n = ${at === 0 ? 0 : at + 1}`);
  await before.query(`select pg_advisory_lock(${gate})`);
  const child = await upgradeTo(scene, done, before);
  if (victim !== 'database') child.kill('SIGKILL');
  if (victim !== 'program') await killDatabase(scene.postgres.cluster);
  await ended(child);
  scene.kills[victim] += 1;
  // Lets a session go on whose program is gone: it must come to nothing.
  await before.end().catch(() => undefined);
  const after = await answering(scene);
  await idle(after);
  if ((await shapeOf(after)).join('\n') !== shape.join('\n')) scene.found.between.push(name);
  scene.found.missing.push(...lostOf(content, await contentOf(after)).map((column) => `${name}: ${column}`));
  await after.query(`update halt.wanted set n = -1`);
  await after.end();
}

/** Until no session of the killed program is left. */
async function idle(client: pg.Client): Promise<void> {
  const text = `select from pg_stat_activity where backend_type = 'client backend' and usename = 'zd_owner'`;
  for (let round = 0; (await client.query(text)).rowCount; round++) {
    if (round > 600) throw new Error('a session of the killed program does not end');
    await pause(20);
  }
}

/** Columns of both whose values are not the same. */
const lostOf = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...before].filter(([column, digest]) => after.has(column) && after.get(column) !== digest).map(([column]) => column);

/** The next start; rows for the new tables are written, for the migrations that follow. */
async function finish(scene: Scene, done: number): Promise<void> {
  const next = scene.all[done];
  const before = await answering(scene);
  const content = await contentOf(before);
  await before.query('alter event trigger zd_halt disable');
  const ran = await migrate(scene.postgres.ownerUrl, scene.all.slice(0, done + 1));
  if (ran.join() !== next?.name) scene.found.unfinished.push(`${next?.name}: ran ${ran.join()}`);
  const after = await contentOf(before);
  const number = next?.name.slice(0, 4) ?? '';
  const changed = lostOf(content, after).filter((column) => !writesItself.get(number)?.includes(column));
  scene.found.missing.push(...changed.map((column) => `${next?.name} itself changed ${column}`));
  await before.query(rowsAfter.get(number) ?? 'select 1');
  await before.query('alter event trigger zd_halt enable');
  await before.end();
}

/** The same migrations in one go, on an empty database. */
async function shapeInOneGo(scene: Scene): Promise<string[]> {
  const client = await connectDirect(scene.postgres.adminUrl);
  await client.query('create database straight owner zd_owner template template0');
  await client.end();
  await migrate(withDatabase(scene.postgres.ownerUrl, 'straight'));
  const straight = await connectDirect(withDatabase(scene.postgres.adminUrl, 'straight'));
  const shape = await shapeOf(straight);
  await straight.end();
  return shape;
}

export interface UpgradePlan {
  /** Points of each migration that are tried; all of them when there are no more. */
  readonly most: number;
  readonly chance: Chance;
  /** Only so many of the newest migrations are interrupted, the others run through; all when left out. */
  readonly newest?: number;
  /** Called with the data directory of the upgraded county, its database stopped. */
  readonly use?: (dataDir: string) => Promise<void>;
}

/** Points to try: always the one before the commit, the others as they come. */
function pointsOf(count: number, { most, chance }: UpgradePlan): number[] {
  const all = Array.from({ length: count }, (_, i) => i + 1);
  while (all.length > most - 1) all.splice(chance.below(all.length), 1);
  return [...all, 0];
}

export async function interruptUpgrades(plan: UpgradePlan): Promise<Upgraded> {
  const place = makePlace();
  try {
    return await interruptIn(path.join(place, 'data'), plan);
  } finally {
    await clearPlace(place, []);
  }
}

async function interruptIn(dataDir: string, plan: UpgradePlan): Promise<Upgraded> {
  await copyReady(dataDir);
  const postgres = await startPostgres({ dataDir });
  const all = await readMigrations();
  const found: Scene['found'] = { between: [], missing: [], unfinished: [] };
  const scene: Scene = { postgres, all, found, kills: { program: 0, database: 0, both: 0 } };
  let points = 0;
  try {
    const client = await admin(scene);
    await client.query(halting);
    await client.end();
    // The first one makes the table that says what ran; it is interrupted like the others, on an empty database.
    await migrate(postgres.ownerUrl, []);
    const owner = await admin(scene);
    await owner.query('create trigger zd_halt before insert on zd_migration for each row execute function halt.last()');
    await owner.end();
    for (const [done, next] of all.entries()) {
      const count = await countPoints(scene, next);
      points += count + 1;
      for (const at of done < all.length - (plan.newest ?? all.length) ? [] : pointsOf(count, plan)) {
        const turn = scene.kills.program + scene.kills.database + scene.kills.both;
        await interrupt(scene, done, at, victims[turn % 3] ?? 'both');
        // Whatever comes now would only repeat it.
        if (found.between.length > 0) return { migrations: all.length, kills: scene.kills, points, ...found };
      }
      await finish(scene, done);
    }
    const last = await admin(scene);
    const shape = await shapeOf(last);
    const straight = await shapeInOneGo(scene);
    if (shape.join('\n') !== straight.join('\n')) scene.found.between.push('the end: not as in one go');
    await last.query('drop event trigger zd_halt; drop trigger zd_halt on zd_migration; drop schema halt cascade');
    await last.end();
  } finally {
    await postgres.stop();
  }
  await plan.use?.(dataDir);
  return { migrations: all.length, kills: scene.kills, points, ...found };
}
