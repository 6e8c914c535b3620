// How a matter's state, deadline and category are shown at the desk: ring, tone and words.
import { formatDay, formatDeadline, formatLate } from '#look/dates.ts';
import type { RingState, Tone } from '#look/parts.ts';
import { lang, t } from '#look/words.ts';
import { categories } from '../kinds/categories.ts';
import type { InboxRow } from '../model.ts';

type Shown = Pick<InboxRow, 'state' | 'side' | 'outcome' | 'respondBy' | 'resolveBy' | 'holderBy'>;

const share = { reported: 12, accepted: 25, 'in-progress': 50, answered: 75, 'household-check': 88, closed: 100 };
const sideIcons = {
  returned: 'arrow-back-up',
  merged: 'git-merge',
  suspended: 'player-pause',
  referred: 'corner-up-right',
  withdrawn: 'circle-x',
} as const;

const isWithOffice = (row: Pick<Shown, 'state'>): boolean =>
  row.state === 'reported' || row.state === 'accepted' || row.state === 'in-progress';

/** The moment (ms) that presses now: the first contact while it is new, else the earlier of this stay and the whole. */
export function dueOf(row: Shown): number | null {
  if (!isWithOffice(row) || row.side === 'suspended') return null;
  const all = [row.state === 'reported' ? row.respondBy : null, row.holderBy, row.resolveBy].filter(
    (at) => at !== null,
  );
  return all.length === 0 ? null : Math.min(...all);
}

export const isLate = (row: Shown, now: number): boolean => (dueOf(row) ?? Number.POSITIVE_INFINITY) < now;

export function toneOf(row: Shown, now: number): Tone {
  if (isLate(row, now)) return 'bad';
  if (row.state === 'closed') return row.outcome === 'solved' ? 'ok' : 'calm';
  return isWithOffice(row) ? 'info' : 'wait';
}

export function ringOf(row: Shown, now: number): RingState {
  const tone = toneOf(row, now);
  const icon = row.side === null || row.side === 'reopened' ? undefined : sideIcons[row.side];
  if (icon !== undefined && isWithOffice(row)) return { tone, icon };
  if (row.side === 'withdrawn') return { tone: 'calm', icon: 'circle-x' };
  return { tone, share: share[row.state] };
}

export function stateWord(row: Pick<Shown, 'state' | 'side' | 'outcome'>): string {
  if (row.state === 'closed' && row.side === 'withdrawn') return t('case.side.withdrawn');
  if (row.state === 'closed' && row.outcome !== null) return t(`case.outcome.${row.outcome}`);
  if (row.side === 'referred') return t('case.side.referred');
  if (row.side !== null && (row.state === 'in-progress' || row.state === 'accepted')) return t(`case.side.${row.side}`);
  return t(`case.state.${row.state}`);
}

/** The words at the right of a row. */
export function dueWord(row: Shown & Pick<InboxRow, 'changedAt'>, now: number): string {
  if (row.state === 'answered') return t('case.due.waitTell');
  if (row.state === 'household-check') return t('case.due.waitWord');
  if (row.state === 'closed') return formatDay(row.changedAt, now);
  const due = dueOf(row);
  if (due === null) return t('case.due.none');
  return due < now ? formatLate(due, now) : formatDeadline(due, now);
}

const nameIn = (one: { zh: string; en: string } | undefined): string =>
  one === undefined ? '' : lang.value === 'en' ? one.en : one.zh;

export const categoryName = (code: string): string => nameIn(categories.find((one) => one.code === code));
export const groupName = (code: string): string => categoryName(code.slice(0, 1));
export const categoryGroups = (): { value: string; label: string }[] =>
  categories.filter((one) => one.parent === null).map((one) => ({ value: one.code, label: nameIn(one) }));
