// What a phone's token meant when it was last looked up: only ever a guess, which the command's own transaction puts to the database before anything is decided.
import type { Actor } from '#kit/actor.ts';
import type { Tx } from '#data/database.ts';
import { actorText, hashOf, type SignedIn } from './session.ts';

/** The guess was wrong: nothing was decided and nothing written. */
export class RightsMoved extends Error {}

export interface Guess {
  readonly actor: Actor;
  /** Asks the database within `tx`; throws RightsMoved when the token means anything else by now. */
  confirm(tx: Tx): Promise<void>;
  readonly confirmed: boolean;
}

export interface PhoneRights {
  /** Undefined for a token that was not met lately. */
  guess(token: string): Guess | undefined;
  learn(token: string, signedIn: SignedIn): void;
}

/**
 * To look a token up is a transaction of its own before that of the command. With a guess the command begins at once and the
 * look-up travels inside it: rights are judged later than before, never earlier, and a wrong guess costs one more look.
 * @param most tokens remembered; the longest unlearned goes first
 */
export function phoneRights(most = 5_000): PhoneRights {
  const known = new Map<string, SignedIn>();
  return {
    guess(token) {
      const last = known.get(token);
      return last && guessFrom(last, hashOf(token), () => known.delete(token));
    },
    learn(token, signedIn) {
      known.delete(token);
      if (signedIn.revoked || signedIn.actor.device === null) return;
      known.set(token, signedIn);
      if (known.size > most) known.delete(known.keys().next().value ?? '');
    },
  };
}

function guessFrom({ actor, words }: SignedIn, hash: string, forget: () => void): Guess {
  const guess = {
    actor,
    confirmed: false,
    async confirm(tx: Tx): Promise<void> {
      const [row] = await tx.query<{ actor: string | null }>(actorText, [hash]);
      guess.confirmed = row?.actor === words;
      if (guess.confirmed) return;
      forget();
      throw new RightsMoved();
    },
  };
  return guess;
}
