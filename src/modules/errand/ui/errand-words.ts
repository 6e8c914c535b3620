// An errand in words: its kind, papers and steps in the language spoken now, where it stands, and in which group of a list.
import { lang, t } from '#look/words.ts';
import type { Tone } from '#look/parts.ts';
import { type ErrandKind, findErrandKind } from '../kinds/errands.ts';
import type { Errand, Paper } from '../model.ts';
import { isClosed, lentOut, nextSteps } from '../rules.ts';

interface Named {
  readonly zh: string;
  readonly en: string;
}
export const named = (one: Named | undefined): string =>
  one === undefined ? '' : lang.value === 'en' ? one.en : one.zh;
export const kindWord = (code: string): string => named(findErrandKind(code));
export const paperWord = (kind: ErrandKind | undefined, { code, name }: Pick<Paper, 'code' | 'name'>): string =>
  named(kind?.papers.find((one) => one.code === code)) || name;
export const stepPlace = (one: { readonly atZh: string; readonly atEn: string }): string =>
  lang.value === 'en' ? one.atEn : one.atZh;

type Standing = Pick<Errand, 'kind' | 'state' | 'outcome' | 'step' | 'handedTo' | 'toldAt' | 'papers'>;

export const stateWord = ({ state, outcome }: Pick<Errand, 'state' | 'outcome'>): string =>
  t(state === 'over' ? `errand.outcome.${outcome ?? 'done'}` : `errand.state.${state}`);

export function toneOf(errand: Standing): Tone {
  if (errand.state === 'to-ask') return 'wait';
  if (errand.state === 'carried') return 'info';
  return isClosed(errand) ? (errand.outcome === 'done' ? 'ok' : 'calm') : 'wait';
}

/** What is next with it, or what is left to do, in a line. */
export function nextWord(errand: Standing, handedToName: string): string {
  const out = lentOut(errand).length;
  const left = out > 0 ? t('errand.out', { n: out }) : '';
  if (errand.state === 'to-ask') return '';
  if (errand.handedTo !== null) return [t('errand.coming', { office: handedToName }), left].filter(Boolean).join(' · ');
  if (errand.state === 'over')
    return [errand.toldAt === null ? t('errand.notTold') : '', left].filter(Boolean).join(' · ');
  const steps = nextSteps(errand).map(named);
  const next = steps.length === 0 ? t('errand.through') : t('errand.next', { step: steps.join(' / ') });
  return [next, left].filter(Boolean).join(' · ');
}

export const groups = ['ask', 'receive', 'carry', 'tell', 'back', 'watch', 'closed'] as const;
export type Group = (typeof groups)[number];
/** Groups that wait for whoever looks. */
export const waitingGroups: readonly Group[] = ['ask', 'receive', 'tell', 'back'];

export function groupOf(
  errand: Standing,
  { here, comes, tells }: { readonly here: boolean; readonly comes: boolean; readonly tells: boolean },
): Group {
  if (isClosed(errand)) return 'closed';
  if (comes) return 'receive';
  if (errand.state === 'to-ask') return here ? 'ask' : 'watch';
  if (errand.state === 'carried') return here ? 'carry' : 'watch';
  if (here && lentOut(errand).length > 0 && errand.toldAt !== null) return 'back';
  return errand.toldAt === null && (here || tells) ? 'tell' : 'watch';
}
