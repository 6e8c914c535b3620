// A request from above to the grids, with its cost, and the word of somebody there that something is a burden.
import type { RecordBase } from '#kit/command.ts';

export const units = ['home', 'grid'] as const;
export type Unit = (typeof units)[number];

export interface Request extends RecordBase {
  /** Who asks. */
  readonly office: string;
  readonly title: string;
  readonly text: string;
  readonly asks: readonly string[];
  readonly minutes: number;
  readonly per: Unit;
  /** How many homes or grids it reaches. */
  readonly times: number;
  /** In minutes of the grids' work. */
  readonly cost: number;
  readonly askedAt: number;
  readonly until: number;
  readonly decidedAt: number | null;
  readonly decidedBy: string | null;
  readonly approved: boolean | null;
  readonly reason: string;
  readonly endedAt: number | null;
}

export interface Burden extends RecordBase {
  readonly request: string | null;
  readonly person: string;
  readonly role: string;
  readonly text: string;
  readonly at: number;
  readonly answer: string;
  readonly answeredAt: number | null;
}

/** Homes and grids under a ground, as bare numbers. */
export interface Reached extends RecordBase {
  readonly homes: number;
  readonly grids: number;
}

export interface RequestRow extends Request {
  readonly officeName: string;
  readonly areaName: string;
}

/** A row of `burden.said`; whose word it is stays with him. */
export interface BurdenRow {
  readonly id: string;
  readonly role: string;
  readonly areaName: string;
  readonly text: string;
  readonly requestTitle: string | null;
  readonly at: number;
  readonly answer: string;
  readonly answeredAt: number | null;
}
