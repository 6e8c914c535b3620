// Campaigns: what homes are told of during visits, and what they asked.
import type { JSX } from 'preact';
import { joinWords } from '#look/words.ts';
import { words as campaignZh } from '#modules/campaign/desk-words.zh.ts';
import { CampaignsScreen } from '#modules/campaign/ui/desk-campaigns.tsx';
import { hasRole } from '../session.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords({ zh: campaignZh, en: () => import('#modules/campaign/desk-words.en.ts') });

export const CampaignsRoom = (): JSX.Element => (
  <CampaignsScreen seesDoors={hasRole('village-officer', 'township-officer')} problem={problemWord} />
);
