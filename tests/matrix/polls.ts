// Polls of the village for the access matrix: a draft, one that runs with a ballot given out, one that is closed with paper to count, and one that was counted.
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import type { Poll } from '#modules/poll/model.ts';
import { pollTable } from '#modules/poll/store.ts';
import { pollScope } from '#server/polls/urn.ts';
import { say } from '#tests/cast.ts';
import type { Matrix } from './county.ts';
import type { Look } from './looks.ts';
import type { Make } from './verb-inputs.ts';

const polls = serviceActor('polls');
const hash = (sign: string): string => sign.repeat(64);
const key = { n: 'n', e: 'AQAB' };

async function draftOf({ cast }: Matrix): Promise<string> {
  const poll = newId();
  const asked = { kind: 'opinion', unit: 'household', title: '路灯装在哪里', choices: ['学校', '桥头'] };
  const input = { poll, office: cast.offices.village, area: cast.areas.village, ...asked };
  await say(cast.county, cast.village, 'poll.make', { ...input, closesAt: cast.county.now() + 7 * 86_400_000 });
  return poll;
}

const openInput = (poll: string) => ({ poll, notice: newId(), title: '投票', text: '请投票' });

async function openedOf(m: Matrix): Promise<string> {
  const poll = await draftOf(m);
  await say(m.cast.county, m.cast.village, 'poll.open', openInput(poll));
  return poll;
}

async function runningOf(m: Matrix): Promise<string> {
  const poll = await openedOf(m);
  await say(m.cast.county, polls, 'poll.ready', { poll, key });
  return poll;
}

async function closedOf(m: Matrix): Promise<string> {
  const poll = await runningOf(m);
  const { county, village, homes } = m.cast;
  await say(county, village, 'poll.give-paper', { poll, right: newId(), household: homes.three });
  await say(county, village, 'poll.close', { poll, because: '都投完了' });
  return poll;
}

export const pollInputs: Readonly<Record<string, Make>> = {
  'poll.make|in the village': async ({ cast }) => ({
    poll: newId(),
    office: cast.offices.village,
    area: cast.areas.village,
    kind: 'opinion',
    unit: 'household',
    title: '种什么树',
    choices: ['槐树', '柳树'],
    closesAt: cast.county.now() + 86_400_000,
  }),
  'poll.open|a draft of the village': async (m) => openInput(await draftOf(m)),
  'poll.close|that runs in the village': async (m) => ({ poll: await runningOf(m), because: '都投完了' }),
  'poll.cancel|that runs in the village': async (m) => ({ poll: await runningOf(m), because: '题目写错了' }),
  'poll.give-slips|for home three': async (m) => ({
    poll: await runningOf(m),
    slips: [{ right: newId(), household: m.cast.homes.three, codeHash: await newHash() }],
  }),
  'poll.give-paper|for home three': async (m) => ({
    poll: await runningOf(m),
    right: newId(),
    household: m.cast.homes.three,
  }),
  'poll.take|that runs in the village': async (m) => ({
    poll: await runningOf(m),
    right: newId(),
    blindedHash: hash('b'),
  }),
  'poll.take-by-slip|that runs in the village': async (m) => ({
    poll: await runningOf(m),
    codeHash: hash('c'),
    blindedHash: hash('b'),
  }),
  'poll.count-paper|that is closed': async (m) => ({ poll: await closedOf(m), figures: [1, 0], blank: 0 }),
  'poll.ready|that is being opened': async (m) => ({ poll: await openedOf(m), key }),
  'poll.end|that runs in the village': async (m) => ({ poll: await runningOf(m) }),
  'poll.count|that is closed': async (m) => ({ poll: await closedOf(m), ballots: [], digest: '' }),
  'poll.leave-unopened|that is closed': async (m) => ({ poll: await closedOf(m), ballots: 3 }),
};

/** Hashes of codes are unique in the county. */
const newHash = async (): Promise<string> => newId().replaceAll('-', '').repeat(2);

export interface PollsSeen {
  readonly draft: string;
  readonly running: string;
  readonly counted: string;
}

/** A counted poll straight into its tables: what it takes to come to one is told in its own journey. */
async function countedOf(m: Matrix): Promise<string> {
  const running = await runningOf(m);
  const id = newId();
  await inScope(m.cast.county.database, pollScope, async (tx) => {
    const [one] = await pollTable.load(tx, [running]);
    if (!one) throw new Error('no poll');
    const given = { page: 12, slip: 0, paper: 0 };
    const count = { urn: [6, 6], paper: [0, 0], blank: 0, given, digest: 'd' };
    const poll: Poll = { ...one, id, notice: null, state: 'counted', closedAt: one.openedAt, count };
    await pollTable.insert(tx, poll);
    await tx.exec(`insert into poll_board (poll, ballots) values ($1, '[]'::jsonb)`, [id]);
  });
  return id;
}

export async function pollsSeen(m: Matrix): Promise<PollsSeen> {
  const running = await runningOf(m);
  const { county, village, homes } = m.cast;
  await say(county, village, 'poll.give-paper', { poll: running, right: newId(), household: homes.one });
  await inScope(county.database, pollScope, (tx) =>
    tx.exec(`insert into poll_urn (poll, tag, sealed) values ($1, 'tag', 'sealed')`, [running]),
  );
  return { running, draft: await draftOf(m), counted: await countedOf(m) };
}

type Seen = { readonly polls: PollsSeen };
const opens =
  (path: (t: Seen) => string, good = 200): Look =>
  async (m, t, who) => {
    const { status } = await m.server.call(m.people[who]?.caller ?? {}, 'GET', path(t));
    if (status >= 500) throw new Error(`${path(t)}: ${status}`);
    return status === good;
  };
/** Let in = it is looked at, and found to be no ballot. */
const looked =
  (way: string): Look =>
  async (m, t, who) =>
    (await m.server.call(m.people[who]?.caller ?? {}, 'POST', `/poll/${t.polls.running}/${way}`, {})).body?.code ===
    'ballot-unreadable';

export const pollProbes: Readonly<Record<string, Look>> = {
  'GET /door-blind.js|hides a ballot': opens(() => '/door-blind.js'),
  'GET /door-poll.js|casts a ballot': opens(() => '/door-poll.js'),
  'GET /recount.mjs|counts again': opens(() => '/recount.mjs'),
  'GET /poll/:poll|that runs in the village': opens((t) => `/poll/${t.polls.running}`),
  'GET /poll/:poll|a draft of the village': opens((t) => `/poll/${t.polls.draft}`),
  'GET /poll/:poll/board|of a counted poll': opens((t) => `/poll/${t.polls.counted}/board`),
  'GET /poll/:poll/recount|of a counted poll': opens((t) => `/poll/${t.polls.counted}/recount`),
  'GET /poll/:poll/slip|that runs in the village': opens((t) => `/poll/${t.polls.running}/slip`),
  'GET /poll/:poll/board.json|of a counted poll': opens((t) => `/poll/${t.polls.counted}/board.json`),
  'GET /poll/:poll/board.json|that runs in the village': opens((t) => `/poll/${t.polls.running}/board.json`),
  'POST /poll/:poll/cast|a ballot that is none': looked('cast'),
  'POST /poll/:poll/slip|a ballot that is none': looked('slip'),
  'GET /my/poll/:poll|that runs in the village': opens((t) => `/my/poll/${t.polls.running}`),
  "POST /my/poll/:poll/ballot|without the session's token": async (m, t, who) =>
    (
      await m.server.call(m.people[who]?.caller ?? {}, 'POST', `/my/poll/${t.polls.running}/ballot`, {
        csrf: 'made up',
      })
    ).status === 200,
};

const byId = (id: (t: Seen) => string): [string, (m: Matrix, t: Seen) => string] => ['id = $1', (_, t) => id(t)];
export const pollRows: Readonly<Record<string, readonly [string, (m: Matrix, t: Seen) => string]>> = {
  'poll|that runs in the village': byId((t) => t.polls.running),
  'poll|a draft of the village': byId((t) => t.polls.draft),
  'poll_right|of home one': ['household = $1', (m) => m.cast.homes.one],
  'poll_urn|any row': ['$1::text is not null', () => 'any'],
  'poll_board|of a counted poll': ['poll = $1', (_, t) => t.polls.counted],
};
