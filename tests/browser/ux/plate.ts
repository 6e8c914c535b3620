// Row U30: a printed plate is read from a 200-dpi print, with a scratch over 15 % of it and through a camera; and typed where there is no camera.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { platesOf } from '#server/print/plates.ts';
import type { At } from '../ux.ts';
import { Hand } from './klm.ts';
import { openBrowser, phoneContext } from './stage.ts';
import { paintPlate, roomActor, rows } from './village.ts';

const dpi = 200;
const perMm = dpi / 25.4;
const sheets = 4;

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly dots: Buffer;
}

/** A PGM ends with one byte per dot. */
function readPgm(file: string): Picture {
  const bytes = readFileSync(file);
  const [width = 0, height = 0] = (/^P5\s+(\d+)\s+(\d+)/.exec(bytes.subarray(0, 40).toString('latin1')) ?? [])
    .slice(1)
    .map(Number);
  return { width, height, dots: bytes.subarray(bytes.length - width * height) };
}

const writePgm = (file: string, { width, height, dots }: Picture): void =>
  writeFileSync(file, Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), dots]));

const zbar = (args: string[], input?: Buffer): string =>
  spawnSync('zbarimg', ['-q', '-S*.disable', '-Sqrcode.enable', ...args], { input, encoding: 'utf8' }).stdout;

const decode = (file: string): string[] =>
  zbar(['--raw', file])
    .trim()
    .split('\n')
    .filter((line) => line !== '');

/** The edge of the first code of a sheet in mm: how far its black reaches across, beside the words and inside the cut lines. */
function codeSize({ width, dots }: Picture): number {
  let [left, right] = [Infinity, 0];
  for (let y = Math.round(14 * perMm); y < 74 * perMm; y++)
    for (let x = Math.round(13 * perMm); x < 60 * perMm; x++) {
      if ((dots[y * width + x] ?? 255) > 90) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
    }
  return (right - left) / perMm;
}

/** A white scratch of 6 mm down through both columns of codes: 15 % of each is gone. */
function scratch(picture: Picture): Picture {
  const dots = Buffer.from(picture.dots);
  for (const left of [35, 35 + 95])
    for (let y = 0; y < picture.height; y++) {
      const start = y * picture.width + Math.round(left * perMm);
      dots.fill(255, start, start + Math.round(6 * perMm));
    }
  return { ...picture, dots };
}

const video = { width: 640, height: 480, frames: 24 } as const;

/** One frame: the plate held askew at half a metre, in uneven light, out of focus and with the noise of a cheap phone. */
function frameOf(paper: Picture, at: { turn: number; scale: number }): Buffer {
  const y = Buffer.alloc(video.width * video.height);
  const [cos, sin] = [Math.cos(at.turn) / at.scale, Math.sin(at.turn) / at.scale];
  const centre = { x: 48 * perMm, y: 40 * perMm };
  const dot = (x: number, row: number): number => {
    const [px, py] = [Math.round(x), Math.round(row)];
    return px < 0 || py < 0 || px >= paper.width || py >= paper.height
      ? 200
      : (paper.dots[py * paper.width + px] ?? 200);
  };
  for (let row = 0; row < video.height; row++) {
    for (let column = 0; column < video.width; column++) {
      const [dx, dy] = [column - video.width / 2, row - video.height / 2];
      const [x, line] = [centre.x + dx * cos - dy * sin, centre.y + dx * sin + dy * cos];
      const soft =
        (dot(x, line) + dot(x + 1.5, line) + dot(x, line + 1.5) + dot(x - 1.5, line) + dot(x, line - 1.5)) / 5;
      const light = 0.55 + (0.35 * column) / video.width;
      y[row * video.width + column] = Math.max(
        0,
        Math.min(255, soft * light + ((row * 7919 + column * 104_729) % 23) - 11),
      );
    }
  }
  return y;
}

function writeVideo(file: string, paper: Picture): void {
  const grey = Buffer.alloc((video.width * video.height) / 2, 128);
  const parts: Uint8Array[] = [Buffer.from(`YUV4MPEG2 W${video.width} H${video.height} F15:1 Ip A1:1 C420jpeg\n`)];
  for (let n = 0; n < video.frames; n++)
    parts.push(
      Buffer.from('FRAME\n'),
      frameOf(paper, { turn: 0.12 + 0.01 * Math.sin(n / 3), scale: 0.55 + 0.01 * Math.cos(n / 4) }),
      grey,
    );
  writeFileSync(file, Buffer.concat(parts));
}

/** Seconds from asking for the camera until the code is read from what it sees. */
async function byCamera(at: At, file: string, wanted: string): Promise<number> {
  const browser = await openBrowser([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ]);
  try {
    const page = await (await browser.newContext({ permissions: ['camera'] })).newPage();
    await page.goto(`${at.village.url}/plate`);
    const start = performance.now();
    await page.evaluate(async () => {
      const video = document.createElement('video');
      video.muted = true;
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } });
      await video.play();
      (globalThis as { zdVideo?: HTMLVideoElement }).zdVideo = video;
    });
    for (let tries = 0; tries < 40; tries++) {
      const picture = await page.evaluate(() => {
        const video = (globalThis as { zdVideo?: HTMLVideoElement }).zdVideo;
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [video?.videoWidth || 640, video?.videoHeight || 480];
        if (video) canvas.getContext('2d')?.drawImage(video, 0, 0);
        return canvas.toDataURL('image/png').split(',')[1] ?? '';
      });
      if (zbar(['--raw', '-'], Buffer.from(picture, 'base64')).includes(wanted))
        return (performance.now() - start) / 1000;
    }
    return Number.NaN;
  } finally {
    await browser.close();
  }
}

/** Chooses the village and types the eight signs of the plate. */
async function byTyping(at: At): Promise<{ taps: number; signs: number; opened: boolean }> {
  const home = at.seeds.plateHome;
  const { short } = await paintPlate(at.village, home);
  const phone = await phoneContext(at.browser, { javaScriptEnabled: false });
  const page = await phone.newPage();
  await page.goto(`${at.village.url}/plate`);
  const [area] = await rows<{ ground: string }>(
    at.village,
    `select ground::text as ground from area where kind = 'village' and ground @> $1::ltree`,
    [home.ground],
  );
  const hand = new Hand(page);
  await hand.tap(page.locator('#village'), 'the list of villages');
  await page.selectOption('#village', area?.ground ?? '');
  hand.taps += 1;
  await hand.type(page.locator('#code'), `${short.slice(0, 4)} ${short.slice(4)}`.toLowerCase(), 'the code');
  await hand.tap(page.locator('form .btn.main'), 'open');
  await page.locator('a.btn.main[href*="/report"]').waitFor();
  const opened = (await page.locator('h1').first().innerText()).includes(home.door);
  await phone.close();
  return { taps: hand.taps, signs: short.length, opened };
}

export async function checkPlate(at: At): Promise<void> {
  const { figures, village } = at;
  const folder = mkdtempSync(path.join(tmpdir(), 'zd-plate-'));
  try {
    const officer = await roomActor(village, 'village');
    const [area] = await rows<{ id: string }>(
      village,
      `select id from area where kind = 'village' and ground @> $1::ltree`,
      [at.seeds.plateHome.ground],
    );
    const typed = await byTyping(at);
    figures.add('U30 signs to type where there is no camera', typed.opened ? typed.signs : Number.NaN, {
      unit: 'signs',
      goal: 8,
      better: 'lower',
    });
    const county = { ...village.county, publicUrl: 'https://yunxi.example.cn' };
    const { pdf } = await platesOf(county, officer, area?.id ?? '', { again: true });
    const file = path.join(folder, 'plates.pdf');
    writeFileSync(file, pdf);
    execFileSync('pdftoppm', ['-r', String(dpi), '-gray', '-l', String(sheets), file, path.join(folder, 'page')]);
    const pages = readdirSync(folder)
      .filter((name) => name.endsWith('.pgm'))
      .map((name) => path.join(folder, name));
    const read = pages.flatMap(decode);
    const whole = sheets * 8;
    figures.add('U30 codes read from a 200-dpi print', (100 * new Set(read).size) / whole, {
      unit: '%',
      goal: 100,
      better: 'higher',
    });
    const [first = ''] = pages;
    figures.add('U30 edge of the printed code', codeSize(readPgm(first)), { unit: 'mm', goal: 39, better: 'higher' });
    const paper = readPgm(first);
    for (const page of pages) writePgm(page, scratch(readPgm(page)));
    figures.add('U30 codes read with 15 % gone', (100 * new Set(pages.flatMap(decode)).size) / whole, {
      unit: '%',
      goal: 100,
      better: 'higher',
    });
    const clip = path.join(folder, 'camera.y4m');
    writeVideo(clip, paper);
    const seconds = await byCamera(at, clip, 'yunxi.example.cn/h/');
    figures.add('U30 read by a camera (640 × 480, askew, noisy)', seconds, { unit: 's', goal: 1.5, better: 'lower' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
