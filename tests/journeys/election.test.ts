// An election over HTTP from roll to post: a village committee with its calendar, planted errors refused with their reason, a grid's meeting with its tie, and a recall.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOf } from '#kit/calendar.ts';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { ElectionPage, ElectionRow, MyElection, RollRow } from '#modules/election/model.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { electionAt, sheetFor, tiedElection, votersOf } from '#tests/elections.ts';
import { type Caller, type Reply, type Running, run } from '#tests/running.ts';

const oneDay = 86_400_000;
let cast: Cast;
let server: Running;
let voters: string[];
const at: Record<string, Caller> = {};
const importer = serviceActor('import');
const adult = newId();

beforeAll(async () => {
  cast = await makeCast();
  voters = await votersOf(cast);
  const person = newId();
  await say(cast.county, importer, 'member.add', {
    member: adult,
    household: cast.homes.one,
    name: '杜来顺',
    born: '1960-01',
  });
  await say(cast.county, importer, 'person.register', { person, name: '杜来顺', staff: false, member: adult });
  await say(cast.county, cast.village, 'member.verify', { member: adult, person });
  server = await run(cast);
  for (const who of ['worker', 'head', 'village', 'township', 'supervision'] as const)
    at[who] = await server.session(cast[who].person);
  at.adult = await server.session(person, cast.homes.one);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

const act = (who: string, verb: string, input: unknown): Promise<Reply> => server.do(at[who] ?? {}, verb, input);
const did = async (who: string, verb: string, input: unknown): Promise<void> => {
  const { status, text } = await act(who, verb, input);
  expect([verb, status, text.slice(0, 300)]).toEqual([verb, 200, expect.any(String)]);
};
const codeOf = async (who: string, verb: string, input: unknown): Promise<[number, string]> => {
  const { status, body } = await act(who, verb, input);
  return [status, body.code];
};
const page = async (election: string, who = 'village'): Promise<ElectionPage> =>
  (await server.ask(at[who] ?? {}, 'election.page', { election })).body;
const mine = async (election: string): Promise<MyElection | undefined> =>
  ((await server.ask(at.adult ?? {}, 'election.mine')).body as MyElection[]).find((one) => one.id === election);
const asOwner = <R>(text: string, values: unknown[]): Promise<R[]> =>
  inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'import' }, (tx) =>
    tx.query<R>(text, values),
  );

test('ELECT-1 a statutory vote is refused with its reason, whoever asks', async () => {
  for (const verb of ['election.vote', 'election.cast', 'vote.cast'])
    for (const who of ['village', 'adult', 'worker'])
      expect(await codeOf(who, verb, {})).toEqual([403, 'election-no-vote-here']);
});

test('ELECT-5, ELECT-6, ELECT-19 the roll of a committee: published, seen by the home for its own adult, objected to and answered', async () => {
  const { election } = await electionAt(cast, 'drawn', { kind: 'committee' });
  const own = (await server.ask(at.village ?? {}, 'election.roll', { election })).body as RollRow[];
  expect(own.filter((one) => one.on)).toHaveLength(9);
  const read = (await server.ask(at.adult ?? {}, 'reading.mine')).body as { purpose: string }[];
  expect(read.map((one) => one.purpose)).toContain('election.roll');
  await did('village', 'election.change-roll', {
    election,
    changes: [{ member: adult, on: false, reason: 'moved-away' }],
  });
  const notice = { notice: newId(), title: '选民名单张榜', text: '五天内可以提意见' };
  await did('village', 'election.publish', { election, office: cast.offices.village, notice });
  expect((await server.ask(at.worker ?? {}, 'notice.list')).text).toContain('选民名单张榜');
  expect(await mine(election)).toMatchObject({ on: false, objected: null, standing: [{ names: [] }] });
  expect(JSON.stringify(await mine(election))).not.toContain(voters[0]);
  const objection = newId();
  expect(await codeOf('adult', 'election.object', { election, objection, member: voters[0], what: 'extra' })).toEqual([
    403,
    'not-yours',
  ]);
  await did('adult', 'election.object', { election, objection, member: adult, what: 'missing' });
  expect((await mine(election))?.objected).toEqual({ what: 'missing', agreed: null });
  const [row] = ((await server.ask(at.village ?? {}, 'election.list')).body as ElectionRow[]).filter(
    (one) => one.id === election,
  );
  expect(row?.next).toBe('settle');
  await did('village', 'election.settle', { election, objection, member: adult, agreed: true, reason: 'lives-here' });
  expect(await mine(election)).toMatchObject({ on: true, objected: { what: 'missing', agreed: true } });
});

test('ELECT-8, ELECT-9, ELECT-14, ELECT-15 planted errors are refused one by one, and the result gives the post', async () => {
  const { election, contest } = await electionAt(cast, 'nominated');
  const good = { [voters[0] ?? '']: 6, [voters[1] ?? '']: 1 };
  const sheet = sheetFor(contest, good);
  const enter = (more: object): Promise<[number, string]> =>
    codeOf('village', 'election.enter', { election, place: 0, figures: { ...sheet, ...more } });
  expect(await enter({ cast: 8 })).toEqual([400, 'election-cast-over-issued']);
  expect(await enter({ issued: 9 })).toEqual([400, 'election-issued-over-came']);
  expect(await enter({ came: 20, issued: 20 })).toEqual([400, 'election-issued-over-roll']);
  expect(await enter({ contests: [{ contest, valid: 7, spoiled: 1, blank: 0, others: 0, votes: good }] })).toEqual([
    400,
    'election-sheet-sum',
  ]);
  expect(await enter({ contests: [{ contest, valid: 7, spoiled: 0, blank: 2, others: 0, votes: good }] })).toEqual([
    400,
    'election-marks-sum',
  ]);
  expect(await codeOf('worker', 'election.enter', { election, place: 0, figures: sheet })).toEqual([403, 'not-yours']);
  expect(await codeOf('village', 'election.count', { election })).toEqual([400, 'election-entry-missing']);
  await did('village', 'election.enter', { election, place: 0, figures: sheet });
  // Another's figures stay hidden until one has entered his own.
  const secondSees = (await page(election, 'supervision')).election.rounds[0]?.entries[0]?.figures;
  expect(secondSees).toMatchObject({ cast: 0, contests: [] });
  await did('township', 'election.enter', { election, place: 0, figures: { ...sheet, came: 8 } });
  expect(await codeOf('village', 'election.count', { election })).toEqual([400, 'election-entries-differ']);
  await did('township', 'election.enter', { election, place: 0, figures: sheet });
  await did('village', 'election.count', { election });
  expect((await page(election)).election.rounds[0]?.results).toMatchObject([{ elected: [voters[0]], why: 'filled' }]);
  const post = { contest, member: voters[0], post: newId(), person: newId(), known: false };
  const old = (await page(election)).posts.find((one) => one.name === '文跃山');
  const fill = (years: number): object => ({
    election,
    posts: [post],
    ends: [old?.id],
    until: dayOf(Date.now() + years * 366 * oneDay),
  });
  expect(await codeOf('village', 'election.fill', fill(3))).toEqual([409, 'election-not-now']);
  expect(await codeOf('village', 'election.sign', { election, signers: [voters[5]] })).toEqual([400, 'election-sign']);
  await did('village', 'election.sign', { election, signers: voters.slice(5, 7) });
  expect(await codeOf('village', 'election.fill', fill(6))).toEqual([400, 'election-term']);
  await did('village', 'election.fill', fill(3));
  const rows = await asOwner<{ chosen: string; name: string; role: string }>(
    'select post.chosen, person.name, post.role from post join person on person.id = post.person where post.id = $1',
    [post.post],
  );
  expect(rows).toEqual([{ chosen: 'election', name: '选民甲', role: 'level-2-worker' }]);
  const [ended] = await asOwner<{ reason: string }>('select end_reason as reason from post where id = $1', [old?.id]);
  expect(ended?.reason).toBe('换届');
  expect(await codeOf('village', 'election.void', { election, reason: 'mistake' })).toEqual([409, 'election-over']);
  expect((await mine(election))?.results).toMatchObject([{ elected: ['选民甲'] }]);
});

test('ELECT-13 equal votes twice over: nobody is signed in before the lot is drawn', async () => {
  const { election, contest } = await tiedElection(cast);
  expect(await codeOf('village', 'election.sign', { election, signers: voters.slice(5, 7) })).toEqual([
    409,
    'election-tied',
  ]);
  await did('village', 'election.lot', { election, contest, drawn: [voters[1]] });
  await did('village', 'election.sign', { election, signers: voters.slice(5, 7) });
});

test('ELECT-18 a recall: too few ask, enough ask, more than half say yes, and the post ends', async () => {
  const holder = newId();
  const person = newId();
  await say(cast.county, importer, 'person.register', { person, name: '被罢免的', staff: true });
  await say(cast.county, importer, 'post.assign', {
    post: holder,
    person,
    office: cast.offices.level2,
    fromAt: 0,
    toAt: Date.now() + oneDay,
    chosen: 'election',
  });
  const [election, contest] = [newId(), newId()];
  const call = (signed: number): object => ({
    election,
    area: cast.areas.grid,
    kind: 'grid-worker',
    contests: [{ id: contest, office: cast.offices.level2, title: 'worker', seats: 1 }],
    vote: 'slip',
    day: dayOf(Date.now()),
    places: ['会场'],
    committee: voters.slice(5),
    recall: { post: holder, by: 'voters', signed },
  });
  expect(await codeOf('village', 'election.call', call(1))).toEqual([400, 'election-recall-few-voters']);
  await did('village', 'election.call', call(2));
  await did('village', 'election.draw', { election, area: cast.areas.grid });
  await did('village', 'election.nominate', { election, candidates: [] });
  await did('village', 'election.enter', { election, place: 0, figures: sheetFor(contest, { yes: 4, no: 3 }) });
  await did('village', 'election.count', { election });
  await did('village', 'election.sign', { election, signers: voters.slice(5, 7) });
  await did('village', 'election.fill', { election, posts: [], ends: [holder], until: dayOf(Date.now() + oneDay) });
  const [row] = await asOwner<{ reason: string }>('select end_reason as reason from post where id = $1', [holder]);
  expect(row?.reason).toBe('罢免');
});

test('ELECT-20 the appraisal of a year stands before village, supervision and the homes, once', async () => {
  const rows = [{ post: cast.head.posts[0]?.id, good: 5, fit: 2, unfit: 0, none: 1 }];
  const input = { appraisal: newId(), area: cast.areas.village, day: dayOf(Date.now()), entitled: 30, came: 8, rows };
  expect(await codeOf('supervision', 'appraisal.enter', { ...input, came: 9 })).toEqual([400, 'appraisal-sum']);
  await did('supervision', 'appraisal.enter', input);
  const shown = (await server.ask(at.adult ?? {}, 'appraisal.list')).body;
  expect(shown).toMatchObject([
    { came: 8, rows: [{ name: '赵永福', good: 5, ofCommittee: false, unfitTwice: false }] },
  ]);
  expect((await act('village', 'appraisal.enter', { ...input, appraisal: newId() })).status).toBe(409);
});

test('ELECT-21 all papers are printed in both languages, and only for those who run it', async () => {
  const { election } = await electionAt(cast, 'signed', { kind: 'grid-worker' });
  for (const paper of ['roll', 'notice', 'ballot', 'proxy', 'sheet', 'result'])
    for (const lang of ['zh', 'en']) {
      const { status, text } = await server.call(
        at.village ?? {},
        'GET',
        `/elections/${election}/${paper}.pdf?lang=${lang}`,
      );
      expect([paper, status, text.slice(0, 5)]).toEqual([paper, 200, '%PDF-']);
    }
  for (const who of ['supervision', 'worker', 'adult'])
    expect((await server.call(at[who] ?? {}, 'GET', `/elections/${election}/roll.pdf`)).status).toBe(403);
});
