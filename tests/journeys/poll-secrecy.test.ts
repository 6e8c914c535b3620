// What a thief of the whole database and of every log learns of who voted what: no more than by chance; and what thousands of wrong ballots come to.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ballot, Poll, PollKey } from '#modules/poll/model.ts';
import { boardOf } from '#modules/poll/rules.ts';
import { loadBoard } from '#modules/poll/store.ts';
import { inScope } from '#data/scope.ts';
import { movePolls } from '#server/polls/round.ts';
import { castBallot, pollScope } from '#server/polls/urn.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { ordersOf, stolenFrom, textOf, type Thief } from '#tests/stolen.ts';
import {
  begin,
  finish,
  givePollKeys,
  moreHomes,
  openPoll,
  pollNow,
  signBySlip,
  slipsFor,
  type Voted,
  voteBySlip,
} from '#tests/voters.ts';
import { power } from '../../src/server/door/door-blind.js';
import { recount } from '../../src/server/door/recount.mjs';

/** 1,000 by `npm run chaos -- polls`. */
const voters = Number(process.env['ZD_VOTERS'] ?? 120);
let cast: Cast;
let now = Date.now();
let keys: string;
let poll: Poll & { key: PollKey };
let codes: string[];
const voted: Voted[] = [];
const told: string[] = [];

beforeAll(async () => {
  cast = await makeCast({ now: () => now });
  Object.assign(cast.county, {
    log: (event: string, facts?: object) => void told.push(JSON.stringify([now, event, facts])),
  });
  keys = givePollKeys(cast.county);
  const homes = await moreHomes(cast, voters);
  poll = await openPoll(cast);
  codes = await slipsFor(cast, poll.id, homes);
  // The worst case: each casts his ballot right after it was signed, one voter after the other.
  for (const [at, code] of codes.entries()) {
    voted.push(await voteBySlip(cast.county, poll, code, at % 3));
    now += 60_000;
  }
}, 600_000);
afterAll(() => cast?.close());

const stolen = (): Promise<Thief> => stolenFrom(cast.ownerUrl);

/** Homes in the order in which they were given their ballots: the journal tells it exactly. */
const signingOrder = ({ tables }: Thief): string[] =>
  (tables.get('journal') ?? [])
    .filter((row) => row['name'] === 'ballot-right.changed')
    .sort((a, b) => Number(a['seq']) - Number(b['seq']))
    .map((row) => String(row['record']));

/** How often the voter at this place of the signing order cast the ballot at the same place of that order. */
const hits = (order: readonly string[]): number =>
  order.filter((words, at) => voted[at]?.ballot.words === words).length;

/** Of n at random, each is right with 1/n: about one in all, and more than nine once in a million times. */
const byChance = 9;

test('POLL-8 while it runs, what lies in the urn gives no ballot away: no words, no signature, no tag that can be computed', async () => {
  const thief = await stolen();
  expect(signingOrder(thief)).toHaveLength(voters);
  expect(thief.tables.get('poll_urn')).toHaveLength(voters);
  const everything = [...thief.tables].map(
    ([name, rows]) => `${name} ${rows.map((row) => Object.values(row).map(textOf).join(' ')).join('\n')}`,
  );
  const places = (needle: string): string[] =>
    everything.filter((text) => text.includes(needle)).map((text) => text.split(' ')[0] ?? '');
  for (const { ballot, begun, signed } of voted.slice(0, 40)) {
    for (const needle of [
      ballot.words,
      ballot.words.slice(-32),
      ballot.signature,
      ballot.prefix,
      begun.blinded,
      signed,
    ])
      expect(places(needle), needle).toEqual([]);
    for (const needle of [ballot.words, ballot.signature])
      expect(places(Buffer.from(needle).toString('hex'))).toEqual([]);
  }
  expect(told.join('\n')).not.toContain(poll.id);
  expect(new Set((thief.tables.get('poll_urn') ?? []).map((row) => (row['sealed'] as Buffer).length)).size).toBe(1);
});

test('POLL-8 the attack is a real one: with the keys of the urn, which lie in no table and no backup, every ballot is linked', async () => {
  const { seed } = JSON.parse(readFileSync(path.join(keys, `${poll.id}.json`), 'utf8')) as { seed: string };
  const tags = createHmac('sha256', Buffer.from(seed, 'base64url')).update('zd-tags-v1').digest();
  const rows = (await stolen()).tables.get('poll_urn') ?? [];
  const inOrder = rows
    .toSorted((a, b) => Number(a['xmin']) - Number(b['xmin']))
    .map((row) => (row['tag'] as Buffer).toString('hex'));
  const known = voted.map(({ ballot }) => createHmac('sha256', tags).update(ballot.words).digest('hex'));
  expect(inOrder).toEqual(known);
});

test('POLL-5 every signing fits every ballot: the blinded ones say nothing, not even to whoever has the signing key', async () => {
  const int = (text: string): bigint => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
  const n = int(poll.key.n);
  const inverseOf = (a: bigint): bigint => {
    let [x, y, r, s] = [0n, 1n, n, a];
    while (s > 0n) [x, y, r, s] = [y, x - (r / s) * y, s, r % s];
    return ((x % n) + n) % n;
  };
  const some = voted.slice(0, 12);
  let fits = 0;
  for (const { begun, signed } of some)
    for (const { ballot } of some) {
      const s = int(ballot.signature);
      // The one blinding that would have led from this ballot to this signing; it exists for each pair.
      const r = (int(signed) * inverseOf(s)) % n;
      const encoded = power(s, 65_537n, n);
      if ((encoded * power(r, 65_537n, n)) % n === int(begun.blinded)) fits += 1;
    }
  expect(fits).toBe(some.length ** 2);
});

test('POLL-7 of double, replayed, forged, altered, late and foreign ballots none is taken', async () => {
  const other = await openPoll(cast, { title: '另一个' });
  const wrong: Record<string, (at: number) => Promise<unknown>> = {
    double: async (at) =>
      signBySlip(cast.county, poll.id, codes[at] ?? '', (await begin(poll.id, poll.key, 0)).blinded),
    replayed: (at) => castBallot(cast.county, poll.id, voted[at]?.ballot),
    forged: async (at) => {
      const { words, prefix } = await begin(poll.id, poll.key, at % 3);
      return castBallot(cast.county, poll.id, { words, prefix, signature: voted[at]?.ballot.signature });
    },
    altered: (at) => {
      const ballot = voted[at]?.ballot as Ballot;
      const words = ballot.words.replace(/\|0(\d)\|/, (_, one: string) => `|0${(Number(one) + 1) % 3}|`);
      return castBallot(cast.county, poll.id, { ...ballot, words });
    },
    foreign: (at) => castBallot(cast.county, other.id, voted[at]?.ballot),
    moved: (at) => {
      const ballot = voted[at]?.ballot as Ballot;
      return castBallot(cast.county, other.id, { ...ballot, words: ballot.words.replace(poll.id, other.id) });
    },
  };
  const taken: string[] = [];
  for (const [name, tried] of Object.entries(wrong))
    for (let at = 0; at < voters; at++)
      await tried(at).then(
        () => taken.push(`${name} ${at}`),
        (error: { kind?: string }) => error.kind === 'broken' && taken.push(`${name} ${at} broke`),
      );
  expect(taken).toEqual([]);
}, 600_000);

test('POLL-8, POLL-12 counted: all are there, late ones are not, and no order of any table leads from a voter to his ballot', async () => {
  const begun = await begin(poll.id, poll.key, 0);
  now = poll.closesAt;
  await movePolls(cast.county);
  const late: Ballot = { ...voted[0]!.ballot, words: begun.words };
  await expect(castBallot(cast.county, poll.id, late)).rejects.toThrow('ballot-late');
  const counted = await pollNow(cast.county, poll.id);
  expect(counted).toMatchObject({ state: 'counted', count: { given: { page: 0, slip: voters, paper: 0 } } });
  const board = await inScope(cast.county.database, pollScope, (tx) => loadBoard(tx, poll.id));
  expect(board.map((one) => one.words).sort()).toEqual(voted.map(({ ballot }) => ballot.words).sort());

  const thief = await stolen();
  expect(thief.tables.get('poll_urn')).toEqual([]);
  const found = ordersOf(thief, { poll: poll.id, ballots: voters });
  expect(found.faults).toEqual([]);
  const orders = new Map([['the board', board.map((one) => one.words)], ...found.orders]);
  expect([...orders.keys()]).toContain('poll_board.ballots');
  for (const [name, order] of orders) {
    expect(hits(order), name).toBeLessThanOrEqual(byChance);
    expect(hits(order.toReversed()), `${name}, backwards`).toBeLessThanOrEqual(byChance);
  }
  // The same attack on a board kept in the order of arrival finds everybody.
  expect(hits(voted.map(({ ballot }) => ballot.words))).toBe(voters);
  expect(boardOf(voted.map(({ ballot }) => ballot)).map((one) => one.words)).toEqual(board.map((one) => one.words));
  console.log(`${voters} voters, most hits by any order ${Math.max(...[...orders.values()].map(hits))} of ${voters}`);
});

test('POLL-12 counted again by anybody it comes to the same, time after time; a changed board does not', async () => {
  const { key, count, id, choices, title } = await pollNow(cast.county, poll.id);
  const ballots = await inScope(cast.county.database, pollScope, (tx) => loadBoard(tx, poll.id));
  const board = { poll: id, title, choices, key, count, ballots };
  const times = voters >= 1000 ? 100 : 3;
  for (let time = 0; time < times; time++)
    expect(await recount(board)).toMatchObject({ counted: count?.urn, faults: [], digest: count?.digest });
  for (const changed of [ballots.slice(1), [...ballots, ballots[0]!], [ballots[1]!, ballots[0]!, ...ballots.slice(2)]])
    expect((await recount({ ...board, ballots: changed })).faults).not.toEqual([]);
}, 600_000);

test('POLL-14 without its keys a poll takes nothing and counts nothing; it is called off and held again', async () => {
  const lost = await openPoll(cast, { title: '丢了钥匙的' });
  const [code = ''] = await slipsFor(cast, lost.id, [cast.homes.one]);
  givePollKeys(cast.county);
  const begun = await begin(lost.id, lost.key, 0);
  await expect(signBySlip(cast.county, lost.id, code, begun.blinded)).rejects.toThrow('poll-keys-gone');
  await say(cast.county, cast.village, 'poll.cancel', { poll: lost.id, because: '钥匙丢了，重新投' });
  expect(await pollNow(cast.county, lost.id)).toMatchObject({ state: 'cancelled' });
  expect(await finish(lost.key, begun, 'AAAA').catch(() => 'not signed')).toBe('not signed');
});
