// A person's PIN: how it is chosen, and how it opens the data key; wrong ones cost time.
import { Problem } from '#kit/problem.ts';
import { changeIdentity, type Identity, register } from './phone-database.ts';
import { withRoom } from './room.ts';
import { checkPin, makeDataKey, openDataKey } from './sealed-box.ts';

/** Chooses the PIN of a person enrolled just now. Throws `invalid pin-short` and `pin-simple`. */
export async function choosePin(identity: Identity, pin: string): Promise<Identity> {
  checkPin(pin);
  const { wrapped } = await makeDataKey(pin);
  const chosen = { ...identity, wrapped, wrong: 0, closedUntil: 0 };
  await withRoom(() => register.people.put(chosen));
  return chosen;
}

const longestWait = 3_600_000;

/** Throws `refused pin-wrong`, `refused pin-wait` with the seconds to wait, `missing pin-missing`. */
export async function keyByPin(known: Identity, pin: string, now: number): Promise<CryptoKey> {
  await mustNotWait(known, now);
  if (!known.wrapped) throw new Problem('missing', 'pin-missing');
  return openDataKey(known.wrapped, pin).catch(async (error: unknown) => {
    const wrong = known.wrong + 1;
    // From the fifth wrong PIN on each costs time: half a minute, doubling, an hour at most.
    const wait = wrong < 5 ? 0 : Math.min(longestWait, 30_000 * 2 ** (wrong - 5));
    await changeIdentity(known.person, { wrong, closedUntil: now + wait });
    throw error;
  });
}

async function mustNotWait({ person, closedUntil }: Identity, now: number): Promise<void> {
  const left = Math.min(longestWait, closedUntil - now);
  if (left <= 0) return;
  // Where the clock was set back, it is not years but the longest wait.
  if (closedUntil > now + left) await changeIdentity(person, { closedUntil: now + left });
  throw new Problem('refused', 'pin-wait', { seconds: Math.ceil(left / 1000) });
}
