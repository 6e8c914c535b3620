// Starts a command of this repository on Node 24 after putting everything it needs in place; plain JavaScript because the Node at hand may be 20.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** An expected failure: its message is one sentence for the person at the keyboard. */
export class Stop extends Error {}

const digest = (text) => createHash('sha256').update(text).digest('hex');

/** True when every package of the lock is in node_modules in that version; packages for other platforms may be absent. */
export function isInstalled(folder) {
  const lockText = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'node_modules', '.zero-distance-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest(lockText)) return true;
  const present = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(present)) return false;
  const have = JSON.parse(readFileSync(present, 'utf8')).packages;
  for (const [place, wanted] of Object.entries(JSON.parse(lockText).packages)) {
    if (place === '') continue;
    const found = have[place];
    if (found ? found.version !== wanted.version : !wanted.optional) return false;
  }
  return true;
}

function remember(folder) {
  const lockText = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  try {
    writeFileSync(join(folder, 'node_modules', '.zero-distance-lock'), digest(lockText));
  } catch {
    // A folder that belongs to somebody else works too: the slower comparison is then made at every start.
  }
}

/** What npm said, turned into one sentence a person can act on. */
export function sentenceFor(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i.test(output))
    return 'The packages could not be fetched because there is no network; connect once and run the command again.';
  if (/ENOSPC/.test(output)) return 'The packages could not be installed because the disk is full.';
  if (/EROFS|EACCES|EPERM/.test(output))
    return `The packages could not be installed because ${root} may not be written by this user.`;
  return `The packages could not be installed; npm said: ${output.trim().split('\n').slice(0, 3).join(' | ')}`;
}

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};

// Two commands started at once must not empty node_modules under each other.
async function whileAlone(work) {
  const lock = join(tmpdir(), `zero-distance-install-${digest(root).slice(0, 12)}`);
  for (let waited = 0; ; waited += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code === 'ENOSPC') throw new Stop('The packages could not be installed because the disk is full.');
      if (error.code !== 'EEXIST') throw new Stop(`The folder ${tmpdir()} cannot be written (${error.code}).`);
      const holder = Number(readFileSync(lock, { encoding: 'utf8', flag: 'a+' })) || 0;
      if (waited > 2 && !isAlive(holder)) rmSync(lock, { force: true });
      await new Promise((done) => setTimeout(done, 500));
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function npm(args) {
  const npmFile = process.env.npm_execpath;
  const [command, first] = npmFile?.endsWith('.js') ? [process.execPath, [npmFile]] : ['npm', []];
  const done = spawnSync(
    command,
    [...first, ...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32' && command === 'npm',
    },
  );
  if (done.error?.code === 'ENOENT') throw new Stop('npm was not found; install it together with Node 20 or newer.');
  return { status: done.status, text: done.stderr || String(done.error ?? '') };
}

function runNpm() {
  process.stderr.write('Installing packages (once) …\n');
  let done = npm(['ci']);
  // Some versions of npm want optional packages in the lock that no registry offers; install takes the same versions from it.
  if (/EUSAGE/.test(done.text)) done = npm(['install', '--no-save']);
  if (done.status !== 0) throw new Stop(sentenceFor(done.text));
  remember(root);
}

/** Installs the packages of the lock when they are not there yet. */
export async function install() {
  if (isInstalled(root)) return remember(root);
  await whileAlone(() => {
    if (!isInstalled(root)) runNpm();
  });
}

/** The path of a Node 24 or newer: the running one, else the one that came as a package. */
export function findNode(version = process.versions.node) {
  if (Number(version.split('.')[0]) >= 24) return process.execPath;
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const file = join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  if (!existsSync(file)) return undefined;
  try {
    if (!windows) chmodSync(file, 0o755);
  } catch {
    // Not our file; then its owner has made it executable.
  }
  return file;
}

async function getNode() {
  const found = findNode();
  if (found) return found;
  await whileAlone(runNpm);
  const second = findNode();
  if (second) return second;
  throw new Stop(
    `There is no ready Node 24 for ${process.platform}-${process.arch}; install Node 24 or newer yourself.`,
  );
}

/**
 * How Node is started. By itself it lets what is new grow to 128 MiB on a large machine before it tidies up; a quarter of
 * that is as fast here, and a long list comes in within the memory of a small machine.
 */
export const nodeFlags = ['--max-semi-space-size=16'];

function spawnForward(node, args) {
  // Node keeps what it has compiled: every start but the first loads the program in half the time.
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'), ...process.env };
  const child = spawn(node, args, { stdio: 'inherit', env });
  // At a terminal Ctrl-C reaches the child by itself; sending it again would cut its orderly end short.
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'])
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  child.on('error', (error) => {
    console.error(`Node 24 could not be started (${error.code}).`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)));
}

/** Runs tools/<name>.ts with these arguments and ends with its exit status. */
export async function launch(name, args) {
  try {
    if (Number(process.versions.node.split('.')[0]) < 20) throw new Stop('Node 20 or newer is needed.');
    const file = join(root, 'tools', `${name}.ts`);
    if (!name || !existsSync(file)) throw new Stop(`There is no command "${name ?? ''}".`);
    await install();
    spawnForward(await getNode(), [...nodeFlags, file, ...args]);
  } catch (error) {
    const known = { ENOSPC: 'The disk is full.', EROFS: 'This folder is read-only.', EACCES: 'This folder is closed.' };
    console.error(error instanceof Stop ? error.message : (known[error.code] ?? String(error.stack)));
    process.exit(1);
  }
}
