// What a village made public about its own affairs (村务公开): which item, of which period, in which words.
import type { RecordBase } from '#kit/command.ts';
import type { Every } from './kinds/disclosure.ts';

export interface Disclosure extends RecordBase {
  readonly item: string;
  /** '2026-Q3', '2026-09', '2026', or the day of what is made public at once. */
  readonly period: string;
  readonly office: string;
  readonly person: string | null;
  readonly title: string;
  readonly text: string;
  readonly at: number;
  /** The notice that tells it at every door. */
  readonly notice: string;
}

export interface Period {
  readonly item: string;
  readonly period: string;
  /** ms; when its days for being made public are over. */
  readonly dueBy: number;
  /** When it was made public; null while it was not. */
  readonly doneAt: number | null;
}

/** Answer of `disclosure.page`. */
export interface DisclosurePage {
  readonly village: { readonly name: string; readonly office: string };
  readonly mine: boolean;
  readonly items: readonly { readonly code: string; readonly every: Every }[];
  readonly due: readonly Period[];
  readonly published: readonly Pick<Disclosure, 'id' | 'item' | 'period' | 'title' | 'text' | 'at'>[];
  /** Of a township: its villages by name, to look at one. */
  readonly villages: readonly { readonly id: string; readonly name: string }[];
}
