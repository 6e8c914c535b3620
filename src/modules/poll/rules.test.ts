// Polls without a database: who makes one, what may not be asked, who gets one ballot, and how two persons count the paper.
import { expect, test } from 'vitest';
import { nobody, serviceActor } from '#kit/actor.ts';
import {
  actorOf,
  applied,
  areaOf,
  decide,
  homeOf,
  idOf,
  type Loose,
  memberOf,
  monday,
  officeOf,
} from '#tests/loaded.ts';
import { giveSlips, givePaper, takeBallot, takeBySlip } from './commands-ballot.ts';
import { countPaper, countPoll, endPoll, leaveUnopened, readyPoll } from './commands-count.ts';
import { cancelPoll, closePoll, makePoll, openPoll } from './commands.ts';
import type { Ballot, BallotRight, Poll } from './model.ts';
import { boardOf, isRunning, pollKind, readBallot, rightKind, tally, trackerOf } from './rules.ts';

const day = 86_400_000;
const village = actorOf('village');
const polls = serviceActor('polls');
const hash = 'a'.repeat(64);
const area = areaOf('village', 'village', '629901101203');
const office = officeOf('village');
const input = {
  poll: idOf('poll'),
  office: office.id,
  area: area.id,
  kind: 'opinion',
  unit: 'household',
  title: '路灯装在哪里',
  choices: ['学校', '桥头'],
  closesAt: monday + 7 * day,
};
const records: Loose[] = [
  ['office', office],
  ['area', area],
];
const make = (more: object = {}, actor = village) => decide(makePoll, { ...input, ...more }, { actor, records });
const draft = (more: object = {}): Poll => applied(pollKind, undefined, make(more));
const told = { poll: input.poll, notice: idOf('notice'), title: '投票', text: '请投票' };
const opened = (more: object = {}): Poll => {
  const before = draft(more);
  return applied(pollKind, before, decide(openPoll, told, { actor: village, records: [['poll', before]] }));
};
const running = (more: object = {}): Poll => {
  const before = opened(more);
  const ready = { poll: before.id, key: { n: 'n', e: 'AQAB' } };
  return applied(pollKind, before, decide(readyPoll, ready, { actor: polls, records: [['poll', before]] }));
};
const closed = (): Poll => {
  const before = running();
  const said = { poll: before.id, because: '都投完了' };
  return applied(pollKind, before, decide(closePoll, said, { actor: village, records: [['poll', before]] }));
};
const adult = {
  ...nobody,
  person: idOf('adult'),
  standing: 'adult' as const,
  household: idOf('home'),
  member: idOf('member'),
};
const given = (numbers: object): Loose => [
  'ballots-given',
  { id: 'given', ground: '', version: 0, page: 0, slip: 0, paper: 0, unused: 0, ...numbers } as Loose[1],
];

test('POLL-1 the village office makes one for its own ground, with two to eight different answers, for an hour to ninety days', () => {
  expect(draft()).toMatchObject({ state: 'draft', ground: area.ground, title: '路灯装在哪里' });
  for (const who of ['level1', 'township', 'centre'] as const)
    expect(() => make({}, actorOf(who)), who).toThrow('not-yours');
  expect(() => make({ choices: ['一个'] })).toThrow();
  expect(() => make({ choices: ['一', '一'] })).toThrow('poll-choices');
  expect(() => make({ closesAt: monday + 60_000 })).toThrow('poll-until');
  expect(() => make({ closesAt: monday + 91 * day })).toThrow('poll-until');
  const elsewhere = { ...area, ground: '629901.101.204' };
  expect(() => decide(makePoll, input, { actor: village, records: [records[0]!, ['area', elsewhere]] })).toThrow(
    'not-yours',
  );
});

test('POLL-2 elections and recalls are refused wherever they stand in the question; other recommendations are not', () => {
  const refused = [
    { title: '选举村委会主任' },
    { title: '谁来当组长', choices: ['组长由谁担任', '别的'] },
    { text: '同意罢免的请投第一项' },
    { choices: ['推选张三为网格员', '推选李四为网格员'] },
    { title: 'Who should be elected' },
    { title: '换届的事' },
  ];
  for (const one of refused) expect(() => make(one), JSON.stringify(one)).toThrow('poll-statutory');
  for (const title of ['推荐谁家的做法', '选哪一种树苗', '路灯先装哪里', '请谁来教剪枝'])
    expect(draft({ title }).title).toBe(title);
});

test('POLL-3 once open, it is not opened again; POLL-15 and a notice says so until its hour', () => {
  const before = draft();
  const facts = decide(openPoll, told, { actor: village, records: [['poll', before]] });
  expect(facts.map((fact) => fact.name)).toEqual(['poll.opened', 'notice.published']);
  expect(facts[1]?.data).toMatchObject({ ground: area.ground, toAt: before.closesAt });
  expect(() => decide(openPoll, told, { actor: village, records: [['poll', opened()]] })).toThrow('poll-moved-on');
});

const take = (poll: Poll, more: Loose[] = [], actor: typeof adult = adult, blindedHash = hash) =>
  decide(
    takeBallot,
    { poll: poll.id, right: idOf('right'), blindedHash },
    {
      actor,
      records: [['poll', poll], ['household', homeOf()], ['member', memberOf()], ...more],
    },
  );
const rightAfter = (facts: ReturnType<typeof take>): BallotRight => applied(rightKind, undefined, facts);

test('POLL-4, POLL-5 one ballot for a home, written down by its day; the same one again when the answer was lost, never another', () => {
  const poll = running();
  const right = rightAfter(take(poll));
  expect(right).toMatchObject({ voter: idOf('home'), way: 'page', takenOn: '2026-11-23', ground: area.ground });
  expect(Object.keys(right).sort()).toEqual(
    ['blindedHash', 'codeHash', 'ground', 'household', 'id', 'poll', 'takenOn', 'version', 'voter', 'way'].sort(),
  );
  expect(take(poll, [['ballot-right', right]])).toEqual([]);
  expect(() => take(poll, [['ballot-right', right]], adult, 'b'.repeat(64))).toThrow('poll-taken');
  const other = { ...adult, member: idOf('another member') };
  expect(() => take(poll, [['ballot-right', right]], other, 'b'.repeat(64))).toThrow('poll-taken');
});

test('POLL-4 one ballot for each adult; not for a child, one who left, nor a home elsewhere', () => {
  const poll = running({ unit: 'adult' });
  expect(rightAfter(take(poll))).toMatchObject({ voter: idOf('member'), household: idOf('home') });
  const asked = (home: object, member: object) =>
    decide(
      takeBallot,
      { poll: poll.id, right: idOf('right'), blindedHash: hash },
      {
        actor: adult,
        records: [
          ['poll', poll],
          ['household', homeOf(home)],
          ['member', memberOf(member)],
        ],
      },
    );
  expect(() => asked({}, { born: '2010-01' })).toThrow('poll-not-voter');
  expect(() => asked({}, { leftAt: 1 })).toThrow('poll-not-voter');
  expect(() => asked({ ground: '629901.101.204.001.01' }, {})).toThrow('poll-not-voter');
  expect(() => asked({ closedAt: 1 }, {})).toThrow('poll-not-voter');
  expect(asked({}, { born: '2008-11' })).toHaveLength(1);
});

const slipInput = { poll: input.poll, slips: [{ right: idOf('right'), household: idOf('home'), codeHash: hash }] };
const slip = (poll: Poll): BallotRight =>
  rightAfter(
    decide(giveSlips, slipInput, {
      actor: village,
      records: [
        ['poll', poll],
        ['household', homeOf()],
      ],
    }),
  );

test('POLL-6 a slip works once and in its own poll; a new one, the page or paper puts it out of force', () => {
  const poll = running();
  const right = slip(poll);
  expect(right).toMatchObject({ way: 'slip', takenOn: null, codeHash: hash });
  const use = (known: BallotRight, of: Poll = poll, blindedHash = hash) =>
    decide(
      takeBySlip,
      { poll: of.id, codeHash: hash, blindedHash },
      {
        actor: polls,
        records: [
          ['poll', of],
          ['ballot-right', known],
        ],
      },
    );
  const used = applied(rightKind, right, use(right));
  expect(used).toMatchObject({ way: 'slip', takenOn: '2026-11-23' });
  expect(use(used)).toEqual([]);
  expect(() => use(used, poll, 'c'.repeat(64))).toThrow('poll-taken');
  expect(() => use(right, { ...poll, id: idOf('another poll') })).toThrow('poll-slip-unknown');
  const byPage = applied(rightKind, right, take(poll, [['ballot-right', right]]));
  expect(byPage).toMatchObject({ way: 'page', codeHash: null });
  const paper = decide(
    givePaper,
    { poll: poll.id, right: idOf('r'), household: idOf('home') },
    {
      actor: village,
      records: [
        ['poll', poll],
        ['household', homeOf()],
        ['ballot-right', right],
      ],
    },
  );
  expect(applied(rightKind, right, paper)).toMatchObject({ way: 'paper', codeHash: null, takenOn: '2026-11-23' });
  expect(() =>
    decide(giveSlips, slipInput, {
      actor: village,
      records: [
        ['poll', poll],
        ['household', homeOf()],
        ['ballot-right', used],
      ],
    }),
  ).toThrow('poll-taken');
});

test('POLL-7 no ballot is given before it is open nor after its hour', () => {
  for (const poll of [draft(), opened(), closed()]) expect(() => take(poll), poll.state).toThrow('poll-not-running');
  const late = { ...running(), closesAt: monday };
  expect(isRunning(late, monday)).toBe(false);
  expect(() => take(late)).toThrow('poll-not-running');
});

test('POLL-9 how it stands is nowhere in a running poll', () => {
  expect(running()).toMatchObject({ count: null, paper: null, sheets: [] });
});

test('POLL-10 it ends at its hour by itself; earlier, or called off, only with a reason', () => {
  const poll = running();
  const end = (now: number) => decide(endPoll, { poll: poll.id }, { actor: polls, records: [['poll', poll]], now });
  expect(end(poll.closesAt - 1)).toEqual([]);
  expect(applied(pollKind, poll, end(poll.closesAt))).toMatchObject({ state: 'closed', because: '' });
  expect(closed()).toMatchObject({ state: 'closed', because: '都投完了' });
  for (const verb of [closePoll, cancelPoll])
    expect(() =>
      decide(verb, { poll: poll.id, because: ' ' }, { actor: village, records: [['poll', poll]] }),
    ).toThrow();
  expect(() => decide(endPoll, { poll: poll.id }, { actor: village, records: [['poll', poll]] })).toThrow('not-yours');
});

test('POLL-11 two persons count the paper; figures count when they are the same and not more than were given', () => {
  const poll = closed();
  const count = (before: Poll, who: Parameters<typeof actorOf>[0], figures: number[], blank = 0) =>
    decide(
      countPaper,
      { poll: poll.id, figures, blank },
      { actor: actorOf(who), records: [['poll', before], given({ paper: 6 })] },
    );
  expect(() => count(poll, 'village', [4, 3])).toThrow('poll-paper-many');
  expect(() => count(poll, 'village', [4])).toThrow('poll-figures');
  const first = applied(pollKind, poll, count(poll, 'village', [4, 1], 1));
  expect(() => count(first, 'village', [4, 1], 1)).toThrow('poll-same-person');
  const differs = applied(pollKind, first, count(first, 'liaison', [3, 2], 1));
  expect(differs).toMatchObject({ sheets: [], paper: null, differed: 1 });
  const same = applied(pollKind, first, count(first, 'liaison', [4, 1], 1));
  expect(same.paper).toMatchObject({ figures: [4, 1], blank: 1 });
  expect(() => count(poll, 'water', [1, 1])).toThrow('not-yours');
});

const bitsOf = (n: number): string => n.toString(16).padStart(32, '7');
const ballots = (count: number): Ballot[] =>
  Array.from({ length: count }, (_, at) => ({
    prefix: 'p',
    words: `zd-ballot-1|${input.poll}|0${at % 2}|${bitsOf(count - at)}`,
    signature: 's',
  }));

test('POLL-12, POLL-16 no more are counted than were given, and an urn with one to nine is never opened', () => {
  const poll = closed();
  const count = (n: number, numbers: object) =>
    decide(
      countPoll,
      { poll: poll.id, ballots: ballots(n), digest: 'd' },
      { actor: polls, records: [['poll', poll], given(numbers)] },
    );
  expect(() => count(12, { page: 5, slip: 6 })).toThrow('poll-too-many');
  expect(() => count(9, { page: 20 })).toThrow('poll-too-few');
  expect(() => count(12, { page: 12, paper: 1 })).toThrow('poll-moved-on');
  const facts = count(12, { page: 6, slip: 6 });
  expect(applied(pollKind, poll, facts)).toMatchObject({
    state: 'counted',
    count: { urn: [6, 6], given: { page: 6 } },
  });
  const left = decide(leaveUnopened, { poll: poll.id, ballots: 9 }, { actor: polls, records: [['poll', poll]] });
  expect(applied(pollKind, poll, left)).toMatchObject({ state: 'cancelled', because: 'too-few', count: null });
});

test('POLL-12 the order of the board is that of random bits; a ballot says its poll, its answer and a tracker of twelve figures', () => {
  const some = ballots(5);
  expect(boardOf(some)).toEqual(some.toReversed());
  expect(tally(some, 2)).toEqual([3, 2]);
  expect(readBallot(some[1]?.words ?? '')).toMatchObject({ poll: input.poll, choice: 1 });
  expect(trackerOf('0'.repeat(32))).toBe('000 000 000 000');
  expect(trackerOf(bitsOf(1))).toMatch(/^\d{3}( \d{3}){3}$/);
  expect(readBallot('zd-ballot-1|x|01|00')).toBeUndefined();
});
