// The server pays for one exchange of keys a sitting, and a remembered one opens nothing that was not made with it.
import { expect, test, vi } from 'vitest';
import type { Envelope } from '#kit/command.ts';
import { fromBase64Url, makeSealPair, sealTo, toBase64Url } from '#kit/seal.ts';
import { openSealedNow, sealOpener } from './open-sealed.ts';

const envelopeOf = (id: string): Envelope => ({
  v: 1,
  id,
  name: 'visit.record',
  input: { note: '水浑' },
  at: 1_700_000_000_000,
  device: null,
  author: 'p1',
});

const altered = (text: string, at: number): string => {
  const bytes = fromBase64Url(text);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return toBase64Url(bytes);
};

test('commands of one sitting cost one exchange, and each still opens only as it was sealed', async () => {
  const { publicJwk, privateJwk } = await makeSealPair();
  const key = { id: 'k1', jwk: publicJwk };
  const opener = sealOpener(privateJwk);
  const exchange = vi.spyOn(opener.ecdh, 'computeSecret');
  const sitting = {};
  const [one, two] = [await sealTo(key, envelopeOf('c1'), sitting), await sealTo(key, envelopeOf('c2'), sitting)];
  expect(openSealedNow(opener, one)).toEqual(envelopeOf('c1'));
  expect(openSealedNow(opener, two)).toEqual(envelopeOf('c2'));
  expect(exchange).toHaveBeenCalledTimes(1);
  for (const forged of [
    { ...one, id: 'c2' },
    { ...one, box: two.box },
    { ...one, iv: two.iv },
    { ...one, box: altered(one.box, 2) },
  ])
    expect(() => openSealedNow(opener, forged)).toThrow('sealed-unreadable');
  const another = sealOpener((await makeSealPair()).privateJwk);
  expect(() => openSealedNow(another, one)).toThrow('sealed-unreadable');
});

test('what is no point is refused and not remembered, and of many sittings the oldest are forgotten', async () => {
  const { publicJwk, privateJwk } = await makeSealPair();
  const key = { id: 'k1', jwk: publicJwk };
  const opener = sealOpener(privateJwk);
  const sealed = await sealTo(key, envelopeOf('c1'));
  for (const ephemeral of ['', 'x', sealed.ephemeral.slice(4), altered(sealed.ephemeral, 40)])
    expect(() => openSealedNow(opener, { ...sealed, ephemeral })).toThrow('sealed-unreadable');
  // Written in another way it is the same point: it opens, and its long letters do not stay.
  openSealedNow(opener, { ...sealed, ephemeral: `${sealed.ephemeral}${'='.repeat(500)}` });
  expect(opener.lately.size).toBe(0);
  openSealedNow(opener, sealed);
  const some = opener.lately.get(sealed.ephemeral);
  for (let n = 0; some && n < 2_100; n++) opener.lately.set(`old ${n}`, some);
  openSealedNow(opener, await sealTo(key, envelopeOf('c3')));
  expect(opener.lately.has(sealed.ephemeral)).toBe(false);
});
