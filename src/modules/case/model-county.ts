// What a county sets for itself: a table with the day from which it holds; what it did not set is the program's.
import type { RecordBase } from '#kit/command.ts';

export const settingKinds = ['calendar', 'clocks', 'dwell', 'duties', 'replies'] as const;
export type SettingKind = (typeof settingKinds)[number];

/** One row of a table as it is pasted or shown: texts only. */
export type Cells = readonly string[];

export interface Setting extends RecordBase {
  readonly what: SettingKind;
  /** Of a working calendar; null for the others. */
  readonly year: number | null;
  /** The day from which it holds. */
  readonly fromDay: string;
  /** Rows of the table, read by the one who uses them. */
  readonly rows: readonly Cells[];
  readonly office: string;
  readonly person: string | null;
  readonly saidAt: number;
  readonly withdrawnAt: number | null;
}

/** What is wrong in which line of a table, as a word to look up. */
export interface RowFault {
  /** From 1; 0 for the table as a whole. */
  readonly line: number;
  readonly code: string;
  readonly cell: string;
}

/** One table of `setting.page`. */
export interface SettingTable {
  readonly what: SettingKind;
  readonly year: number | null;
  readonly rows: readonly Cells[];
  /** Since which day, and by whose office; both null where it is the program's. */
  readonly since: string | null;
  readonly officeName: string | null;
}

/** Answer of `setting.page`. */
export interface SettingPage {
  readonly tables: readonly SettingTable[];
  readonly coming: readonly (SettingTable & { readonly id: string })[];
  readonly calendar: CalendarWarning;
}

export interface CalendarWarning {
  /** The last day of the last year in a row that has its table. */
  readonly ends: string;
  readonly days: number;
  /** Open matters with a deadline beyond it. */
  readonly beyond: number;
}
