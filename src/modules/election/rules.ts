// How an election goes on, fact by fact, and the one act that comes next (ELECT rules).
import { dayOf } from '#kit/calendar.ts';
import type { Fact, FactData, RecordKind } from '#kit/command.ts';
import { Problem } from '#kit/problem.ts';
import type { ContestResult, Election, RollChange, Round, Voter } from './model.ts';
import { lawOf, figureOf, roundOf, seatsLeft } from './rules-roll.ts';
import { roundChecks } from './rules-count.ts';

/** ELECT-16 */
export const isOver = ({ state }: Pick<Election, 'state'>): boolean => state === 'over' || state === 'void';

const withRound = (election: Election, change: Partial<Round>): readonly Round[] => [
  ...election.rounds.slice(0, -1),
  { ...roundOf(election), ...change },
];

function changedRoll(election: Election, changes: readonly (RollChange & { home: string })[]): Partial<Election> {
  let roll: readonly Voter[] = election.roll;
  for (const { member, home, on } of changes)
    roll = [...roll.filter((one) => one.member !== member), ...(on ? [{ member, home }] : [])];
  const settled = new Set(changes.map((one) => one.member));
  return {
    roll,
    unsure: election.unsure.filter((one) => !settled.has(one)),
    changes: [...election.changes, ...changes.map(({ home, ...change }) => change)],
  };
}

const steps: Readonly<Record<string, (election: Election, data: FactData) => Partial<Election>>> = {
  'election.drawn': (_, { roll, unsure }) => ({ state: 'drawn', roll, unsure, changes: [] }),
  'election.roll-changed': (election, { changes }) => changedRoll(election, changes),
  'election.published': (_, { at }) => ({ state: 'published', publishedAt: at }),
  'election.objected': (election, { objection }) => ({ objections: [...election.objections, objection] }),
  'election.settled': (election, { objection, answer }) => ({
    objections: election.objections.map((one) => (one.id === objection ? { ...one, answer } : one)),
  }),
  'election.nominated': (election, { candidates }) => ({
    state: 'nominated',
    rounds: withRound(election, { candidates }),
  }),
  'election.proxied': (_, { proxies }) => ({ proxies }),
  'election.entered': (election, { entry }) => ({
    rounds: withRound(election, {
      entries: [
        ...roundOf(election).entries.filter((one) => one.place !== entry.place || one.person !== entry.person),
        entry,
      ],
    }),
  }),
  'election.counted': (election, { results }) => ({ state: 'counted', rounds: withRound(election, { results }) }),
  'election.lot-drawn': (election, { contest, elected }) => ({
    rounds: withRound(election, { results: roundOf(election).results.map((one) => byLot(one, contest, elected)) }),
  }),
  'election.again': (election, { round }) => ({ state: 'nominated', rounds: [...election.rounds, round], proxies: [] }),
  'election.board': () => ({}),
  'election.signed': (_, { signers }) => ({ state: 'signed', signers }),
  'election.filled': () => ({ state: 'over' }),
  'election.voided': () => ({ state: 'void' }),
};

function byLot(result: ContestResult, contest: string, elected: readonly string[]): ContestResult {
  if (result.contest !== contest) return result;
  return { ...result, elected: [...result.elected, ...elected], tied: [], left: 0, next: [], byLot: true };
}

const fresh = {
  state: 'called',
  roll: [],
  unsure: [],
  changes: [],
  publishedAt: null,
  objections: [],
  proxies: [],
  signers: [],
} as const;

export const electionKind: RecordKind<Election> = {
  kind: 'election',
  apply(election, fact: Fact) {
    const { at, by = null } = fact.data;
    const line = { what: fact.name.slice('election.'.length), at, office: by };
    if (fact.name === 'election.called')
      return { ...fresh, ...fact.data.record, id: fact.id, version: 1, calledAt: at, changedAt: at, story: [line] };
    const step = steps[fact.name];
    if (!election || !step) throw new Problem('broken', 'fact-unknown', { fact: fact.name });
    const story = [...election.story, line];
    return { ...election, ...step(election, fact.data), version: election.version + 1, changedAt: at, story };
  },
};

export type NextAct =
  | 'draw'
  | 'publish'
  | 'settle'
  | 'nominate'
  | 'wait-day'
  | 'enter'
  | 'count'
  | 'lot'
  | 'again'
  | 'sign'
  | 'fill'
  | 'none';

/** Exactly one thing comes next. */
export function nextAct(election: Election, now: number): NextAct {
  const today = dayOf(now);
  if (isOver(election)) return 'none';
  if (election.state === 'called') return 'draw';
  const publishes = figureOf(election, 'rollDays') > 0;
  if (election.state === 'drawn' && publishes) return 'publish';
  if (election.objections.some((one) => one.answer === null)) return 'settle';
  if (election.state === 'drawn' || election.state === 'published') return 'nominate';
  if (election.state === 'nominated') {
    if (today < roundOf(election).day) return 'wait-day';
    return roundChecks(election, roundOf(election), figureOf(election, 'entries')).length > 0 ? 'enter' : 'count';
  }
  if (election.state === 'signed') return 'fill';
  return afterCount(election);
}

/** ELECT-10, ELECT-12, ELECT-13 */
function afterCount(election: Election): NextAct {
  const { results } = roundOf(election);
  if (results.some((one) => one.why === 'too-few')) return 'again';
  if (lawOf(election).tie === 'lot' && results.some((one) => one.tied.length > 0)) return 'lot';
  return seatsLeft(election) > 0 ? 'again' : 'sign';
}
