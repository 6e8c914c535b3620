// Many small polls: ballots of ten are linked to their voters no better than chance, each board is counted again by the program that anybody can run, and what comes late or twice at once is not taken.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inScope } from '#data/scope.ts';
import type { Ballot, Poll, PollKey } from '#modules/poll/model.ts';
import { fewestBallots } from '#modules/poll/rules.ts';
import { loadBoard } from '#modules/poll/store.ts';
import { movePolls } from '#server/polls/round.ts';
import { castBallot, pollScope } from '#server/polls/urn.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { ordersOf, stolenFrom } from '#tests/stolen.ts';
import {
  begin,
  finish,
  givePollKeys,
  moreHomes,
  openPoll,
  pollNow,
  signBySlip,
  slipsFor,
  voteBySlip,
} from '#tests/voters.ts';

/** 100 polls of ten to thirteen and 1,000 late voters by `npm run chaos -- polls`. */
const batches = Number(process.env['ZD_BATCHES'] ?? 4);
const voters = Number(process.env['ZD_VOTERS'] ?? 40);
let cast: Cast;
let homes: string[];
let now = Date.now();

beforeAll(async () => {
  cast = await makeCast({ now: () => now });
  givePollKeys(cast.county);
  homes = await moreHomes(cast, Math.max(voters, fewestBallots + 3));
}, 300_000);
afterAll(() => cast?.close());

type Opened = Poll & { key: PollKey };

interface Batch {
  readonly poll: Opened;
  /** In the order in which they were signed for and cast, one right after the other. */
  readonly ballots: readonly Ballot[];
  readonly choices: readonly number[];
}

async function batch(at: number): Promise<Batch> {
  const poll = await openPoll(cast, { title: `第${at + 1}个投票` });
  const codes = await slipsFor(cast, poll.id, homes.slice(0, fewestBallots + (at % 4)));
  const choices = codes.map(() => Math.floor(Math.random() * poll.choices.length));
  const ballots: Ballot[] = [];
  for (const [place, code] of codes.entries()) {
    ballots.push((await voteBySlip(cast.county, poll, code, choices[place] ?? 0)).ballot);
    now += 60_000;
  }
  return { poll, ballots, choices };
}

const program = path.join(import.meta.dirname, '../../src/server/door/recount.mjs');

/** What the program prints for this board, run as anybody would. */
async function countedAgain(board: object): Promise<string> {
  const file = `data:application/json,${encodeURIComponent(JSON.stringify(board))}`;
  const run = promisify(execFile)(process.execPath, [program, file]);
  return (await run.catch((error: { stdout: string }) => error)).stdout;
}

test('POLL-8, POLL-12 batches of ten: no order of any stolen table beats chance, and every board counted again by the program is the same', async () => {
  const held: Batch[] = [];
  for (let at = 0; at < batches; at++) held.push(await batch(at));
  now = Math.max(...held.map(({ poll }) => poll.closesAt));
  await movePolls(cast.county);
  const thief = await stolenFrom(cast.ownerUrl);
  const hits = new Map<string, number>();
  let equal = 0;
  for (const { poll, ballots, choices } of held) {
    const { orders, faults } = ordersOf(thief, { poll: poll.id, ballots: ballots.length });
    expect(faults).toEqual([]);
    expect([...orders.keys()]).toContain('poll_board.ballots');
    const hitsOf = (order: readonly string[]): number =>
      order.filter((words, place) => ballots[place]?.words === words).length;
    // The same attack on a board kept in the order of arrival finds everybody.
    expect(hitsOf(ballots.map(({ words }) => words))).toBe(ballots.length);
    for (const [name, order] of orders)
      for (const [how, one] of [
        [name, order],
        [`${name} backwards`, order.toReversed()],
      ] as const)
        hits.set(how, (hits.get(how) ?? 0) + hitsOf(one));

    const { key, count, id, choices: asked, title } = await pollNow(cast.county, poll.id);
    const board = await inScope(cast.county.database, pollScope, (tx) => loadBoard(tx, poll.id));
    const said = await countedAgain({ poll: id, title, choices: asked, key, count, ballots: board });
    const cast_ = asked.map((words, place) => `${choices.filter((one) => one === place).length} + 0  ${words}`);
    if (said.includes('✓') && cast_.every((line) => said.includes(line))) equal += 1;
    else console.log(said);
  }
  // Each batch has one hit by chance, whatever its size; six standard deviations above are met less than once in a million runs.
  const byChance = batches + 6 * Math.sqrt(batches);
  for (const [name, n] of hits) expect(n, name).toBeLessThanOrEqual(byChance);
  const most = Math.max(...hits.values());
  console.log(`${batches} batches, most hits by any order ${most}, ${equal} of ${batches} recounts equal`);
  expect(equal).toBe(batches);
}, 900_000);

/** A poll in which so many were signed for; what each of them would cast. */
async function signedFor(count: number): Promise<{ poll: Opened; ballots: Ballot[]; codes: string[] }> {
  const poll = await openPoll(cast, { title: '到点以后' });
  const codes = await slipsFor(cast, poll.id, homes.slice(0, count));
  const ballots: Ballot[] = [];
  for (const [at, code] of codes.entries()) {
    const begun = await begin(poll.id, poll.key, at % 3);
    ballots.push(await finish(poll.key, begun, await signBySlip(cast.county, poll.id, code, begun.blinded)));
  }
  return { poll, ballots, codes };
}

const taken = async (tries: readonly Promise<unknown>[]): Promise<number> =>
  (await Promise.allSettled(tries)).filter((one) => one.status === 'fulfilled').length;

test('POLL-4, POLL-7 two at the same moment are one: the same slip twice, and the same ballot twice', async () => {
  const { poll, ballots, codes } = await signedFor(fewestBallots);
  for (const ballot of ballots) {
    const tries = [1, 2, 3].map(() => castBallot(cast.county, poll.id, ballot));
    expect(await taken(tries)).toBe(1);
  }
  const fresh = await openPoll(cast, { title: '同时' });
  for (const code of await slipsFor(cast, fresh.id, homes.slice(0, codes.length))) {
    const hidden = await Promise.all([0, 1, 2].map((choice) => begin(fresh.id, fresh.key, choice)));
    const tries = hidden.map(({ blinded }) => signBySlip(cast.county, fresh.id, code, blinded));
    expect(await taken(tries)).toBe(1);
  }
});

test('POLL-7, POLL-10 of ballots rightly signed and brought after the hour none is taken, before the count or after it', async () => {
  const { poll, ballots, codes } = await signedFor(voters);
  const [inTime, late] = [ballots.slice(0, fewestBallots), ballots.slice(fewestBallots)];
  expect(late.length).toBeGreaterThanOrEqual(voters - fewestBallots);
  for (const ballot of inTime) await castBallot(cast.county, poll.id, ballot);
  now = poll.closesAt;
  for (const when of ['before the count', 'after it']) {
    for (const ballot of late)
      await expect(castBallot(cast.county, poll.id, ballot), when).rejects.toThrow('ballot-late');
    const { blinded } = await begin(poll.id, poll.key, 0);
    // Not that the keys are gone, which a poll that is over has by right.
    await expect(signBySlip(cast.county, poll.id, codes[0] ?? '', blinded), when).rejects.toThrow('poll-not-running');
    await movePolls(cast.county);
  }
  const counted = await pollNow(cast.county, poll.id);
  expect(counted.state).toBe('counted');
  expect(counted.count?.urn.reduce((sum, one) => sum + one, 0)).toBe(inTime.length);
}, 600_000);
