// The example in README.md runs and says what it claims.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createFinder } from './finder.ts';

test('the example of the README says what stands beside its lines', () => {
  const text = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const [setup = '', ...rest] = code.replace(/^import .*$/m, '').split(/(?=^first\.)/m);
  const claims = rest.map((line) => /^(.*?); \/\/ (.*)$/m.exec(line)?.slice(1) ?? []);
  const wanted = claims.map(([expression]) => expression).join(', ');
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is our own README, and running it is the test
  const run = new Function('createFinder', `${setup}; return [${wanted}];`) as (of: typeof createFinder) => unknown[];
  const [cause, inside, ask] = run(createFinder);
  const told = (at: number): unknown => new Function(`return (${claims[at]?.[1]});`)();
  expect(claims).toHaveLength(3);
  expect(cause).toEqual(told(0));
  expect(inside).toEqual(told(1));
  expect(ask).toHaveLength(6);
  const lanes = (ask as number[]).slice(0, 4).map((home) => 3 + Math.floor(home / 6));
  expect(lanes).toEqual(expect.arrayContaining([3, 4]));
});
