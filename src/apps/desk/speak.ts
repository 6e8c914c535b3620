// The words of the desk's first screen, and a Problem said in a sentence; each room brings its own.
import { words as caseDeskZh } from '#modules/case/desk-words.zh.ts';
import { words as caseZh } from '#modules/case/words.zh.ts';
import { words as officeKindZh } from '#modules/people/desk-kind-words.zh.ts';
import { words as peopleZh } from '#modules/people/words.zh.ts';
import { type Facts, hasWord, joinWords, t } from '#look/words.ts';
import { words as problemZh } from '../problem-words.zh.ts';
import { words as deskProblemZh } from './problem-words.zh.ts';
import { words as deskZh } from './words.zh.ts';

joinWords(
  { zh: deskZh, en: () => import('./words.en.ts') },
  { zh: problemZh, en: () => import('../problem-words.en.ts') },
  { zh: deskProblemZh, en: () => import('./problem-words.en.ts') },
  { zh: caseDeskZh, en: () => import('#modules/case/desk-words.en.ts') },
  { zh: caseZh, en: () => import('#modules/case/words.en.ts') },
  { zh: officeKindZh, en: () => import('#modules/people/desk-kind-words.en.ts') },
  { zh: peopleZh, en: () => import('#modules/people/words.en.ts') },
);

/** What happened and what to do, for a Problem's code; an unknown code gets the general sentence. */
export function problemWord(code: string, facts: Facts = {}): string {
  const key = `problem.${code}`;
  return hasWord(key) ? t(key, facts) : t('problem.unknown');
}
