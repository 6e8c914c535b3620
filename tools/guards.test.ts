// Every guard is shown a small repository that is in order, then the same with one fault planted: it has to see it, and to fail when it reads too little.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkDependencies } from './check-dependencies.ts';
import { checkDictionary } from './check-dictionary.ts';
import { checkHouse } from './check-house.ts';
import { checkPrivate } from './check-private.ts';
import { format, lint, types, unused } from './check-programs.ts';
import { checkWords } from './check-words.ts';
import { dependencies, dictionary, head, house, type Plant, privates, sound, words } from './planted.data.ts';
import { faultsOf, type Report, root } from './report.ts';

let base = '';
const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(base, file)), { recursive: true });
  writeFileSync(join(base, file), text);
};

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'zd-guards-'));
  for (const [file, text] of Object.entries(sound)) write(file, text);
  for (const file of ['tsconfig.json', 'biome.json', '.oxlintrc.json', 'knip.json'])
    cpSync(join(root, file), join(base, file));
  const imports = { '#modules/*': './src/modules/*', '#data/*': './src/data/*', '#kit/*': './src/kit/*' };
  write(
    'package.json',
    `${JSON.stringify({ name: 'a', type: 'module', imports, dependencies: { hono: '1.0.0' } }, null, 2)}\n`,
  );
  symlinkSync(join(root, 'node_modules'), join(base, 'node_modules'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

type Guard = (base: string, least?: number) => Report | Promise<Report>;
const programs: [string, Guard, Plant][] = [
  [
    'types',
    types,
    {
      fault: 'a wrong type',
      file: 'src/server/main.ts',
      text: `${head}export const a: number = 'b';\n`,
      says: /TS2322/,
    },
  ],
  [
    'lint',
    lint,
    {
      fault: 'a forgotten promise',
      file: 'src/server/main.ts',
      text: `${head}const a = async (): Promise<void> => {};\na();\n`,
      says: /no-floating-promises/,
    },
  ],
  [
    'format',
    format,
    {
      fault: 'another style',
      file: 'src/server/main.ts',
      text: `${head}export const a = "b"\n`,
      says: /src\/server\/main\.ts/,
    },
  ],
  [
    'unused',
    unused,
    {
      fault: 'an unused file',
      file: 'src/server/door.ts',
      text: `${head}export const a = 1;\n`,
      says: /src\/server\/door\.ts/,
    },
  ],
];

const guards: [string, Guard, Plant[]][] = [
  ['house', checkHouse, house],
  ['words', checkWords, words],
  ['dependencies', checkDependencies, dependencies],
  ['dictionary', checkDictionary, dictionary],
  ['private', checkPrivate, privates],
];

describe.each(guards)('the guard of %s', (_name, guard, plants) => {
  test('is content with a repository in order', async () => {
    expect(faultsOf(await guard(base, 1))).toEqual([]);
  });
  test('fails when it reads too little', async () => {
    expect(faultsOf(await guard(base, 10_000))).toHaveLength(1);
    expect(faultsOf(await guard(base))[0]).toMatch(/^read only/);
  });
  test.each(plants)('sees $fault', async ({ file, text, says }) => {
    write(file, text);
    expect(faultsOf(await guard(base, 1)).join('\n')).toMatch(says);
  });
});

describe.each(programs)('the program for %s', (name, guard, { file, text, says }) => {
  test('is content, sees a planted fault, and fails when it reads too little', async () => {
    // knip knows neither the words files nor the router as used here.
    const own = /hono|words\.(zh|en)\.ts|^Unused/;
    expect(faultsOf(await guard(base, 1)).filter((fault) => name !== 'unused' || !own.test(fault))).toEqual([]);
    write(file, text);
    expect(faultsOf(await guard(base, 1)).join('\n')).toMatch(says);
    expect(faultsOf(await guard(base, 10_000))[0]).toMatch(/^read only/);
  });
});
