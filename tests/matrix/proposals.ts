// Proposals for the access matrix: one that home one made itself, with what home two says to it, and one that the worker wrote down for home three.
import { nobody } from '#kit/actor.ts';
import { dayOf } from '#kit/calendar.ts';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import { pollScope } from '#server/polls/urn.ts';
import { type Cast, say } from '#tests/cast.ts';
import { type Matrix, plateCode } from './county.ts';
import type { Look } from './looks.ts';
import type { Make } from './verb-inputs.ts';

type Home = 'one' | 'two' | 'three';
const lawful = { reason: '本户依法要求', decision: '云溪县处7号' };

/** PROPOSAL-12 would stop the fourth: those that wait are declined. */
async function clear({ county, village, homes }: Cast, home: Home): Promise<void> {
  const open = await inScope(county.database, pollScope, (tx) =>
    tx.query<{ id: string }>(
      `select proposal.id from proposal join proposal_home on proposal_home.proposal = proposal.id where household = $1 and state in ('raised', 'taken-up')`,
      [homes[home]],
    ),
  );
  for (const { id } of open) await say(county, village, 'proposal.decline', { proposal: id, because: '先办别的' });
}

const said = ({ homes }: Cast, home: Home): Record<string, unknown> => ({
  proposal: newId(),
  from: newId(),
  household: homes[home],
  title: '桥头装路灯',
  text: '晚上看不见路',
});

/** As a verified adult of the home; who he is does not matter here. */
const adultOf = ({ homes }: Cast, home: Home) =>
  ({ ...nobody, standing: 'adult', household: homes[home], ground: null }) as const;

async function raisedBy(cast: Cast, home: Home, by: 'home' | 'worker' = 'home'): Promise<string> {
  await clear(cast, home);
  const input = said(cast, home);
  await say(cast.county, by === 'home' ? adultOf(cast, home) : cast.worker, 'proposal.raise', input);
  return String(input['proposal']);
}

async function takenUp(cast: Cast): Promise<string> {
  const proposal = await raisedBy(cast, 'one');
  await say(cast.county, cast.village, 'proposal.take-up', { proposal });
  return proposal;
}

const decision = (cast: Cast, proposal: string) => ({
  proposal,
  body: 'representatives',
  on: dayOf(cast.county.now()),
  entitled: 30,
  present: 20,
  agreed: 11,
  text: '装四盏',
  steps: [{ id: newId(), text: '选地方', due: '2099-01-01' }],
});

async function preVote({ county, village, offices, areas }: Cast): Promise<string> {
  const poll = newId();
  const asked = { kind: 'pre-vote', unit: 'household', title: '装不装路灯', choices: ['装', '不装'] };
  const closesAt = county.now() + 7 * 86_400_000;
  await say(county, village, 'poll.make', { poll, office: offices.village, area: areas.village, ...asked, closesAt });
  await say(county, village, 'poll.open', { poll, notice: newId(), title: '投票', text: '请投票' });
  return poll;
}

async function voiced(cast: Cast, proposal: string): Promise<string> {
  const voice = newId();
  await say(cast.county, adultOf(cast, 'two'), 'proposal.say', { proposal, voice, seconds: true, words: '早该装' });
  return voice;
}

export const proposalInputs: Readonly<Record<string, Make>> = {
  'proposal.raise|by home three': async ({ cast }) => {
    await clear(cast, 'three');
    return said(cast, 'three');
  },
  'proposal.raise|by home one': async ({ cast }) => {
    await clear(cast, 'one');
    return said(cast, 'one');
  },
  'proposal.withdraw|of home one': async ({ cast }) => ({ proposal: await raisedBy(cast, 'one') }),
  'proposal.say|to that of home one': async ({ cast }) => ({
    proposal: await raisedBy(cast, 'one'),
    voice: newId(),
    seconds: true,
  }),
  'proposal.take-up|of home one': async ({ cast }) => ({ proposal: await raisedBy(cast, 'one') }),
  'proposal.decline|of home one': async ({ cast }) => ({
    proposal: await raisedBy(cast, 'one'),
    because: '先办别的',
  }),
  'proposal.minute|taken up': async ({ cast }) => ({
    proposal: await takenUp(cast),
    minute: newId(),
    body: 'council',
    on: dayOf(cast.county.now()),
    present: 9,
    text: '先问价',
  }),
  'proposal.vote|taken up': async ({ cast }) => ({ proposal: await takenUp(cast), poll: await preVote(cast) }),
  'proposal.decide|taken up': async ({ cast }) => decision(cast, await takenUp(cast)),
  'proposal.step|decided': async ({ cast }) => {
    const decided = decision(cast, await takenUp(cast));
    await say(cast.county, cast.village, 'proposal.decide', decided);
    return { proposal: decided.proposal, step: decided.steps[0]?.id };
  },
  'proposal.erase|of home one': async ({ cast }) => ({ proposal: await raisedBy(cast, 'one'), ...lawful }),
  'voice.erase|of home two': async ({ cast }) => ({
    voice: await voiced(cast, await raisedBy(cast, 'one')),
    ...lawful,
  }),
};

export interface ProposalsSeen {
  readonly own: string;
  readonly written: string;
}

export async function proposalsSeen({ cast }: Matrix): Promise<ProposalsSeen> {
  const own = await takenUp(cast);
  await voiced(cast, own);
  return { own, written: await raisedBy(cast, 'three', 'worker') };
}

type Seen = { readonly proposals: ProposalsSeen };
const opens =
  (path: (t: Seen) => string, mark: string): Look =>
  async (m, t, who) => {
    const { status, text } = await m.server.call(m.people[who]?.caller ?? {}, 'GET', path(t));
    if (status >= 500) throw new Error(`${path(t)}: ${status} ${m.server.logged().slice(-400)}`);
    return status === 200 && text.includes(mark);
  };

const base = (t: Seen): string => `/proposal/${t.proposals.own}`;
export const proposalProbes: Readonly<Record<string, Look>> = {
  'GET /h/:plate/proposals|of its village': opens(() => `/h/${plateCode}/proposals`, '桥头装路灯'),
  'GET /proposal/:proposal|of home one': opens(base, '晚上看不见路'),
  'GET /proposal/:proposal/minutes|of home one': opens((t) => `${base(t)}/minutes`, '会议记录'),
  'GET /my/proposals|of its village': opens(() => '/my/proposals', '桥头装路灯'),
  'GET /my/proposal/:proposal|of home one': opens((t) => `/my${base(t)}`, '晚上看不见路'),
  'GET /my/propose|to make one': opens(() => '/my/propose', '<form'),
};
type Form = (path: () => string, fields: Record<string, string>) => Look;
export const proposalForms = (form: Form): Readonly<Record<string, Look>> => ({
  "POST /my/proposal/:proposal|without the session's token": form(
    () => '/my/proposal/00000000-0000-7000-8000-000000000000',
    {
      csrf: 'made up',
      do: 'say',
      seconds: 'yes',
    },
  ),
  "POST /my/propose|without the form's token": form(() => '/my/propose', {
    title: '桥',
    text: '修',
    token: 'made.up',
  }),
});

const byProposal = (id: (t: Seen) => string): [string, (m: Matrix, t: Seen) => string] => [
  'proposal = $1',
  (_, t) => id(t),
];
export const proposalRows: Readonly<Record<string, readonly [string, (m: Matrix, t: Seen) => string]>> = {
  'proposal|of home one': ['id = $1', (_, t) => t.proposals.own],
  'proposal_home|of home one': byProposal((t) => t.proposals.own),
  'proposal_home|of home three, written down by its worker': byProposal((t) => t.proposals.written),
  'proposal_voice|of home two': byProposal((t) => t.proposals.own),
};

/** What is asked of what a village tells, thinks, votes on and talks over when a canary is looked for. */
export const ofTalks: Readonly<Record<string, readonly object[]>> = {
  'village.affairs': [{}],
  'notice.list': [{}],
  'campaign.list': [{}],
  'campaign.doors': [{ campaign: '00000000-0000-7000-8000-000000000000' }],
  'digest.list': [{}],
  'digest.count': [{}],
  'poll.list': [{}],
  'poll.page': [{ poll: '00000000-0000-7000-8000-000000000000' }],
  'poll.roll': [{ poll: '00000000-0000-7000-8000-000000000000' }],
  'proposal.list': [{}],
  'proposal.page': [{ proposal: '00000000-0000-7000-8000-000000000000' }],
};

/** What home one proposes, and what it says to another's, all in words that begin with the canary. */
export async function proposeAndSay(cast: Cast, canary: string): Promise<void> {
  const { county, worker } = cast;
  const own = { ...said(cast, 'one'), title: `${canary}路灯`, text: `${canary}看不见`, named: true };
  await say(county, worker, 'proposal.raise', own);
  const other = said(cast, 'two');
  await say(county, worker, 'proposal.raise', other);
  const words = { proposal: other['proposal'], voice: newId(), seconds: true, words: `${canary}早该修` };
  await say(county, adultOf(cast, 'one'), 'proposal.say', words);
}
