// The first start: makes the cluster, the three roles and the database, so that being killed at any moment is mended by the next start.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { Problem } from '#kit/problem.ts';
import type { Binaries } from './binaries.ts';
import { freeBytes, type Passwords } from './data-directory.ts';
import { asUser, cleanEnvironment } from './supervisor-process.ts';
import type { SystemUser } from './system-user.ts';

/** An empty cluster takes 40 MB, its first log 16 MB; less than this free would end in the middle. */
const neededBytes = 100_000_000;

/** The major version of the cluster on disk, or undefined when there is none. */
export function clusterMajor(cluster: string): number | undefined {
  const file = path.join(cluster, 'PG_VERSION');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
}

export interface NewCluster {
  readonly cluster: string;
  readonly binaries: Binaries;
  readonly user: SystemUser | undefined;
  readonly passwords: Passwords;
  readonly durable: boolean;
}

/** Runs initdb in a directory of its own and renames it when it is whole. Throws `data-directory-full`, `database-start-failed`. */
export async function makeCluster(wanted: NewCluster): Promise<void> {
  const parent = path.dirname(wanted.cluster);
  const free = freeBytes(parent);
  if (free !== undefined && free < neededBytes) {
    throw new Problem('broken', 'data-directory-full', {
      directory: parent,
      freeMb: Math.floor(free / 1e6),
      neededMb: neededBytes / 1e6,
    });
  }
  for (const name of readdirSync(parent)) {
    if (/^postgres\.new-\d+$/.test(name)) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
  const half = path.join(parent, `postgres.new-${process.pid}`);
  const secret = path.join(parent, `.password-${process.pid}`);
  mkdirSync(half, { mode: 0o700 });
  try {
    writeFileSync(secret, wanted.passwords.admin, { mode: 0o600 });
    if (wanted.user) {
      chownSync(half, wanted.user.uid, wanted.user.gid);
      chownSync(secret, wanted.user.uid, wanted.user.gid);
    }
    let said = await initdb(wanted, half, secret, ['--locale=C.UTF-8']);
    // Old systems and macOS do not know that locale; PostgreSQL 17 brings its own.
    if (said !== undefined && /invalid locale/.test(said) && wanted.binaries.major >= 17) {
      said = await initdb(wanted, half, secret, [
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ]);
    }
    if (said !== undefined) throw initProblem(said, parent);
    renameSync(half, wanted.cluster);
  } finally {
    rmSync(secret, { force: true });
    rmSync(half, { recursive: true, force: true });
  }
}

/** Undefined when it went well, else what it said. */
function initdb(
  wanted: NewCluster,
  directory: string,
  secret: string,
  locale: readonly string[],
): Promise<string | undefined> {
  const options = [
    `--pgdata=${directory}`,
    `--pwfile=${secret}`,
    '--username=zd_admin',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--data-checksums',
    '--no-instructions',
    ...(wanted.durable ? [] : ['--no-sync']),
    ...locale,
  ];
  return new Promise((resolve) => {
    let said = '';
    const child = spawn(path.join(wanted.binaries.directory, 'initdb'), options, {
      ...asUser(wanted.user),
      cwd: path.dirname(directory),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: cleanEnvironment(),
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said = `${said}${chunk.toString('utf8')}`.slice(-20_000);
      });
    }
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : said || 'initdb failed'));
  });
}

function initProblem(said: string, directory: string): Problem {
  if (/No space left|Disk quota/.test(said)) return new Problem('broken', 'data-directory-full', { directory });
  if (/Read-only file system|Permission denied/.test(said))
    return new Problem('broken', 'data-directory-read-only', { directory });
  const line = said.split('\n').find((text) => /error|FATAL/i.test(text)) ?? said.trim();
  return new Problem('broken', 'database-start-failed', { message: line.replace(/^initdb: error: /, '') });
}

/** Writes a settings file only when it differs: a full disk must not keep a whole database from starting. */
export function writeSetting(file: string, text: string, user: SystemUser | undefined): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  const half = `${file}.new`;
  writeFileSync(half, text, { mode: 0o600 });
  if (user) chownSync(half, user.uid, user.gid);
  chmodSync(half, 0o600);
  renameSync(half, file);
}

/** Functions of the owner that answer one question under a service's name carry these settings in their definition. */
export const grantSettings = (role: string): string => `grant set on parameter zd.standing, zd.service to ${role}`;

/** One at a time: of a start that was killed, PostgreSQL may still be busy with what it was told last. */
const rolesLock = 5_119_075;

/**
 * Roles and database, each made only when missing. zd_owner owns the database zd and makes tables; zd_app signs in for
 * everything else, owns nothing and is held by row-level security. Others cannot connect at all.
 */
export async function makeRoles(admin: pg.Client, passwords: Passwords): Promise<void> {
  await admin.query(`select pg_advisory_lock(${rolesLock})`);
  const limits = 'login nosuperuser nocreatedb nocreaterole noreplication nobypassrls';
  for (const [role, password] of [
    ['zd_owner', passwords.owner],
    ['zd_app', passwords.app],
  ] as const) {
    const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
    await admin.query(
      `${rowCount ? 'alter' : 'create'} role ${role} ${limits} password ${admin.escapeLiteral(password)}`,
    );
  }
  const { rowCount } = await admin.query(`select 1 from pg_database where datname = 'zd'`);
  if (!rowCount) await admin.query(`create database zd owner zd_owner template template0`);
  await admin.query(`
    revoke all on database zd, postgres, template1 from public;
    grant connect on database zd to zd_app;
    ${grantSettings('zd_owner')};
    select pg_advisory_unlock(${rolesLock})`);
}
