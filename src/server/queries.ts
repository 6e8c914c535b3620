// The one list of queries: what is not here cannot be asked.
import type { Query } from '#data/query.ts';
import { aerialQueries } from '#modules/aerial/queries.ts';
import { burdenQueries } from '#modules/burden/queries.ts';
import { campaignQueries } from '#modules/campaign/queries.ts';
import { caseQueries } from '#modules/case/queries.ts';
import { disputeQueries } from '#modules/dispute/queries.ts';
import { guidanceQueries } from '#modules/guidance/queries.ts';
import { spotQueries } from '#modules/environment/queries.ts';
import { divisionQueries } from '#modules/household/queries-division.ts';
import { householdQueries } from '#modules/household/queries.ts';
import { incidentQueries } from '#modules/incident/queries.ts';
import { measureQueries } from '#modules/measure/queries.ts';
import { noticeQueries } from '#modules/notice/queries.ts';
import { comments } from '#modules/opinion/queries-comments.ts';
import { disclosureQueries } from '#modules/publicity/queries-disclosure.ts';
import { publicityQueries } from '#modules/publicity/queries.ts';
import { opinionQueries } from '#modules/opinion/queries.ts';
import { policyQueries } from '#modules/policy/queries.ts';
import { peopleQueries } from '#modules/people/queries.ts';
import { tellingQueries } from '#modules/telling/queries.ts';
import { findingQueries } from '#modules/finding/queries.ts';
import { errandQueries } from '#modules/errand/queries.ts';
import { pollQueries } from '#modules/poll/queries.ts';
import { open311Queries } from '#modules/open311/queries.ts';
import { questionQueries } from '#modules/question/queries.ts';
import { appraisalQueries } from '#modules/election/queries-appraisal.ts';
import { electionQueries } from '#modules/election/queries.ts';
import { proposalQueries } from '#modules/proposal/queries.ts';
import { supplyQueries } from '#modules/supply/queries.ts';
import { territoryQueries } from '#modules/territory/queries.ts';
import { leftQueries } from '#modules/visit/queries-left.ts';
import { visitQueries } from '#modules/visit/queries.ts';
import { auditQueries } from './audit-queries.ts';
import { policyCards } from './policy-cards.ts';
import { villageAffairs } from './village-affairs.ts';

export const queries: ReadonlyMap<string, Query> = new Map(
  (
    [
      ...territoryQueries,
      ...aerialQueries,
      ...peopleQueries,
      ...householdQueries,
      ...divisionQueries,
      ...supplyQueries,
      ...visitQueries,
      ...leftQueries,
      ...caseQueries,
      ...incidentQueries,
      ...findingQueries,
      ...disputeQueries,
      ...spotQueries,
      ...guidanceQueries,
      ...noticeQueries,
      ...publicityQueries,
      ...disclosureQueries,
      ...opinionQueries,
      comments,
      ...questionQueries,
      ...pollQueries,
      ...errandQueries,
      ...tellingQueries,
      ...burdenQueries,
      ...policyQueries,
      policyCards,
      villageAffairs,
      ...campaignQueries,
      ...measureQueries,
      ...electionQueries,
      ...appraisalQueries,
      ...proposalQueries,
      ...open311Queries,
      ...auditQueries,
    ] as unknown as readonly Query[]
  ).map((query) => [query.name, query]),
);
