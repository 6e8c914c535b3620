// Says things to the person at the keyboard in his language: words with their facts filled in, and any failure as one sentence.
import { Problem } from '#kit/problem.ts';
import { words as dataEn } from '#data/words.en.ts';
import { words as dataZh } from '#data/words.zh.ts';
import { words as importEn } from '#server/import/words.en.ts';
import { words as importZh } from '#server/import/words.zh.ts';
import { words as outsideEn } from '#server/open311/words.en.ts';
import { words as outsideZh } from '#server/open311/words.zh.ts';
import { words as ownEn } from './words.en.ts';
import { words as ownZh } from './words.zh.ts';

type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

const zh: Readonly<Record<string, string>> = { ...dataZh, ...importZh, ...outsideZh, ...ownZh };
const en: Readonly<Record<string, string>> = { ...dataEn, ...importEn, ...outsideEn, ...ownEn };

/** ZD_LANG, else what the terminal speaks. */
const chinese = (): boolean =>
  /^zh/i.test(process.env['ZD_LANG'] ?? process.env['LC_ALL'] ?? process.env['LANG'] ?? '');

/** The word for a key in a language; a key without a word is said as it is. */
export function sentenceIn(lang: 'zh' | 'en', key: string, facts: Facts = {}): string {
  const word = (lang === 'zh' ? zh : en)[key] ?? key;
  return word.replaceAll(/\{#?(\w+)[^}]*\}/g, (_, name: string) => String(facts[name] ?? ''));
}

/** In the terminal's language. */
export const sentence = (key: string, facts: Facts = {}): string => sentenceIn(chinese() ? 'zh' : 'en', key, facts);

/** For files that outlive whoever asked for them: Chinese, then English. */
export const bothWords = (key: string): string => `${sentenceIn('zh', key)} ${sentenceIn('en', key)}`;

export const print = (line: string): void => void process.stdout.write(`${line}\n`);
export const printError = (line: string): void => void process.stderr.write(`${line}\n`);

/** What went wrong as one sentence. What is no Problem of ours says its own first line. */
export function sayError(error: unknown): string {
  if (error instanceof Problem) {
    const key = `problem.${error.code}`;
    return key in en
      ? sentence(key, error.facts)
      : sentence('cli.failed', { reason: `${error.code} ${JSON.stringify(error.facts)}` });
  }
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return sentence('cli.failed', { reason });
}
