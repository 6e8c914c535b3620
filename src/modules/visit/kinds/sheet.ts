// The sheet for visits: its columns and what can be circled in each, as data for the paper and for the page that types it in: a column's key and an answer's key, two in all.
import type { HouseholdFact, VisitPart } from '../model.ts';
import { topics } from './topics.ts';

/** A part as a circle says it, or what the words that were written beside it are. */
export type Circled =
  | VisitPart
  | { readonly kind: 'words'; readonly as: 'opinion' | 'comment' | 'help'; readonly named: boolean };

export interface SheetAnswer {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly part: Circled;
}
export interface SheetField {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly answers: readonly SheetAnswer[];
}

const answer = (key: number, zh: string, en: string, part: Circled): SheetAnswer => ({
  key: String(key),
  zh,
  en,
  part,
});
const field = (key: number, zh: string, en: string, answers: readonly SheetAnswer[]): SheetField => ({
  key: String(key),
  zh,
  en,
  answers,
});
const fact = (name: HouseholdFact, amount: 'good' | 'poor' | 'failed' | null = null): VisitPart => ({
  kind: 'fact',
  fact: name,
  amount,
  on: null,
});

export const sheetFields: readonly SheetField[] = [
  field(1, '都好', 'All well', [answer(1, '都好', 'all well', { kind: 'well' })]),
  field(
    2,
    '讲政策',
    'Policy told',
    topics.map(({ code, zh, en }, at) => answer(at + 1, zh, en, { kind: 'policy', topic: code })),
  ),
  field(3, '收成', 'Harvest', [
    answer(1, '好', 'good', fact('harvest', 'good')),
    answer(2, '不好', 'poor', fact('harvest', 'poor')),
    answer(3, '绝收', 'failed', fact('harvest', 'failed')),
  ]),
  field(4, '红白事', 'Family', [
    answer(1, '喜事', 'wedding', fact('wedding')),
    answer(2, '白事', 'funeral', fact('funeral')),
    answer(3, '添人', 'birth', fact('birth')),
  ]),
  field(5, '遭灾', 'Disaster', [
    answer(1, '冰雹', 'hail', fact('hail')),
    answer(2, '水', 'flood', fact('flood')),
    answer(3, '旱', 'drought', fact('drought')),
  ]),
  field(6, '家里人', 'People', [
    answer(1, '外出', 'away', fact('away')),
    answer(2, '回来', 'back', fact('returned')),
    answer(3, '病了要帮忙', 'ill, wants help', fact('illness')),
  ]),
  field(7, '写下的话是', 'The words are', [
    answer(1, '民情', 'an opinion', { kind: 'words', as: 'opinion', named: false }),
    answer(2, '民情，可报户名', 'an opinion, named', { kind: 'words', as: 'opinion', named: true }),
    answer(3, '对村里的意见', 'a comment', { kind: 'words', as: 'comment', named: false }),
    answer(4, '帮了什么忙', 'help given', { kind: 'words', as: 'help', named: false }),
  ]),
];
