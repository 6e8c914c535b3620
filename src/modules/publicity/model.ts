// A publicity list (公示): who gets what, shown for some days so that anybody on the ground may object, then settled and kept.
import type { RecordBase } from '#kit/command.ts';

export const rowFields = ['name', 'group', 'item', 'amount'] as const;
export type RowField = (typeof rowFields)[number];
/** One line of a list. Nothing else can be stored. */
export type PublicityRow = Readonly<Record<RowField, string>>;

/** `waiting`: a minor of the roster is named, and a second person has to release it. */
export const publicityStates = ['waiting', 'shown', 'closed', 'withdrawn'] as const;
export type PublicityState = (typeof publicityStates)[number];

export const results = ['confirmed', 'changed', 'withdrawn'] as const;
export type PublicityResult = (typeof results)[number];

/** A line that was changed or taken out after objections, and why. */
export interface RowChange {
  /** Place of the line, from 0. */
  readonly row: number;
  /** Null: the line is out. */
  readonly amount: string | null;
  readonly why: string;
}

/** One objection. Of whoever asked not to be named to the office only that there is one. */
export interface Objection {
  readonly at: number;
  readonly quiet: boolean;
  readonly row: number | null;
  readonly matter: string | null;
}

export interface Publicity extends RecordBase {
  readonly title: string;
  /** What it rests on and what it is for. */
  readonly basis: string;
  readonly office: string;
  readonly madeBy: string | null;
  readonly madeAt: number;
  readonly days: number;
  readonly fromAt: number;
  readonly toAt: number;
  readonly rows: readonly PublicityRow[];
  /** Stays when the names go. */
  readonly rowCount: number;
  /** Places of lines that name a minor of the roster; `inTheHead`: the title or what it rests on may. */
  readonly minors: readonly number[];
  readonly state: PublicityState;
  readonly releasedBy: string | null;
  readonly releasedAt: number | null;
  readonly objections: readonly Objection[];
  readonly result: PublicityResult | null;
  readonly said: string;
  readonly changes: readonly RowChange[];
  readonly closedAt: number | null;
  readonly erasedAt: number | null;
}

/** What is wrong, where; the words for it are looked up by its code. */
export interface PublicityFault {
  /** From 1, as people count; 0 for title and basis. */
  readonly row: number;
  readonly field: RowField | 'title' | 'basis' | 'row';
  readonly code: FaultCode;
}
export const faultCodes = [
  'empty',
  'long',
  'id',
  'phone',
  'card',
  'number',
  'masked',
  'contact',
  'label',
  'digits',
  'birth',
  'door',
  'health',
  'minor',
  'cells',
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** Somebody of that name on the roster of the ground. */
export interface RosterMatch extends RecordBase {
  readonly name: string;
  /** Names of his group, as the area tree has them. */
  readonly group: string;
  /** '1954-03' or ''. */
  readonly born: string;
}

export const inTheHead = -1;

/** Answer of `publicity.check`: places of lines, from 0. */
export interface RosterCheck {
  readonly minors: readonly number[];
  readonly unknown: readonly number[];
}

/** One row of `publicity.list`. */
export type PublicityLine = Pick<
  Publicity,
  'id' | 'title' | 'fromAt' | 'toAt' | 'rowCount' | 'state' | 'result' | 'closedAt' | 'erasedAt' | 'version' | 'ground'
> & { readonly officeName: string; readonly areaName: string; readonly objections: number };

/** Answer of `publicity.page`. */
export interface PublicityPage {
  readonly list: Publicity;
  readonly officeName: string;
  readonly areaName: string;
  readonly madeByName: string;
  readonly releasedByName: string;
}
