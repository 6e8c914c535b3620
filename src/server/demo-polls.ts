// The demo village's polls: one that was counted three weeks ago with its board, and one that runs; voted as any poll is, with slips.
import { createHash } from 'node:crypto';
import { type Actor, type ActorPost, nobody, serviceActor } from '#kit/actor.ts';
import { newId, randomCode } from '#kit/id.ts';
import type { Database } from '#data/database.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { PollKey } from '#modules/poll/model.ts';
import { pollTable } from '#modules/poll/store.ts';
import type { County, CountyFacts } from './county.ts';
import { blind, finalize, fromBase64Url, hexOf, joined, newPrefix, toBase64Url } from './door/door-blind.js';
import { execute } from './execute.ts';
import { keepPollKeys, openPollKeys } from './polls/poll-keys.ts';
import { movePolls } from './polls/round.ts';
import { exchange } from './polls/routes.ts';
import { castBallot, pollScope } from './polls/urn.ts';
import { countyOf } from './provision.ts';

const day = 86_400_000;
const importScope = { ...emptyScope, standing: 'service', service: 'import' };
const evening = (at: number): number => Math.floor((at + 8 * 3_600_000) / day) * day + 12 * 3_600_000;

const past = {
  title: '村口的空地做什么用',
  text: '村口原来堆沙的那块空地腾出来了。先听听大家的，再开村民代表会议定。',
  kind: 'pre-vote',
  choices: ['铺平做小广场', '划成停车场', '种树，放几张凳子'],
};
/** How the homes with a slip chose, one figure for each. */
const chosen = '0021001020010220100201012000102001';
const running = {
  title: '新路灯先装在哪里',
  text: '今年能装六盏太阳能路灯。先装在哪一段，请各户说一说。',
  kind: 'opinion',
  choices: ['学校门口', '三社的坡道', '桥头到水站', '村卫生室前'],
};

interface Village {
  readonly county: County;
  readonly officer: Actor;
  readonly office: string;
  readonly area: string;
}

/** Who sits at the village's desk. */
export async function findOfficer(
  database: Database,
): Promise<(ActorPost & { person: string; area: string }) | undefined> {
  const rows = await inScope(database, importScope, (tx) =>
    tx.query<ActorPost & { person: string; area: string }>(
      `select post.id, post.person, post.office, office.kind as "officeKind", post.role, office.ground::text as ground, false as deputising, office.area
       from post join office on office.id = post.office where post.role = 'village-officer' and post.ended_at is null order by post.id limit 1`,
    ),
  );
  return rows[0];
}

async function say({ county, officer }: Village, name: string, input: object): Promise<void> {
  const at = county.now();
  const envelope = { v: 1, id: newId(), name, input, at, device: null, author: officer.person } as const;
  await execute(county, officer, envelope);
}

async function open(village: Village, asked: typeof past, closesAt: number): Promise<string> {
  const poll = newId();
  const { office, area } = village;
  await say(village, 'poll.make', { poll, office, area, unit: 'household', closesAt, ...asked });
  const text = `可以选：${asked.choices.join('、')}。在我家的页面上投，或到村办公室领票条、领纸票。`;
  await say(village, 'poll.open', { poll, notice: newId(), title: `投票：${asked.title}`, text });
  await movePolls(village.county);
  return poll;
}

/** What a home with a slip does on somebody's phone. */
async function vote(county: County, poll: string, key: PollKey, slip: { code: string; choice: string }): Promise<void> {
  const bits = hexOf(crypto.getRandomValues(new Uint8Array(16)));
  const words = `zd-ballot-1|${poll}|${slip.choice.padStart(2, '0')}|${bits}`;
  const prefix = newPrefix();
  const message = joined(prefix, new TextEncoder().encode(words));
  const { blinded, unblind } = await blind(key, message);
  const more = { codeHash: createHash('sha256').update(slip.code).digest('hex') };
  const asked = { actor: serviceActor('polls'), verb: 'poll.take-by-slip', poll, blinded: toBase64Url(blinded), more };
  const { signed } = await exchange(county, asked as Parameters<typeof exchange>[1]);
  const signature = await finalize(key, message, fromBase64Url(signed), unblind);
  await castBallot(county, poll, { prefix: toBase64Url(prefix), words, signature: toBase64Url(signature) });
}

async function voteAll(village: Village, poll: string, choices: string): Promise<void> {
  const { county } = village;
  const [found] = await inScope(county.database, pollScope, (tx) => pollTable.load(tx, [poll]));
  const key = found?.key;
  const homes = await inScope(county.database, importScope, (tx) =>
    tx.query<{ id: string }>('select id from household where closed_at is null order by md5(door) limit $1', [
      choices.length,
    ]),
  );
  if (!key) return;
  const slips = homes.map(({ id }) => ({ household: id, code: randomCode(16), right: newId() }));
  const given = slips.map(({ code, ...slip }) => ({
    ...slip,
    codeHash: createHash('sha256').update(code).digest('hex'),
  }));
  await say(village, 'poll.give-slips', { poll, slips: given });
  for (const [at, { code }] of slips.entries()) await vote(county, poll, key, { code, choice: choices[at] ?? '0' });
}

/** `until` (ms) is when the demo was made. */
export async function fillPolls(
  database: Database,
  facts: CountyFacts,
  { directory, until }: { directory: string; until: number },
): Promise<void> {
  const post = await findOfficer(database);
  if (!post) return;
  let now = until - 30 * day;
  const county = countyOf(database, facts, () => now);
  keepPollKeys(county, openPollKeys(directory));
  const { person, area, ...held } = post;
  const officer: Actor = { ...nobody, person, standing: 'staff', posts: [held] };
  const village: Village = { county, officer, office: held.office, area };
  const over = await open(village, past, evening(now + 7 * day));
  await voteAll(village, over, chosen);
  now = evening(now + 7 * day);
  await movePolls(county);
  now = until - day;
  const runs = await open(village, running, evening(until + 6 * day));
  await voteAll(village, runs, '012013020110');
}
