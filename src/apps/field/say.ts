// The words of the field app and of the modules it shows, and how a problem or a queued command is said.
import { Problem } from '#kit/problem.ts';
import { hasWord, joinWords, t } from '#look/words.ts';
import { words as attachmentZh } from '#modules/attachment/words.zh.ts';
import { words as caseZh } from '#modules/case/words.zh.ts';
import { words as householdZh } from '#modules/household/words.zh.ts';
import { words as noticeZh } from '#modules/notice/words.zh.ts';
import { words as peopleZh } from '#modules/people/words.zh.ts';
import { words as visitZh } from '#modules/visit/words.zh.ts';
import { words as problemZh } from '../problem-words.zh.ts';
import { words as fieldZh } from './words.zh.ts';

joinWords(
  { zh: fieldZh, en: () => import('./words.en.ts') },
  { zh: problemZh, en: () => import('../problem-words.en.ts') },
  { zh: attachmentZh, en: () => import('#modules/attachment/words.en.ts') },
  { zh: caseZh, en: () => import('#modules/case/words.en.ts') },
  { zh: householdZh, en: () => import('#modules/household/words.en.ts') },
  { zh: noticeZh, en: () => import('#modules/notice/words.en.ts') },
  { zh: peopleZh, en: () => import('#modules/people/words.en.ts') },
  { zh: visitZh, en: () => import('#modules/visit/words.en.ts') },
);

const plainFacts = (facts: Readonly<Record<string, unknown>>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, typeof value === 'number' ? value : String(value)]),
  );

/** Why something was not taken, in words. */
export function sayCode(code: string, facts: Readonly<Record<string, unknown>> = {}): string {
  const key = `problem.${code}`;
  return hasWord(key) ? t(key, plainFacts(facts)) : t('field.problem.other');
}

export const sayProblem = (error: unknown): string => {
  if (error instanceof Problem) return sayCode(error.code, error.facts);
  throw error;
};
