// The shares of the Organic Law of the Villagers' Committees by which meetings are called and decide, as data.
import { recall, type Share } from '#modules/election/kinds/laws.ts';

export type Part = Pick<Share, 'of' | 'more'>;
const least = (top: number, bottom: number): Part => ({ of: [top, bottom], more: false });

/** Who may call for what (Arts 16, 21, 26): a share of the adults, or one of the representatives, is enough; null: that way does not exist. */
export const calls = {
  villagers: { adults: least(1, 10), representatives: least(1, 3) },
  representatives: { adults: null, representatives: least(1, 5) },
  recall: { adults: recall.voters, representatives: recall.representatives },
} as const satisfies Record<string, { adults: Part | null; representatives: Part | null }>;
export type Call = keyof typeof calls;
export const callNames = Object.keys(calls) as readonly Call[];

/** How many must be there (Arts 22, 26): more than half of the adults, or two thirds of the homes; or two thirds of the representatives. */
export const quorums = {
  villagers: { of: [1, 2], more: true },
  homes: least(2, 3),
  representatives: least(2, 3),
} as const satisfies Record<string, Part>;

/** Of those there (Arts 22, 26). */
export const agreement: Part = { of: [1, 2], more: true };
