// The journal: every fact as one row whose digest covers all of it, written in the transaction that changes the record.
import { createHash, randomBytes } from 'node:crypto';
import type { Asking } from './table.ts';

export interface JournalEntry {
  readonly command: string;
  readonly name: string;
  readonly kind: string;
  readonly record: string;
  /** ltree path the fact belongs to; null keeps it off every phone (restricted matters). */
  readonly ground: string | null;
  readonly leftGround: string | null;
  readonly actor: string | null;
  readonly office: string | null;
  readonly standing: string;
  /** ms */
  readonly at: number;
  readonly claimedAt: number | null;
  readonly payload: unknown;
}

/** JSON with keys in order, so that the same content always has the same bytes. Undefined values are left out. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one ?? null)).join(',')}]`;
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const one = (value as Record<string, unknown>)[key];
    if (one !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(one)}`;
  }
  return `{${text}}`;
}

/** SHA-256 over the salted payload: what stays when a payload is erased. */
export const payloadDigest = (salt: Uint8Array, payload: unknown): Buffer => textDigest(salt, canonical(payload));

const textDigest = (salt: Uint8Array, text: string): Buffer => createHash('sha256').update(salt).update(text).digest();

/** SHA-256 over a row's fields and its payload digest. */
export function entryDigest(entry: Omit<JournalEntry, 'payload'>, payload: Buffer): Buffer {
  const { command, name, kind, record, ground, leftGround, actor, office, standing, at, claimedAt } = entry;
  const fields = canonical([command, name, kind, record, ground, leftGround, actor, office, standing, at, claimedAt]);
  return createHash('sha256').update(fields).update(payload).digest();
}

const insert = `insert into journal (command, name, kind, record, ground, left_ground, actor, office, standing, at, claimed_at, payload, salt, payload_digest, digest)
  values ($1, $2, $3, $4, $5::ltree, $6::ltree, $7, $8, $9, $10, $11, $12::jsonb, $13, $14, $15)`;

/** Writes one row. Goes with the transaction: either the change and its row are both there, or neither. */
export function writeJournal(tx: Asking, entry: JournalEntry): Promise<number> {
  const salt = randomBytes(16);
  const text = canonical(entry.payload);
  const payload = textDigest(salt, text);
  const { command, name, kind, record, ground, leftGround, actor, office, standing, at, claimedAt } = entry;
  return tx.exec(insert, [
    command,
    name,
    kind,
    record,
    ground,
    leftGround,
    actor,
    office,
    standing,
    new Date(at),
    claimedAt === null ? null : new Date(claimedAt),
    text,
    salt,
    payload,
    entryDigest(entry, payload),
  ]);
}
