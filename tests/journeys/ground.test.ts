// What a village keeps of its ground on a real server: gullies for its planner, and a picture from above that its desks see and nobody else.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kit/id.ts';
import { type AerialPage, aerialBack } from '#modules/aerial/model.ts';
import type { GullyRow } from '#modules/territory/model-gully.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { sweepAerials } from '#server/files/sweep-aerials.ts';
import { type Cast, makeCast } from '#tests/cast.ts';
import { makeCameraJpeg, makeJpeg } from '#tests/files/make-files.ts';
import { announce, goOn, hashOf, type Told } from '#tests/files/sending.ts';
import { type Caller, type Reply, type Running, run } from '#tests/running.ts';

let cast: Cast;
let server: Running;
let clerk: Caller;
beforeAll(async () => {
  cast = await makeCast();
  server = await run(cast);
  clerk = await server.session(cast.village.person);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

const path1 = [
  [104, 35],
  [104.01, 35.01],
];
const path2 = [
  [104, 35],
  [104.02, 35.01],
  [104.03, 35.02],
];
const gullies = async (who = clerk): Promise<GullyRow[]> =>
  (await server.ask(who, 'gully.list', { village: cast.areas.village })).body;

test('TERR-16 a gully is drawn, bent, wiped out and brought back by the village, and seen by the desks of its map', async () => {
  const gully = newId();
  expect((await server.do(clerk, 'gully.draw', { gully, village: cast.areas.village, path: path1 })).status).toBe(200);
  expect(await gullies()).toMatchObject([{ id: gully, path: path1 }]);
  expect((await server.do(clerk, 'gully.redraw', { gully, path: path2 })).status).toBe(200);
  for (const one of [cast.head, cast.township])
    expect(await gullies(await server.session(one.person))).toMatchObject([{ id: gully, path: path2 }]);
  const head = await server.session(cast.head.person);
  for (const [verb, input] of [
    ['gully.draw', { gully: newId(), village: cast.areas.village, path: path1 }],
    ['gully.redraw', { gully, path: path1 }],
    ['gully.remove', { gully }],
  ] as const)
    expect([verb, (await server.do(head, verb, input)).status]).toEqual([verb, 403]);
  expect((await server.do(clerk, 'gully.remove', { gully })).status).toBe(200);
  expect(await gullies()).toEqual([]);
  // What is wiped out is not bent any more; brought back it is as it was.
  await server.do(clerk, 'gully.redraw', { gully, path: path1 });
  expect((await server.do(clerk, 'gully.restore', { gully })).status).toBe(200);
  expect(await gullies()).toMatchObject([{ id: gully, path: path2 }]);
  const group = { gully: newId(), village: cast.areas.group, path: path1 };
  expect((await server.do(clerk, 'gully.draw', group)).body.code).toBe('plan-needs-village');
});

const corners = [
  [104, 35.1],
  [104.1, 35.1],
  [104, 35],
];
const shown = async (who = clerk): Promise<AerialPage> =>
  (await server.ask(who, 'aerial.of', { village: cast.areas.village })).body;
const fileOf = (bytes: Buffer, mime = 'image/jpeg') => ({
  attachment: newId(),
  kind: 'aerial',
  mime,
  sha256: hashOf(bytes),
  bytes: bytes.length,
  width: 640,
  height: 480,
});

async function lay(
  bytes: Buffer,
  more: object = {},
  who = clerk,
): Promise<{ aerial: string; file: string; reply: Reply }> {
  const [aerial, file] = [newId(), fileOf(bytes)];
  const reply = await server.do(who, 'aerial.lay', { aerial, village: cast.areas.village, corners, file, ...more });
  return { aerial, file: file.attachment, reply };
}
/** As a desk does: plain, piece by piece. */
async function send(id: string, bytes: Buffer): Promise<Told> {
  const told = await announce(server, clerk, { id, bytes });
  return told.status === 201 ? goOn(server, clerk, { id, bytes }, [0]) : told;
}
const seen = async (file: string, who: Caller): Promise<number> =>
  (await server.call(who, 'GET', `/attachments/${file}`)).status;
const store = () => openFileStore(path.join(server.dataDir, 'attachments'));

test('AERIAL-1, AERIAL-3, AERIAL-4 a picture is laid, comes, is shown without what its camera wrote, and is moved', async () => {
  const bytes = await makeCameraJpeg();
  const { aerial, file, reply } = await lay(bytes);
  expect(reply.status).toBe(200);
  expect(await shown()).toMatchObject({ shown: null, coming: { id: aerial, state: 'expected' } });
  expect((await send(file, bytes)).status).toBe(204);
  const page = await shown();
  expect(page).toMatchObject({ shown: { id: aerial, attachment: file, corners }, coming: null });
  const kept = await fetch(`http://127.0.0.1:${server.port}/attachments/${file}`, {
    headers: { cookie: `__Host-zd=${clerk.cookie}` },
  });
  const came = Buffer.from(await kept.arrayBuffer());
  expect([kept.status, kept.headers.get('content-type'), came.includes('Xiangbu')]).toEqual([200, 'image/jpeg', false]);
  const moved = [[104.01, 35.1], corners[1], corners[2]];
  expect((await server.do(clerk, 'aerial.place', { aerial, corners: moved })).status).toBe(200);
  expect((await shown()).shown?.corners).toEqual(moved);
  const flat = [corners[0], corners[1], corners[1]];
  expect((await server.do(clerk, 'aerial.place', { aerial, corners: flat })).body.code).toBe('aerial-no-place');
  for (const one of [cast.head, cast.township]) {
    const who = await server.session(one.person);
    expect((await server.do(who, 'aerial.place', { aerial, corners })).status).toBe(403);
    expect((await lay(bytes, {}, who)).reply.status).toBe(403);
  }
  // A newer one that is no picture is refused in words, and the one that is there stays.
  const broken = Buffer.concat([bytes.subarray(0, 900), Buffer.alloc(4000, 7)]);
  const second = await lay(broken);
  expect((await send(second.file, broken)).code).toBe('file-broken');
  expect(await shown()).toMatchObject({ shown: { id: aerial }, coming: { id: second.aerial, state: 'refused' } });
});

test('AERIAL-2 it is for the desks that see homes on that map: for no phone, no home, no other village, nobody else', async () => {
  const { attachment } = (await shown()).shown ?? { attachment: '' };
  for (const who of ['head', 'liaison', 'village', 'township'] as const)
    expect([who, await seen(attachment, await server.session(cast[who].person))]).toEqual([who, 200]);
  for (const who of ['worker', 'keeper', 'department', 'police', 'centre', 'systemAdmin', 'auditAdmin'] as const)
    expect([who, await seen(attachment, await server.session(cast[who].person))]).toEqual([who, 404]);
  for (const who of ['worker', 'liaison', 'village'] as const) {
    const phone = await server.phone(cast[who]);
    expect([who, await seen(attachment, phone)]).toEqual([who, 404]);
    expect((await server.call(phone, 'GET', '/pull')).text).not.toContain(attachment);
  }
  expect(await seen(attachment, {})).toBe(401);
});

test('AERIAL-6 taken away it is seen by nobody, comes back within seven days, and then its bytes are gone', async () => {
  const before = (await shown()).shown;
  const [aerial, file] = [before?.id ?? '', before?.attachment ?? ''];
  const bytes = await makeJpeg();
  const newer = await lay(bytes);
  await send(newer.file, bytes);
  expect((await shown()).shown?.id).toBe(newer.aerial);
  // Laid by mistake: the one before it is shown again.
  await server.do(clerk, 'aerial.remove', { aerial: newer.aerial, alone: true });
  expect((await shown()).shown?.id).toBe(aerial);
  await server.do(clerk, 'aerial.restore', { aerial: newer.aerial });
  expect((await shown()).shown?.id).toBe(newer.aerial);
  // The older one goes with it: nothing comes up in its place.
  await server.do(clerk, 'aerial.remove', { aerial: newer.aerial });
  expect(await shown()).toMatchObject({ shown: null });
  expect(await seen(newer.file, clerk)).toBe(404);
  expect(await seen(file, clerk)).toBe(404);
  expect((await server.do(clerk, 'aerial.restore', { aerial })).status).toBe(200);
  expect((await shown()).shown?.id).toBe(aerial);
  const { county } = cast;
  expect(await sweepAerials(county, store())).toBe(0);
  const later = { ...county, now: () => Date.now() + aerialBack + 60_000 };
  const files = (): number =>
    readdirSync(store().directory, { recursive: true, withFileTypes: true }).filter(
      (one) => one.isFile() && /^[0-9a-f]{62}$/.test(one.name),
    ).length;
  const there = files();
  expect(await sweepAerials(later, store())).toBe(1);
  // The picture and its small copy.
  expect(files()).toBe(there - 2);
  expect(await sweepAerials(later, store())).toBe(0);
  await server.do(clerk, 'aerial.restore', { aerial: newer.aerial });
  expect((await shown()).shown?.id).toBe(aerial);
  expect(await seen(newer.file, clerk)).toBe(404);
  expect(await seen(file, clerk)).toBe(200);
});
