// Speaks to other systems in the language they ask for, Chinese where they do not say; and what goes wrong, as the standard tells it.
import { Problem } from '#kit/problem.ts';
import { words as en } from './words.en.ts';
import { words as zh } from './words.zh.ts';

export type Lang = 'zh' | 'en';
export type Key = keyof typeof zh;
export type Facts = Readonly<Record<string, string | number>>;
export type Say = (key: Key, facts?: Facts) => string;

const fill = (word: string, facts: Facts): string =>
  word.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
export const speaker =
  (lang: Lang): Say =>
  (key, facts = {}) =>
    fill((lang === 'en' ? en : zh)[key], facts);

/** The one named first of those that we speak. */
export function langOf(accepted: string | undefined): Lang {
  const first = (accepted ?? '').split(',').find((one) => /^\s*(zh|en)\b/i.test(one));
  return /^\s*en/i.test(first ?? '') ? 'en' : 'zh';
}

type FaultName = Key extends infer K ? (K extends `problem.open311-${infer Name}` ? Name : never) : never;
type Kind = 'invalid' | 'refused' | 'missing';

/** 404: not found; 403: the key; 400: everything else. */
export const fault = (kind: Kind, name: FaultName, facts: Facts = {}): Problem => {
  const code = `open311-${name}`;
  return new Problem(kind, code, facts);
};

const known: Readonly<Record<string, Key>> = {
  'too-many': 'problem.open311-too-many',
  'text-unreadable': 'problem.open311-text',
  'body-too-large': 'problem.open311-encoding',
};

/** What is said of it; never the inside of what is not ours. */
export function sentenceOf(problem: Problem, say: Say): string {
  const own = `problem.${problem.code}`;
  const facts = problem.facts as Facts;
  if (own in zh) return say(own as Key, facts);
  const key = known[problem.code];
  if (key) return say(key, facts);
  return problem.kind === 'broken'
    ? say('problem.open311-broken')
    : say('problem.open311-refused', { code: problem.code });
}

export function httpStatusOf({ kind, code }: Problem): 400 | 403 | 404 | 429 | 500 | 503 {
  if (code === 'too-many') return 429;
  if (code === 'database-busy') return 503;
  if (kind === 'broken') return 500;
  if (kind === 'missing') return 404;
  return kind === 'refused' && code.startsWith('open311-') ? 403 : 400;
}
