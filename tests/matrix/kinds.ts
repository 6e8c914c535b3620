// Kinds of matters with their own content, for the access matrix: a mediation, a place with something to be put right, a question, an errand; and their papers.
import { newId } from '#kit/id.ts';
import { say } from '#tests/cast.ts';
import { campaigns, makeCampaign } from './campaigns.ts';
import type { Matrix } from './county.ts';
import type { Look } from './looks.ts';
import { agreed, type Mediation, mediationBy, mediations } from './mediation-inputs.ts';
import { spotBy, spots } from './spot-inputs.ts';
import { policyProbes } from './policies.ts';
import { pollInputs, pollProbes, type PollsSeen, pollsSeen } from './polls.ts';
import { proposalInputs, proposalProbes, type ProposalsSeen, proposalsSeen } from './proposals.ts';
import { type SystemSeen, systemInputs, systemSeen } from './systems.ts';
import { supplies, supplyBy } from './supply-inputs.ts';
import { divisionBy, divisions } from './division-inputs.ts';
import { groundInputs, groundSeen, type GroundSeen } from './ground-inputs.ts';
import { errandBy, errands } from './errand-inputs.ts';
import { appraisalOf, elections } from './elections.ts';
import { electionAt } from '#tests/elections.ts';
import { listProbes } from './list-probes.ts';
import { type Lists, lists, makeLists } from './publicity.ts';
import { findingOf, type FindingSaid, findings } from './findings.ts';
import type { Make } from './verb-inputs.ts';

export const asked = (m: Matrix, home: 'one' | 'three'): Record<string, string> => ({
  question: newId(),
  household: m.cast.homes[home],
  topic: 'S3',
  text: '医保啥时候交',
  answer: '十二月二十日前',
});
const questions: Readonly<Record<string, Make>> = {
  'question.answer|home three': async (m) => asked(m, 'three'),
  'question.follow|home three': async (m) => ({ household: m.cast.homes.three }),
};

export const kindInputs = {
  ...mediations,
  ...spots,
  ...supplies,
  ...divisions,
  ...groundInputs,
  ...questions,
  ...errands,
  ...findings,
  ...campaigns,
  ...elections,
  ...pollInputs,
  ...lists,
  ...proposalInputs,
  ...systemInputs,
};

interface Kinds {
  readonly mediation: Mediation;
  readonly spot: string;
  readonly supply: { readonly node: string; readonly network: string };
  readonly question: string;
  readonly errand: string;
  readonly found: FindingSaid;
  readonly campaign: string;
  readonly inquiry: string;
  readonly election: string;
  readonly appraisal: string;
  readonly polls: PollsSeen;
  readonly division: string;
  readonly ground: GroundSeen;
  readonly lists: Lists;
  readonly proposals: ProposalsSeen;
  readonly system: SystemSeen;
}

export async function makeKinds(m: Matrix): Promise<Kinds> {
  const mediation = await mediationBy(m);
  await agreed(m, mediation);
  const question = asked(m, 'one');
  await say(m.cast.county, m.cast.worker, 'question.answer', question);
  const errand = await errandBy(m, 'one', 'handed');
  return {
    mediation,
    spot: await spotBy(m, true),
    supply: await supplyBy(m),
    division: await divisionBy(m),
    ground: await groundSeen(m),
    question: question.question ?? '',
    errand,
    found: await findingOf(m.cast),
    ...(await makeCampaign(m)),
    election: (await electionAt(m.cast, 'nominated')).election,
    appraisal: await appraisalOf(m),
    polls: await pollsSeen(m),
    lists: await makeLists(m.cast),
    proposals: await proposalsSeen(m),
    system: await systemSeen(m),
  };
}

const paper =
  (path: (t: Awaited<ReturnType<typeof makeKinds>>) => string): Look =>
  async (m, t, who) =>
    (await m.server.call(m.people[who]?.caller ?? {}, 'GET', path(t))).status === 200;

export const kindProbes: Readonly<Record<string, Look>> = {
  // The county of the matrix is on a PostgreSQL of somebody else, who makes its backups.
  'GET /api/backups|of the county': async (m, _, who) =>
    (await m.server.call(m.people[who]?.caller ?? {}, 'GET', '/api/backups')).text.includes('"outside":true'),
  ...policyProbes,
  ...pollProbes,
  ...proposalProbes,
  'GET /disputes/:id/agreement.pdf|mediated by the water keeper': paper(
    (t) => `/disputes/${t.mediation.dispute}/agreement.pdf`,
  ),
  'GET /spots/:id/notice.pdf|in grid 1': paper((t) => `/spots/${t.spot}/notice.pdf`),
  'GET /elections/:id/:paper{[a-z]+\\.pdf}|of grid 1': paper((t) => `/elections/${t.election}/roll.pdf`),
  ...listProbes,
  'GET /errands/:id/paper.pdf|of home one': paper((t) => `/errands/${t.errand}/paper.pdf`),
};
