// A proposal over HTTP: made on a household's own page, seconded by another home, talked over, voted on first, decided, and carried out where everybody follows.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serviceActor } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { ProposalPage, ProposalRow, VillageAffairs } from '#modules/proposal/model.ts';
import { erase } from '#server/erase.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { hashOf } from '#server/session.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { addAdult } from '#tests/matrix/county.ts';
import { type Caller, type Running, run } from '#tests/running.ts';
import { moreHomes } from '#tests/voters.ts';

const limit = 15 * 1024;
const plate = 'P1ATE0F0H0ME0NE00000000000';
const day = 86_400_000;
let cast: Cast;
let server: Running;
let desk: Caller;
let worker: Caller;
let asker: Caller;
let neighbour: Caller;

beforeAll(async () => {
  cast = await makeCast();
  await moreHomes(cast, 20);
  server = await run(cast);
  await say(cast.county, serviceActor('import'), 'household.plate', {
    household: cast.homes.one,
    plateHash: hashOf(plate),
    plateShort: 'ABCDEFGH',
  });
  desk = await server.session(cast.village.person);
  worker = await server.session(cast.worker.person);
  asker = await server.session((await addAdult(cast, cast.homes.one, '杜来顺')).person, cast.homes.one);
  neighbour = await server.session((await addAdult(cast, cast.homes.two, '李大人')).person, cast.homes.two);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

const get = async (caller: Caller, path: string): Promise<string> => {
  const { status, text } = await server.call(caller, 'GET', path);
  expect([path, status]).toEqual([path, 200]);
  expect([path, Buffer.byteLength(text) < limit]).toEqual([path, true]);
  return text;
};

/** Sends a form as a browser without JavaScript does; answers where it leads, or the page that came back. */
async function send(
  caller: Caller,
  path: string,
  fields: Record<string, string>,
): Promise<{ to: string; text: string; status: number }> {
  const reply = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': '10.7.0.1',
      cookie: `__Host-zd=${caller.cookie ?? ''}`,
    },
    body: new URLSearchParams(fields).toString(),
  });
  return { to: reply.headers.get('location') ?? '', text: await reply.text(), status: reply.status };
}

const hidden = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';

async function propose(caller: Caller, fields: Record<string, string>): Promise<Awaited<ReturnType<typeof send>>> {
  const form = await get(caller, '/my/propose');
  return send(caller, '/my/propose', { token: hidden(form, 'token'), named: 'no', ...fields });
}
async function speak(caller: Caller, id: string, fields: Record<string, string>): Promise<number> {
  const csrf = hidden(await get(caller, `/my/proposal/${id}`), 'csrf');
  return (await send(caller, `/my/proposal/${id}`, { csrf, ...fields })).status;
}
const page = async (caller: Caller, id: string): Promise<ProposalPage> =>
  (await server.ask(caller, 'proposal.page', { proposal: id })).body as ProposalPage;
const act = async (verb: string, input: object, code?: string): Promise<void> => {
  const { status, body, text } = await server.do(desk, `proposal.${verb}`, input);
  if (code === undefined) expect([verb, status, text]).toEqual([verb, 200, text]);
  else expect(body).toMatchObject({ code });
};

let id = '';

test('PROPOSAL-1, PROPOSAL-2, PROPOSAL-13 a home proposes on its own page; everybody follows it and nobody reads whose it is', async () => {
  const phone = await propose(asker, { title: '桥头装路灯', text: '打 13900001234 问我' });
  expect(phone.status).toBe(400);
  expect(phone.text).toContain('电话');
  expect(phone.text).toContain('打 13900001234 问我');
  expect((await propose(asker, { title: '改选村委会', text: '重选' })).text).toContain('要在纸上联名');
  const made = await propose(asker, { title: '桥头装路灯', text: '晚上看不见路' });
  id = /\/my\/proposal\/([0-9a-f-]{36})/.exec(made.to)?.[1] ?? '';
  expect(id).toHaveLength(36);

  const seen = await get({}, `/proposal/${id}`);
  expect(seen).toContain('晚上看不见路');
  expect(seen).not.toMatch(/杜来顺|1-01/);
  expect(await get({}, `/h/${plate}`)).toContain('正在商量 1 个');
  expect(await get({}, `/h/${plate}/proposals`)).toContain('桥头装路灯');
  expect(await get(asker, '/my/proposals')).toContain('我家提的');
  expect(await get(neighbour, '/my/proposals')).not.toContain('我家提的');

  // The village office knows the home; the worker does not, and the home reads who looked.
  expect((await page(desk, id)).home).toContain('1-01');
  expect((await page(worker, id)).home).toBeNull();
  expect(await get(asker, '/my/readings')).toContain('看您家的提议');
});

test('PROPOSAL-3 another home seconds it and says a few words: a number for all, words for the office, the home for nobody', async () => {
  expect(await speak(neighbour, id, { do: 'say', seconds: 'yes', words: '早该装了' })).toBe(303);
  expect(await speak(neighbour, id, { do: 'say', seconds: 'yes', words: '早该装了' })).toBe(303);
  expect(await get(neighbour, `/my/proposal/${id}`)).toContain('早该装了');
  const shown = await get({}, `/proposal/${id}`);
  expect(shown).toContain('1 户附议');
  expect(shown).not.toContain('早该装了');
  expect(await get(asker, `/my/proposal/${id}`)).not.toContain('早该装了');
  const known = await server.ask(desk, 'proposal.page', { proposal: id });
  expect(known.body).toMatchObject({ seconds: 1, words: ['早该装了'] });
  expect(known.text).not.toContain(cast.homes.two);
  const township = await server.session(cast.township.person);
  expect(await page(township, id)).toMatchObject({ seconds: 1, words: [], home: null, mayRun: false });
  const csrf = hidden(await get(asker, `/my/proposal/${id}`), 'csrf');
  const own = await send(asker, `/my/proposal/${id}`, { csrf, do: 'say', seconds: 'yes' });
  expect(own.status).toBe(403);
});

test('PROPOSAL-4, PROPOSAL-5, PROPOSAL-9 taken up and talked over: minutes that everybody reads, and how many names call a meeting', async () => {
  await act('decide', meeting({}), 'proposal-moved-on');
  await act('take-up', { proposal: id });
  const minute = { proposal: id, minute: newId(), body: 'council', on: today(), present: 9, text: '先问两家的价' };
  await act('minute', minute);
  const shown = await get({}, `/proposal/${id}`);
  expect(shown).toContain('正在商量');
  expect(shown).toContain('会议记录 1 次');
  expect(shown).toContain('十分之一');
  expect(await get({}, `/proposal/${id}/minutes`)).toContain('先问两家的价');
});

const today = (): string => dayOf(cast.county.now());
const steps = [
  { id: newId(), text: '选地方', due: dayOf(Date.now() + 10 * day) },
  { id: newId(), text: '装灯', due: dayOf(Date.now() + 60 * day) },
];
const meeting = (more: object): object => ({
  proposal: id,
  body: 'representatives',
  on: today(),
  entitled: 30,
  present: 20,
  agreed: 11,
  text: '装两盏太阳能路灯',
  steps,
  ...more,
});

test('PROPOSAL-6, PROPOSAL-7 a first vote is joined, and a meeting decides only when enough came and agreed', async () => {
  const poll = newId();
  const asked = { kind: 'pre-vote', unit: 'household', title: '装不装路灯', choices: ['装', '不装'] };
  const made = { poll, office: cast.offices.village, area: cast.areas.village, closesAt: Date.now() + 7 * day };
  await say(cast.county, cast.village, 'poll.make', { ...made, ...asked });
  await act('vote', { proposal: id, poll }, 'proposal-poll');
  await say(cast.county, cast.village, 'poll.open', { poll, notice: newId(), title: '投票', text: '请投票' });
  await act('vote', { proposal: id, poll });
  expect(await get({}, `/proposal/${id}`)).toContain(`/poll/${poll}`);
  await act('decide', meeting({ present: 19 }), 'proposal-few');
  await act('decide', meeting({ agreed: 10 }), 'proposal-no');
  await act('decide', meeting({}));
});

test('PROPOSAL-8, PROPOSAL-14 every step is followed by everybody, by plate and by list, until it is done', async () => {
  const [first, second] = steps;
  await act('step', { proposal: id, step: first?.id, note: '桥头和水站各一处' });
  const shown = await get({}, `/proposal/${id}`);
  expect(shown).toContain('桥头和水站各一处');
  expect(shown).toContain('应到 30，到会 20，同意 11');
  expect(await get({}, `/h/${plate}/proposals`)).toContain('2 步办完 1 步');
  expect(await get(neighbour, `/my/proposal/${id}`)).not.toContain('<form');
  await act('step', { proposal: id, step: second?.id, due: dayOf(Date.now() + 90 * day) }, 'proposal-why');
  await act('step', { proposal: id, step: second?.id, due: dayOf(Date.now() + 90 * day), note: '灯还没到货' });
  const later = await get({}, `/proposal/${id}?elder=1&lang=en`);
  expect(later).toContain('灯还没到货');
  expect(later).toContain('first set for');
  await act('step', { proposal: id, step: second?.id });
  expect(await get({}, `/proposal/${id}`)).toContain('办完了');
  const rows = (await server.ask(worker, 'proposal.list')).body as ProposalRow[];
  expect(rows).toMatchObject([{ id, state: 'done', done: 2, steps: 2, seconds: 1 }]);
});

test('PROPOSAL-4, PROPOSAL-12 covered and taken back: the words are gone for everybody but the home and the office', async () => {
  const made = async (title: string): Promise<string> =>
    /\/my\/proposal\/([0-9a-f-]{36})/.exec((await propose(asker, { title, text: '说的是谁家' })).to)?.[1] ?? '';
  const [bad, back] = [await made('某家的墙'), await made('修井盖')];
  await act('decline', { proposal: bad, because: '这是两家的事，可以调解', cover: true });
  const shown = await get({}, `/proposal/${bad}`);
  expect(shown).toContain('这是两家的事，可以调解');
  expect(shown).not.toMatch(/某家的墙|说的是谁家/);
  expect((await server.ask(worker, 'proposal.list')).text).not.toContain('某家的墙');
  expect((await server.ask(worker, 'proposal.page', { proposal: bad })).text).not.toContain('某家的墙');
  expect(await get(asker, `/my/proposal/${bad}`)).toContain('某家的墙');
  expect((await page(desk, bad)).proposal.title).toBe('某家的墙');
  expect(await speak(asker, back, { do: 'withdraw' })).toBe(303);
  expect(await get({}, `/h/${plate}/proposals`)).not.toContain('修井盖');
  expect(await get(asker, '/my/proposals')).toContain('修井盖');
});

test('PROPOSAL-1 the worker writes down what a home says at its door, and a home that agrees is named', async () => {
  const proposal = newId();
  const input = { proposal, from: newId(), household: cast.homes.three, title: '清沟', text: '雨季前清一次沟' };
  const answer = await server.do(worker, 'proposal.raise', { ...input, named: true });
  expect(answer.status, answer.text).toBe(200);
  const { home } = await page(desk, proposal);
  expect(await get({}, `/proposal/${proposal}`)).toContain(home);
});

test('PROPOSAL-15 a phone holds what is talked over around it, without whose it is and without covered words', async () => {
  const [of] = await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
    tx.query<{ head: string; door: string }>('select head, door from household where id = $1', [cast.homes.three]),
  );
  const { body, text } = await server.ask(worker, 'village.affairs');
  const affairs = body as VillageAffairs & { mark: string };
  expect(affairs.talks.map((one) => one.title).sort()).toEqual(['桥头装路灯', '清沟'].sort());
  expect(affairs.talks.find((one) => one.id === id)).toMatchObject({
    state: 'done',
    seconds: 1,
    minute: { text: '先问两家的价' },
    decision: { text: '装两盏太阳能路灯' },
    steps: [{ note: '桥头和水站各一处' }, {}],
  });
  for (const kept of [
    cast.homes.one,
    cast.homes.three,
    of?.head ?? '',
    of?.door ?? '',
    '某家的墙',
    '修井盖',
    '早该装了',
  ])
    expect([kept, text.includes(kept)]).toEqual([kept, false]);
  expect((await server.ask(worker, 'village.affairs', { held: affairs.mark })).body).toEqual({ mark: affairs.mark });
});

test('PROPOSAL-10 on a lawful request the words go from every place, and what came of it stays', async () => {
  const place = { county: cast.county, store: openFileStore(server.dataDir), note: async () => {} };
  const lawful = { reason: '本户依法要求', decision: '云溪县处7号' };
  await erase(place, { kind: 'proposal', id, ...lawful });
  const shown = await get({}, `/proposal/${id}`);
  expect(shown).not.toMatch(/桥头装路灯|晚上看不见路/);
  expect(shown).toContain('装两盏太阳能路灯');
  await expect(erase(place, { kind: 'proposal', id, ...lawful })).rejects.toMatchObject({ code: 'erased-already' });
  const voice = (await server.call(neighbour, 'GET', '/my/record.json')).body.tables.proposal_voice.rows[0]
    .id as string;
  await erase(place, { kind: 'voice', id: voice, ...lawful });
  expect((await page(desk, id)).words).toEqual([]);
  expect((await page(desk, id)).seconds).toBe(1);
});

test('the longest proposal there can be stays below 15 KiB on every page, also for elders and in English', async () => {
  const proposal = newId();
  const many = (n: number): string => '灯'.repeat(n);
  const input = { proposal, from: newId(), household: cast.homes.three, title: many(40), text: many(600), named: true };
  await say(cast.county, cast.worker, 'proposal.raise', input);
  await act('take-up', { proposal });
  for (let n = 0; n < 4; n++)
    await act('minute', { proposal, minute: newId(), body: 'council', on: today(), present: 9, text: many(2000) });
  const all = Array.from({ length: 10 }, () => ({ id: newId(), text: many(80), due: dayOf(Date.now() + 10 * day) }));
  await act('decide', { ...meeting({ steps: all, text: many(500) }), proposal });
  const due = dayOf(Date.now() + 99 * day);
  for (const one of all) await act('step', { proposal, step: one.id, due, note: many(80) });
  for (const look of ['', '?elder=1', '?lang=en', '?lang=en&elder=1']) {
    await get({}, `/proposal/${proposal}${look}`);
    await get(neighbour, `/my/proposal/${proposal}${look}`);
    await get({}, `/proposal/${proposal}/minutes${look}`);
  }
  const older = /from=(\d+)/.exec(await get({}, `/proposal/${proposal}/minutes`))?.[1];
  expect(await get({}, `/proposal/${proposal}/minutes?from=${older}`)).toContain('议事会');
});
