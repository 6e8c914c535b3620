// Every way by which staff read a home's record: by its page, from a search, by its matters, as paper, as a ledger, as a folder, on a phone.
import type { Caller } from '#tests/running.ts';
import { formats } from '#server/export/let-out.ts';
import type { Matrix } from './county.ts';
import { type HomeName, homeNames, type Marked, phoneOf } from './marked-homes.ts';
import type { Targets } from './targets.ts';
import { folderOf } from './ways-out.ts';

/** One way to read: what is asked, and the words under which its home finds it. */
interface Path {
  readonly kind: string;
  readonly who: string;
  /** Of a paper or a file the home is known; of an answer it is found by its marks. */
  readonly home?: HomeName;
  readonly paper?: boolean;
  read(): Promise<{ status: number; text: string }>;
}

interface Read {
  readonly m: Matrix;
  readonly t: Targets;
  readonly marked: Marked;
  readonly phones: Readonly<Record<string, Caller>>;
}
type Ask = (who: string, query: string, input: object) => Path;
const callers =
  ({ people }: Matrix) =>
  (who: string): Caller =>
    people[who]?.caller ?? {};
const asker =
  (m: Matrix): Ask =>
  (who, query, input) => ({ kind: query, who, read: () => m.server.ask(callers(m)(who), query, input) });

/** What opens one home: by its id, from a search, and its matter. */
function homePaths({ m, marked }: Read): Path[] {
  const [at, ask] = [callers(m), asker(m)];
  return homeNames.flatMap((home) => {
    const input = { household: m.cast.homes[home], reason: 'support' };
    const near = home === 'elsewhere' ? ['worker2', 'head2'] : ['worker', 'head', 'liaison'];
    const desks = [...near, 'village', 'township'];
    const hit: Path = {
      kind: 'household.page',
      who: 'village',
      read: async () => {
        const found = await m.server.ask(at('village'), 'household.find', { text: phoneOf(home).slice(-4) });
        const id = (found.body as { id: string }[]).find((one) => one.id === m.cast.homes[home])?.id;
        return m.server.ask(at('village'), 'household.page', { household: id, reason: 'before-visit' });
      },
    };
    return [
      hit,
      ...desks.flatMap((who) => [
        ask(who, 'household.page', input),
        ask(who, 'question.of', input),
        { ...ask(who, 'errand.of', input), home },
        ask(who, 'case.page', { case: marked.matters[home] }),
      ]),
    ];
  });
}

type Get = (who: string, path: string, more: { kind: string; home?: HomeName; paper?: boolean }) => Path;

/** Papers on which something of a home is printed: the look at it and the paper are two lines. */
const papers = ({ t }: Read, get: Get): Path[] =>
  (
    [
      ['village', `/errands/${t.errand}/paper.pdf`, 'one', 'errand.page', 'export.errand-paper'],
      ['keeper', `/disputes/${t.mediation.dispute}/agreement.pdf`, 'three', 'dispute.page', 'export.agreement'],
      ['village', `/elections/${t.election}/roll.pdf`, 'three', 'election.roll', 'export.election-roll'],
    ] as const
  ).flatMap(([who, path, home, ...kinds]) => kinds.map((kind) => get(who, path, { kind, home, paper: true })));

/** The ledgers in which homes stand, in every format, by everybody who may take them. */
const takenOut = ({ m }: Read): Path[] =>
  (['homes', 'places', 'visits'] as const).flatMap((what) =>
    formats.flatMap((format) =>
      ['village', 'township'].map((who) => ({
        kind: `export.${what}`,
        who,
        paper: format === 'pdf',
        read: async () => {
          const list = { format, reason: 'check-roster', words: '核对户册' };
          const { status } = await m.server.call(callers(m)(who), 'POST', `/api/export/${what}`, list);
          return { status, text: homeNames.map((home) => m.cast.homes[home]).join() };
        },
      })),
    ),
  );

/** The telephone of the village's officer among the staff of the cast. */
const villagePhone = '19900001004';
/** The whole village as a folder, and the slip with the code of an adult. */
const handedOut = ({ m }: Read): Path[] => [
  {
    kind: 'export.village',
    who: 'village',
    paper: true,
    read: async () => {
      const { status } = await folderOf(m, villagePhone);
      return { status, text: homeNames.map((home) => m.cast.homes[home]).join() };
    },
  },
  {
    kind: 'export.slip',
    who: 'village',
    home: 'one',
    paper: true,
    read: async () => {
      const [by, person] = [callers(m)('village'), m.people.adult?.actor.person];
      const asked = { person, purpose: 'adult', member: m.members.adult };
      const { body } = await m.server.call(by, 'POST', '/session/invite', asked);
      return m.server.call(by, 'POST', '/slip.pdf', { code: body.code });
    },
  },
];

export function pathsOf(read: Read): Path[] {
  const { m, t, phones } = read;
  const [at, ask] = [callers(m), asker(m)];
  const get: Get = (who, path, more) => ({
    who,
    ...more,
    read: () => m.server.call(phones[who] ?? at(who), 'GET', path),
  });
  return [
    ...homePaths(read),
    ...['liaison', 'head', 'village', 'township'].map((who) => ({
      ...ask(who, 'guidance.page', {}),
      home: 'three' as const,
    })),
    ...['village', 'head'].map((who) => ask(who, 'left.list', {})),
    ...['village', 'township'].map((who) => ask(who, 'digest.list', {})),
    ...['village', 'township'].map((who) => ask(who, 'finding.page', { finding: t.found.finding })),
    ...['department', 'township']
      .map((who) => ask(who, 'incident.page', { incident: t.incident }))
      .map((one) => ({ ...one, home: 'three' as const })),
    ask('keeper', 'dispute.page', { dispute: t.mediation.dispute }),
    ask('village', 'measure.homes', { area: m.cast.areas.group, fact: 'hail' }),
    ...['worker', 'village'].map((who) => ask(who, 'errand.page', { errand: t.errand })),
    { ...ask('village', 'poll.roll', { poll: t.polls.running }), home: 'one' as const },
    { ...ask('village', 'proposal.page', { proposal: t.proposals.own }), home: 'one' as const },
    get('head', `/attachments/${t.files.head}`, { kind: 'case.file', home: 'three' }),
    get('worker', `/attachments/${t.files.home}/small`, { kind: 'case.file', home: 'one' }),
    get('worker', `/attachments/${t.files.visit}`, { kind: 'household.file', home: 'one' }),
    ...takenOut(read),
    ...handedOut(read),
    get('worker', `/visits/${m.cast.areas.grid}/sheet.pdf`, { kind: 'export.visit-sheets', home: 'one', paper: true }),
    ...papers(read, get),
    ...Object.keys(phones).flatMap((who) => [
      get(who, '/pull?limit=2000', { kind: 'phone' }),
      {
        kind: 'phone',
        who,
        read: async () => {
          const headers = { authorization: `Bearer ${phones[who]?.bearer}`, 'x-forwarded-for': '10.66.0.1' };
          const reply = await fetch(`http://127.0.0.1:${m.server.port}/pull?v=2`, { headers });
          return { status: reply.status, text: await reply.text() };
        },
      },
    ]),
  ];
}
