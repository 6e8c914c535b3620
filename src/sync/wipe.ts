// A lost phone erases itself at its next contact, also while it is locked and only the worker behind the pages is awake.
import { announce } from './between-tabs.ts';
import { erasePerson, type Identity } from './phone-database.ts';

/**
 * Asks, with a credential that no longer counts, whether this phone is to be erased, and obeys. True when it was. For a phone
 * whose sending was answered by 401 only: one whose posts merely ended first hands over what it still holds.
 */
export async function eraseIfLost(identity: Identity, ask: typeof fetch): Promise<boolean> {
  const headers = { authorization: `Bearer ${identity.token}` };
  try {
    const response = await ask('/pull?v=2', { headers, cache: 'no-store', signal: AbortSignal.timeout(30_000) });
    const told = response.ok ? ((await response.json()) as { wipe?: unknown }) : {};
    if (told.wipe !== true) return false;
  } catch {
    return false;
  }
  await erasePerson(identity.person);
  announce(identity.person, 'wiped');
  return true;
}
