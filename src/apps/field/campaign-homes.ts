// Which campaigns are for a home now, and whether it was told; from what lies on the phone.
import type { Campaign } from '#modules/campaign/model.ts';
import { isFor, stateOf, toldAt } from '#modules/campaign/rules.ts';
import type { PhoneHousehold } from '#modules/household/model.ts';
import type { Phone } from '#sync/store.ts';
import { visitsOf } from './queries.ts';

interface HomeCampaign {
  readonly campaign: Campaign;
  readonly toldAt: number | undefined;
}

export const campaignsFor = (phone: Phone, home: PhoneHousehold, now: number): HomeCampaign[] =>
  ([...(phone.view.value.rows.get('campaign')?.values() ?? [])] as unknown as Campaign[])
    .filter((campaign) => stateOf(campaign, now) === 'open' && isFor(campaign, home))
    .sort((a, b) => a.until - b.until)
    .map((campaign) => ({ campaign, toldAt: toldAt(campaign, visitsOf(phone, home.id)) }));
