// Eight papers of different kinds asked for at once: each comes whole, and the thread that answers everybody else does not draw them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listed } from '#tests/ledgers.ts';
import { makeMatrix, type Matrix } from '#tests/matrix/county.ts';
import { makeTargets, type Targets } from '#tests/matrix/targets.ts';
import type { Caller, Reply } from '#tests/running.ts';

let m: Matrix;
let t: Targets;
beforeAll(async () => {
  m = await makeMatrix();
  t = await makeTargets(m);
}, 120_000);
afterAll(() => m?.stop());

const at = (who: string): Caller => m.people[who]?.caller ?? {};

const papers = (): readonly (readonly [string, string, string])[] => [
  ['village', 'GET', `/errands/${t.errand}/paper.pdf`],
  ['keeper', 'GET', `/disputes/${t.mediation.dispute}/agreement.pdf`],
  ['village', 'GET', `/elections/${t.election}/roll.pdf`],
  ['worker', 'GET', `/visits/${m.cast.areas.grid}/sheet.pdf`],
  ['village', 'GET', `/publicity/${t.lists.open}/poster.pdf`],
  ['village', 'GET', '/brief.pdf'],
  ['village', 'POST', '/api/export/homes'],
  ['adult', 'GET', '/my/record.pdf'],
];

const take = ([who, method, path]: readonly [string, string, string]): Promise<Reply> =>
  m.server.call(at(who), method, path, method === 'POST' ? { ...listed, format: 'pdf' } : undefined);

test('eight papers at once come whole, five times over, and are drawn beside everybody else', async () => {
  const [process0, thread0] = [process.cpuUsage(), process.threadCpuUsage()];
  for (let round = 0; round < 5; round++) {
    const replies = await Promise.all(papers().map(take));
    const told = replies.map(({ status, text }, n) => [
      papers()[n]?.[2],
      status,
      text.slice(0, 5),
      text.trimEnd().slice(-5),
    ]);
    expect(told).toEqual(papers().map(([, , path]) => [path, 200, '%PDF-', '%%EOF']));
  }
  // Time of the processor, not of the wall: it is the same on a machine that is busy with something else.
  const [all, thread] = [process.cpuUsage(process0), process.threadCpuUsage(thread0)];
  expect(thread.user + thread.system).toBeLessThan((all.user + all.system) / 2);
}, 120_000);

test('a paper that cannot be drawn is one refusal, and the next one is drawn', async () => {
  const { draw } = await import('#server/print/sheet.ts');
  const sheet = { pageMargins: [20, 20, 20, 20], title: '', lang: 'zh' } as const;
  const of = (content: readonly object[]): Promise<Uint8Array> => draw({ ...sheet, content });
  const [bad, good] = await Promise.allSettled([of([{ image: '/etc/hostname' }]), of([{ text: '好' }])]);
  expect(bad).toMatchObject({ status: 'rejected' });
  expect(good).toMatchObject({ status: 'fulfilled' });
  expect(String((bad as PromiseRejectedResult).reason)).toMatch(/denied/);
});
