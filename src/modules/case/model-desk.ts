// How the desk narrows its lists, what somebody keeps of that for himself, and what an act on many matters would do.
import type { RecordBase } from '#kit/command.ts';
import { caseStates } from './model.ts';

/** What stands in the place of a state in a filter: the states themselves and what stands beside them. */
export const stateFilters = [...caseStates, 'returned', 'reopened', 'suspended', 'merged'] as const;
export const dueFilters = ['late', 'today', 'week'] as const;

/** CASE-70: a list as somebody wants it again: its address after `inbox/`, e.g. `mine?group=W`. */
export interface DeskView extends RecordBase {
  readonly person: string;
  readonly name: string;
  readonly address: string;
  readonly droppedAt: number | null;
}
export interface DeskViewRow {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}
/** CASE-71 */
export const mostViews = 12;

export const bulkActs = ['accept', 'dispatch', 'join'] as const;
export type BulkAct = (typeof bulkActs)[number];

/** One line of `case.bulk-preview`: where it would go, or the code of what stands in the way. */
export interface BulkLine {
  readonly id: string;
  readonly number: number | null;
  readonly title: string;
  readonly version: number;
  readonly to: { readonly id: string; readonly name: string } | null;
  readonly why: string | null;
  readonly facts: Readonly<Record<string, string>>;
}
