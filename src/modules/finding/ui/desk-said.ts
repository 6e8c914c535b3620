// The sentences of a finding: every number in them is a count of what the finding names.
import { nowMs } from '#look/clock.ts';
import { formatDay } from '#look/dates.ts';
import { t } from '#look/words.ts';
import { categoryName } from '#modules/case/ui/desk-state.ts';
import type { Finding, FindingPage, FoundCause, FoundTally } from '../model.ts';

type Named = { readonly causes: readonly FoundCause[]; readonly names: Readonly<Record<string, string>> };

/** "V3 阀 三社下庄", or from the first to the last of places that cannot be told apart. */
export function whereOf(cause: FoundCause | undefined, names: Named['names']): string {
  if (cause === undefined || cause.kind === 'circle') return t('finding.where.circle');
  if (cause.kind === 'everywhere') return t('finding.where.everywhere');
  const [first = '', ...rest] = cause.places.map((place) => names[place] ?? place);
  const last = rest.at(-1);
  return last === undefined ? first : t('finding.where.between', { a: first, b: last });
}

export const affectedIn = (tally: FoundTally): number => tally.matters.length + tally.yes.length;

const percent = (probability: number): string =>
  probability < 0.01 ? t('finding.percent.less') : `${Math.round(probability * 100)} %`;

export const causeLine = (cause: FoundCause, names: Named['names']): string =>
  `${whereOf(cause, names)} · ${percent(cause.probability)}`;

type Weighed = Pick<Finding, 'causes' | 'category' | 'since' | 'inside' | 'outside'>;

/** How many of how many, inside and outside. */
export function saidOf(finding: Weighed, names: Named['names']): string {
  const { inside, outside } = finding;
  const facts = {
    since: formatDay(finding.since, nowMs.value),
    what: categoryName(finding.category),
    homes: inside.homes,
    affected: affectedIn(inside),
  };
  const [cause] = finding.causes;
  if (cause?.kind === 'everywhere') return t('finding.everywhere', facts);
  const elsewhere = { homes: outside.homes, affected: affectedIn(outside) };
  return [
    t('finding.inside', { ...facts, where: whereOf(cause, names) }),
    inside.no.length === 0 ? '' : t('finding.inside.no', { n: inside.no.length }),
    t(elsewhere.affected === 0 ? 'finding.outside.none' : 'finding.outside', elsewhere),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Homes below the place without the problem, and homes elsewhere with it. */
export function againstOf(page: FindingPage): string[] {
  const doors = (which: (home: FindingPage['homes'][number]) => boolean): string =>
    page.homes
      .filter(which)
      .map((home) => home.door)
      .join(t('look.comma'));
  const no = doors((home) => home.inside && home.heard === 'no');
  const outside = doors((home) => !home.inside && (home.heard === 'matter' || home.heard === 'yes'));
  return [
    ...(no === '' ? [] : [t('finding.against.no', { doors: no })]),
    ...(outside === '' ? [] : [t('finding.against.outside', { doors: outside })]),
  ];
}
