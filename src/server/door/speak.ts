// Speaks the words of the household's pages and writes its times, in the language of the request, on the server.
import { words as en } from './words.en.ts';
import { words as zh } from './words.zh.ts';

export type Lang = 'zh' | 'en';
export type Key = keyof typeof zh;
type Facts = Readonly<Record<string, string | number>>;
export type Say = (key: Key, facts?: Facts) => string;

/** `{name}` is filled in, `{n|day|days}` becomes "3 days". */
const fill = (word: string, facts: Facts): string =>
  word.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const value = facts[name] ?? '';
    return one === undefined ? String(value) : `${value} ${Number(value) === 1 ? one : many}`;
  });

export const speaker =
  (lang: Lang): Say =>
  (key, facts = {}) =>
    fill((lang === 'en' ? en : zh)[key], facts);

/** The key, if there is such a word: for keys that are put together from data. */
export const knownKey = (key: string): Key | undefined => (key in zh ? (key as Key) : undefined);

const offset = 8 * 3_600_000;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface Times {
  /** 11月23日 / 23 Nov, with the year when it is another. */
  day(at: number): string;
  /** 今天 09:05, 11月20日 11:30. */
  moment(at: number): string;
  /** 明天 18:00 前 / by 18:00 tomorrow. */
  deadline(at: number): string;
}

/** Shanghai is UTC+8 all year, so shifting and reading UTC is exact for our dates. All times in ms. */
export function timesOf(lang: Lang, now: number): Times {
  const t = speaker(lang);
  const shifted = (at: number): Date => new Date(at + offset);
  const day = (at: number): string => {
    const date = shifted(at);
    const same = date.getUTCFullYear() === shifted(now).getUTCFullYear();
    if (lang === 'en')
      return `${date.getUTCDate()} ${months[date.getUTCMonth()]}${same ? '' : ` ${date.getUTCFullYear()}`}`;
    return `${same ? '' : `${date.getUTCFullYear()}年`}${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
  };
  const near = (at: number): string => {
    const apart = Math.floor((at + offset) / 86_400_000) - Math.floor((now + offset) / 86_400_000);
    if (apart === 0) return t('door.time.today');
    if (apart === -1) return t('door.time.yesterday');
    return apart === 1 ? t('door.time.tomorrow') : day(at);
  };
  const clock = (at: number): string => shifted(at).toISOString().slice(11, 16);
  return {
    day,
    moment: (at) => `${near(at)} ${clock(at)}`,
    deadline: (at) => t('door.time.by', { day: near(at), time: clock(at) }),
  };
}
