// An errand on a real server: asked without a network and sent late in order, handed on by receipt, given back, told; its rights, its paper, its move and its erasing.
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { sealTo } from '#kit/seal.ts';
import type { PullResponse } from '#kit/wire.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Errand, ErrandPage } from '#modules/errand/model.ts';
import { ask } from '#server/ask.ts';
import { erase } from '#server/erase.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { reactionList, runReaction } from '#server/reactions.ts';
import { sealOnce } from '#server/sealer.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Caller, type Running, run } from '#tests/running.ts';

const errand = newId();
const [policy, card, member] = [newId(), newId(), newId()];
let cast: Cast;
let server: Running;
let phone: Caller & { device: string };
let serverKey: PullResponse['serverKey'];
beforeAll(async () => {
  cast = await makeCast();
  server = await run(cast);
  phone = await server.phone(cast.worker);
  serverKey = (await server.call(phone, 'GET', '/pull?limit=2000')).body.serverKey;
  await say(cast.county, cast.village, 'member.add', {
    member,
    household: cast.homes.one,
    name: '杜老汉',
    born: '1946-05',
  });
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

const hour = 3600_000;
const sealed = (name: string, input: object, at: number) =>
  sealTo(serverKey, { v: 1, id: newId(), name, input, at, device: null, author: cast.worker.person });
const page = async (by = cast.village): Promise<ErrandPage> =>
  (await ask(cast.county, by, 'errand.page', { errand })) as ErrandPage;
const seenBy = (scope: object): Promise<{ id: string }[]> =>
  inScope(cast.county.database, { ...emptyScope, ...scope }, (tx) => tx.query('select id from errand'));
const refused = async (by: Cast['worker'], name: string, input: object, code: string): Promise<void> => {
  await expect(say(cast.county, by, name, input)).rejects.toThrow(code);
};
let person: string | undefined;
/** The old man himself, verified by the village. */
async function adultOf({ county, village }: Cast): Promise<string> {
  if (person !== undefined) return person;
  person = newId();
  await say(county, village, 'person.register', { person, name: '杜老汉', staff: false, member });
  await say(county, village, 'member.verify', { member, person });
  return person;
}

/** What another test still writes holds the sealer up: the last row that was written here must be behind it. */
async function sealAll(): Promise<void> {
  const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
  const unsealed = `select count(*)::int as n from journal left join seal on seal.seq = journal.seq where seal.seq is null`;
  for (let tries = 0; tries < 500; tries++) {
    await sealOnce(cast.county.database);
    const [row] = await inScope(cast.county.database, jobs, (tx) => tx.query<{ n: number }>(unsealed));
    if (row?.n === 0) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('what was written is not sealed');
}

async function settle(): Promise<void> {
  // What the reactions say is sealed too.
  for (const round of [1, 2]) {
    await sealAll();
    if (round === 1) for (const reaction of reactionList) await runReaction(cast.county, reaction);
  }
}

test('ERRAND-6 what was written on the slope arrives late and in its order, each with the time it was said', async () => {
  const began = Date.now() - 3 * hour;
  const papers = [
    { id: policy, code: 'policy' },
    { id: card, code: 'card-copy' },
  ];
  const said = { errand, household: cast.homes.one, member, kind: 'insurance-claim', papers, agreed: true };
  const commands = [
    await sealed('errand.ask', said, began),
    await sealed('errand.step', { errand, step: 'report' }, began + hour),
    await sealed('errand.step', { errand, step: 'survey', text: '苗打掉六成' }, began + 2 * hour),
    // Out of its order: refused for itself alone.
    await sealed('errand.step', { errand, step: 'paid' }, began + 2 * hour),
    await sealed('errand.hand-on', { errand, to: cast.offices.village }, began + 2 * hour + 1),
  ];
  const { answers } = (await server.call(phone, 'POST', '/push', { v: 1, commands })).body;
  expect(answers.map((one: { status: string; code?: string }) => one.code ?? one.status)).toEqual([
    'accepted',
    'accepted',
    'accepted',
    'errand-step',
    'accepted',
  ]);
  const { errand: kept } = await page();
  expect(kept).toMatchObject({ step: 2, askedAt: began, holder: cast.offices.level2, handedTo: cast.offices.village });
  expect(kept.story.map(({ what, at }) => [what, at - began])).toEqual([
    ['asked', 0],
    ['stepped', hour],
    ['stepped', 2 * hour],
    ['handed-on', 2 * hour + 1],
  ]);
  expect(kept.changedAt).toBeGreaterThan(began + 2 * hour + 1);
});

test('ERRAND-9 it stays with the worker until the village has counted every original', async () => {
  const { county, village, worker, township, head } = cast;
  expect((await page()).acts).toEqual(['receive', 'withdrawn']);
  const waits = (by: typeof village): Promise<unknown> => ask(county, by, 'errand.waits', {});
  expect([await waits(village), await waits(worker), await waits(township)]).toEqual([1, 0, 0]);
  await refused(village, 'errand.step', { errand, step: 'sign', self: true }, 'not-yours');
  await refused(village, 'errand.receive', { errand }, 'errand-papers-differ');
  for (const by of [township, head]) await refused(by, 'errand.receive', { errand, papers: [policy] }, 'not-yours');
  await say(county, village, 'errand.receive', { errand, papers: [policy] });
  await refused(worker, 'errand.step', { errand, step: 'sign', self: true }, 'not-yours');
  expect((await page()).errand.holder).toBe(cast.offices.village);
});

test('ERRAND-15 the home reads it, its neighbours do not, and opening it leaves a reading', async () => {
  const { homes, worker, village, county } = cast;
  const adult = { standing: 'adult', person: worker.person };
  expect(await seenBy({ ...adult, household: homes.one })).toEqual([{ id: errand }]);
  expect(await seenBy({ ...adult, household: homes.two })).toEqual([]);
  expect(await seenBy({ standing: 'staff', homes: [cast.grounds.grid2] })).toEqual([]);
  const readings = await inScope(county.database, { ...emptyScope, standing: 'service', service: 'verify' }, (tx) =>
    tx.query('select distinct household from reading where reader = $1', [village.person]),
  );
  expect(readings).toEqual([{ household: homes.one }]);
});

test('ERRAND-15 the home’s own page says who carries it and which original is out', async () => {
  const { homes } = cast;
  const adult = await server.session(await adultOf(cast), homes.one);
  const { text } = await server.call(adult, 'GET', '/my');
  for (const part of ['替我家代办的', '农业保险理赔', '在办 · village办', '还没还我家的原件：保险单或缴费凭证'])
    expect(text).toContain(part);
  expect(text).not.toContain('一卡通存折');
});

test('ERRAND-16 the paper holds mandate, receipt and steps, and room for a number that is kept nowhere', async () => {
  const caller = await server.session(cast.village.person);
  const reply = await fetch(`http://127.0.0.1:${server.port}/errands/${errand}/paper.pdf`, {
    headers: { cookie: `__Host-zd=${caller.cookie}` },
  });
  expect(reply.headers.get('content-type')).toBe('application/pdf');
  const pdf = Buffer.from(await reply.arrayBuffer());
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).replaceAll(/\s/g, '');
  for (const part of [
    '代办委托书、材料收据',
    '杜老汉',
    '农业保险理赔',
    'village办',
    '保险单或缴费凭证',
    '原件，要还',
    '交窗口',
    '不收钱',
    '身份证号（手写）',
  ])
    expect(text).toContain(part);
  const other = await server.session(cast.department.person);
  const kept = await server.call(other, 'GET', `/errands/${errand}/paper.pdf`);
  expect(kept.status).toBe(403);
});

test('ERRAND-12 refused by the window, given back and told at the door: then it is closed, and its home has it all', async () => {
  const { county, village, worker, offices } = cast;
  await say(county, village, 'errand.end', { errand, outcome: 'refused', text: '报案过了期限' });
  await say(county, village, 'errand.hand-on', { errand, to: offices.level2 });
  await say(county, worker, 'errand.receive', { errand, papers: [policy] });
  await say(county, worker, 'errand.papers', { errand, back: [policy] });
  await say(county, worker, 'errand.tell', { errand });
  const kept = await page(worker);
  expect(kept.acts).toEqual([]);
  expect(kept.errand).toMatchObject({ outcome: 'refused', reason: '报案过了期限', holder: offices.level2 });
  expect(kept.errand.papers.find((one) => one.id === policy)).toMatchObject({ backBy: offices.level2 });
  expect(await ask(county, worker, 'errand.of', { household: cast.homes.one })).toMatchObject([{ id: errand }]);
});

test('ERRAND-13 a round is offered once to each home, and goes to the phone of whoever is to ask', async () => {
  const { county, village, homes } = cast;
  const round = newId();
  const offer = (more: string[]) => more.map((household) => ({ household, errand: newId() }));
  const input = { round, kind: 'insurance-claim', homes: offer([homes.one, homes.two, homes.three]) };
  await say(county, village, 'errand.offer', input);
  await refused(village, 'errand.offer', { ...input, homes: offer([homes.two]) }, 'errand-offered');
  await say(county, village, 'errand.offer', { ...input, homes: offer([homes.two, homes.four]) });
  const rows = (await ask(county, village, 'errand.list', {})) as { round: string; door: string }[];
  expect(
    rows
      .filter((row) => row.round === round)
      .map((row) => row.door)
      .sort(),
  ).toEqual(['1-01', '1-02', '1-03', '1-04']);
  await settle();
  const { records } = (await server.call(phone, 'GET', '/pull?limit=2000')).body;
  const held = records
    .filter((one: { kind: string }) => one.kind === 'errand')
    .map((one: { record: Errand }) => one.record);
  expect(held.filter((one: Errand) => one.state === 'to-ask')).toHaveLength(4);
  expect(held.every((one: Errand) => one.holder === cast.offices.level2)).toBe(true);
});

test('ERRAND-14 moved to another grid, the home takes its errands along and the old phone lets them go', async () => {
  const { county, homes, areas, grounds, village, offices } = cast;
  const { cursor } = (await server.call(phone, 'GET', '/pull?limit=2000')).body;
  await say(county, village, 'household.move', { household: homes.one, grid: areas.grid2 });
  await settle();
  const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
  const rows = await inScope(county.database, jobs, (tx) =>
    tx.query<{ state: string; ground: string; holder: string }>(
      'select state, ground::text as ground, holder from errand where household = $1 order by state',
      [homes.one],
    ),
  );
  expect(rows).toEqual([
    { state: 'over', ground: grounds.grid2, holder: offices.level2 },
    { state: 'to-ask', ground: grounds.grid2, holder: offices.level2b },
  ]);
  const { gone } = (
    await server.call(phone, 'GET', `/pull?generation=${cursor.generation}&pos=${cursor.pos}&limit=2000`)
  ).body;
  expect(gone).toContainEqual({ kind: 'errand', id: errand });
});

test('ERRAND-11 a home takes its errand back on its own page, and no other home’s', async () => {
  const { county, homes, worker, worker2, village } = cast;
  const [own, other] = [newId(), newId()];
  const papers = [{ id: newId(), code: 'old-id' }];
  await say(county, worker2, 'errand.ask', {
    errand: own,
    household: homes.one,
    kind: 'id-renew',
    papers,
    agreed: true,
  });
  await say(county, worker, 'errand.ask', { errand: other, household: homes.two, kind: 'id-renew', agreed: true });
  const adult = await server.session(await adultOf(cast), homes.one);
  const { text } = await server.call(adult, 'GET', '/my');
  const csrf = /action="\/my\/errand"><input type="hidden" name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const send = (which: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${server.port}/my/errand`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: `__Host-zd=${adult.cookie}`, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ csrf, errand: which }),
    });
  expect((await send(other)).status).toBe(403);
  expect((await send(own)).status).toBe(303);
  const taken = (await ask(county, village, 'errand.page', { errand: own })) as ErrandPage;
  expect(taken.errand).toMatchObject({ state: 'over', outcome: 'withdrawn', reason: '' });
  expect(taken.errand.story.at(-1)).toMatchObject({ what: 'ended', office: null });
  // The old card still has to come home.
  expect(taken.errand.papers).toMatchObject([{ lent: true, backAt: null }]);
  await say(county, worker2, 'errand.papers', { errand: own, back: [papers[0]?.id] });
  await say(county, worker, 'errand.end', { errand: other, outcome: 'withdrawn' });
});

test('ERRAND-17 with the member go the words of his errands, from the record and from the journal, once they are closed', async () => {
  const { county, worker2 } = cast;
  const place = { county, store: openFileStore(`${server.dataDir}/attachments`), note: async () => {} };
  const words = { reason: '本人依法要求删除', decision: '云溪县处〔2026〕9号' };
  const open = newId();
  const said = { errand: open, household: cast.homes.one, member, kind: 'pension-certify', agreed: true };
  await say(county, worker2, 'errand.ask', said);
  const his = { kind: 'member', id: member, ...words } as const;
  await expect(erase(place, his)).rejects.toThrow('erase-open');
  await say(county, worker2, 'errand.end', { errand: open, outcome: 'withdrawn' });
  await erase(place, his);
  const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
  const [kept] = await inScope(county.database, jobs, (tx) =>
    tx.query<{ all: string; kind: string; story: { what: string }[] }>(
      'select errand::text as all, kind, story from errand where id = $1',
      [errand],
    ),
  );
  expect(kept?.kind).toBe('insurance-claim');
  expect(kept?.story.at(-1)?.what).toBe('erased');
  expect(kept?.all).not.toMatch(/苗打掉|过了期限/);
  const left = await inScope(county.database, { ...emptyScope, standing: 'service', service: 'verify' }, (tx) =>
    tx.query<{ n: number }>(`select count(*)::int as n from journal where payload::text ~ '苗打掉|过了期限'`),
  );
  expect(left).toEqual([{ n: 0 }]);
});
