// Writes days and times as people say them, in both languages, in Asia/Shanghai, from a passed-in now.
import { lang, t } from './words.ts';

export type Moment = Date | number | string;
type Parts = {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
  dayNumber: number;
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const ms = (at: Moment): number => (typeof at === 'number' ? at : new Date(at).getTime());

/** Shanghai is UTC+8 all year since 1991, so shifting and reading UTC is exact for our dates and needs no zone data. */
function partsOf(at: Moment): Parts {
  const shifted = ms(at) + 8 * hour;
  const d = new Date(shifted);
  return {
    year: d.getUTCFullYear(),
    month: d.getUTCMonth(),
    day: d.getUTCDate(),
    weekday: d.getUTCDay(),
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
    dayNumber: Math.floor(shifted / day),
  };
}

const two = (n: number): string => String(n).padStart(2, '0');
const english = (): boolean => lang.value === 'en';

/** 11月23日 / 23 Nov; with the year when it is not this year's. */
export function formatDay(at: Moment, now: Moment): string {
  const p = partsOf(at);
  const sameYear = p.year === partsOf(now).year;
  if (english()) return `${p.day} ${months[p.month]}${sameYear ? '' : ` ${p.year}`}`;
  return `${sameYear ? '' : `${p.year}年`}${p.month + 1}月${p.day}日`;
}

/** 周一 / Mon. */
export function formatWeekday(at: Moment): string {
  const p = partsOf(at);
  return english() ? (weekdays[p.weekday] ?? '') : `周${'日一二三四五六'[p.weekday]}`;
}

/** 09:05 in both languages. */
export function formatTime(at: Moment): string {
  const p = partsOf(at);
  return `${two(p.hour)}:${two(p.minute)}`;
}

/** 今天, 昨天 or 明天 where they fit, else the day. */
export function formatNearDay(at: Moment, now: Moment): string {
  const apart = partsOf(at).dayNumber - partsOf(now).dayNumber;
  if (apart === 0) return t('look.time.today');
  if (apart === -1) return t('look.time.yesterday');
  if (apart === 1) return t('look.time.tomorrow');
  return formatDay(at, now);
}

/** 今天 09:05, 昨天 17:40, 11月20日 11:30. */
export function formatMoment(at: Moment, now: Moment): string {
  return `${formatNearDay(at, now)} ${formatTime(at)}`;
}

/** A length of time in milliseconds in its largest whole unit: 40 分钟, 3 小时, 2 天. */
export function formatSpan(length: number): string {
  if (length >= day) return t('look.time.days', { n: Math.floor(length / day) });
  if (length >= hour) return t('look.time.hours', { n: Math.floor(length / hour) });
  return t('look.time.minutes', { n: Math.max(1, Math.floor(length / minute)) });
}

/** How long something has lasted: 已 2 天, 已 40 分钟; under a minute 刚刚. */
export function formatAgo(since: Moment, now: Moment): string {
  const length = ms(now) - ms(since);
  return length < minute ? t('look.time.now') : t('look.time.ago', { span: formatSpan(length) });
}

/** Until when: 今天 18:00 前, 11月25日 18:00 前; a deadline in the day's last minute is the whole day: 11月25日前. */
export function formatDeadline(due: Moment, now: Moment): string {
  const p = partsOf(due);
  const facts = { day: formatNearDay(due, now), time: formatTime(due) };
  if (p.hour === 23 && p.minute === 59) return t('look.time.byDay', facts);
  const near = Math.abs(p.dayNumber - partsOf(now).dayNumber) <= 1;
  return t(near ? 'look.time.by' : 'look.time.byOn', facts);
}

/** How late it is: 超 3 小时. Only for a due time that has passed. */
export function formatLate(due: Moment, now: Moment): string {
  return t('look.time.late', { span: formatSpan(ms(now) - ms(due)) });
}

/** The day in Shanghai as 2026-11-23, for inputs and filters. */
export function isoDay(at: Moment): string {
  const p = partsOf(at);
  return `${p.year}-${two(p.month + 1)}-${two(p.day)}`;
}

/** Midnight of a day in China, in ms. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
