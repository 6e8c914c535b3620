// The PIN opens the store and nothing else does.
import { describe, expect, it } from 'vitest';
import { checkPin, makeDataKey, openBox, openDataKey, sealBox } from './sealed-box.ts';

describe('what is kept on the phone', () => {
  it('opens with the right PIN and not with another', async () => {
    const { key, wrapped } = await makeDataKey('204816');
    expect(wrapped.rounds).toBeGreaterThanOrEqual(600_000);
    const box = await sealBox(key, 'chunk 1', { name: '马玉林' });
    expect(new TextDecoder().decode(box.data)).not.toContain('马玉林');
    expect(await openBox(await openDataKey(wrapped, '204816'), 'chunk 1', box)).toEqual({ name: '马玉林' });
    await expect(openDataKey(wrapped, '204817')).rejects.toMatchObject({ code: 'pin-wrong' });
  });

  it('does not open in another place', async () => {
    const { key } = await makeDataKey('204816');
    const box = await sealBox(key, 'chunk 1', 1);
    await expect(openBox(key, 'chunk 2', box)).rejects.toMatchObject({ code: 'store-unreadable' });
  });

  it('refuses a PIN that is short or a plain row', () => {
    expect(() => checkPin('20481')).toThrow('pin-short');
    expect(() => checkPin('20481a')).toThrow('pin-short');
    expect(() => checkPin('111111')).toThrow('pin-simple');
    expect(() => checkPin('123456')).toThrow('pin-simple');
    expect(() => checkPin('204816')).not.toThrow();
  });
});
