// A refuse point from the look that finds it full to the look that finds it clean: a matter without a home, its pictures, its notice.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serviceActor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import type { CasePage } from '#modules/case/model.ts';
import type { SpotPage } from '#modules/environment/model.ts';
import { ask } from '#server/ask.ts';
import { openFileStore } from '#server/files/file-store.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { makeJpeg } from '#tests/files/make-files.ts';
import { namedPicture } from '#tests/files/sending.ts';
import { type Running, run } from '#tests/running.ts';

const [spot, matter] = [newId(), newId()];
const answers = (taken: boolean): object[] =>
  ['taken', 'around', 'fire'].map((point) => ({ point, well: point === 'taken' ? taken : true }));
let cast: Cast;
let server: Running;
beforeAll(async () => {
  cast = await makeCast();
  server = await run(cast);
  const { county, worker, areas } = cast;
  await say(county, worker, 'spot.open', { spot, area: areas.grid, kind: 'refuse', name: '一社垃圾点' });
}, 60_000);
afterAll(async () => {
  await server?.stop();
  await cast?.close();
});

async function arrives(attachment: string, bytes: Buffer): Promise<void> {
  const hash = await openFileStore(path.join(server.dataDir, 'attachments')).put(bytes);
  const kept = { mime: 'image/jpeg', bytes: bytes.length, width: 64, height: 48, keptHash: hash, smallHash: hash };
  await say(cast.county, serviceActor('jobs'), 'attachment.receive', { attachment, kept });
}
const page = async (): Promise<SpotPage> => (await ask(cast.county, cast.village, 'spot.page', { spot })) as SpotPage;

test('ENV-4, ENV-5 found full it is the village’s matter, put right by it, and said to be well by whoever looked', async () => {
  const { county, worker, village, head } = cast;
  const [before, after] = [namedPicture(Buffer.from('b')), namedPicture(Buffer.from('a'))];
  const look = { spot, look: newId(), answers: answers(false), note: '三天没清', case: matter, attachments: [before] };
  await say(county, worker, 'spot.look', look);
  await arrives(before.attachment, await makeJpeg(64, 48));
  const found = (await ask(county, village, 'case.page', { case: matter })) as CasePage;
  expect(found.case).toMatchObject({
    holder: cast.offices.village,
    household: null,
    category: 'E1',
    restricted: false,
  });
  expect(found.case.number).toBeGreaterThan(0);
  expect(found.case.text).toBe('垃圾没清走；三天没清');
  // ENV-7: the paper says what, where, for whom, and shows how it was found.
  const caller = await server.session(village.person);
  const reply = await fetch(`http://127.0.0.1:${server.port}/spots/${spot}/notice.pdf`, {
    headers: { cookie: `__Host-zd=${caller.cookie}` },
  });
  const pdf = Buffer.from(await reply.arrayBuffer());
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).replaceAll(
    /\s+/g,
    '',
  );
  for (const one of ['人居环境整改通知', '一社垃圾点', '垃圾没清走；三天没清', 'village办', 'level2办', '发现时的照片'])
    expect(text).toContain(one);
  expect(execFileSync('pdfimages', ['-list', '-'], { input: pdf, encoding: 'utf8' }).trim().split('\n')).toHaveLength(
    3,
  );
  // Found again meanwhile: no second matter.
  await say(county, head, 'spot.look', { spot, look: newId(), answers: answers(false), case: newId() });
  expect((await page()).spot.matter?.id).toBe(matter);
  await say(county, village, 'case.answer', { case: matter, text: '清走了', attachments: [after] });
  await arrives(after.attachment, await makeJpeg(48, 64));
  const said = { case: matter, outcome: 'solved', by: 'visit' };
  await expect(say(county, village, 'case.say', said)).rejects.toThrow('checker-is-handler');
  await say(county, worker, 'spot.look', { spot, look: newId(), answers: answers(true), praise: '倒得整齐' });
  await say(county, worker, 'case.say', said);
  const { spot: row, looks } = await page();
  expect(row).toMatchObject({ wrong: [], praise: '倒得整齐', matter: { state: 'closed', outcome: 'solved' } });
  expect([row.before.map((one) => one.id), row.after.map((one) => one.id)]).toEqual([
    [before.attachment],
    [after.attachment],
  ]);
  expect(looks.map((one) => one.wrong)).toEqual([[], ['taken'], ['taken']]);
});

test('ENV-7 once it is well there is no notice to print', async () => {
  const caller = await server.session(cast.village.person);
  const { status, body } = await server.call(caller, 'GET', `/spots/${spot}/notice.pdf`);
  expect([status, body.code]).toEqual([409, 'notice-none']);
});
