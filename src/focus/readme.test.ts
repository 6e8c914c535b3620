// The example in README.md runs and says what it claims.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createFinder } from './finder.ts';

test('the example of the README says what stands beside its lines', async () => {
  const text = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const [setup = '', ...rest] = code.replace(/^import .*$/m, '').split(/(?=^first\.)/m);
  const claims = rest.map((line) => /^(.*?); \/\/ (.*)$/m.exec(line)?.slice(1) ?? []);
  const wanted = claims.map(([expression]) => expression).join(', ');
  const told = claims.map(([, claim]) => (claim?.startsWith('{') ? claim : 'undefined')).join(', ');
  const script = `export const run = (createFinder) => { ${setup}; return [[${wanted}], [${told}]]; };`;
  const { run } = (await import(`data:text/javascript,${encodeURIComponent(script)}`)) as {
    run: (of: typeof createFinder) => unknown[][];
  };
  const [[cause, inside, ask] = [], [toldCause, toldInside] = []] = run(createFinder);
  expect(claims).toHaveLength(3);
  expect(cause).toEqual(toldCause);
  expect(inside).toEqual(toldInside);
  expect(ask).toHaveLength(6);
  const lanes = (ask as number[]).slice(0, 4).map((home) => 3 + Math.floor(home / 6));
  expect(lanes).toEqual(expect.arrayContaining([3, 4]));
});
