// What a backup is sealed with: whole or refused, whatever byte changes; and a key on paper that names the group that was mistyped.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { closeHead, closingKeyOf, makeRecoveryKey, openHead, openingKeyOf } from './recovery-key.ts';
import { opened, sealed } from './sealed-stream.ts';

const paper = makeRecoveryKey();
const closing = closingKeyOf(paper, 0);

async function* piecesOf(bytes: Buffer, length = 70_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
async function gathered(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const one of source) all.push(one);
  return Buffer.concat(all);
}
const open = (line: Buffer, text: Buffer): Promise<Buffer> =>
  gathered(opened(piecesOf(text, 333_333), openHead(openingKeyOf(paper), line, 'x'), 'x'));

const mebibyte = 1 << 20;

test.each([0, 1, mebibyte - 1, mebibyte, mebibyte + 1, 3 * mebibyte])(
  '%d bytes come back as they were',
  async (bytes) => {
    const plain = randomBytes(bytes);
    const { line, secret } = closeHead(closing, { kind: 'files' });
    const text = await gathered(sealed(piecesOf(plain), secret));
    expect(text.length).toBeLessThan(bytes + 100);
    expect((await open(line, text)).equals(plain)).toBe(true);
  },
);

test('a changed, missing, moved or added byte is refused', async () => {
  const { line, secret } = closeHead(closing, { kind: 'files' });
  const text = await gathered(sealed(piecesOf(randomBytes(2 * mebibyte + 5)), secret));
  const piece = mebibyte + 16;
  const flip = (bytes: Buffer, at: number): Buffer => {
    const other = Buffer.from(bytes);
    other[at] = (other[at] ?? 0) ^ 1;
    return other;
  };
  const swapped = Buffer.concat([text.subarray(piece, 2 * piece), text.subarray(0, piece), text.subarray(2 * piece)]);
  const bad = [
    ...[0, piece - 1, piece, text.length - 1].map((at) => flip(text, at)),
    text.subarray(0, 2 * piece),
    text.subarray(0, piece),
    text.subarray(0, -1),
    Buffer.concat([text, Buffer.alloc(1)]),
    Buffer.alloc(0),
    swapped,
  ];
  for (const one of bad) await expect(open(line, one)).rejects.toMatchObject({ code: 'backup-altered' });
  for (let at = 0; at < line.length; at += 1)
    await expect((async () => open(flip(line, at), text))()).rejects.toMatchObject({
      code: expect.stringMatching(/^(backup-altered|recovery-key-other)$/),
    });
});

test('the key reads as people type it, names a mistyped group, and another key opens nothing', () => {
  expect(paper).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{5}$/);
  expect(
    closingKeyOf(` ${paper.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `, 0),
  ).toEqual(closing);
  const groups = paper.split('-');
  const third = groups[2] ?? '';
  const wrong = [...'23456789ABCDEFGH'].map((letter) => third.slice(0, 4) + letter).find((one) => one !== third) ?? '';
  const mistyped = groups.with(2, wrong).join('-');
  expect(() => openingKeyOf(mistyped)).toThrow(
    expect.objectContaining({ code: 'recovery-key-group', facts: { group: 3 } }),
  );
  expect(() => openingKeyOf(paper.slice(0, -1))).toThrow(expect.objectContaining({ code: 'recovery-key-length' }));
  const { line } = closeHead(closing, {});
  expect(() => openHead(openingKeyOf(makeRecoveryKey()), line, 'x')).toThrow(
    expect.objectContaining({ code: 'recovery-key-other' }),
  );
});

test('a head that names the right key and was made without its proof opens nothing', async () => {
  const { line, secret } = closeHead({ ...closing, proof: randomBytes(32).toString('base64url') }, { kind: 'files' });
  const text = await gathered(sealed(piecesOf(Buffer.from('forged')), secret));
  await expect(open(line, text)).rejects.toMatchObject({ code: 'backup-altered' });
});
