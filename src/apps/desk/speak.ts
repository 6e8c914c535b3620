// The desk's words: joins the words of all modules, and says a Problem in a sentence.
import { words as attachmentZh } from '#modules/attachment/words.zh.ts';
import { words as burdenZh } from '#modules/burden/words.zh.ts';
import { words as countyZh } from '#modules/case/ui/county-words.zh.ts';
import { words as caseDeskZh } from '#modules/case/desk-words.zh.ts';
import { words as caseZh } from '#modules/case/words.zh.ts';
import { words as disputeZh } from '#modules/dispute/words.zh.ts';
import { words as errandDeskZh } from '#modules/errand/desk-words.zh.ts';
import { words as errandZh } from '#modules/errand/words.zh.ts';
import { words as guidanceZh } from '#modules/guidance/words.zh.ts';
import { words as spotZh } from '#modules/environment/words.zh.ts';
import { words as householdZh } from '#modules/household/words.zh.ts';
import { words as incidentZh } from '#modules/incident/words.zh.ts';
import { words as measureZh } from '#modules/measure/desk-words.zh.ts';
import { words as opinionZh } from '#modules/opinion/words.zh.ts';
import { words as peopleDeskZh } from '#modules/people/desk-words.zh.ts';
import { words as peopleZh } from '#modules/people/words.zh.ts';
import { words as questionZh } from '#modules/question/words.zh.ts';
import { words as supplyZh } from '#modules/supply/words.zh.ts';
import { words as tellingDeskZh } from '#modules/telling/desk-words.zh.ts';
import { words as tellingZh } from '#modules/telling/words.zh.ts';
import { words as territoryZh } from '#modules/territory/words.zh.ts';
import { words as visitZh } from '#modules/visit/words.zh.ts';
import { type Facts, hasWord, joinWords, t } from '#look/words.ts';
import { words as problemZh } from '../problem-words.zh.ts';
import { words as deskProblemZh } from './problem-words.zh.ts';
import { words as deskZh } from './words.zh.ts';

joinWords(
  { zh: attachmentZh, en: () => import('#modules/attachment/words.en.ts') },
  { zh: deskZh, en: () => import('./words.en.ts') },
  { zh: problemZh, en: () => import('../problem-words.en.ts') },
  { zh: deskProblemZh, en: () => import('./problem-words.en.ts') },
  { zh: burdenZh, en: () => import('#modules/burden/words.en.ts') },
  { zh: caseDeskZh, en: () => import('#modules/case/desk-words.en.ts') },
  { zh: countyZh, en: () => import('#modules/case/ui/county-words.en.ts') },
  { zh: caseZh, en: () => import('#modules/case/words.en.ts') },
  { zh: disputeZh, en: () => import('#modules/dispute/words.en.ts') },
  { zh: errandDeskZh, en: () => import('#modules/errand/desk-words.en.ts') },
  { zh: errandZh, en: () => import('#modules/errand/words.en.ts') },
  { zh: guidanceZh, en: () => import('#modules/guidance/words.en.ts') },
  { zh: spotZh, en: () => import('#modules/environment/words.en.ts') },
  { zh: householdZh, en: () => import('#modules/household/words.en.ts') },
  { zh: incidentZh, en: () => import('#modules/incident/words.en.ts') },
  { zh: measureZh, en: () => import('#modules/measure/desk-words.en.ts') },
  { zh: peopleDeskZh, en: () => import('#modules/people/desk-words.en.ts') },
  { zh: peopleZh, en: () => import('#modules/people/words.en.ts') },
  { zh: tellingDeskZh, en: () => import('#modules/telling/desk-words.en.ts') },
  { zh: tellingZh, en: () => import('#modules/telling/words.en.ts') },
  { zh: territoryZh, en: () => import('#modules/territory/words.en.ts') },
  { zh: opinionZh, en: () => import('#modules/opinion/words.en.ts') },
  { zh: questionZh, en: () => import('#modules/question/words.en.ts') },
  { zh: supplyZh, en: () => import('#modules/supply/words.en.ts') },
  { zh: visitZh, en: () => import('#modules/visit/words.en.ts') },
);

/** What happened and what to do, for a Problem's code; an unknown code gets the general sentence. */
export function problemWord(code: string, facts: Facts = {}): string {
  const key = `problem.${code}`;
  return hasWord(key) ? t(key, facts) : t('problem.unknown');
}
