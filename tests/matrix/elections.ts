// Elections and appraisals for the access matrix: one in the right state for each verb, run by the village.
import { dayOf } from '#kit/calendar.ts';
import { newId } from '#kit/id.ts';
import { say } from '#tests/cast.ts';
import { callInput, electionAt, sheetFor, tiedElection } from '#tests/elections.ts';
import { namedPicture } from '#tests/files/sending.ts';
import type { Matrix } from './county.ts';
import type { Make } from './verb-inputs.ts';

let years = 1950;
const appraisalInput = (m: Matrix): Record<string, unknown> => {
  years += 1;
  return {
    appraisal: newId(),
    area: m.cast.areas.village,
    day: `${years}-12-01`,
    entitled: 9,
    came: 6,
    rows: [{ post: m.posts.worker, good: 5, fit: 1, unfit: 0, none: 0 }],
  };
};

export async function appraisalOf(m: Matrix): Promise<string> {
  const input = appraisalInput(m);
  await say(m.cast.county, m.cast.village, 'appraisal.enter', input);
  return String(input['appraisal']);
}

export const elections: Readonly<Record<string, Make>> = {
  'election.call|in grid 1': async ({ cast }) => {
    const { contest, voters, ...input } = await callInput(cast, 'grid-worker');
    return input;
  },
  'election.draw|of grid 1': async ({ cast }) => ({
    election: (await electionAt(cast, 'called')).election,
    area: cast.areas.grid,
  }),
  'election.change-roll|of grid 1': async ({ cast }) => {
    const { election, voters } = await electionAt(cast, 'drawn');
    return { election, changes: [{ member: voters[4], on: false, reason: 'moved-away' }] };
  },
  'election.publish|of the village': async ({ cast }) => ({
    election: (await electionAt(cast, 'drawn', { kind: 'committee' })).election,
    office: cast.offices.village,
  }),
  'election.object|about the adult of home one': async (m) => ({
    election: (await electionAt(m.cast, 'published', { kind: 'committee' })).election,
    objection: newId(),
    member: m.members.adult,
    what: 'particulars',
  }),
  'election.settle|of the village': async ({ cast }) => {
    const { election, voters } = await electionAt(cast, 'published', { kind: 'committee' });
    const about = { objection: newId(), member: voters[4] };
    await say(cast.county, cast.village, 'election.object', { election, ...about, what: 'extra' });
    return { election, ...about, agreed: true, reason: 'moved-away' };
  },
  'election.nominate|of grid 1': async ({ cast }) => {
    const { election, contest, voters } = await electionAt(cast, 'drawn');
    return { election, candidates: [{ contest, members: voters.slice(0, 2) }] };
  },
  'election.proxies|of the village': async ({ cast }) => {
    const { election, voters } = await electionAt(cast, 'nominated', { kind: 'committee' });
    return { election, proxies: [{ voter: voters[3], proxy: voters[4] }] };
  },
  'election.enter|of grid 1': async ({ cast }) => {
    const { election, contest, voters } = await electionAt(cast, 'nominated');
    return { election, place: 0, figures: sheetFor(contest, { [voters[0] ?? '']: 6, [voters[1] ?? '']: 1 }) };
  },
  'election.count|of grid 1': async ({ cast }) => ({ election: (await electionAt(cast, 'entered')).election }),
  'election.lot|of grid 1': async ({ cast }) => {
    const { election, contest, voters } = await tiedElection(cast);
    return { election, contest, drawn: [voters[0]] };
  },
  'election.again|of grid 1': async ({ cast }) => ({
    election: (await electionAt(cast, 'counted', { even: true })).election,
    day: dayOf(cast.county.now()),
  }),
  'election.board|of grid 1': async ({ cast }) => ({
    election: (await electionAt(cast, 'counted')).election,
    attachments: [namedPicture(Buffer.from('票板'))],
  }),
  'election.sign|of grid 1': async ({ cast }) => {
    const { election, voters } = await electionAt(cast, 'counted');
    return { election, signers: voters.slice(5, 7) };
  },
  'election.void|of grid 1': async ({ cast }) => ({
    election: (await electionAt(cast, 'counted')).election,
    reason: 'mistake',
  }),
  'election.fill|of grid 1': async ({ cast }) => {
    const { election, contest, voters } = await electionAt(cast, 'signed');
    const post = { contest, member: voters[0], post: newId(), person: newId(), known: false };
    return { election, posts: [post], ends: [], until: dayOf(cast.county.now() + 900 * 86_400_000) };
  },
  'appraisal.enter|of the village': (m) => Promise.resolve(appraisalInput(m)),
};

/** What is asked of them when a canary is looked for. */
export const ofElections: Readonly<Record<string, readonly object[]>> = {
  'election.list': [{}],
  'election.page': [{ election: '00000000-0000-7000-8000-000000000000' }],
  'election.roll': [{ election: '00000000-0000-7000-8000-000000000000' }],
  'election.mine': [{}],
  'appraisal.list': [{}],
};
