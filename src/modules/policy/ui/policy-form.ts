// What is being written on a card: from a card or a ready one into the form and back, and what is still missing.
import type { NamedPaper } from '#modules/attachment/model-papers.ts';
import type { Starter } from '../kinds/starters.ts';
import type { Card, CardLang, CardWords, Condition, Paper, Rule } from '../model.ts';
import { plainRule } from '../rules-eligible.ts';

/** Lists are written one to a line. */
export interface FormWords {
  readonly title: string;
  readonly text: string;
  readonly amount: string;
  readonly documents: string;
  readonly steps: string;
  readonly window: string;
}

/** A condition on the way: the fact may not be chosen yet. */
export type FormCondition = Condition | { readonly fact: string; readonly op: ''; readonly value: null };

/** `named`: added here, its bytes still in this tab. */
export interface FormPaper extends Paper {
  readonly named?: NamedPaper;
}

export interface PolicyForm {
  readonly code: string;
  readonly office: string;
  readonly area: string;
  readonly zh: FormWords;
  readonly en: FormWords;
  readonly issuer: string;
  readonly documentNo: string;
  readonly phone: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** All groups, of each one condition; absent while a deeper rule is kept. */
  readonly groups: readonly (readonly FormCondition[])[] | null;
  readonly kept: Rule | null;
  readonly papers: readonly FormPaper[];
}

const noWords: FormWords = { title: '', text: '', amount: '', documents: '', steps: '', window: '' };

/** POLICY-8: all of some "any" of single conditions, which is what the form can draw; null for what is deeper. */
export function groupsOf(rule: Rule | null): PolicyForm['groups'] {
  if (rule === null) return [];
  const plain = plainRule(rule);
  const parts = 'all' in plain ? plain.all : [plain];
  const groups = parts.map((part) => {
    if ('fact' in part) return [part];
    const inner = 'any' in part ? part.any : part.all;
    return 'any' in part && inner.every((one) => 'fact' in one) ? (inner as readonly Condition[]) : undefined;
  });
  return groups.every((group) => group !== undefined) ? groups : null;
}

/** The rule of the form; `undefined` while a condition is not complete. */
export function ruleOf({ groups, kept }: Pick<PolicyForm, 'groups' | 'kept'>): Rule | null | undefined {
  if (groups === null) return kept;
  if (groups.length === 0) return null;
  const parts: Rule[] = [];
  for (const group of groups) {
    const whole = group.filter(
      (one): one is Condition => one.op !== '' && !(Array.isArray(one.value) && one.value.length === 0),
    );
    if (whole.length < group.length) return undefined;
    const [first] = whole;
    if (first) parts.push(whole.length === 1 ? first : { any: whole });
  }
  const [only] = parts;
  return parts.length === 1 && only ? only : { all: parts };
}

const written = (words: Omit<CardWords, 'amount'> & { readonly amount?: string }): FormWords => ({
  title: words.title,
  text: words.text,
  amount: words.amount ?? '',
  documents: words.documents.join('\n'),
  steps: words.steps.join('\n'),
  window: words.window,
});

interface Place {
  readonly office: string;
  readonly area: string;
  readonly today: string;
}

const emptyForm = ({ office, area, today }: Place): PolicyForm => ({
  code: '',
  office,
  area,
  zh: noWords,
  en: noWords,
  issuer: '',
  documentNo: '',
  phone: '',
  validFrom: today,
  validTo: '',
  groups: [],
  kept: null,
  papers: [],
});

export function formOf(
  from: { card?: Card | undefined; starter?: Starter | undefined; code?: string },
  place: Place,
): PolicyForm {
  const empty = emptyForm(place);
  const source = from.card ?? from.starter;
  if (!source) return empty;
  const { zh, en, issuer, rule } = source;
  const words = { zh: written(zh), en: written(en), issuer, groups: groupsOf(rule), kept: rule };
  if (!from.card) return { ...empty, ...words, code: from.starter?.code ?? '' };
  const { documentNo, phone, validFrom, validTo, papers = [] } = from.card;
  return { ...empty, ...words, code: from.code ?? '', documentNo, phone, validFrom, validTo: validTo ?? '', papers };
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');

const wordsOf = (words: FormWords): CardWords => ({
  title: words.title.trim(),
  text: words.text.trim(),
  amount: words.amount.trim(),
  documents: lines(words.documents),
  steps: lines(words.steps),
  window: words.window.trim(),
});

/** The card as it would be shown; a condition that is not complete is left out. */
export function cardOf(form: PolicyForm): Card {
  const { issuer, documentNo, phone, validFrom, validTo } = form;
  return {
    zh: wordsOf(form.zh),
    en: wordsOf(form.en),
    issuer: issuer.trim(),
    documentNo: documentNo.trim(),
    phone: phone.trim(),
    validFrom,
    validTo: validTo === '' ? null : validTo,
    rule: ruleOf(form) ?? null,
    papers: form.papers.map(({ named, ...paper }) => ({ ...paper, title: paper.title.trim() })),
  };
}

/** What of its papers the county does not have yet. */
export const namedIn = ({ papers }: PolicyForm): NamedPaper[] => papers.flatMap((one) => one.named ?? []);

interface FormFault {
  readonly field: string;
  readonly word: string;
}

/** What is missing, in the order of the form. */
export function faultsOf(form: PolicyForm): FormFault[] {
  const faults: FormFault[] = [];
  const need = (lang: CardLang, field: 'title' | 'text'): void => {
    if (form[lang][field].trim() === '')
      faults.push({ field: `policy-${field}-${lang}`, word: `policy.need.${field}` });
  };
  for (const lang of ['zh', 'en'] as const) {
    need(lang, 'title');
    need(lang, 'text');
  }
  if (form.issuer.trim() === '') faults.push({ field: 'policy-issuer', word: 'policy.need.issuer' });
  if (form.validFrom === '' || (form.validTo !== '' && form.validTo < form.validFrom))
    faults.push({ field: 'policy-to', word: 'policy.need.dates' });
  if (ruleOf(form) === undefined) faults.push({ field: 'policy-rule', word: 'policy.need.rule' });
  for (const paper of form.papers)
    if (paper.title.trim() === '')
      faults.push({ field: `policy-paper-${paper.attachment}`, word: 'policy.need.paper' });
  return faults;
}
