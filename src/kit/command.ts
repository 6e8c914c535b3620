// What a verb is: a name, an input, who may, what it needs to know and the facts it decides. Pure, so that phone and server run the same code.
import type * as z from 'zod/mini';
import type { Actor } from './actor.ts';

// biome-ignore lint/suspicious/noExplicitAny: a fact's data is read by the one module that wrote it; the kit only carries it.
export type FactData = any;

/** Something that happened to one record. Facts are written in the journal and are the only thing that changes a record. */
export interface Fact {
  readonly name: string;
  readonly kind: string;
  readonly id: string;
  readonly data: FactData;
}

export interface RecordBase {
  readonly id: string;
  /** ltree path of the area the record belongs to; '' for records without one. */
  readonly ground: string;
  /** Counts the facts applied; what a screen was looking at goes along as `basedOn`. */
  readonly version: number;
}

/** One kind of record: its name and the pure step from a fact to the next state. */
export interface RecordKind<R extends RecordBase = RecordBase> {
  readonly kind: string;
  apply(record: R | undefined, fact: Fact): R;
}

/** What a verb wants loaded before it can decide: a record by id, or all offices on the way from a ground up to the county. */
export type Need =
  | { readonly kind: string; readonly id: string }
  | { readonly kind: 'chain'; readonly of: { readonly kind: string; readonly id: string }; readonly category?: string };

/** The loaded records. `get` refuses when a record is not there or not the reader's to see (the two read the same). */
export interface Loaded {
  find<R extends RecordBase>(kind: string, id: string): R | undefined;
  get<R extends RecordBase>(kind: string, id: string): R;
  list<R extends RecordBase>(kind: string): readonly R[];
}

export interface Deciding {
  /** Id of the command: facts carry it, so that everything can be traced to what was said. */
  readonly commandId: string;
  /** When the phone or desk says it happened (ms); shown as claimed. */
  readonly at: number;
  /** When it is decided (ms): the server's time there, the phone's on the phone. Clocks run from this. */
  readonly now: number;
  readonly actor: Actor;
  readonly loaded: Loaded;
}

export interface Verb<I = FactData> {
  readonly name: string;
  readonly input: z.ZodMiniType<I>;
  /** Roles and standings that may ever use it; the finer rule is in decide. Feeds docs/who-may.md. */
  readonly who: readonly string[];
  /** May it be queued on a phone? */
  readonly offline: boolean;
  /** ms for its transaction, where one act may write thousands of rows; without it those of every write. */
  readonly timeoutMs?: number;
  /** What of a household's content this verb reads on behalf of the actor, for the readings; null with a reason in `why`. */
  needs(input: I, actor: Actor): readonly Need[];
  decide(input: I, context: Deciding): readonly Fact[];
}

/** Keeps the input's type through the list of verbs. */
export const defineVerb = <I>(verb: Verb<I>): Verb<I> => verb;

/** Thrown by decide on a phone that does not hold what the rule needs: "the office will check". Carries the rule's number. */
export class Unknown extends Error {
  readonly rule: string;
  constructor(rule: string) {
    super(`unknown ${rule}`);
    this.rule = rule;
  }
}

/** A command on the wire and in the outbox; old versions stay accepted. */
export interface Envelope {
  readonly v: 1;
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  /** ms since 1970 by the sender's clock: claimed time. */
  readonly at: number;
  readonly device: string | null;
  readonly author: string | null;
  /** Version of the main record the screen showed; absent = whatever it is now. */
  readonly basedOn?: number;
}

/** The server's answer to one command; stored with it, so that a repeat gets the same words. */
export type Answer =
  | {
      readonly id: string;
      readonly status: 'accepted';
      readonly facts: readonly { name: string; kind: string; id: string }[];
      readonly shown?: FactData;
    }
  | {
      readonly id: string;
      readonly status: 'refused';
      readonly kind: string;
      readonly code: string;
      readonly facts: FactData;
    };
