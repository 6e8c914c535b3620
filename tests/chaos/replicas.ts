// After a storm every phone must hold what a fresh phone of the same person would get: compares them row by row.
import { openDatabase } from '#data/database.ts';
import { canonical } from '#data/journal.ts';
import { inScope } from '#data/scope.ts';
import { invite, sessionScope } from '#server/session.ts';
import type { Rows } from '#sync/overlay.ts';
import type { ChaosCounty } from './chaos-county.ts';
import { chanceOf } from './chance.ts';
import { StormPhone } from './storm-phone.ts';

const flat = (rows: Rows): Map<string, string> =>
  new Map([...rows].flatMap(([kind, of]) => [...of].map(([id, row]) => [`${kind} ${id}`, canonical(row)] as const)));

/** The rows that are not the same in both, by kind and id. */
export function differing(one: Rows, other: Rows): string[] {
  const [a, b] = [flat(one), flat(other)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));
}

async function codesFor(county: ChaosCounty, phones: readonly StormPhone[]): Promise<string[]> {
  const database = await openDatabase({ appUrl: county.appUrl, ownerUrl: county.ownerUrl, poolSize: 1 });
  try {
    return await inScope(database, sessionScope, async (tx) => {
      const codes: string[] = [];
      for (const { worker } of phones)
        codes.push((await invite(tx, { person: worker.person, purpose: 'phone', by: null })).code);
      return codes;
    });
  } finally {
    await database.close();
  }
}

/** Ends the phones' own stores: a second phone of the same person cannot stand beside the first in one process. */
export async function findDiverged(county: ChaosCounty, phones: readonly StormPhone[]): Promise<string[]> {
  const codes = await codesFor(county, phones);
  const found: string[] = [];
  for (const [i, phone] of phones.entries()) {
    const held = phone.phone.base.value;
    phone.close();
    const fresh = new StormPhone({ ...phone.worker, code: codes[i] ?? '' }, chanceOf(i), { allSent: () => undefined });
    await fresh.enrol();
    await fresh.settle();
    found.push(...differing(held, fresh.phone.base.value).map((row) => `phone ${i + 1}: ${row}`));
    fresh.close();
  }
  return found;
}
