// A poll over HTTP: made and opened at the desk, voted on a household's page, with a slip and on paper, counted, and counted again by anybody.
import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, sha256Hex } from '#kit/id.ts';
import type { Ballot, PollKey, PollPage, RollRow } from '#modules/poll/model.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { type Caller, type Running, run } from '#tests/running.ts';
import { until } from '#tests/until.ts';
import { begin, finish, moreHomes } from '#tests/voters.ts';

const day = 86_400_000;
let cast: Cast;
let server: Running;
let desk: Caller;
let liaison: Caller;
let homes: string[];
beforeAll(async () => {
  cast = await makeCast();
  homes = await moreHomes(cast, 30);
  server = await run(cast);
  desk = await server.session(cast.village.person);
  liaison = await server.session(cast.liaison.person);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

const page = async (poll: string): Promise<PollPage> =>
  (await server.ask(desk, 'poll.page', { poll })).body as PollPage;
async function reached(poll: string, state: string): Promise<PollPage> {
  await until(async () => (await page(poll)).poll.state === state);
  return page(poll);
}

async function made(more: object = {}): Promise<string> {
  const poll = newId();
  const { offices, areas } = cast;
  const input = { poll, office: offices.village, area: areas.village, kind: 'opinion', unit: 'household' };
  const asked = { title: '路灯装在哪里', choices: ['学校', '桥头'], closesAt: Date.now() + 7 * day };
  const answer = await server.do(desk, 'poll.make', { ...input, ...asked, ...more });
  expect(answer.status, answer.text).toBe(200);
  return poll;
}
async function opened(more: object = {}): Promise<{ poll: string; key: PollKey }> {
  const poll = await made(more);
  await server.do(desk, 'poll.open', { poll, notice: newId(), title: '投票：路灯', text: '请投票' });
  await reached(poll, 'open');
  const form = await server.call({}, 'GET', `/poll/${poll}/slip`);
  const key = JSON.parse(/data-key="([^"]+)"/.exec(form.text)?.[1]?.replaceAll('&quot;', '"') ?? '{}') as PollKey;
  return { poll, key };
}

/** A verified adult of this home, with a session. */
async function adultOf(household: string): Promise<Caller> {
  const [person, member] = [newId(), newId()];
  const name = '张大人';
  await say(cast.county, cast.village, 'member.add', { member, household, name, born: '1970-05' });
  await say(cast.county, cast.village, 'person.register', { person, name, staff: false, member });
  await say(cast.county, cast.village, 'member.verify', { member, person });
  return server.session(person, household);
}

const cast_ = (poll: string, ballot: Ballot) => server.call({}, 'POST', `/poll/${poll}/cast`, ballot);
const bySlip = (poll: string, code: string, blinded: string) =>
  server.call({}, 'POST', `/poll/${poll}/slip`, { code, blinded });
const byPage = (caller: Caller, poll: string, blinded: string) =>
  server.call(caller, 'POST', `/my/poll/${poll}/ballot`, { blinded, csrf: caller.csrf });

const codeOf = (at: number, series = 'A'): string => `S9PC0DEABCD${series}${String(1000 + at)}`;
const giveSlips = async (poll: string, some: readonly string[], series = 'A'): Promise<void> => {
  const slips = await Promise.all(
    some.map(async (household, at) => ({ right: newId(), household, codeHash: await sha256Hex(codeOf(at, series)) })),
  );
  const answer = await server.do(desk, 'poll.give-slips', { poll, slips });
  expect(answer.status, answer.text).toBe(200);
};

async function voteBySlip(of: { poll: string; key: PollKey }, code: string, choice: number): Promise<Ballot> {
  const begun = await begin(of.poll, of.key, choice);
  const { body } = await bySlip(of.poll, code, begun.blinded);
  const ballot = await finish(of.key, begun, body.signed);
  expect((await cast_(of.poll, ballot)).status).toBe(200);
  return ballot;
}

test('POLL-2, POLL-3 an election is refused with the reason, and a draft is seen by its office alone', async () => {
  const { offices, areas } = cast;
  const input = { poll: newId(), office: offices.village, area: areas.village, kind: 'opinion', unit: 'adult' };
  const asked = { title: '改选村委会', choices: ['甲', '乙'], closesAt: Date.now() + day };
  expect((await server.do(desk, 'poll.make', { ...input, ...asked })).body).toMatchObject({ code: 'poll-statutory' });
  const poll = await made();
  expect((await server.call({}, 'GET', `/poll/${poll}`)).status).toBe(404);
  expect((await server.ask(liaison, 'poll.page', { poll })).status).toBe(403);
  expect((await server.ask(liaison, 'poll.list')).text).not.toContain(poll);
});

let first: { poll: string; key: PollKey };
const ballots: Ballot[] = [];

test('POLL-4, POLL-15 a verified adult votes on the page of his home, once, and finds the poll there and behind his plate', async () => {
  first = await opened();
  const adult = await adultOf(cast.homes.one);
  const wife = await adultOf(cast.homes.one);
  expect((await server.call(adult, 'GET', '/my')).text).toContain(`/my/poll/${first.poll}`);
  const form = await server.call(adult, 'GET', `/my/poll/${first.poll}`);
  expect(form.text).toContain('桥头');
  expect(form.text.length).toBeLessThan(15 * 1024);
  expect((await server.call({}, 'GET', `/my/poll/${first.poll}`)).status).toBe(303);
  const begun = await begin(first.poll, first.key, 1);
  expect((await byPage({ ...adult, csrf: 'made up' }, first.poll, begun.blinded)).status).toBe(403);
  const [one, lost] = [await byPage(adult, first.poll, begun.blinded), await byPage(adult, first.poll, begun.blinded)];
  expect(lost.body.signed, one.text + lost.text).toBe(one.body.signed);
  const ballot = await finish(first.key, begun, one.body.signed);
  expect((await cast_(first.poll, ballot)).status).toBe(200);
  ballots.push(ballot);
  for (const caller of [adult, wife]) {
    const again = await byPage(caller, first.poll, (await begin(first.poll, first.key, 0)).blinded);
    expect(again.body).toMatchObject({ status: 409, code: 'poll-taken' });
  }
  const worker = await server.phone(cast.worker);
  const { body } = await server.call(worker, 'GET', '/pull');
  expect(JSON.stringify(body.records.filter((one_: { kind: string }) => one_.kind === 'notice'))).toContain(
    '投票：路灯',
  );
});

test('POLL-6 slips work once, in their own poll, and an older one no more', async () => {
  await giveSlips(first.poll, homes.slice(0, 12));
  for (let at = 0; at < 12; at++) ballots.push(await voteBySlip(first, codeOf(at), at % 2));
  const begun = await begin(first.poll, first.key, 0);
  expect((await bySlip(first.poll, codeOf(3), begun.blinded)).body).toMatchObject({ code: 'poll-taken' });
  expect((await bySlip(first.poll, 'NEVERGIVENATALL0', begun.blinded)).body).toMatchObject({
    code: 'poll-slip-unknown',
  });
  const second = await opened({ title: '第二个' });
  const foreign = (await begin(second.poll, second.key, 0)).blinded;
  expect((await bySlip(second.poll, codeOf(3), foreign)).body).toMatchObject({ code: 'poll-slip-unknown' });
  const roll = (await server.ask(desk, 'poll.roll', { poll: first.poll, text: '选民1' })).body as RollRow[];
  expect(roll.find((row) => row.name === '选民1')).toMatchObject({
    way: 'slip',
    takenOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  });
  expect(JSON.stringify(roll)).not.toMatch(/[0-9a-f]{64}/);
});

test('POLL-7 double, replayed, forged, altered and foreign ballots do not go in', async () => {
  const [known] = ballots;
  if (!known) throw new Error('no ballot');
  const codes = async (ballot: Ballot, poll = first.poll) => (await cast_(poll, ballot)).body.code as string;
  expect(await codes(known)).toBe('ballot-known');
  expect(await codes({ ...known, words: known.words.replace('|01|', '|00|') })).toBe('ballot-unsigned');
  expect(await codes({ ...known, signature: `${known.signature.slice(0, -8)}AAAAAAAA` })).toBe('ballot-unsigned');
  expect(await codes({ ...known, prefix: known.prefix.replace(/^./, known.prefix.startsWith('A') ? 'B' : 'A') })).toBe(
    'ballot-unsigned',
  );
  expect(await codes({ ...known, words: known.words.replace('|01|', '|07|') })).toBe('ballot-unreadable');
  expect(await codes({ ...known, words: `${known.words} ` })).toBe('ballot-unreadable');
  // The same bytes written another way are no second ballot.
  expect(await codes({ ...known, signature: `${known.signature}=` })).toBe('ballot-unreadable');
  const other = await opened({ title: '第三个' });
  expect(await codes(known, other.poll)).toBe('ballot-elsewhere');
  const moved = { ...known, words: known.words.replace(first.poll, other.poll) };
  expect(await codes(moved, other.poll)).toBe('ballot-unsigned');
  expect((await cast_(newId(), known)).status).toBe(404);
  expect((await server.call({}, 'POST', `/poll/${first.poll}/cast`, [1])).status).toBe(400);
});

test('POLL-9 a running poll says to nobody how it stands', async () => {
  const shown = await page(first.poll);
  expect(shown.given).toEqual({ page: 1, slip: 12, paper: 0 });
  expect(shown.poll.count).toBeNull();
  expect((await server.call({}, 'GET', `/poll/${first.poll}/board.json`)).status).toBe(404);
});

test('POLL-11 paper is given out and counted by two, each without the other', async () => {
  for (const household of homes.slice(12, 15))
    expect((await server.do(desk, 'poll.give-paper', { poll: first.poll, right: newId(), household })).status).toBe(
      200,
    );
  const again = await server.do(desk, 'poll.give-paper', { poll: first.poll, right: newId(), household: homes[12] });
  expect(again.body).toMatchObject({ code: 'poll-taken' });
  expect((await server.do(desk, 'poll.close', { poll: first.poll, because: '  ' })).status).toBe(400);
  expect((await server.do(desk, 'poll.close', { poll: first.poll, because: '都投完了' })).status).toBe(200);
  const late = await begin(first.poll, first.key, 0);
  expect((await bySlip(first.poll, codeOf(1), late.blinded)).body.code).toMatch(/poll-(taken|not-running)/);
  expect((await cast_(first.poll, ballots[0]!)).body.code).toBe('ballot-late');
  const sheet = { poll: first.poll, figures: [1, 1], blank: 1 };
  await server.do(desk, 'poll.count-paper', sheet);
  expect((await page(first.poll)).counting).toBe(true);
  expect((await server.ask(liaison, 'poll.page', { poll: first.poll })).text).not.toContain('"figures"');
  expect((await server.do(desk, 'poll.count-paper', sheet)).body).toMatchObject({ code: 'poll-same-person' });
  expect((await server.do(liaison, 'poll.count-paper', { ...sheet, figures: [2, 0] })).status).toBe(200);
  expect((await page(first.poll)).poll).toMatchObject({ paper: null, differed: 1, state: 'closed' });
  await server.do(desk, 'poll.count-paper', sheet);
  await server.do(liaison, 'poll.count-paper', sheet);
  const { poll } = await reached(first.poll, 'counted');
  expect(poll.count).toMatchObject({ urn: [6, 7], paper: [1, 1], blank: 1, given: { page: 1, slip: 12, paper: 3 } });
});

test('POLL-12 everybody reads the board, finds his own ballot and counts again with one page of program', async () => {
  const { text, body } = await server.call({}, 'GET', `/poll/${first.poll}/board.json`);
  expect(body.ballots).toHaveLength(13);
  for (const ballot of ballots) expect(text).toContain(ballot.words);
  expect((await server.call({}, 'GET', `/poll/${first.poll}`)).text).toContain('都投完了');
  const board = await server.call({}, 'GET', `/poll/${first.poll}/board`);
  expect(board.text.match(/<dt>\d{3} \d{3} \d{3} \d{3}/g)).toHaveLength(13);
  const program = path.join(import.meta.dirname, '../../src/server/door/recount.mjs');
  const count = (address: string) => promisify(execFile)(process.execPath, [program, address]);
  const kept = path.join(server.dataDir, 'board.json');
  writeFileSync(kept, text);
  const { stdout } = await count(`http://127.0.0.1:${server.port}/poll/${first.poll}/board.json`);
  expect((await count(kept)).stdout).toBe(stdout);
  expect(stdout).toContain('✓');
  expect(stdout).toContain('7 + 1  桥头');
  const altered = structuredClone(body);
  altered.ballots[4].words = altered.ballots[4].words.replace(
    /\|0(\d)\|/,
    (_: string, one: string) => `|0${1 - Number(one)}|`,
  );
  const file = `data:application/json,${encodeURIComponent(JSON.stringify(altered))}`;
  await expect(count(file)).rejects.toMatchObject({
    stdout: expect.stringContaining('✗ line 5: not signed by this poll'),
  });
});

test('POLL-13 the keys are destroyed once it is counted', async () => {
  await until(() => !readdirSync(path.join(server.dataDir, 'poll-keys')).includes(`${first.poll}.json`));
});

test('POLL-16 with fewer than ten in the urn it is not opened', async () => {
  const small = await opened({ title: '人少的' });
  await giveSlips(small.poll, homes.slice(0, 9), 'B');
  for (let at = 0; at < 9; at++) await voteBySlip(small, codeOf(at, 'B'), 0);
  await server.do(desk, 'poll.close', { poll: small.poll, because: '到点了' });
  expect((await reached(small.poll, 'cancelled')).poll).toMatchObject({ because: 'too-few', count: null });
  expect((await server.call({}, 'GET', `/poll/${small.poll}`)).text).toContain('不到十个');
});
