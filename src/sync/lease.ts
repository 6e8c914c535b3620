// How long a phone without contact may go on showing what it keeps of homes: fourteen days, by a count that no clock puts back.
import { changeIdentity, type Identity, register } from './phone-database.ts';

const oneDay = 86_400_000;
export const leaseTime = 14 * oneDay;
/** Said calmly from this long before its end on. */
const leaseWarning = 3 * oneDay;

/** All in ms. */
export interface Lease {
  /** The county's clock at the last contact, and this phone's at the same moment. */
  readonly told: number;
  readonly here: number;
  /** How much of it is used up. Only a contact makes it less. */
  readonly spent: number;
}

export type LeaseState = 'running' | 'soon' | 'over';

/** A lease that begins now. */
export const freshLease = (told: number, here: number): Lease => ({ told, here, spent: 0 });

/** What an identity of an older version, without a lease, has: it counts from what was known then. */
export const leaseOf = ({ lease, lastSuccess, openedAt }: Identity): Lease =>
  lease ?? freshLease(lastSuccess ?? openedAt, lastSuccess ?? openedAt);

/**
 * The time since the contact, as far as this clock tells. A clock that was right goes on from `here`; one that was wrong then
 * and is right now goes on from `told`: of the two the smaller that is possible counts. Nothing, where neither is. Pure.
 */
function sinceContact({ told, here }: Lease, now: number): number {
  const possible = [now - here, now - told].filter((ms) => ms >= 0);
  return possible.length === 0 ? 0 : Math.min(...possible);
}

/**
 * The lease at this moment. What is used up never comes back with the clock; and while the app runs, time that a clock counts
 * which nobody sets is used up as well (`least`), even where the other one is held still. Pure.
 */
export const leaseAfter = (lease: Lease, now: number, least = 0): Lease => ({
  ...lease,
  spent: Math.max(lease.spent, least, sinceContact(lease, now)),
});

export function leaseState({ spent }: Lease): LeaseState {
  if (spent >= leaseTime) return 'over';
  return spent >= leaseTime - leaseWarning ? 'soon' : 'running';
}

/** Whole days left, the one that has begun included. */
export const daysLeft = ({ spent }: Lease): number => Math.max(0, Math.ceil((leaseTime - spent) / oneDay));

/** The county answered: everything begins anew, also the count of a clock that ran wild in between. */
export const renewed = (told: number, here: number): Pick<Identity, 'lastSuccess' | 'lease'> => ({
  lastSuccess: here,
  lease: freshLease(told, here),
});

/** The county's clock as an answer tells it; this phone's where it does not. */
export function toldIn({ headers }: Pick<Response, 'headers'>, here: number): number {
  const told = Date.parse(headers.get('date') ?? '');
  return Number.isFinite(told) ? told : here;
}

/** Not written for less: each time the disk is forced. */
const worthWriting = 30_000;

/**
 * Looks at the clock and writes down how much is used up. `mine` is the lease as this page saw it last, `ran` how long (ms) it
 * has run since. A full phone counts on in memory.
 */
export async function lookAtLease(person: string, now: number, mine?: Lease, ran = 0): Promise<Lease | undefined> {
  const identity = await register.people.get(person);
  if (!identity) return undefined;
  const before = leaseOf(identity);
  const isMine = mine?.told === before.told && mine.here === before.here;
  const lease = leaseAfter(before, now, isMine ? mine.spent + ran : 0);
  if (!identity.lease || lease.spent - before.spent >= worthWriting)
    await changeIdentity(person, { lease }).catch(() => undefined);
  return lease;
}
