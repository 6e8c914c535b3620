// How a question is answered on the server: inside one transaction of the reader's scope, telling whose records it hands out.
import type { Actor } from '#kit/actor.ts';
import type { FactData } from '#kit/command.ts';
import type { QueryShape } from '#kit/query.ts';
import type { Tx } from './database.ts';

export interface Asked {
  readonly actor: Actor;
  /** ms by the server's clock. */
  readonly now: number;
  /** Notes that content of these households' records is in the answer; the door writes the readings. */
  reads(...households: readonly (string | null)[]): void;
}

export interface Query<I = FactData, A = unknown> extends QueryShape<I> {
  answer(tx: Tx, input: I, asked: Asked): Promise<A>;
}

/** Keeps the types of input and answer through the list of queries. */
export const defineQuery = <I, A>(query: Query<I, A>): Query<I, A> => query;
