// The sixteen cards to start from: plain words, papers, steps and the rule of each. A county fills in amounts, windows and numbers, and a second person checks them.
import type { CardWords, Rule } from '../model.ts';
import { farmStarters } from './starters-farm.ts';
import { healthStarters } from './starters-health.ts';
import { helpStarters } from './starters-help.ts';
import { lifeStarters } from './starters-life.ts';

export interface Starter {
  readonly code: string;
  readonly issuer: string;
  readonly zh: Omit<CardWords, 'amount'>;
  readonly en: Omit<CardWords, 'amount'>;
  readonly rule: Rule;
}

export const starters: readonly Starter[] = [...healthStarters, ...farmStarters, ...helpStarters, ...lifeStarters];
