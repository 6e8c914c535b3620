// A command sealed on the phone opens on the server, and nowhere else.
import { describe, expect, it, vi } from 'vitest';
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

  it('shares one exchange of keys within a sitting, and never an iv', async () => {
    const { publicJwk, privateJwk } = await makeSealPair();
    const key = { id: 'k1', jwk: publicJwk };
    const sitting = {};
    const sealed = await Promise.all(
      Array.from({ length: 101 }, (_, n) => sealTo(key, { ...envelope, id: `c${n}` }, sitting)),
    );
    expect(new Set(sealed.slice(0, 100).map((one) => one.ephemeral)).size).toBe(1);
    expect(sealed[100]?.ephemeral).not.toBe(sealed[0]?.ephemeral);
    expect(new Set(sealed.map((one) => one.iv)).size).toBe(101);
    for (const one of [sealed[0], sealed[99], sealed[100]])
      expect(one && (await openSealed(privateJwk, one)).input).toEqual(envelope.input);
  });

  it('begins a new exchange for another server key, after ten minutes, and when the clock was put back', async () => {
    const [mine, next] = [await makeSealPair(), await makeSealPair()];
    const sitting = {};
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const seal = (id: string, jwk: JsonWebKey) => sealTo({ id, jwk }, envelope, sitting);
      const one = await seal('k1', mine.publicJwk);
      const other = await seal('k2', next.publicJwk);
      expect(other.ephemeral).not.toBe(one.ephemeral);
      expect(await openSealed(next.privateJwk, other)).toEqual(envelope);
      vi.setSystemTime(Date.now() + 9 * 60_000);
      expect((await seal('k2', next.publicJwk)).ephemeral).toBe(other.ephemeral);
      vi.setSystemTime(Date.now() + 2 * 60_000);
      const later = await seal('k2', next.publicJwk);
      expect(later.ephemeral).not.toBe(other.ephemeral);
      vi.setSystemTime(Date.now() - 86_400_000);
      expect((await seal('k2', next.publicJwk)).ephemeral).not.toBe(later.ephemeral);
    } finally {
      vi.useRealTimers();
    }
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
