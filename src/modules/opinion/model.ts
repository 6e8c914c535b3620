// A digest of what homes of a village said in some days (社情民意汇总): which entries, for which office, and its answer.
import type { RecordBase } from '#kit/command.ts';

export interface Digest extends RecordBase {
  /** The village office it goes to. */
  readonly office: string;
  readonly fromAt: number;
  /** Entries that came before this moment (ms). */
  readonly toAt: number;
  /** The entries; what was said stands in them alone. */
  readonly visits: readonly string[];
  readonly upAt: number | null;
  readonly answer: string;
  readonly answeredAt: number | null;
  readonly answeredBy: string | null;
  /** The notice by which the answer is told. */
  readonly notice: string | null;
}

/** An entry in which a home said something for the digest; its id is the entry's. */
export interface Said extends RecordBase {
  readonly receivedAt: number;
}

/** One row of `digest.list`. */
export interface DigestRow {
  readonly id: string;
  readonly place: string;
  readonly fromAt: number;
  readonly toAt: number;
  readonly upAt: number | null;
  readonly answer: string;
  readonly answeredAt: number | null;
  readonly answeredByName: string | null;
  /** May this reader answer it, or pass it up? */
  readonly mayAnswer: boolean;
  readonly mayPassUp: boolean;
  readonly lines: readonly { readonly text: string; readonly home: string | null }[];
}

export const commentLevels = ['well', 'fair', 'poor'] as const;
export type CommentLevel = (typeof commentLevels)[number];

/** What a home said about an office; it holds nothing of the home, and no day. */
export interface Comment {
  readonly office: string;
  /** The office's name. */
  readonly name: string;
  /** The month in which it was said, '2026-11'. */
  readonly month: string;
  readonly level: CommentLevel;
  readonly words: string;
}

/** Answer row of `comment.list`. */
export interface CommentRow {
  readonly office: string;
  readonly name: string;
  readonly year: string;
  readonly said: Readonly<Record<CommentLevel, number>>;
  /** In the order of their letters; empty while fewer than five homes wrote some. */
  readonly words: readonly string[];
}
