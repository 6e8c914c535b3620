// F11: pictures and audio notes come in pieces, over cuts, late, twice or wrong, and the text they belong to never waits for them.
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFileStore } from '#server/files/file-store.ts';
import { sweepFiles } from '#server/files/rooms.ts';
import { makeJpeg } from './make-files.ts';
import { announce, cut, goOn, hashOf, howFar, namedPicture, offsetOf, sealFor, sendWhole } from './sending.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
let cast: Stage['cast'];
let server: Stage['server'];
let phone: Stage['phone'];
let report: Stage['report'];
let recordOf: Stage['recordOf'];
let bytesOf: Stage['bytesOf'];
let partFile: Stage['partFile'];
beforeAll(async () => {
  stage = await openStage();
  ({ cast, server, phone, report, recordOf, bytesOf, partFile } = stage);
});
afterAll(() => stage?.stop());

describe('a file that comes in pieces', () => {
  it('ends with the same hash after 50 cuts, and its text did not wait for it (ATTACH-1, ATTACH-4)', async () => {
    const picture = await makeJpeg(1200, 900);
    const named = namedPicture(picture, { width: 1200, height: 900 });
    const matter = await report([named]);
    // The text is there, with the picture still to come.
    const { body } = await server.ask(await server.session(cast.head.person), 'case.page', { case: matter });
    expect(body.case.title).toBe('水浑');
    expect(body.attachments).toMatchObject([{ id: named.attachment, kind: 'picture', state: 'expected' }]);
    const sealed = await sealFor(cast, named.attachment, picture);
    expect((await announce(server, phone, sealed)).status).toBe(201);
    const step = Math.floor(sealed.bytes.length / 55);
    let resumed = 0;
    let from = 0;
    while (resumed < 50) {
      await cut(server, phone, sealed, [from, step]);
      const told = await howFar(server, phone, sealed.id);
      expect(told.status).toBe(200);
      expect(offsetOf(told)).toBeGreaterThanOrEqual(from);
      expect(offsetOf(told)).toBeLessThanOrEqual(from + step);
      from = offsetOf(told);
      resumed += 1;
    }
    expect(from).toBeGreaterThan(0);
    // What lies here half is sealed: nothing of the picture can be read from it.
    const half = readFileSync(partFile(sealed.id, 'part'));
    expect(half.includes(picture.subarray(0, 64))).toBe(false);
    expect(half.includes(picture.subarray(from - 64, from))).toBe(false);
    const told = await goOn(server, phone, sealed, [from]);
    expect([told.status, offsetOf(told)]).toEqual([204, sealed.bytes.length]);
    const record = await recordOf(named.attachment);
    expect(record).toMatchObject({ state: 'received', sha256: hashOf(picture), keptHash: hashOf(picture) });
    const shown = await bytesOf(phone, `/attachments/${named.attachment}`);
    expect(hashOf(shown.bytes)).toBe(hashOf(picture));
    expect(existsSync(partFile(named.attachment, 'part'))).toBe(false);
  }, 60_000);

  it('goes on where it stood when the answer was lost, and a finished one says so again', async () => {
    const picture = await makeJpeg();
    const named = namedPicture(picture);
    await report([named]);
    const sealed = await sealFor(cast, named.attachment, picture);
    await announce(server, phone, sealed);
    await goOn(server, phone, sealed, [0, 1000]);
    expect(offsetOf(await announce(server, phone, sealed))).toBe(1000);
    // A step that was taken already, or one that leaves something out.
    for (const wrong of [0, 999, 1001, 5000])
      expect(await goOn(server, phone, sealed, [wrong])).toMatchObject({ status: 409, code: 'upload-offset' });
    await goOn(server, phone, sealed, [1000]);
    expect(offsetOf(await howFar(server, phone, sealed.id))).toBe(sealed.bytes.length);
    expect(offsetOf(await announce(server, phone, sealed))).toBe(sealed.bytes.length);
    expect((await goOn(server, phone, sealed, [sealed.bytes.length])).status).toBe(204);
    expect((await recordOf(named.attachment)).version).toBe(2);
  });

  it('is not held up by a connection that died without a word', async () => {
    const picture = await makeJpeg();
    const named = namedPicture(picture);
    await report([named]);
    const sealed = await sealFor(cast, named.attachment, picture);
    await announce(server, phone, sealed);
    // Open, half sent, and silent from then on.
    const stop = new AbortController();
    const hanging = fetch(`http://127.0.0.1:${server.port}/attachments/upload/${sealed.id}`, {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        authorization: `Bearer ${phone.bearer}`,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
      },
      body: new ReadableStream({ start: (c) => c.enqueue(new Uint8Array(sealed.bytes.subarray(0, 500))) }),
      duplex: 'half',
      signal: stop.signal,
    } as RequestInit).catch(() => undefined);
    await expect
      .poll(() => (existsSync(partFile(sealed.id, 'part')) ? statSync(partFile(sealed.id, 'part')).size : 0))
      .toBe(500);
    const told = await howFar(server, phone, sealed.id);
    expect(offsetOf(told)).toBe(500);
    expect((await goOn(server, phone, sealed, [500])).status).toBe(204);
    stop.abort();
    await hanging;
    expect((await recordOf(named.attachment)).state).toBe('received');
  });

  it('with a wrong hash is refused, dropped, and taken when it is offered again', async () => {
    const picture = await makeJpeg(640, 480, 7);
    const named = namedPicture(picture);
    await report([named]);
    const other = Buffer.from(picture);
    other[other.length >> 1] = (other[other.length >> 1] ?? 0) ^ 1;
    const wrong = await sealFor(cast, named.attachment, other);
    expect(await sendWhole(server, phone, wrong)).toMatchObject({ status: 409, code: 'file-differs' });
    // Altered on the way: the seal itself does not open.
    const right = await sealFor(cast, named.attachment, picture);
    const altered = { ...right, bytes: Buffer.from(right.bytes) };
    altered.bytes[100] = (altered.bytes[100] ?? 0) ^ 1;
    expect(await sendWhole(server, phone, altered)).toMatchObject({ status: 409, code: 'file-differs' });
    expect((await howFar(server, phone, right.id)).status).toBe(404);
    expect((await recordOf(named.attachment)).state).toBe('expected');
    expect((await sendWhole(server, phone, right)).status).toBe(204);
    expect((await recordOf(named.attachment)).keptHash).toBe(hashOf(picture));
  });

  it('never answers that it has the bytes already: they are received again (ATTACH-4)', async () => {
    const picture = await makeJpeg(640, 480, 9);
    const [first, second] = [namedPicture(picture), namedPicture(picture)];
    await report([first]);
    await report([second]);
    await sendWhole(server, phone, await sealFor(cast, first.attachment, picture));
    const sealed = await sealFor(cast, second.attachment, picture);
    const told = await announce(server, phone, sealed);
    expect([told.status, offsetOf(told)]).toEqual([201, 0]);
    expect((await recordOf(second.attachment)).state).toBe('expected');
    expect(offsetOf(await howFar(server, phone, sealed.id))).toBe(0);
    expect((await goOn(server, phone, sealed, [0])).status).toBe(204);
    expect((await recordOf(second.attachment)).keptHash).toBe(hashOf(picture));
  });

  it('is dropped thirty days after its last byte, and not a day before (ATTACH-9)', async () => {
    const picture = await makeJpeg();
    const named = namedPicture(picture);
    await report([named]);
    const sealed = await sealFor(cast, named.attachment, picture);
    const told = await announce(server, phone, sealed);
    const until = Date.parse(told.headers.get('upload-expires') ?? '');
    expect(Math.abs(until - Date.now() - 30 * 86_400_000)).toBeLessThan(60_000);
    await goOn(server, phone, sealed, [0, 2000]);
    const store = openFileStore(path.join(server.dataDir, 'attachments'));
    const inDays = (days: number): Promise<number> => sweepFiles({ now: () => Date.now() + days * 86_400_000 }, store);
    await inDays(29.9);
    expect(offsetOf(await howFar(server, phone, sealed.id))).toBe(2000);
    expect(await inDays(30.1)).toBeGreaterThan(0);
    expect(existsSync(partFile(sealed.id, 'part')) || existsSync(partFile(sealed.id, 'json'))).toBe(false);
    // It comes all the same when the phone turns up at last, from its first byte.
    expect((await howFar(server, phone, sealed.id)).status).toBe(404);
    expect((await sendWhole(server, phone, sealed)).status).toBe(204);
    expect((await bytesOf(phone, `/attachments/${named.attachment}`)).status).toBe(200);
  });

  it('takes no byte more than was named, and nothing that is not spoken in its protocol', async () => {
    const picture = await makeJpeg();
    const named = namedPicture(picture);
    await report([named]);
    const sealed = await sealFor(cast, named.attachment, picture);
    const longer = { ...sealed, bytes: Buffer.concat([sealed.bytes, Buffer.from('x')]) };
    expect(await announce(server, phone, longer)).toMatchObject({ status: 409, code: 'file-differs' });
    expect(await announce(server, phone, { ...sealed, bytes: Buffer.alloc(2_100_000) })).toMatchObject({ status: 413 });
    await announce(server, phone, sealed);
    expect(await goOn(server, phone, longer, [0])).toMatchObject({ status: 413 });
    const address = `http://127.0.0.1:${server.port}/attachments/upload`;
    const headers = { authorization: `Bearer ${phone.bearer}` };
    const old = await fetch(`${address}/${sealed.id}`, { headers, method: 'HEAD' });
    expect([old.status, old.headers.get('tus-version')]).toEqual([412, '1.0.0']);
    const json = { ...headers, 'tus-resumable': '1.0.0', 'content-type': 'application/json', 'upload-offset': '0' };
    expect((await fetch(`${address}/${sealed.id}`, { headers: json, method: 'PATCH', body: '{}' })).status).toBe(415);
    const asked = await fetch(address, { method: 'OPTIONS' });
    expect(asked.headers.get('tus-extension')).toBe('creation,expiration');
    for (const key of ['{}', '[1]', '"x"', 'no json', JSON.stringify({ key: 'k1' })]) {
      const metadata = `attachment ${btoa(sealed.id)},key ${Buffer.from(key).toString('base64')}`;
      const bad = { ...headers, 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': metadata };
      expect((await fetch(address, { method: 'POST', headers: bad })).status).toBe(400);
    }
  });

  it('whose key was sealed to a key the county no longer has is asked to be sealed anew', async () => {
    const picture = await makeJpeg();
    const named = namedPicture(picture);
    await report([named]);
    const sealed = await sealFor(cast, named.attachment, picture);
    const stale = { ...sealed, key: { ...sealed.key, key: 'gone' } };
    expect(await announce(server, phone, stale)).toMatchObject({ status: 409, code: 'file-reseal' });
    expect((await sendWhole(server, phone, sealed)).status).toBe(204);
  });
});
