// Asks the server for a one-time code for a person; it is answered once and shown once.
import { post } from './door.ts';

/** For a computer, a phone, or (with the member) a verified adult of a home. */
export const invite = async (
  person: string,
  purpose: 'staff' | 'phone' | 'adult',
  member?: string,
): Promise<{ code: string; expiresAt: number }> =>
  (await post('/session/invite', { person, purpose, member })) as { code: string; expiresAt: number };
