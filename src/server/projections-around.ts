// What offices tell everybody and travels to every phone around their ground: tables of the county, notices, campaigns.
import { campaignTable } from '#modules/campaign/store.ts';
import type { Setting } from '#modules/case/model-county.ts';
import { settingTable } from '#modules/case/store-county.ts';
import { noticeTable } from '#modules/notice/store.ts';
import { plain, type Projection, table } from './projection.ts';

const settings = `what in ('calendar', 'clocks', 'dwell') and withdrawn_at is null`;
const notices = '(withdrawn_at is null and (to_at is null or to_at > now()))';
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
};
