// Opens a person's data key with the PIN; wrong ones cost time.
import { Problem } from '#kit/problem.ts';
import { changeIdentity, type Identity } from './phone-database.ts';
import { openDataKey } from './sealed-box.ts';

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
