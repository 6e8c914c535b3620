// The page of who may what is never behind the lists it is written from.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { file, isFresh, whoMay } from './who-may.ts';

it('docs/who-may.md is what the lists say now: run node tools/who-may.ts when it is not', () => {
  expect(isFresh()).toBe(true);
});

it('a page that says less is found', () => {
  const base = mkdtempSync(join(tmpdir(), 'zd-who-may-'));
  mkdirSync(join(base, 'docs'));
  writeFileSync(join(base, file), whoMay().replace('●', ''));
  expect(isFresh(base)).toBe(false);
});

it('names every verb and query once', () => {
  const named = [...whoMay().matchAll(/^\| `([a-z.-]+)` /gm)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(50);
  expect(new Set(named).size).toBe(named.length);
});
