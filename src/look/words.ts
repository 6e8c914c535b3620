// Loads and speaks the words of the screens: Chinese at once, English when asked, switched by a signal without a reload.
import { signal } from '@preact/signals';
import { words as lookZh } from './words.zh.ts';

export type Lang = 'zh' | 'en' | 'pseudo';
export type Facts = Record<string, string | number>;
export type Words = Record<string, string>;
/** The words of one module: Chinese in hand, English behind a dynamic import. */
export type Book<Z extends Words = Words> = { zh: Z; en: () => Promise<{ words: Record<keyof Z, string> }> };
type KeysOf<B> = B extends { zh: infer Z } ? keyof Z & string : never;
type Say<K extends string> = (key: K, facts?: Facts) => string;

/** The language spoken now; a screen that reads it (every `t` does) is drawn again when it changes. */
export const lang = signal<Lang>('zh');

const store = 'zd-lang';
const zhWords: Words = { ...lookZh };
/** English words loaded so far; a signal, so that words that arrive late are drawn. */
const enWords = signal<Words>({});
const loaded = new Set<Book>();
const books: Book[] = [{ zh: lookZh, en: () => import('./words.en.ts') }];

const mode = (import.meta as { env?: { MODE?: string } }).env?.MODE;
let strict = mode === 'test';
/** Strict: a missing word or fact throws. It is on in tests; elsewhere the person sees the Chinese word instead. */
export function setStrictWords(on: boolean): void {
  strict = on;
}

/** Adds the words of modules and gives a `t` that knows their keys. */
export function joinWords<const B extends readonly Book[]>(
  ...parts: B
): { t: Say<KeysOf<B[number]> | keyof typeof lookZh> } {
  for (const part of parts) {
    books.push(part);
    Object.assign(zhWords, part.zh);
  }
  // A module drawn for the first time while English is spoken: its words follow, until then it speaks Chinese.
  if (lang.value === 'en') loadEnglish().catch(() => undefined);
  return { t };
}

/** The word for a key, with `{name}` filled in, `{n|home|homes}` as "3 homes", `{#n|is|are}` as "are". */
export function t(key: string, facts: Facts = {}): string {
  const now = lang.value;
  const zh = zhWords[key];
  const word = now === 'en' ? (enWords.value[key] ?? missing(key, 'en') ?? zh) : zh;
  if (word === undefined) return missing(key, 'zh') ?? key;
  const text = fill(word, facts, key);
  return now === 'pseudo' ? stretch(text) : text;
}

/** Whether a word exists, for keys that are put together (a problem's code, a state). */
export function hasWord(key: string): boolean {
  return key in zhWords;
}

function missing(key: string, where: string): undefined {
  if (strict) throw new Error(`no word for ${key} (${where})`);
}

function fill(word: string, facts: Facts, key: string): string {
  return word.replace(
    /\{(#?)(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g,
    (_all, bare: string, name: string, one?: string, many?: string) => {
      const value = facts[name];
      if (value === undefined) {
        if (strict) throw new Error(`${key} wants the fact ${name}`);
        return '';
      }
      if (one === undefined || many === undefined) return String(value);
      const noun = Number(value) === 1 ? one : many;
      return bare === '#' ? noun : `${value} ${noun}`;
    },
  );
}

/** Text 40 % longer between ⟦ ⟧: what is not wrapped was not taken from the words files, what overflows has no room. */
function stretch(text: string): string {
  return `⟦${text}${'长'.repeat(Math.ceil(text.length * 0.4))}⟧`;
}

async function loadEnglish(): Promise<void> {
  await Promise.all(
    books
      .filter((book) => !loaded.has(book))
      .map(async (book) => {
        const { words } = await book.en();
        loaded.add(book);
        enWords.value = { ...enWords.value, ...words };
      }),
  );
}

/** Until the words of what was just loaded are there in the language spoken now; without a connection it speaks Chinese. */
export const wordsHere = async (): Promise<void> => {
  if (lang.value === 'en') await loadEnglish().catch(() => undefined);
};

/** Speaks another language from now on. False (and nothing changed) when its words cannot be had, e.g. offline. */
export async function setLang(next: Lang): Promise<boolean> {
  if (next === 'en') {
    try {
      await loadEnglish();
    } catch {
      return false;
    }
  }
  lang.value = next;
  if (typeof document !== 'undefined') document.documentElement.lang = next === 'en' ? 'en' : 'zh-CN';
  if (next !== 'pseudo') keep(next);
  return true;
}

function keep(next: Lang): void {
  try {
    localStorage.setItem(store, next);
  } catch {
    // A browser that forbids storage still speaks; it only forgets.
  }
}

/** Speaks the language of `?lang=`, else the kept one, else Chinese. Call once, after `joinWords`, before drawing. */
export async function startWords(): Promise<void> {
  let wanted: string | null = null;
  try {
    wanted = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(store);
  } catch {
    // No address or no storage: Chinese.
  }
  await setLang(wanted === 'en' || wanted === 'pseudo' ? wanted : 'zh');
}
