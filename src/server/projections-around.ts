// What offices tell everybody and travels to every phone around their ground: tables of the county, notices, policy cards, campaigns.
import { campaignTable } from '#modules/campaign/store.ts';
import type { Setting } from '#modules/case/model-county.ts';
import { settingTable } from '#modules/case/store-county.ts';
import { noticeTable } from '#modules/notice/store.ts';
import type { Policy } from '#modules/policy/model.ts';
import { shownOf } from '#modules/policy/rules.ts';
import { policyTable } from '#modules/policy/store.ts';
import { nameKey } from './import/person-names.ts';
import { plain, type Projection, table } from './projection.ts';

const settings = `what in ('calendar', 'clocks', 'dwell') and withdrawn_at is null`;
const notices = '(withdrawn_at is null and (to_at is null or to_at > now()))';
/** POLICY-3, a day wider: the phone asks the rule itself with its own day. */
const policies = `(shown is not null and withdrawn_at is null and (valid_to is null or valid_to >= current_date - 1) and checked_at > now() - interval '367 days')`;
/** CAMPAIGN-2, CAMPAIGN-3 */
const campaigns = '(approved_at is not null and ended_at is null and until > now())';

export const aroundProjections: Readonly<Record<string, Projection>> = {
  // CASE-82: the tables that a phone computes deadlines with; names of offices and persons stay at the desk.
  setting: {
    table: table(settingTable),
    recent: settings,
    onRoster: settings,
    reach: 'around',
    shape: async (_, records) => (records as Setting[]).map(({ person, office, ...shown }) => shown),
  },
  notice: { table: table(noticeTable), recent: notices, onRoster: notices, reach: 'around', shape: plain },
  campaign: { table: table(campaignTable), recent: campaigns, reach: 'around', shape: plain },
  // POLICY-2, POLICY-4: what was checked, without what waits, what was before and who wrote it.
  policy: {
    table: table(policyTable),
    recent: policies,
    onRoster: policies,
    reach: 'around',
    shape: async (_, records) =>
      (records as Policy[]).flatMap((one) => shownOf(one, nameKey(one.shown?.card.zh.title ?? '')) ?? []),
  },
};
