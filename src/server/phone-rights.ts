// What a phone's token meant when it was last looked up: only ever a guess, which every transaction made with it puts to the database.
import type { Actor } from '#kit/actor.ts';
import type { TransactionOptions } from '#data/database.ts';
import { hashOf, type SignedIn } from './session.ts';

export interface Guess {
  readonly actor: Actor;
  /** For every transaction in the actor's name: it raises `isWrongGuess` when the token means anything else by now. */
  readonly onlyIf: NonNullable<TransactionOptions['onlyIf']>;
}

/** SQLSTATE of `zd_rights_stand`: nothing was decided and nothing written. */
export const isWrongGuess = (error: unknown): boolean => (error as { code?: string } | null)?.code === 'ZD002';

export interface PhoneRights {
  /** Undefined for a token that was not met lately. */
  guess(token: string): Guess | undefined;
  learn(token: string, signedIn: SignedIn): void;
  forget(token: string): void;
}

/**
 * To look a token up is a transaction of its own before that of the command. With a guess the command begins at once and the
 * look-up travels inside it: rights are judged later than before, never earlier, and a wrong guess costs one more look.
 * @param most tokens remembered; the longest unlearned goes first
 */
export function phoneRights(most = 5_000): PhoneRights {
  const known = new Map<string, Guess>();
  return {
    guess: (token) => known.get(token),
    learn(token, { actor, rights, revoked }) {
      known.delete(token);
      if (revoked || !rights) return;
      const values = [hashOf(token), rights.count, rights.until];
      known.set(token, { actor, onlyIf: { text: 'zd_rights_stand($1, $2, $3)', values } });
      if (known.size > most) known.delete(known.keys().next().value ?? '');
    },
    forget: (token) => void known.delete(token),
  };
}
