// The shape of what may be declared: yes or no, a number, or one of several; each with its question and its conditions in both languages.

interface Asked {
  readonly key: string;
  /** The question, and the condition in words when it is wanted to be so, and not so. */
  readonly zh: readonly [question: string, yes: string, no: string];
  readonly en: readonly [question: string, yes: string, no: string];
}
interface YesNoFact extends Asked {
  readonly kind: 'yes-no';
}
/** `zh[1]`, `en[1]` name what is counted. */
interface NumberFact extends Asked {
  readonly kind: 'number';
  readonly most: number;
}
/** `zh[1]`, `en[1]` name what is chosen of. */
interface ChoiceFact extends Asked {
  readonly kind: 'choice';
  readonly answers: readonly { readonly value: string; readonly zh: string; readonly en: string }[];
}
export type Fact = YesNoFact | NumberFact | ChoiceFact;

export const yesNo = (key: string, zh: YesNoFact['zh'], en: YesNoFact['en']): YesNoFact => ({
  kind: 'yes-no',
  key,
  zh,
  en,
});
