// A policy card (政策明白卡): what is given to whom, how one gets it, and who stands for its being right.
import type { RecordBase } from '#kit/command.ts';

/** What may be declared: yes or no, a number, or one of several words. */
export type Declared = boolean | number | string;
export type Answers = Readonly<Record<string, Declared | undefined>>;

/** What one fact has to be. */
export type Condition =
  | { readonly fact: string; readonly op: 'is'; readonly value: boolean }
  | { readonly fact: string; readonly op: '<' | '<=' | '>' | '>='; readonly value: number }
  | { readonly fact: string; readonly op: 'in'; readonly value: readonly string[] }
  | { readonly fact: string; readonly op: 'not-in'; readonly value: readonly string[] };

/** POLICY-8 */
export type Rule =
  | Condition
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule };

export type CardLang = 'zh' | 'en';

/** The words of a card in one language. */
export interface CardWords {
  readonly title: string;
  readonly text: string;
  /** What the county gives, as the county entered it; '' until then. */
  readonly amount: string;
  readonly documents: readonly string[];
  readonly steps: readonly string[];
  /** Where one goes. */
  readonly window: string;
}

/** POLICY-12: a form or a notice that belongs to a card, by the name it bears. */
export interface Paper {
  readonly attachment: string;
  readonly title: string;
  readonly kind: 'picture' | 'paper';
  readonly bytes: number;
}

export interface Card {
  readonly zh: CardWords;
  readonly en: CardWords;
  /** Who made the policy, and under which number it was published. */
  readonly issuer: string;
  readonly documentNo: string;
  readonly phone: string;
  /** Days, both included. */
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly rule: Rule | null;
  /** Absent in editions that were written before there were any. */
  readonly papers?: readonly Paper[];
}

export interface Edition {
  readonly n: number;
  readonly card: Card;
  readonly writer: string | null;
  readonly office: string;
  readonly writtenAt: number;
  /** Whoever checked it last; null while nobody has. */
  readonly checker: string | null;
  readonly checkedBy: string | null;
  readonly checkedAt: number | null;
}

export interface Policy extends RecordBase {
  /** The office that stands for it. */
  readonly office: string;
  /** The card to start from that it was made of; '' for one of the county's own. */
  readonly code: string;
  readonly shown: Edition | null;
  /** Written and not yet checked. */
  readonly draft: Edition | null;
  readonly earlier: readonly Edition[];
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly checkedAt: number | null;
  readonly withdrawnAt: number | null;
}

/** What leaves the desks: one edition without persons, and the pinyin by which its title is found. */
export interface ShownPolicy extends RecordBase {
  readonly code: string;
  readonly card: Card;
  readonly checkedBy: string | null;
  readonly checkedAt: number | null;
  readonly withdrawnAt: null;
  readonly pinyin: string;
}

/** Answer of `policy.cards`. */
export interface PolicyCards {
  /** Names exactly these cards. */
  readonly mark: string;
  /** Absent where the asker named this mark as what he holds. */
  readonly cards?: readonly ShownPolicy[];
}

export type PolicyState = 'shown' | 'unchecked' | 'not-yet' | 'expired' | 'stale' | 'withdrawn';

/** One row of `policy.list`. */
export interface PolicyRow {
  readonly id: string;
  readonly ground: string;
  readonly version: number;
  readonly code: string;
  readonly area: string;
  readonly areaName: string;
  readonly officeName: string;
  readonly state: PolicyState;
  /** What is shown, else what is written. */
  readonly card: Card;
  readonly n: number;
  readonly checkedAt: number | null;
  readonly checkedByName: string | null;
  /** Something newer waits for a second person. */
  readonly waits: boolean;
  readonly mayWrite: boolean;
  readonly mayCheck: boolean;
}

export interface EditionRow {
  readonly n: number;
  readonly card: Card;
  readonly officeName: string;
  readonly writtenAt: number;
  readonly checkedByName: string | null;
  readonly checkedAt: number | null;
}

/** Answer of `policy.page`. */
export interface PolicyPage extends PolicyRow {
  /** Papers whose bytes are not there, with why they were refused; '' while they are awaited. */
  readonly away: Readonly<Record<string, string>>;
  readonly draft: EditionRow | null;
  readonly earlier: readonly EditionRow[];
}
