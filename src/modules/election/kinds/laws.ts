// The three kinds of elections as data: what each law asks, with its article; none is heavier than its law.
import type { OfficeKind } from '#modules/people/model.ts';

export const electionKinds = ['committee', 'group-leader', 'grid-worker'] as const;
export type ElectionKind = (typeof electionKinds)[number];

/**
 * Articles as words to look up: `org-14` is Article 14 of the Organic Law of the Villagers' Committees as amended in 2018,
 * `rules` the ministry's election rules of 2013, `county` the county's own. A province's own measures may ask more; a county
 * compares all of it with what is in force before its first election.
 */
export type Article = 'org-11' | 'org-14' | 'org-15' | 'org-16' | 'org-28' | 'rules' | 'county';

/** A number of the law; `stricter` says which way a county may go. */
export interface Figure {
  readonly value: number;
  readonly article: Article;
  readonly stricter: 'more' | 'less';
}

/** "More than half" or "two thirds at least". */
export interface Share {
  readonly of: readonly [number, number];
  readonly more: boolean;
  readonly article: Article;
}

export const figureNames = ['rollDays', 'objectionDays', 'answerDays', 'proxies', 'entries', 'termYears'] as const;
export type FigureName = (typeof figureNames)[number];

export const titles = ['chair', 'deputy', 'member', 'leader', 'worker'] as const;
export type Title = (typeof titles)[number];

export interface Law {
  readonly kind: ElectionKind;
  readonly office: OfficeKind;
  readonly titles: readonly Title[];
  /** Null: the law asks nothing of it, and neither does the program. */
  readonly figures: { readonly [K in FigureName]: Figure | null };
  /** Who has to take part: one of the two is enough. */
  readonly turnout: { readonly adults: Share | null; readonly homes: Share | null };
  /** Of the ballots cast: at first, and when those with the most votes stand again. */
  readonly bar: Share;
  readonly runOffBar: Share;
  /** More candidates than seats. */
  readonly choice: Article | null;
  readonly tie: 'run-off' | 'lot';
  /** Ways to vote, the usual one first. */
  readonly votes: readonly ('secret' | 'slip' | 'show')[];
  /** A committee runs it, and more than half of it signs; without one those named at the meeting sign. */
  readonly signers: number;
  readonly booth: boolean;
}

const half = (article: Article): Share => ({ of: [1, 2], more: true, article });
const third = (article: Article): Share => ({ of: [1, 3], more: false, article });
const twoThirds = (article: Article): Share => ({ of: [2, 3], more: false, article });
const least = (value: number, article: Article): Figure => ({ value, article, stricter: 'more' });
const most = (value: number, article: Article): Figure => ({ value, article, stricter: 'less' });

export const laws: Readonly<Record<ElectionKind, Law>> = {
  committee: {
    kind: 'committee',
    office: 'village',
    titles: ['chair', 'deputy', 'member'],
    figures: {
      rollDays: least(20, 'org-14'),
      objectionDays: least(5, 'org-14'),
      answerDays: most(3, 'org-14'),
      proxies: most(3, 'rules'),
      entries: least(2, 'county'),
      termYears: most(5, 'org-11'),
    },
    turnout: { adults: half('org-15'), homes: null },
    bar: half('org-15'),
    runOffBar: third('org-15'),
    choice: 'org-15',
    tie: 'run-off',
    votes: ['secret'],
    signers: 3,
    booth: true,
  },
  'group-leader': {
    kind: 'group-leader',
    office: 'level-1',
    titles: ['leader', 'deputy'],
    figures: {
      rollDays: null,
      objectionDays: null,
      answerDays: null,
      proxies: null,
      entries: least(2, 'county'),
      termYears: most(5, 'org-28'),
    },
    turnout: { adults: twoThirds('org-28'), homes: twoThirds('org-28') },
    bar: half('org-28'),
    runOffBar: half('org-28'),
    choice: null,
    tie: 'run-off',
    votes: ['slip', 'secret', 'show'],
    signers: 3,
    booth: false,
  },
  'grid-worker': {
    kind: 'grid-worker',
    office: 'level-2',
    titles: ['worker'],
    figures: {
      rollDays: null,
      objectionDays: null,
      answerDays: null,
      proxies: null,
      entries: least(1, 'county'),
      termYears: most(5, 'county'),
    },
    turnout: { adults: half('county'), homes: half('county') },
    bar: half('county'),
    runOffBar: third('county'),
    choice: null,
    tie: 'lot',
    votes: ['show', 'slip'],
    signers: 2,
    booth: false,
  },
};

/** ELECT-18: who may ask for a recall, and what it takes. */
export const recall = {
  voters: { of: [1, 5], more: false, article: 'org-16' } as Share,
  representatives: { of: [1, 3], more: false, article: 'org-16' } as Share,
  turnout: half('org-16'),
  bar: half('org-16'),
} as const;

/** The law speaks of members of the village committee; who else is recalled is by the county's own rules, which ask the same. */
export const recallArticle = (kind: ElectionKind): Article => (kind === 'committee' ? 'org-16' : 'county');
