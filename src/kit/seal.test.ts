// A command sealed on the phone opens on the server, and nowhere else.
import { describe, expect, it } from 'vitest';
import type { Envelope } from './command.ts';
import { fromBase64Url, makeSealPair, openSealed, sealTo, toBase64Url } from './seal.ts';

const envelope: Envelope = {
  v: 1,
  id: '0192f3c4-0000-7000-8000-000000000001',
  name: 'visit.record',
  input: { note: '水浑，𬱖家也是' },
  at: 1_700_000_000_000,
  device: 'd1',
  author: 'p1',
};

describe('the seal of a queued command', () => {
  it('comes back as it was', async () => {
    const { publicJwk, privateJwk } = await makeSealPair();
    const sealed = await sealTo({ id: 'k1', jwk: publicJwk }, envelope);
    expect(sealed).toMatchObject({ id: envelope.id, key: 'k1' });
    expect(fromBase64Url(sealed.ephemeral)).toHaveLength(65);
    expect(JSON.stringify(sealed)).not.toContain('水');
    expect(await openSealed(privateJwk, sealed)).toEqual(envelope);
  });

  it('never looks the same twice', async () => {
    const { publicJwk } = await makeSealPair();
    const one = await sealTo({ id: 'k1', jwk: publicJwk }, envelope);
    const two = await sealTo({ id: 'k1', jwk: publicJwk }, envelope);
    expect(one.box).not.toBe(two.box);
    expect(one.ephemeral).not.toBe(two.ephemeral);
  });

  it('does not open with another key, another id or a changed letter', async () => {
    const mine = await makeSealPair();
    const other = await makeSealPair();
    const sealed = await sealTo({ id: 'k1', jwk: mine.publicJwk }, envelope);
    const bytes = fromBase64Url(sealed.box);
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    const unreadable = { kind: 'invalid', code: 'sealed-unreadable' };
    await expect(openSealed(other.privateJwk, sealed)).rejects.toMatchObject(unreadable);
    await expect(openSealed(mine.privateJwk, { ...sealed, id: 'another' })).rejects.toMatchObject(unreadable);
    await expect(openSealed(mine.privateJwk, { ...sealed, box: toBase64Url(bytes) })).rejects.toMatchObject(unreadable);
    await expect(openSealed(mine.privateJwk, { ...sealed, iv: '?!' })).rejects.toMatchObject(unreadable);
  });
});
