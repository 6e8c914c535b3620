// What the phone needs for campaigns: the verbs of questions heard at a door, their kind and words, brought along with their screens or with what waits of them.
import { joinWords } from '#look/words.ts';
import { doorCampaignVerbs } from '#modules/campaign/commands-door.ts';
import { inquiryKind } from '#modules/campaign/rules.ts';
import { words } from '#modules/campaign/words.zh.ts';
import type { Part } from './book.ts';

joinWords({ zh: words, en: () => import('#modules/campaign/words.en.ts') });

export const part: Part = { verbs: doorCampaignVerbs, kinds: [inquiryKind] };
