// Elections of the cast brought as far as a test wants them, by the verbs of those who run them.
import { dayOf } from '#kit/calendar.ts';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import type { ElectionPage } from '#modules/election/model.ts';
import { ask } from '#server/ask.ts';
import { type Cast, say } from '#tests/cast.ts';

const importer = serviceActor('import');
const oneDay = 86_400_000;
const known = new WeakMap<object, Promise<string[]>>();

export const electionStages = ['called', 'drawn', 'published', 'nominated', 'entered', 'counted', 'signed'] as const;
export type ElectionStage = (typeof electionStages)[number];

/** Eight adults of home three; the last three run elections, the others may stand. */
export function votersOf(cast: Cast): Promise<string[]> {
  const add = async (): Promise<string[]> => {
    const members = Array.from({ length: 8 }, newId);
    for (const [n, member] of members.entries())
      await say(cast.county, importer, 'member.add', {
        member,
        household: cast.homes.three,
        name: `选民${'甲乙丙丁戊己庚辛'[n]}`,
        born: '1975-02',
      });
    return members;
  };
  const voters = known.get(cast.homes) ?? add();
  known.set(cast.homes, voters);
  return voters;
}

export interface ElectionMade {
  readonly election: string;
  readonly contest: string;
  readonly voters: readonly string[];
}

export const sheetFor = (contest: string, votes: Readonly<Record<string, number>>): object => {
  const cast = Object.values(votes).reduce((all, n) => all + n, 0);
  const own = { contest, valid: cast, spoiled: 0, blank: 0, others: 0, votes };
  return { came: cast, homes: Math.min(cast, 3), proxied: 0, issued: cast, cast, contests: [own] };
};

export async function callInput(
  cast: Cast,
  kind: 'grid-worker' | 'committee',
): Promise<Record<string, unknown> & ElectionMade> {
  const voters = await votersOf(cast);
  const grid = kind === 'grid-worker';
  const contest = newId();
  return {
    election: newId(),
    contest,
    voters,
    area: grid ? cast.areas.grid : cast.areas.village,
    kind,
    contests: [
      {
        id: contest,
        office: grid ? cast.offices.level2 : cast.offices.village,
        title: grid ? 'worker' : 'member',
        seats: 1,
      },
    ],
    vote: grid ? 'show' : 'secret',
    day: dayOf(cast.county.now() + (grid ? 0 : 30) * oneDay),
    places: ['会场'],
    committee: voters.slice(5),
  };
}

/** Up to this stage; `even` leaves the votes equal. */
export async function electionAt(
  cast: Cast,
  stage: ElectionStage,
  how: { kind?: 'grid-worker' | 'committee'; even?: boolean } = {},
): Promise<ElectionMade> {
  const { kind = 'grid-worker', even = false } = how;
  const { county, village } = cast;
  const { contest, voters, ...input } = await callInput(cast, kind);
  const { election } = input;
  const votes = { [voters[0] ?? '']: even ? 4 : 6, [voters[1] ?? '']: even ? 4 : 1 };
  const acts: Readonly<Record<ElectionStage, () => Promise<unknown>>> = {
    called: () => say(county, village, 'election.call', input),
    drawn: async () => {
      await say(county, village, 'election.draw', { election, area: input.area });
      const { unsure } = ((await ask(county, village, 'election.page', { election })) as ElectionPage).election;
      const changes = unsure.map((member) => ({ member, on: false, reason: 'not-of-age' }));
      if (changes.length > 0) await say(county, village, 'election.change-roll', { election, changes });
    },
    published: async () => {
      if (kind === 'committee')
        await say(county, village, 'election.publish', { election, office: cast.offices.village });
    },
    nominated: () =>
      say(county, village, 'election.nominate', { election, candidates: [{ contest, members: voters.slice(0, 2) }] }),
    entered: () => say(county, village, 'election.enter', { election, place: 0, figures: sheetFor(contest, votes) }),
    counted: () => say(county, village, 'election.count', { election }),
    signed: () => say(county, village, 'election.sign', { election, signers: voters.slice(5, 7) }),
  };
  for (const one of electionStages.slice(0, electionStages.indexOf(stage) + 1)) await acts[one]();
  return { election, contest, voters };
}

/** Equal once, and equal again: the lot decides. */
export async function tiedElection(cast: Cast): Promise<ElectionMade> {
  const made = await electionAt(cast, 'counted', { even: true });
  const { election, contest, voters } = made;
  const { county, village } = cast;
  const figures = sheetFor(contest, { [voters[0] ?? '']: 4, [voters[1] ?? '']: 4 });
  await say(county, village, 'election.again', { election, day: dayOf(county.now()) });
  await say(county, village, 'election.enter', { election, place: 0, figures });
  await say(county, village, 'election.count', { election });
  return made;
}
