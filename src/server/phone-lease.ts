// Until when a phone opens what it keeps of homes: fourteen days from its last contact, written down once a day and told to nobody but who answers for a lost one.
import { inScope } from '#data/scope.ts';
import type { County } from './county.ts';
import { sessionScope } from './session.ts';

const oneDay = 86_400_000;

// The day of the contact, not its hour: the end is the end of the fourteenth day after it. A phone that was revoked is answered no more.
const leaseText = `update device set lease_until = date_trunc('day', $2::timestamptz) + interval '15 days'
  where id = $1 and revoked_at is null
    and (lease_until is null or lease_until < date_trunc('day', $2::timestamptz) + interval '15 days')`;

/**
 * Answers what to do with every contact of a phone: the first of each day is written down before it is answered.
 * @param most phones remembered; the longest unseen goes first
 */
export function phoneLeases(county: County, most = 20_000): (device: string | null) => Promise<void> {
  const written = new Map<string, number>();
  return async (device) => {
    if (device === null) return;
    const now = county.now();
    const day = Math.floor(now / oneDay);
    if (written.get(device) === day) return;
    await inScope(county.database, sessionScope, (tx) => tx.exec(leaseText, [device, new Date(now)]));
    written.delete(device);
    written.set(device, day);
    if (written.size > most) written.delete(written.keys().next().value ?? '');
  };
}
