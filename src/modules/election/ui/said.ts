// An election in words: its kind, posts, people and rules as the screens say them.
import { formatDay } from '#look/dates.ts';
import { nowMs } from '#look/clock.ts';
import { t } from '#look/words.ts';
import type { Article } from '../kinds/laws.ts';
import type { Contest, ContestResult, Election, ElectionPage } from '../model.ts';

export type Speak = (code: string, facts?: Record<string, string | number>) => string;

/** A day as 'YYYY-MM-DD', in words. */
export const dayWord = (day: string): string => formatDay(`${day}T12:00:00+08:00`, nowMs.value);

export const kindWord = (election: Pick<Election, 'kind' | 'recall'>): string =>
  t(`election.kind.${election.recall ? 'recall' : election.kind}`);
export const postWord = (contest: Pick<Contest, 'title'> | undefined): string =>
  t(`election.post.${contest?.title ?? 'worker'}`);
export const lawWord = (article: Article): string => t(`election.law.${article}`);

export const contestOf = (page: ElectionPage, id: string): Contest | undefined =>
  page.election.contests.find((one) => one.id === id);

export const nameOf = (page: ElectionPage, member: string): string =>
  member === 'yes' || member === 'no' ? t(`election.${member}`) : (page.names[member] ?? '—');

/** Why it is voted again, in one sentence. */
export function whyAgain(results: readonly ContestResult[]): string {
  const [first] = results.filter((one) => one.left > 0 || one.why === 'too-few');
  if (!first) return '';
  const [most, second] = first.tally;
  const even = first.why === 'bar' && most !== undefined && most.votes === second?.votes;
  return even ? t('election.why.even') : t(`election.why.${first.why}`, { n: first.left });
}
