// The arithmetic of seals: leaves over positions and digests, a Merkle root over leaves.
import { createHash } from 'node:crypto';

/** SHA-256 over the position (8 bytes, big-endian) and the row's digest: a swapped row is seen. */
export function sealLeaf(pos: number, digest: Uint8Array): Buffer {
  const at = Buffer.alloc(8);
  at.writeBigUInt64BE(BigInt(pos));
  return createHash('sha256').update('\0').update(at).update(digest).digest();
}

/** Root of the binary tree over the leaves (SHA-256, an odd leaf is carried up as it is). `leaves` must not be empty. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  let level = leaves;
  while (level.length > 1) {
    const next: Buffer[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i] as Buffer;
      const right = level[i + 1];
      next.push(right ? createHash('sha256').update('\x01').update(left).update(right).digest() : left);
    }
    level = next;
  }
  return level[0] as Buffer;
}
