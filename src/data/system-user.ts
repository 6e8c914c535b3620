// The user PostgreSQL runs as: ourselves, or, when we are root (which PostgreSQL refuses), a system user of its own.
import { spawnSync } from 'node:child_process';
import { Problem } from '#kit/problem.ts';

export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export const systemUserName = 'zerodistance';
export const systemUserHome = '/var/lib/zerodistance';

/**
 * Undefined when we are not root. Else the system user `name`, created when missing; never `nobody`, whose other
 * processes could then reach the database. Throws `broken database-user-missing` where no user can be made.
 */
export function databaseUser(say: (sentence: string) => void, name: string = systemUserName): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = findUser(name);
  if (known) return known;
  for (const [program, ...options] of ways) {
    const made = makeAlone([program, ...options, name], name);
    const user = findUser(name);
    if (!user) continue;
    if (made) say(`PostgreSQL refuses to run as root: made the system user ${name} for it.`);
    return user;
  }
  throw new Problem('broken', 'database-user-missing', { user: name });
}

/**
 * Two first starts at once: shadow looks for the name before it locks the list, so that both would write one. Where the
 * system has `flock` (util-linux, busybox) the second one waits and then finds the user. True when we made it.
 */
function makeAlone(command: readonly string[], name: string): boolean {
  const options = { stdio: 'ignore', timeout: 20_000 } as const;
  const unlessThere = 'id -u "$0" >/dev/null 2>&1 && exit 3; exec "$@"';
  const locked = spawnSync('flock', ['/etc/.pwd.lock', '/bin/sh', '-c', unlessThere, name, ...command], options);
  if (!locked.error) return locked.status === 0;
  const [program = '', ...rest] = command;
  return spawnSync(program, rest, options).status === 0;
}

/** shadow (Debian, Red Hat) first, then busybox (Alpine). Neither makes the home: we make it ourselves when it is needed. */
const ways: readonly [string, ...string[]][] = [
  [
    'useradd',
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    systemUserHome,
    '--shell',
    '/usr/sbin/nologin',
  ],
  ['adduser', '-S', '-D', '-H', '-h', systemUserHome, '-s', '/sbin/nologin'],
];

function findUser(name: string): SystemUser | undefined {
  const [uid, gid] = ['-u', '-g'].map((option) => {
    const answer = spawnSync('id', [option, name], { encoding: 'utf8', timeout: 20_000 });
    return answer.status === 0 ? Number(answer.stdout.trim()) : Number.NaN;
  });
  // A user of that name with root's number would put us where we started.
  return uid && gid !== undefined && Number.isSafeInteger(gid) ? { name, uid, gid } : undefined;
}

/** Can this user reach and read the path? Asked of the system as that user: modes, parents, access lists and mounts all count. */
export const readableBy = (user: SystemUser, place: string): boolean => askAs(user, '-r', place);

/** Can this user pass into the directory? */
export const reachableBy = (user: SystemUser, directory: string): boolean => askAs(user, '-x', directory);

const askAs = (user: SystemUser, test: '-r' | '-x', place: string): boolean =>
  spawnSync('/bin/sh', ['-c', `test ${test} "$1"`, 'sh', place], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    stdio: 'ignore',
  }).status === 0;
