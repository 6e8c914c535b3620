// Voters for the tests of polls: ballots made by the very code a household's page runs, homes to vote from, and the slips they vote with.
import { serviceActor } from '#kit/actor.ts';
import { newId, randomCode, sha256Hex } from '#kit/id.ts';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Ballot, Poll, PollKey } from '#modules/poll/model.ts';
import { pollTable } from '#modules/poll/store.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '#server/county.ts';
import {
  blind,
  finalize,
  fromBase64Url,
  hexOf,
  joined,
  newPrefix,
  toBase64Url,
} from '../src/server/door/door-blind.js';
import { keepPollKeys, openPollKeys } from '#server/polls/poll-keys.ts';
import { movePolls } from '#server/polls/round.ts';
import { exchange } from '#server/polls/routes.ts';
import { castBallot, pollScope } from '#server/polls/urn.ts';
import { type Cast, say } from '#tests/cast.ts';

export interface Begun {
  readonly words: string;
  readonly prefix: string;
  readonly blinded: string;
  readonly unblind: bigint;
}

const message = (prefix: string, words: string): Uint8Array =>
  joined(fromBase64Url(prefix), new TextEncoder().encode(words));

/** A ballot for this answer, hidden and not signed yet. */
export async function begin(poll: string, key: PollKey, choice: number): Promise<Begun> {
  const bits = hexOf(crypto.getRandomValues(new Uint8Array(16)));
  const words = `zd-ballot-1|${poll}|${String(choice).padStart(2, '0')}|${bits}`;
  const prefix = toBase64Url(newPrefix());
  const { blinded, unblind } = await blind(key, message(prefix, words));
  return { words, prefix, blinded: toBase64Url(blinded), unblind };
}

/** With what the county signed it becomes a ballot; throws when it was not signed rightly. */
export async function finish(key: PollKey, { words, prefix, unblind }: Begun, signed: string): Promise<Ballot> {
  const signature = await finalize(key, message(prefix, words), fromBase64Url(signed), unblind);
  return { words, prefix, signature: toBase64Url(signature) };
}

/** A place for the keys of a county that was made without a server. */
export function givePollKeys(county: County): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'zd-poll-keys-'));
  keepPollKeys(county, openPollKeys(directory));
  return directory;
}

export const pollNow = (county: County, id: string): Promise<Poll> =>
  inScope(county.database, pollScope, async (tx) => {
    const [poll] = await pollTable.load(tx, [id]);
    if (!poll) throw new Error('no such poll');
    return poll;
  });

const day = 86_400_000;

/** A poll of the cast's village that runs. */
export async function openPoll(cast: Cast, more: object = {}): Promise<Poll & { key: PollKey }> {
  const { county, village, offices, areas } = cast;
  const poll = newId();
  const asked = {
    title: '新路灯先装在哪里',
    choices: ['学校门口', '三社坡道', '桥头'],
    kind: 'opinion',
    unit: 'household',
  };
  const input = {
    poll,
    office: offices.village,
    area: areas.village,
    closesAt: county.now() + 7 * day,
    ...asked,
    ...more,
  };
  await say(county, village, 'poll.make', input);
  await say(county, village, 'poll.open', { poll, notice: newId(), title: '投票', text: '请投票' });
  await movePolls(county);
  const made = await pollNow(county, poll);
  if (made.key === null) throw new Error(`the poll is ${made.state}`);
  return { ...made, key: made.key };
}

/** So many homes more in the cast's first grid. */
export async function moreHomes(cast: Cast, count: number): Promise<string[]> {
  const homes = Array.from({ length: count }, () => newId());
  for (const [at, household] of homes.entries()) {
    const home = { household, grid: cast.areas.grid, door: `9-${at + 1}`, head: `选民${at + 1}` };
    await say(cast.county, serviceActor('import'), 'household.register', home);
  }
  return homes;
}

/** A slip for each home, handed out by the village office; answers the codes. */
export async function slipsFor(cast: Cast, poll: string, homes: readonly string[]): Promise<string[]> {
  const codes = homes.map(() => randomCode(16));
  for (let from = 0; from < homes.length; from += 100) {
    const slips = await Promise.all(
      homes.slice(from, from + 100).map(async (household, at) => ({
        right: newId(),
        household,
        codeHash: await sha256Hex(codes[from + at] ?? ''),
      })),
    );
    await say(cast.county, cast.village, 'poll.give-slips', { poll, slips });
  }
  return codes;
}

/** What a voter with a slip does, at the county's inner door. */
export async function signBySlip(county: County, poll: string, code: string, blinded: string): Promise<string> {
  const more = { codeHash: await sha256Hex(code) };
  const how = { actor: serviceActor('polls'), verb: 'poll.take-by-slip', poll, blinded, more } as const;
  return (await exchange(county, how)).signed;
}

export interface Voted {
  readonly begun: Begun;
  readonly signed: string;
  readonly ballot: Ballot;
}

/** From the slip to the urn. */
export async function voteBySlip(
  county: County,
  poll: Poll & { key: PollKey },
  code: string,
  choice: number,
): Promise<Voted> {
  const begun = await begin(poll.id, poll.key, choice);
  const signed = await signBySlip(county, poll.id, code, begun.blinded);
  const ballot = await finish(poll.key, begun, signed);
  await castBallot(county, poll.id, ballot);
  return { begun, signed, ballot };
}
