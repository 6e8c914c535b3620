// Runs once around all tests: starts the PostgreSQL they share, stops every one that was started, and clears what a killed run left.
import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunningPostgres } from '#data/supervisor.ts';
import { isAlive, livingPostmaster } from '#data/supervisor-process.ts';
import { chosenVersion, testPostgres } from './postgres.ts';

const prefix = 'zd-tests-';
let started: RunningPostgres | undefined;

/** The directory's name carries our pid, so that a later run knows whether its owner lives. */
export async function setup(): Promise<void> {
  const own = path.join(tmpdir(), `${prefix}${process.pid}-`);
  // Each project of the runner calls this; the first one does it for all.
  if (process.env['ZD_TEST_POSTGRES']?.startsWith(own)) return;
  const root = mkdtempSync(own);
  process.env['ZD_TEST_POSTGRES'] = root;
  // PostgreSQL runs under another user when the tests run as root.
  chmodSync(root, 0o711);
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    // What another user's killed run left is his to clear.
    if (pid && !isAlive(pid) && statSync(path.join(tmpdir(), name)).uid === process.getuid?.())
      await clear(path.join(tmpdir(), name));
  }
  started = await testPostgres(chosenVersion(), root);
}

export async function teardown(): Promise<void> {
  // Each project calls this too.
  const mine = started;
  started = undefined;
  if (!mine) return;
  await mine.stop();
  const root = process.env['ZD_TEST_POSTGRES'];
  if (root !== undefined) await clear(root);
}

/** Ends what still runs there (another version, started by a test process; a killed run's) and removes the files. */
async function clear(root: string): Promise<void> {
  for (const version of readdirSync(root)) {
    const cluster = path.join(realpathSync(root), version, 'postgres');
    // Throw-away data: the quickest end will do.
    const living = livingPostmaster(cluster);
    if (living) process.kill(living.pid, 'SIGQUIT');
    while (livingPostmaster(cluster)) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}
