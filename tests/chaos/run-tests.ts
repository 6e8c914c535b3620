// Runs one of the ordinary test files on its own, for parts of the harness that are the same tests at a larger size.
import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

/** Answers the exit status and everything printed. */
export function runTests(
  file: string,
  env: Readonly<Record<string, string>>,
): Promise<{ status: number; out: string }> {
  const runner = path.join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [runner, 'run', '--reporter', 'default', file], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  let out = '';
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (out += part.toString()));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status: status ?? 1, out })));
}
