// What is kept of a file that came, how it goes out again, and who may send and see it.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import { say } from '#tests/cast.ts';
import { makeAudio, makeCameraJpeg, makeJpeg } from './make-files.ts';
import { announce, goOn, hashOf, howFar, namedAudio, namedPicture, sealFor, sendWhole } from './sending.ts';
import { jobs, openStage, type Stage } from './stage.ts';

let stage: Stage;
let cast: Stage['cast'];
let server: Stage['server'];
let phone: Stage['phone'];
let report: Stage['report'];
let recordOf: Stage['recordOf'];
let bytesOf: Stage['bytesOf'];
beforeAll(async () => {
  stage = await openStage();
  ({ cast, server, phone, report, recordOf, bytesOf } = stage);
});
afterAll(() => stage?.stop());

describe('what came', () => {
  it('of a picture loses what its camera wrote, on the disk and on the way out (ATTACH-5)', async () => {
    const picture = await makeCameraJpeg();
    const named = namedPicture(picture);
    await report([named]);
    expect((await sendWhole(server, phone, await sealFor(cast, named.attachment, picture))).status).toBe(204);
    const record = await recordOf(named.attachment);
    expect(record.keptHash).not.toBe(hashOf(picture));
    expect([record.width, record.height]).toEqual([480, 640]);
    for (const address of ['', '/small']) {
      const { bytes } = await bytesOf(phone, `/attachments/${named.attachment}${address}`);
      expect(bytes.length).toBeGreaterThan(1000);
      expect(bytes.toString('latin1')).not.toMatch(/Exif|SN-0042|Xiangbu/);
    }
    const folders = readdirSync(path.join(server.dataDir, 'attachments'));
    expect(folders).toContain(record.keptHash?.slice(0, 2));
  });

  it('and is none of ours is refused in words, written down, and stays so (ATTACH-7)', async () => {
    const bad = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const named = namedPicture(bad);
    const matter = await report([named]);
    const sealed = await sealFor(cast, named.attachment, bad);
    expect(await sendWhole(server, phone, sealed)).toMatchObject({ status: 400, code: 'file-kind-differs' });
    expect(await recordOf(named.attachment)).toMatchObject({
      state: 'refused',
      fault: 'file-kind-differs',
      version: 2,
    });
    expect(await announce(server, phone, sealed)).toMatchObject({ status: 400, code: 'file-kind-differs' });
    const { body } = await server.ask(await server.session(cast.head.person), 'case.page', { case: matter });
    expect(body.attachments[0].state).toBe('refused');
    expect((await bytesOf(phone, `/attachments/${named.attachment}`)).status).toBe(404);
    // Settled is settled, also for the county's own service.
    const kept = { mime: 'image/jpeg', bytes: 1, keptHash: 'a'.repeat(64) };
    await say(cast.county, serviceActor('jobs'), 'attachment.receive', { attachment: named.attachment, kept });
    expect((await recordOf(named.attachment)).state).toBe('refused');
  });

  it('of an audio note is kept as it came, its length measured here (ATTACH-6)', async () => {
    const audio = makeAudio(4000);
    const named = namedAudio(audio, 3900);
    await report([named]);
    expect((await sendWhole(server, phone, await sealFor(cast, named.attachment, audio))).status).toBe(204);
    expect(await recordOf(named.attachment)).toMatchObject({
      duration: 4000,
      keptHash: hashOf(audio),
      smallHash: null,
    });
    const long = makeAudio(90_000);
    const second = namedAudio(long, 60_000);
    await report([second]);
    expect(await sendWhole(server, phone, await sealFor(cast, second.attachment, long))).toMatchObject({
      code: 'audio-too-long',
    });
  });

  it('goes out as a file that no browser runs, and nothing keeps it', async () => {
    const picture = await makeJpeg();
    const named = namedPicture(picture);
    await report([named]);
    await sendWhole(server, phone, await sealFor(cast, named.attachment, picture));
    const { headers } = await bytesOf(phone, `/attachments/${named.attachment}`);
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="picture-[0-9a-f]{12}\.jpg"$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('who', () => {
  it('did not name a file can neither send it nor ask how far it is (ATTACH-3)', async () => {
    const picture = await makeJpeg();
    const named = namedPicture(picture);
    await report([named]);
    const sealed = await sealFor(cast, named.attachment, picture);
    await announce(server, phone, sealed);
    const unknown = await howFar(server, phone, newId());
    for (const other of [cast.head, cast.worker2, cast.village]) {
      const theirs = await server.phone(other);
      for (const told of [
        await howFar(server, theirs, sealed.id),
        await announce(server, theirs, sealed),
        await goOn(server, theirs, sealed, [0]),
      ])
        expect(told).toMatchObject({ status: 404 });
      expect((await howFar(server, theirs, sealed.id)).status).toBe(unknown.status);
    }
    expect((await howFar(server, {}, sealed.id)).status).toBe(401);
    // A page elsewhere that rides on a desk's cookie.
    const desk = await server.session(cast.worker.person);
    expect(await goOn(server, { cookie: desk.cookie }, sealed, [0])).toMatchObject({ status: 403, code: 'csrf' });
    expect((await goOn(server, phone, sealed, [0])).status).toBe(204);
    // A stranger's id reads like one that is not there.
    const [stranger, missing] = [await server.phone(cast.worker2), newId()];
    const [one, two] = [
      await bytesOf(stranger, `/attachments/${named.attachment}`),
      await bytesOf(stranger, `/attachments/${missing}`),
    ];
    expect([one.status, one.bytes.toString()]).toEqual([two.status, two.bytes.toString()]);
    expect(one.status).toBe(404);
  });

  it('looks leaves a reading that the household sees', async () => {
    const picture = await makeJpeg();
    const named = namedPicture(picture);
    await report([named], { household: cast.homes.two });
    await sendWhole(server, phone, await sealFor(cast, named.attachment, picture));
    const desk = await server.session(cast.village.person);
    expect((await bytesOf(desk, `/attachments/${named.attachment}/small`)).status).toBe(200);
    const rows = await inScope(cast.county.database, { ...jobs, service: 'verify' }, (tx) =>
      tx.query<{ reader: string }>("select reader from reading where household = $1 and purpose = 'case.file'", [
        cast.homes.two,
      ]),
    );
    expect(rows).toEqual([{ reader: cast.village.person }]);
  });

  it('has no post may not name a file, and nobody names one twice', async () => {
    const named = namedPicture(await makeJpeg());
    await report([named]);
    const again = { case: newId(), household: cast.homes.one, category: 'W1', title: '水浑', attachments: [named] };
    expect((await server.do(phone, 'case.report', again)).body).toMatchObject({ code: 'id-taken' });
    const twice = namedPicture(await makeJpeg());
    const both = { ...again, case: newId(), attachments: [twice, twice] };
    expect((await server.do(phone, 'case.report', both)).body).toMatchObject({ code: 'id-taken' });
    const many = {
      ...again,
      case: newId(),
      attachments: Array.from({ length: 7 }, () => namedPicture(Buffer.from('x'))),
    };
    expect((await server.do(phone, 'case.report', many)).body).toMatchObject({ code: 'input-invalid' });
    const large = {
      ...again,
      case: newId(),
      attachments: [namedPicture(await makeJpeg(), { bytes: 300_001 } as never)],
    };
    expect((await server.do(phone, 'case.report', large)).body).toMatchObject({ code: 'input-invalid' });
  });
});
