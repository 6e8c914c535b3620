// What stands between a fresh machine and a running command: finding packages, finding Node, honest sentences, honest counts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pageFaults } from './build.ts';
import { countOf, failedNames, filesToRepeat, neverBegan, settled, verdict } from './count-tests.ts';
import { findNode, isInstalled, sentenceFor } from './launch.js';
import { prepare } from './prepare.ts';
import { firstLoad } from './sizes.ts';

describe('the packages', () => {
  let folder = '';
  const lock = (name: string, packages: Record<string, unknown>): void =>
    writeFileSync(join(folder, name), JSON.stringify({ packages: { '': {}, ...packages } }));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zd-launch-'));
    mkdirSync(join(folder, 'node_modules'));
    lock('package-lock.json', { a: { version: '1.0.0' }, other: { version: '1.0.0', optional: true } });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('count as missing when npm never ran', () => expect(isInstalled(folder)).toBe(false));
  test('are there when all but those of other platforms are', () => {
    lock('node_modules/.package-lock.json', { a: { version: '1.0.0' } });
    expect(isInstalled(folder)).toBe(true);
  });
  test('count as missing when one has another version or is not there', () => {
    lock('node_modules/.package-lock.json', { a: { version: '1.0.1' } });
    expect(isInstalled(folder)).toBe(false);
    lock('node_modules/.package-lock.json', {});
    expect(isInstalled(folder)).toBe(false);
  });
});

test.each([
  ['npm error code EAI_AGAIN', /no network/],
  ['npm error code ENOSPC', /disk is full/],
  ['npm error code EROFS', /may not be written/],
  ['npm error something else', /npm said: npm error something else/],
])('%s becomes one sentence', (output, sentence) => {
  expect(sentenceFor(output)).toMatch(sentence);
  expect(sentenceFor(output)).not.toContain('\n');
});

test('an old Node is replaced by the one that came as a package', () => {
  expect(findNode('24.1.0')).toBe(process.execPath);
  expect(findNode('20.19.0')).toMatch(/node_modules[\\/]node-\w+-\w+/);
});

test('an ordinary user is told the package to ask for, and nothing is installed', () => {
  const need = { what: 'the browser tests', packages: ['chromium'], isThere: () => false };
  expect(prepare(need, false)).toMatch(/^For the browser tests .*apt-get install chromium$/);
  expect(prepare({ ...need, isThere: () => true }, false)).toBeUndefined();
});

describe('the count', () => {
  const file = (...cases: string[]): { status: string; assertionResults: { status: string }[] } => ({
    status: 'passed',
    assertionResults: cases.map((status) => ({ status })),
  });
  test('takes skipped and unfinished cases for failed', () => {
    expect(countOf({ testResults: [file('passed', 'passed', 'skipped', 'todo', 'pending', 'failed')] }, 1)).toEqual({
      passed: 2,
      failed: 4,
    });
  });
  test('takes a file that could not be loaded for failed', () =>
    expect(countOf({ testResults: [file('passed'), file()] }, 1)).toEqual({ passed: 1, failed: 1 }));
  test('takes a run that broke outside its cases for failed', () =>
    expect(countOf({ testResults: [file('passed')] }, 1)).toEqual({ passed: 1, failed: 1 }));
  test('takes a run of nothing, or without report, for failed', () => {
    expect(countOf({ testResults: [] }, 0)).toEqual({ passed: 0, failed: 1 });
    expect(countOf(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  });
  test('lets a disturbed file have a second run, which never hides what fails twice', () => {
    const named = (name: string, ...cases: string[]) => ({
      ...file(...cases),
      name,
      assertionResults: cases.map((status, at) => ({ status, fullName: `${name} ${at}` })),
    });
    const first = { testResults: [named('a', 'passed', 'failed'), named('b', 'passed')] };
    expect(filesToRepeat(first)).toEqual(['a']);
    expect(filesToRepeat({ testResults: ['a', 'b', 'c', 'd'].map((name) => named(name, 'failed')) })).toEqual([]);
    const well = settled(first, { testResults: [named('a', 'passed', 'passed')] });
    expect(well.again).toEqual(['a 1']);
    expect(countOf(well.report, 0)).toEqual({ passed: 3, failed: 0 });
    const broken = settled(first, { testResults: [named('a', 'failed', 'passed')] });
    expect(countOf(broken.report, 1)).toEqual({ passed: 2, failed: 1 });
    expect(failedNames(broken.report)).toEqual(['a 0']);
    expect([neverBegan(undefined, 1), neverBegan({ testResults: [] }, 1)]).toEqual([true, true]);
    expect([neverBegan(first, 1), neverBegan({ testResults: [] }, 0)]).toEqual([false, false]);
  });
  test('ends in one line and a status', () => {
    expect(
      verdict([
        { passed: 3, failed: 0 },
        { passed: 2, failed: 0 },
      ]),
    ).toEqual({ line: '5 passed, 0 failed', status: 0 });
    expect(verdict([{ passed: 3, failed: 1 }])).toEqual({ line: '3 passed, 1 failed', status: 1 });
    expect(verdict([])).toEqual({ line: '0 passed, 1 failed', status: 1 });
  });
});

test('a built page with inline code or another host is refused', () => {
  expect(pageFaults('desk', '<script type="module" src="/desk/a.js"></script><link href="/desk/a.css">')).toEqual([]);
  for (const html of [
    '<script>1</script>',
    '<style>a{}</style>',
    '<p style="a">',
    '<p onclick="a()">',
    '<img src="//a.b/c">',
  ])
    expect(pageFaults('desk', html)).toHaveLength(1);
});

test('the first load is what the page names, what it imports or asks for at once, and their styles', () => {
  const manifest = {
    'main.tsx': { file: 'assets/main.js', imports: ['part'], css: ['assets/main.css'] },
    part: { file: 'assets/part.js', css: ['assets/part.css'] },
    late: { file: 'assets/late.js' },
    'inside.tsx': { file: 'assets/inside.js' },
  };
  const page = '<script src="/field/assets/main.js"></script><link href="/field/assets/page.css">';
  const names = ['inside.js', 'main.css', 'main.js', 'page.css', 'part.css', 'part.js'].map((name) => `assets/${name}`);
  expect([...firstLoad(page, manifest)].sort()).toEqual(names);
});
