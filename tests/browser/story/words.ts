// The words of every screen of the story, in the language it is played in, taken from the words files themselves.
import { joinWords } from '#look/words.ts';
import { words as campaignDeskZh } from '#modules/campaign/desk-words.zh.ts';
import { words as campaignZh } from '#modules/campaign/words.zh.ts';
import { words as caseDeskZh } from '#modules/case/desk-words.zh.ts';
import { words as countyZh } from '#modules/case/ui/county-words.zh.ts';
import { words as caseZh } from '#modules/case/words.zh.ts';
import { words as disputeZh } from '#modules/dispute/words.zh.ts';
import { words as electionZh } from '#modules/election/desk-words.zh.ts';
import { words as errandDeskZh } from '#modules/errand/desk-words.zh.ts';
import { words as errandZh } from '#modules/errand/words.zh.ts';
import { words as spotZh } from '#modules/environment/words.zh.ts';
import { words as attachmentZh } from '#modules/attachment/words.zh.ts';
import { words as householdZh } from '#modules/household/words.zh.ts';
import { words as incidentZh } from '#modules/incident/words.zh.ts';
import { words as measureZh } from '#modules/measure/desk-words.zh.ts';
import { words as open311Zh } from '#modules/open311/desk-words.zh.ts';
import { words as peopleZh } from '#modules/people/desk-words.zh.ts';
import { words as policyZh } from '#modules/policy/words.zh.ts';
import { words as pollZh } from '#modules/poll/desk-words.zh.ts';
import { words as publicityZh } from '#modules/publicity/desk-words.zh.ts';
import { words as questionZh } from '#modules/question/words.zh.ts';
import { words as visitDeskZh } from '#modules/visit/desk-words.zh.ts';
import { words as visitZh } from '#modules/visit/words.zh.ts';
import { words as doorZh } from '#server/door/words.zh.ts';
import { words as frontZh } from '#server/front/words.zh.ts';
import { words as actProblemsZh } from '../../../src/apps/desk/act-problem-words.zh.ts';
import { words as mapZh } from '../../../src/apps/desk/map-words.zh.ts';
import { words as roomsZh } from '../../../src/apps/desk/room-words.zh.ts';
import { words as deskZh } from '../../../src/apps/desk/words.zh.ts';
import { words as fieldZh } from '../../../src/apps/field/words.zh.ts';

export const { t } = joinWords(
  { zh: deskZh, en: () => import('../../../src/apps/desk/words.en.ts') },
  { zh: actProblemsZh, en: () => import('../../../src/apps/desk/act-problem-words.en.ts') },
  { zh: mapZh, en: () => import('../../../src/apps/desk/map-words.en.ts') },
  { zh: roomsZh, en: () => import('../../../src/apps/desk/room-words.en.ts') },
  { zh: fieldZh, en: () => import('../../../src/apps/field/words.en.ts') },
  { zh: campaignDeskZh, en: () => import('#modules/campaign/desk-words.en.ts') },
  { zh: campaignZh, en: () => import('#modules/campaign/words.en.ts') },
  { zh: caseDeskZh, en: () => import('#modules/case/desk-words.en.ts') },
  { zh: countyZh, en: () => import('#modules/case/ui/county-words.en.ts') },
  { zh: caseZh, en: () => import('#modules/case/words.en.ts') },
  { zh: disputeZh, en: () => import('#modules/dispute/words.en.ts') },
  { zh: electionZh, en: () => import('#modules/election/desk-words.en.ts') },
  { zh: errandDeskZh, en: () => import('#modules/errand/desk-words.en.ts') },
  { zh: errandZh, en: () => import('#modules/errand/words.en.ts') },
  { zh: spotZh, en: () => import('#modules/environment/words.en.ts') },
  { zh: attachmentZh, en: () => import('#modules/attachment/words.en.ts') },
  { zh: householdZh, en: () => import('#modules/household/words.en.ts') },
  { zh: incidentZh, en: () => import('#modules/incident/words.en.ts') },
  { zh: measureZh, en: () => import('#modules/measure/desk-words.en.ts') },
  { zh: open311Zh, en: () => import('#modules/open311/desk-words.en.ts') },
  { zh: peopleZh, en: () => import('#modules/people/desk-words.en.ts') },
  { zh: policyZh, en: () => import('#modules/policy/words.en.ts') },
  { zh: pollZh, en: () => import('#modules/poll/desk-words.en.ts') },
  { zh: publicityZh, en: () => import('#modules/publicity/desk-words.en.ts') },
  { zh: questionZh, en: () => import('#modules/question/words.en.ts') },
  { zh: visitDeskZh, en: () => import('#modules/visit/desk-words.en.ts') },
  { zh: visitZh, en: () => import('#modules/visit/words.en.ts') },
  { zh: doorZh, en: () => import('#server/door/words.en.ts') },
  { zh: frontZh, en: () => import('#server/front/words.en.ts') },
);
export { setLang } from '#look/words.ts';

export type Lang = 'zh' | 'en';

/** A pattern for the beginning of an accessible name: a desk's button also says its key. */
export const starts = (text: string): RegExp => new RegExp(`^\\s*${text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')}`);
