// Makes this phone a person's own: a one-time code against a credential that only this phone holds.
import { Problem, problemFromWire } from '#kit/problem.ts';
import type { EnrolResponse } from '#kit/wire.ts';
import { freshLease, toldIn } from './lease.ts';
import { type Identity, register } from './phone-database.ts';
import { withRoom } from './room.ts';

/** Is this page able to keep anything sealed? Over plain http from another machine the browser takes the tools away. */
export const canSeal = (): boolean => globalThis.isSecureContext && globalThis.crypto?.subtle !== undefined;

/** Exchanges the code of an invitation. Throws what the server says, or `broken no-answer` without network. */
export async function enrol(code: string, phoneName: string, now: number): Promise<Identity> {
  const response = await fetch('/enrol', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, name: phoneName }),
    cache: 'no-store',
    signal: AbortSignal.timeout(30_000),
  }).catch(() => undefined);
  if (!response) throw new Problem('broken', 'no-answer');
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemFromWire(body);
  const { token, device, person, county, serverKey, generation } = body as EnrolResponse;
  const lease = freshLease(toldIn(response, now), now);
  const before = await register.people.get(person.id);
  const fresh = { token, device, county, serverKey, lease, name: person.name, person: person.id, openedAt: now };
  // Enrolled again on the same phone: the PIN and what is kept under it stay, and the generation that it was acknowledged in.
  const identity: Identity = { wrong: 0, closedUntil: 0, lastSuccess: null, generation, ...before, ...fresh };
  await withRoom(() => register.people.put(identity));
  // Ask the browser not to clear the notebook when space runs low; a refusal changes nothing.
  await navigator.storage?.persist?.().catch(() => false);
  return identity;
}
