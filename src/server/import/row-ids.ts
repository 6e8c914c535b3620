// Ids that follow from what a row says: the same row of the same county always makes the same record and the same command.
import { createHash } from 'node:crypto';

/**
 * A UUID (version 8, RFC 9562) from SHA-256 over the parts.
 * @param parts the county's generation first, then what names the thing; joined so that no two lists run together
 */
export function derivedId(...parts: readonly (string | number)[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
