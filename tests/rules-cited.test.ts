// Every rule has a number, a sentence and a test: RULES.md, the code's comments and the tests cite the same rules.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { moduleOrder } from '#modules/order.ts';

const root = path.join(import.meta.dirname, '..');
const prefixes = [
  'TERR',
  'PEOPLE',
  'HOME',
  'SUPPLY',
  'ATTACH',
  'AERIAL',
  'VISIT',
  'CASE',
  'INC',
  'FIND',
  'DISPUTE',
  'ENV',
  'GUIDE',
  'NOTICE',
  'PUBLICITY',
  'OPINION',
  'POLL',
  'QUESTION',
  'ERRAND',
  'TELL',
  'BURDEN',
  'POLICY',
  'CAMPAIGN',
  'MEAS',
  'ELECT',
  'PROPOSAL',
  'BRING',
  'OPEN',
];
const id = new RegExp(`\\b(?:${prefixes.join('|')})-\\d+\\b`, 'g');

const filesOf = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules'))
    .map((file) => path.join(folder, file));
const citedIn = (files: readonly string[]): Set<string> =>
  new Set(files.flatMap((file) => readFileSync(path.join(root, file), 'utf8').match(id) ?? []));

const all = [...filesOf('src'), ...filesOf('tests')];
const inTests = citedIn(all.filter((file) => file.endsWith('.test.ts') || file.endsWith('.test.tsx')));
const inCode = citedIn(all.filter((file) => file.startsWith('src/') && !/\.test\.tsx?$/.test(file)));
const written = moduleOrder.flatMap((module) =>
  [
    ...readFileSync(path.join(root, 'src/modules', module, 'RULES.md'), 'utf8').matchAll(
      /^- \*\*([A-Z]+-\d+)\*\* (.+)$/gm,
    ),
  ].map(([, number = '', sentence = '']) => ({ module, number, sentence })),
);
const numbers = new Set(written.map((rule) => rule.number));

test('rules were read at all', () => {
  expect(numbers.size).toBeGreaterThan(50);
  expect(inTests.size).toBeGreaterThan(50);
});

test('every rule is a plain sentence under one number, in the module it belongs to', () => {
  expect(written.length).toBe(numbers.size);
  for (const { module, number, sentence } of written) {
    expect(number.split('-')[0], number).toBe(prefixes[moduleOrder.indexOf(module)]);
    expect(sentence, number).toMatch(/^[A-Z].{15,}[.]$/);
  }
});

test('every rule is cited by a test, and tests and code cite no rule that is not written', () => {
  expect([...numbers].filter((number) => !inTests.has(number))).toEqual([]);
  expect([...inTests, ...inCode].filter((number) => !numbers.has(number))).toEqual([]);
});
