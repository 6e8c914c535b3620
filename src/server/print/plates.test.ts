// Printed plates: who may print, what stands on the sheet, and that every QR on it is read from a 200-dpi print, scratched ones too.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nobody } from '#kit/actor.ts';
import { newId, sha256Hex } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import type { County } from '#server/county.ts';
import { createApp } from '#server/http.ts';
import { startSession } from '#server/session.ts';
import { type Cast, makeCast, say } from '#tests/cast.ts';
import { plateRoutes, platesOf } from './plates.ts';

const importer = { ...nobody, standing: 'service' as const, service: 'import' };
let cast: Cast;
let county: County;
let folder: string;
beforeAll(async () => {
  cast = await makeCast();
  county = { ...cast.county, publicUrl: 'https://yunxi.example.cn' };
  folder = mkdtempSync(path.join(tmpdir(), 'zd-plates-'));
  for (let i = 0; i < 7; i++)
    await say(county, importer, 'household.register', {
      household: newId(),
      grid: cast.areas.grid,
      door: `2-0${i + 1}`,
      head: '垚淼䶮',
    });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await cast?.close();
});

/** Prints to pictures of 200 dpi and reads the codes of every page. */
function scan(pdf: Uint8Array, damage = false): string[][] {
  const file = path.join(folder, 'plates.pdf');
  writeFileSync(file, pdf);
  for (const old of readdirSync(folder)) if (old.endsWith('.pgm')) rmSync(path.join(folder, old));
  execFileSync('pdftoppm', ['-r', '200', '-gray', file, path.join(folder, 'page')]);
  const pages = readdirSync(folder)
    .filter((name) => name.endsWith('.pgm'))
    .sort();
  return pages.map((page) => {
    const picture = path.join(folder, page);
    if (damage) scratch(picture);
    const read = execFileSync('zbarimg', ['-q', '--raw', '-S*.disable', '-Sqrcode.enable', picture], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return read.trim().split('\n').sort();
  });
}

/** A white scratch of 6 mm down through every code: 15 % of it is gone. A PGM ends with one byte per dot. */
function scratch(picture: string): void {
  const bytes = readFileSync(picture);
  const [width = 0, height = 0] = (/^P5\s+(\d+)\s+(\d+)/.exec(bytes.subarray(0, 40).toString('latin1')) ?? [])
    .slice(1)
    .map(Number);
  const start = bytes.length - width * height;
  const mm = 200 / 25.4;
  for (const left of [35, 35 + 95])
    for (let y = 0; y < height; y++)
      bytes.fill(255, start + y * width + Math.round(left * mm), start + y * width + Math.round((left + 6) * mm));
  writeFileSync(picture, bytes);
}

it('waits for the https address and for somebody of the village', async () => {
  await expect(platesOf(cast.county, cast.village, cast.areas.village, { again: false })).rejects.toMatchObject({
    code: 'plates-need-https',
  });
  for (const actor of [cast.worker, cast.township, cast.systemAdmin])
    await expect(platesOf(county, actor, cast.areas.village, { again: false })).rejects.toMatchObject({
      code: 'not-yours',
    });
});

it('prints a plate for every home, each read from paper, and keeps only hashes', async () => {
  const { pdf, plates } = await platesOf(county, cast.village, cast.areas.village, { again: false });
  expect(plates).toBe(12);
  const pages = scan(pdf);
  expect(pages.map((page) => page.length)).toEqual([8, 4]);
  const codes = pages.flat().map((address) => address.replace('https://yunxi.example.cn/h/', ''));
  expect(new Set(codes).size).toBe(12);
  const stored = await inScope(cast.county.database, { ...emptyScope, standing: 'service', service: 'door' }, (tx) =>
    tx.query<{ plate_hash: string }>('select plate_hash from household'),
  );
  expect((await Promise.all(codes.map(sha256Hex))).sort()).toEqual(stored.map((row) => row.plate_hash).sort());
  const words = execFileSync('pdftotext', ['-layout', path.join(folder, 'plates.pdf'), '-'], { encoding: 'utf8' });
  for (const word of ['柳湾村', '1-01', '2-06', '19900000000', '扫一扫']) expect(words).toContain(word);
  expect(words).not.toMatch(/杜来顺|马玉林|垚淼䶮/);
  await expect(platesOf(county, cast.village, cast.areas.village, { again: false })).rejects.toMatchObject({
    code: 'plates-all-issued',
  });
  const { pdf: anew } = await platesOf(county, cast.village, cast.areas.village, { again: true });
  const scratched = scan(anew, true).flat();
  expect(scratched).toHaveLength(12);
  expect(scratched.some((address) => codes.some((code) => address.endsWith(code)))).toBe(false);
});

it('over HTTP needs a session of the village and never ends plates from another site', async () => {
  const app = createApp(county);
  app.route('/', plateRoutes(county));
  const address = `/plates.pdf?village=${cast.areas.village}&again=1`;
  expect((await app.request(address)).status).toBe(401);
  const { token } = await startSession(county.database, { person: cast.village.person, kind: 'staff' });
  const cookie = `__Host-zd=${token}`;
  expect((await app.request(address, { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  expect((await app.request(address, { headers: { cookie, 'sec-fetch-site': 'none' } })).status).toBe(403);
  const sheet = await app.request(address, { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
  expect(sheet.headers.get('content-type')).toBe('application/pdf');
  expect(
    Buffer.from(await sheet.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});
