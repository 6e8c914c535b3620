// A canary told in confidence and one in each adult's own facts, through every question, page, phone, file taken out, message and the log: outside its rights it is found nowhere.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { sealOnce } from '#server/sealer.ts';
import { say } from '#tests/cast.ts';
import { leaveBoxes } from './boxes.ts';
import { caseSecret, makeMatrix, type Matrix, plateCode } from './county.ts';
import { keptList } from './desk-looks.ts';
import { askEverything, type Heard } from './everything-asked.ts';
import { figuresKept } from './figures.ts';
import { makeTargets, type Targets } from './targets.ts';

let m: Matrix;
let t: Targets;
let heard: Heard[];
/** Told to the worker's office in confidence; facts of the one adult; facts of the other. */
const canaries = { confidence: '金丝雀密言', adult: '金丝雀甲身', adult2: '金丝雀乙身' } as const;

async function tell(mark: string, more: object): Promise<void> {
  const { cast } = m;
  const parts = [{ kind: 'opinion', text: `${mark}意见`, named: true }];
  const promises = [{ promise: newId(), text: `${mark}答应` }];
  const visit = { visit: newId(), household: cast.homes.one, note: `${mark}记`, parts, promises, ...more };
  await say(cast.county, cast.worker, 'visit.record', visit);
}

beforeAll(async () => {
  m = await makeMatrix();
  t = await makeTargets(m);
  await tell(canaries.confidence, { confidential: true });
  await tell(canaries.adult, { subject: m.members.adult });
  await tell(canaries.adult2, { subject: m.members.adult2 });
  await leaveBoxes(m);
  await keptList(m);
  await figuresKept(m, t);
  while ((await sealOnce(m.cast.county.database)).rows > 0);
  heard = await askEverything(m, t);
}, 120_000);
afterAll(() => m?.stop());

const finders = (mark: string): string[] =>
  [...new Set(heard.filter(({ text }) => text.includes(mark)).map(({ who }) => who))].sort();

test('the canaries are there at all: who visits the home reads them', () => {
  for (const mark of Object.values(canaries)) expect(finders(mark)).toContain('worker');
});

test('VISIT-6 what was told in confidence is found by the office it was told to and by nobody else, by no question', () => {
  expect(heard.length).toBeGreaterThan(1000);
  expect(finders(canaries.confidence)).toEqual(['worker']);
});

test('HOME-18 no adult, and nobody outside the home’s own ground, finds another adult’s facts by any question', () => {
  for (const mark of [canaries.adult, canaries.adult2])
    expect(finders(mark).filter((who) => !['worker', 'head', 'liaison', 'village', 'township'].includes(who))).toEqual(
      [],
    );
});

test('no page behind a door, plate or secret shows them, but the adult his own', async () => {
  const marks = Object.entries(canaries);
  for (const who of ['adult', 'adult2', 'neighbour'])
    for (const page of ['/my', '/my/readings', '/my/request', '/my/comment', '/my/record.json']) {
      const { text, status } = await m.server.call(m.people[who]?.caller ?? {}, 'GET', page);
      expect([who, page, status]).toEqual([who, page, 200]);
      const found = marks.filter(([, mark]) => text.includes(mark)).map(([name]) => name);
      expect([who, page, found]).toEqual([
        who,
        page,
        ['/my', '/my/record.json'].includes(page) && who !== 'neighbour' ? [who] : [],
      ]);
    }
  for (const page of [`/h/${plateCode}`, `/h/${plateCode}/report`, `/c/${caseSecret}`, '/', '/plate', '/follow']) {
    const { text } = await m.server.call({}, 'GET', page);
    expect(marks.filter(([, mark]) => text.includes(mark))).toEqual([]);
  }
});

test('no file that is taken out, no paper, no message and no line of the log holds them', async () => {
  const { cast, server } = m;
  const place = mkdtempSync(path.join(tmpdir(), 'zd-canary-'));
  const textOf = async (who: string, method: string, address: string, body?: object): Promise<string> => {
    const { cookie = '', csrf = '' } = m.people[who]?.caller ?? {};
    const reply = await fetch(`http://127.0.0.1:${server.port}${address}`, {
      method,
      headers: { cookie: `__Host-zd=${cookie}`, 'x-zd-csrf': csrf, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(reply.status, address).toBe(200);
    writeFileSync(path.join(place, 'one.pdf'), Buffer.from(await reply.arrayBuffer()));
    return execFileSync('pdftotext', [path.join(place, 'one.pdf'), '-']).toString('utf8');
  };
  const list = { format: 'pdf', reason: 'check-roster', words: '核对户册' };
  const papers = [
    await textOf('village', 'POST', '/api/export/homes', list),
    await textOf('village', 'POST', '/api/export/matters', list),
    await textOf('village', 'GET', `/errands/${t.errand}/paper.pdf`),
    await textOf('keeper', 'GET', `/disputes/${t.mediation.dispute}/agreement.pdf`),
    await textOf('worker', 'GET', `/spots/${t.spot}/notice.pdf`),
  ];
  rmSync(place, { recursive: true });
  expect(papers[0]).toContain('杜来顺');
  const messages = await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'jobs' }, (tx) =>
    tx.query('select to_jsonb(message) as row from message'),
  );
  expect(messages.length).toBeGreaterThan(0);
  const everything = [...papers, JSON.stringify(messages), server.logged()].join('\n');
  expect(Object.values(canaries).filter((mark) => everything.includes(mark))).toEqual([]);
});

test('VISIT-6 a phone of another office does not hold what was told in confidence', async () => {
  for (const who of ['head', 'liaison', 'village', 'keeper', 'township', 'worker2'] as const) {
    const phone = await m.server.phone(m.cast[who]);
    const { text } = await m.server.call(phone, 'GET', '/pull?limit=2000');
    expect([who, text.includes(canaries.confidence)]).toEqual([who, false]);
  }
});
