// How to see whether somebody sees a place, a question or an errand.
import type { Matrix } from './county.ts';
import type { Look } from './looks.ts';
import { pollRows } from './polls.ts';
import { proposalRows } from './proposals.ts';
import type { Targets } from './targets.ts';

type Input = (m: Matrix, t: Targets) => object;
type Has = (query: string, input: Input, wanted: (m: Matrix, t: Targets) => string) => Look;
type Answers = (query: string, input?: Input) => Look;

type Row = readonly [string, (m: Matrix, t: Targets) => string];

/** The same for rows that a scope finds by raw SQL. */
export const kindRows = (byId: (id: (m: Matrix, t: Targets) => string) => Row): Readonly<Record<string, Row>> => ({
  'division|of the village': byId((_, t) => t.division),
  'gully|of the village': byId((_, t) => t.ground.gully),
  'aerial|of the village': byId((_, t) => t.ground.aerial),
  'attachment|the picture of the village from above': byId((_, t) => t.ground.aerialFile),
  'disclosure|of the village': byId((_, t) => t.lists.disclosure),
  'publicity|shown by the village': byId((_, t) => t.lists.open),
  'publicity|of the village, waiting': byId((_, t) => t.lists.waiting),
  'policy|of the county, checked': byId((_, t) => t.card),
  'policy|of the county, not yet checked': byId((_, t) => t.unchecked),
  'campaign|of the township, by the water bureau': byId((_, t) => t.campaign),
  'inquiry|of home one': byId((_, t) => t.inquiry),
  'question|of home one': byId((_, t) => t.question),
  'errand|of home one': byId((_, t) => t.errand),
  ...pollRows,
  ...proposalRows,
});

const electionLooks = (has: Has, answers: Answers): Readonly<Record<string, Look>> => ({
  ...listLooks(has, answers),
  'query proposal.list|of home one': has(
    'proposal.list',
    () => ({}),
    (_, t) => t.proposals.own,
  ),
  'query village.affairs|of home one': has(
    'village.affairs',
    () => ({}),
    (_, t) => t.proposals.own,
  ),
  'query village.affairs|the election of grid 1': has(
    'village.affairs',
    () => ({}),
    (_, t) => t.election,
  ),
  'query proposal.page|of home one': answers('proposal.page', (_, t) => ({ proposal: t.proposals.own })),
  'query election.list|of grid 1': has(
    'election.list',
    () => ({}),
    (_, t) => t.election,
  ),
  'query election.page|of grid 1': answers('election.page', (_, t) => ({ election: t.election })),
  'query election.roll|of grid 1': answers('election.roll', (_, t) => ({ election: t.election })),
  'query election.mine|of grid 1': has(
    'election.mine',
    () => ({}),
    (_, t) => t.election,
  ),
  'query appraisal.list|of the village': has(
    'appraisal.list',
    () => ({}),
    (_, t) => t.appraisal,
  ),
});

/** How to see whether somebody sees a public list, or what a village made public. */
const listLooks = (has: Has, answers: Answers): Readonly<Record<string, Look>> => ({
  'query publicity.list|shown by the village': has(
    'publicity.list',
    () => ({}),
    (_, t) => t.lists.open,
  ),
  'query publicity.list|of the village, waiting': has(
    'publicity.list',
    () => ({}),
    (_, t) => t.lists.waiting,
  ),
  'query publicity.page|shown by the village': answers('publicity.page', (_, t) => ({ publicity: t.lists.open })),
  'query publicity.page|of the village, waiting': answers('publicity.page', (_, t) => ({ publicity: t.lists.waiting })),
  'query disclosure.page|of the village': answers('disclosure.page', (m) => ({ village: m.cast.areas.village })),
  'query publicity.check|for a list of the village': answers('publicity.check', (m) => ({
    office: m.cast.offices.village,
    rows: [{ name: '杜来顺', group: '一社' }],
  })),
});

const policyLooks = (has: Has, answers: Answers): Readonly<Record<string, Look>> => {
  const asked = ['policy.list', 'policy.cards'].flatMap((query) => [
    [
      `query ${query}|of the county, checked`,
      has(
        query,
        () => ({}),
        (_, t) => t.card,
      ),
    ] as const,
    [
      `query ${query}|of the county, not yet checked`,
      has(
        query,
        () => ({}),
        (_, t) => t.unchecked,
      ),
    ] as const,
  ]);
  return {
    ...Object.fromEntries(asked),
    'query policy.page|of the county, checked': answers('policy.page', (_, t) => ({ policy: t.card })),
    'query policy.page|of the county, not yet checked': answers('policy.page', (_, t) => ({ policy: t.unchecked })),
  };
};

export const kindLooks = (has: Has, answers: Answers): Readonly<Record<string, Look>> => ({
  'query spot.list|in grid 1': has(
    'spot.list',
    () => ({}),
    (_, t) => t.spot,
  ),
  'query spot.page|in grid 1': answers('spot.page', (_, t) => ({ spot: t.spot })),
  'query supply.page|the village': answers('supply.page', (m) => ({ village: m.cast.areas.village })),
  'query question.of|home one': answers('question.of', (m) => ({ household: m.cast.homes.one, reason: 'support' })),
  'query errand.of|home one': answers('errand.of', (m) => ({ household: m.cast.homes.one, reason: 'support' })),
  'query errand.list|handed by the worker to the village': has(
    'errand.list',
    () => ({}),
    (_, t) => t.errand,
  ),
  'query burden.list|said by the worker': has(
    'burden.list',
    () => ({}),
    (_, t) => t.burden,
  ),
  'query finding.list|of the village': has(
    'finding.list',
    () => ({}),
    (_, t) => t.found.finding,
  ),
  'query poll.list|that runs in the village': has(
    'poll.list',
    () => ({}),
    (_, t) => t.polls.running,
  ),
  'query poll.list|a draft of the village': has(
    'poll.list',
    () => ({}),
    (_, t) => t.polls.draft,
  ),
  'query poll.page|that runs in the village': answers('poll.page', (_, t) => ({ poll: t.polls.running })),
  'query poll.roll|that runs in the village': answers('poll.roll', (_, t) => ({ poll: t.polls.running })),
  'query finding.page|of the village': answers('finding.page', (_, t) => ({ finding: t.found.finding })),
  ...electionLooks(has, answers),
  "query errand.waits|one's own desk": answers('errand.waits'),
  'query campaign.list|of the township, by the water bureau': has(
    'campaign.list',
    () => ({}),
    (_, t) => t.campaign,
  ),
  'query campaign.doors|of the township': answers('campaign.doors', (_, t) => ({ campaign: t.campaign })),
  ...policyLooks(has, answers),
  'query errand.page|of home one': answers('errand.page', (_, t) => ({ errand: t.errand })),
});
