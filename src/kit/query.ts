// What a question is: a name, an input, who may ask, and what of a household's record its answer hands out.
import type * as z from 'zod/mini';
import type { FactData } from './command.ts';

/** What the phone or the desk calls: change by `execute`, read by `ask`. An app hands its door to screens by context. */
export interface Door {
  /** Resolves when the change is safely kept: on the desk by the server, on a phone in its own store. Throws a Problem. */
  execute(name: string, input: unknown, options?: { basedOn?: number; id?: string }): Promise<FactData>;
  /** Answers a query by name. Throws a Problem. */
  ask<T = FactData>(name: string, input?: unknown): Promise<T>;
  /** Brings the bytes of a file that a change named. Only the desk has it: a phone sends from its own store. Throws a Problem. */
  sendFile?(attachment: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** The part of a query that all sides know; the server adds `answer` in its queries file. */
export interface QueryShape<I = FactData> {
  readonly name: string;
  readonly input: z.ZodMiniType<I>;
  readonly who: readonly string[];
  /** 'household' when the answer holds content of a household's record (a reading is written), 'list' for rows with number, category and place only, 'none' otherwise. */
  readonly touches: 'household' | 'list' | 'none';
}
