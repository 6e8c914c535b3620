// Readings: whoever was handed content of a household's record stands here once per purpose, reason and hour, for the household to see.
import type { Asking } from './table.ts';

export interface Reading {
  readonly household: string;
  readonly reader: string | null;
  readonly office: string | null;
  readonly role: string;
  /** Name of the query or delivery, e.g. `case.page` or `phone`. */
  readonly purpose: string;
  /** What the reader said he opened it for, where the work at hand does not say it. */
  readonly reason?: string;
  /** ms */
  readonly at: number;
}

const insert = `insert into reading (household, hour, purpose, reader, office, role, at, reason)
  select household, date_trunc('hour', $2::timestamptz), $3, $4, $5, $6, $2::timestamptz, $7 from unnest($1::uuid[]) as household
  on conflict do nothing`;
const nobodyId = '00000000-0000-0000-0000-000000000000';

/** Writes that these households' content was handed out; a repeat within the hour writes nothing. */
export async function writeReadings(
  tx: Asking,
  households: readonly string[],
  reading: Omit<Reading, 'household'>,
): Promise<void> {
  if (households.length === 0) return;
  const { reader, office, role, purpose, at, reason = '' } = reading;
  await tx.exec(insert, [households, new Date(at), purpose, reader ?? nobodyId, office, role, reason]);
}
