// Words and times: filling in, plural, what is missing, and how days are said in both languages.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatDay,
  formatDeadline,
  formatLate,
  formatMoment,
  formatSpan,
  formatTime,
  formatWeekday,
  isoDay,
} from './dates.ts';
import { hasWord, joinWords, lang, setLang, setStrictWords, t } from './words.ts';
import { words as en } from './words.en.ts';
import { words as zh } from './words.zh.ts';

const { t: say } = joinWords({
  zh: { 'pond.fish': '{n} 条鱼，{who} 养的', 'pond.only': '只有中文' },
  en: async () => ({
    words: { 'pond.fish': '{n|fish|fishes} of {who} {#n|is|are} here' } as Record<'pond.fish' | 'pond.only', string>,
  }),
});

beforeEach(async () => {
  setStrictWords(true);
  await setLang('zh');
});
afterEach(async () => {
  setStrictWords(true);
  await setLang('zh');
});

describe('words', () => {
  it('fills in facts', () => {
    expect(say('pond.fish', { n: 3, who: '老李' })).toBe('3 条鱼，老李 养的');
  });
  it('speaks English with a plural after switching, without a reload', async () => {
    expect(await setLang('en')).toBe(true);
    expect(say('pond.fish', { n: 1, who: 'Li' })).toBe('1 fish of Li is here');
    expect(say('pond.fish', { n: 3, who: 'Li' })).toBe('3 fishes of Li are here');
    expect(lang.value).toBe('en');
  });
  it('throws for a missing word or fact in tests', async () => {
    expect(() => t('pond.none')).toThrow('pond.none');
    expect(() => say('pond.fish', { n: 3 })).toThrow('who');
    await setLang('en');
    expect(() => say('pond.only')).toThrow('pond.only');
  });
  it('shows the Chinese word elsewhere when English lacks it', async () => {
    setStrictWords(false);
    await setLang('en');
    expect(say('pond.only')).toBe('只有中文');
    expect(t('pond.none')).toBe('pond.none');
  });
  it('stays in the language it has when the other cannot be loaded, and tries again', async () => {
    let online = false;
    joinWords({
      zh: { 'pond.far': '远' },
      en: () => (online ? Promise.resolve({ words: { 'pond.far': 'far' } }) : Promise.reject(new Error('offline'))),
    });
    expect(await setLang('en')).toBe(false);
    expect([lang.value, t('pond.far')]).toEqual(['zh', '远']);
    online = true;
    expect(await setLang('en')).toBe(true);
    expect(t('pond.far')).toBe('far');
  });
  it('speaks English for a module that joins later, as soon as its words are there', async () => {
    await setLang('en');
    setStrictWords(false);
    joinWords({ zh: { 'pond.late': '晚' }, en: async () => ({ words: { 'pond.late': 'late' } }) });
    expect(t('pond.late')).toBe('晚');
    await Promise.resolve();
    await expect.poll(() => t('pond.late')).toBe('late');
  });
  it('stretches every word for the pseudo language', async () => {
    await setLang('pseudo');
    expect(t('look.undo')).toBe('⟦撤销长⟧');
  });
  it('knows which words exist', () => {
    expect([hasWord('look.undo'), hasWord('pond.none')]).toEqual([true, false]);
  });
  it('has the same keys and the same facts in both languages', () => {
    const facts = (word: string): string[] =>
      [...new Set([...word.matchAll(/\{#?(\w+)/g)].map((found) => found[1] ?? ''))].toSorted();
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    for (const [key, word] of Object.entries(zh))
      expect([key, facts(en[key as keyof typeof en])]).toEqual([key, facts(word)]);
  });
});

const now = '2026-11-23T02:15:00Z'; // 23 November 2026, 10:15 in Shanghai, a Monday

describe('days and times in Shanghai', () => {
  it('says days, with the year only when it is another', () => {
    expect([formatDay('2026-11-22T17:00:00Z', now), formatWeekday(now), formatTime(now)]).toEqual([
      '11月23日',
      '周一',
      '10:15',
    ]);
    expect(formatDay('2025-12-31T15:59:00Z', now)).toBe('2025年12月31日');
    // 16:00 UTC on new year's eve is already the new year in Shanghai.
    expect(formatDay('2025-12-31T16:00:00Z', now)).toBe('1月1日');
    expect(isoDay('2025-12-31T16:00:00Z')).toBe('2026-01-01');
  });
  it('says today, yesterday and tomorrow across the end of a year', () => {
    const newYear = '2026-12-31T16:30:00Z';
    expect(formatMoment('2026-12-31T15:00:00Z', newYear)).toBe('昨天 23:00');
    expect(formatMoment(newYear, '2026-12-31T15:00:00Z')).toBe('明天 00:30');
    expect(formatMoment('2026-11-20T03:30:00Z', now)).toBe('11月20日 11:30');
  });
  it('says how long', () => {
    expect(formatAgo('2026-11-21T02:15:00Z', now)).toBe('已 2 天');
    expect(formatAgo('2026-11-23T01:35:00Z', now)).toBe('已 40 分钟');
    expect(formatAgo('2026-11-23T02:14:30Z', now)).toBe('刚刚');
    expect(formatSpan(3 * 3_600_000)).toBe('3 小时');
  });
  it('says until when and how late', () => {
    expect(formatDeadline('2026-11-23T10:00:00Z', now)).toBe('今天 18:00 前');
    expect(formatDeadline('2026-11-25T10:00:00Z', now)).toBe('11月25日 18:00 前');
    expect(formatDeadline('2026-11-25T15:59:59Z', now)).toBe('11月25日前');
    expect(formatLate('2026-11-22T23:15:00Z', now)).toBe('超 3 小时');
  });
  it('says the same in English', async () => {
    await setLang('en');
    expect(formatDay(now, now)).toBe('23 Nov');
    expect(formatDay('2025-12-31T15:59:00Z', now)).toBe('31 Dec 2025');
    expect(formatAgo('2026-11-21T02:15:00Z', now)).toBe('for 2 days');
    expect(formatDeadline('2026-11-23T10:00:00Z', now)).toBe('by 18:00 today');
    expect(formatDeadline('2026-11-25T15:59:00Z', now)).toBe('by 25 Nov');
    expect(formatSpan(60_000)).toBe('1 minute');
  });
});
