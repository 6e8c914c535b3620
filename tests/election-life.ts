// An election on plain records that lives by its verbs, for the tests of its rules.
import { type Actor } from '#kit/actor.ts';
import type { Fact, Verb } from '#kit/command.ts';
import {
  actorOf,
  areaOf,
  applied,
  decide,
  idOf,
  type Loose,
  memberOf,
  monday,
  officeOf,
  postOf,
} from '#tests/loaded.ts';
import { countElection, enterSheet } from '#modules/election/commands-day.ts';
import { drawElection, publishRoll } from '#modules/election/commands-roll.ts';
import { callElection, nominate } from '#modules/election/commands.ts';
import { type ElectionKind, laws } from '#modules/election/kinds/laws.ts';
import type { Election, Figures } from '#modules/election/model.ts';
import { electionKind } from '#modules/election/rules.ts';

export const oneDay = 86_400_000;
export const member = (n: number, changes: object = {}): ReturnType<typeof memberOf> =>
  memberOf({
    id: idOf(`m${n}`),
    household: idOf(`h${Math.floor(n / 2)}`),
    name: `村民${n}`,
    born: '1980-01',
    ...changes,
  });
const people = Array.from({ length: 12 }, (_, n) => member(n));
export const id = idOf('election');
export const seat = idOf('seat');
export const village = actorOf('village');
export const clerk: Actor = { ...village, person: idOf('another clerk') };
export const township = actorOf('township');
export const m = (n: number): string => idOf(`m${n}`);

const places = {
  committee: ['village', 'village'],
  'group-leader': ['group', 'level1'],
  'grid-worker': ['grid', 'level2'],
} as const;
export const base: Loose[] = [
  ['area', areaOf('village', 'village', '1')],
  ['area', areaOf('level-1', 'group', '2')],
  ['area', areaOf('level-2', 'grid', '3')],
  ...(['level2', 'level1', 'village', 'township'] as const).map((one): Loose => ['office', officeOf(one)]),
  ...people.map((one): Loose => ['member', one]),
  ['post', postOf('level2')],
];

export const called = (kind: ElectionKind, more: object = {}): object => ({
  election: id,
  area: idOf(`area ${places[kind][0]}`),
  kind,
  contests: [{ id: seat, office: idOf(`office ${places[kind][1]}`), title: laws[kind].titles[0], seats: 1 }],
  vote: laws[kind].votes[0],
  day: kind === 'committee' ? '2026-12-20' : '2026-11-23',
  places: ['会场'],
  committee: [m(9), m(10), m(11)],
  ...more,
});

/** Says one verb after another and keeps the election as it stands. */
export function living(
  kind: ElectionKind,
  more: object = {},
): {
  now: number;
  election: Election | undefined;
  say(verb: Verb<never>, input?: object, actor?: Actor): readonly Fact[];
} {
  const life = {
    now: monday,
    election: undefined as Election | undefined,
    say(verb: Verb<never>, input: object = {}, actor: Actor = village): readonly Fact[] {
      const records: Loose[] = life.election ? [...base, ['election', life.election]] : base;
      const facts = decide(verb as unknown as Verb, { election: id, ...input }, { actor, records, now: life.now });
      life.election = applied(electionKind, life.election, facts);
      return facts;
    },
  };
  life.say(callElection as never, called(kind, more));
  return life;
}

export const figures = (votes: Record<string, number>, more: Partial<Figures> = {}): Figures => {
  const cast = Object.values(votes).reduce((all, n) => all + n, 0);
  const own = { contest: seat, valid: cast, spoiled: 0, blank: 0, others: 0, votes };
  return { came: cast, homes: Math.min(cast, 6), proxied: 0, issued: cast, cast, contests: [own], ...more };
};

export function upToTheDay(
  kind: ElectionKind,
  candidates = [m(0), m(1)],
  more: object = {},
): ReturnType<typeof living> {
  const life = living(kind, more);
  life.say(drawElection as never, { area: idOf(`area ${places[kind][0]}`) });
  if (kind === 'committee') {
    life.say(publishRoll as never, { office: idOf('office village') });
    life.now += 27 * oneDay;
  }
  life.say(nominate as never, { candidates: [{ contest: seat, members: candidates }] });
  return life;
}

export function counted(
  kind: ElectionKind,
  votes: Record<string, number>,
  more: Partial<Figures> = {},
): ReturnType<typeof living> {
  const life = upToTheDay(kind);
  const sheet = { place: 0, figures: figures(votes, more) };
  life.say(enterSheet as never, sheet);
  life.say(enterSheet as never, sheet, clerk);
  life.say(countElection as never);
  return life;
}
