// The words of every screen of the story, in the language it is played in, taken from the words files themselves.
import { joinWords } from '#look/words.ts';
import { words as caseDeskZh } from '#modules/case/desk-words.zh.ts';
import { words as countyZh } from '#modules/case/ui/county-words.zh.ts';
import { words as caseZh } from '#modules/case/words.zh.ts';
import { words as disputeZh } from '#modules/dispute/words.zh.ts';
import { words as errandDeskZh } from '#modules/errand/desk-words.zh.ts';
import { words as errandZh } from '#modules/errand/words.zh.ts';
import { words as spotZh } from '#modules/environment/words.zh.ts';
import { words as attachmentZh } from '#modules/attachment/words.zh.ts';
import { words as householdZh } from '#modules/household/words.zh.ts';
import { words as incidentZh } from '#modules/incident/words.zh.ts';
import { words as measureZh } from '#modules/measure/desk-words.zh.ts';
import { words as questionZh } from '#modules/question/words.zh.ts';
import { words as visitZh } from '#modules/visit/words.zh.ts';
import { words as doorZh } from '#server/door/words.zh.ts';
import { words as frontZh } from '#server/front/words.zh.ts';
import { words as roomsZh } from '../../../src/apps/desk/room-words.zh.ts';
import { words as deskZh } from '../../../src/apps/desk/words.zh.ts';
import { words as fieldZh } from '../../../src/apps/field/words.zh.ts';

export const { t } = joinWords(
  { zh: deskZh, en: () => import('../../../src/apps/desk/words.en.ts') },
  { zh: roomsZh, en: () => import('../../../src/apps/desk/room-words.en.ts') },
  { zh: fieldZh, en: () => import('../../../src/apps/field/words.en.ts') },
  { zh: caseDeskZh, en: () => import('#modules/case/desk-words.en.ts') },
  { zh: countyZh, en: () => import('#modules/case/ui/county-words.en.ts') },
  { zh: caseZh, en: () => import('#modules/case/words.en.ts') },
  { zh: disputeZh, en: () => import('#modules/dispute/words.en.ts') },
  { zh: errandDeskZh, en: () => import('#modules/errand/desk-words.en.ts') },
  { zh: errandZh, en: () => import('#modules/errand/words.en.ts') },
  { zh: spotZh, en: () => import('#modules/environment/words.en.ts') },
  { zh: attachmentZh, en: () => import('#modules/attachment/words.en.ts') },
  { zh: householdZh, en: () => import('#modules/household/words.en.ts') },
  { zh: incidentZh, en: () => import('#modules/incident/words.en.ts') },
  { zh: measureZh, en: () => import('#modules/measure/desk-words.en.ts') },
  { zh: questionZh, en: () => import('#modules/question/words.en.ts') },
  { zh: visitZh, en: () => import('#modules/visit/words.en.ts') },
  { zh: doorZh, en: () => import('#server/door/words.en.ts') },
  { zh: frontZh, en: () => import('#server/front/words.en.ts') },
);
export { setLang } from '#look/words.ts';

export type Lang = 'zh' | 'en';

/** A pattern for the beginning of an accessible name: a desk's button also says its key. */
export const starts = (text: string): RegExp => new RegExp(`^\\s*${text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')}`);
