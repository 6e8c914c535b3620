// Rows U33 and U34, and a problem with a picture as the keystroke-level model counts it: taken, small and clean, heard again without signal, and arrived.
import type { Locator, Page } from 'playwright-core';
import { makeCameraJpeg } from '#tests/files/make-files.ts';
import type { At } from '../ux.ts';
import { findHome, fromToday, row } from './flows.ts';
import { Hand } from './klm.ts';
import { enterField, goHash, openBrowser, phoneContext } from './stage.ts';
import { type Home, phoneOf, rows, workerHomes } from './village.ts';

/** The camera of a phone is an app of its own: its shutter and its "use it" are two more taps. */
async function photo(hand: Hand): Promise<void> {
  const chosen = hand.page.waitForEvent('filechooser');
  await hand.tap(hand.page.getByRole('button', { name: '拍一张', exact: true }), 'a picture');
  await (await chosen).setFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: await makeCameraJpeg(1200, 900) });
  hand.taps += 2;
  hand.decisions += 1;
  hand.log.push('shutter, use it');
  await hand.page.getByRole('button', { name: '图片 1', exact: true }).waitFor();
}

const kinds = (page: Page, name?: string): Locator => {
  const tiles = page.locator('.field-kinds .zd-button');
  return name === undefined ? tiles : tiles.filter({ has: page.getByText(name, { exact: true }) });
};
const since = (page: Page): Locator => page.locator('.zd-pick', { hasText: '昨天' });

/** The tiles that lead to a kind which neither this home nor one nearby has told of: what is known already is joined with one tap, which is a row of its own. */
async function freshKind(page: Page, home: Home): Promise<string[]> {
  const offered = async (path: string): Promise<string[]> => {
    await goHash(page, path);
    await kinds(page).first().waitFor();
    return (await kinds(page).allInnerTexts()).map((name) => name.trim());
  };
  const near = await offered(`/visit/${home.id}`);
  const other = near.pop() ?? '';
  const further = await offered(`/problem/${home.id}`);
  for (const name of [...near.filter((one) => further.includes(one)), ...further]) {
    await kinds(page, name).tap();
    const another = page.getByRole('button', { name: '换一类' });
    await another.waitFor();
    const known = (await page.getByText(/^(不是一回事|这户已经报过)$/).count()) > 0;
    const asks = await since(page).isVisible();
    await another.tap();
    await kinds(page).first().waitFor();
    if (!known && asks) return near.includes(name) ? [name] : [other, name];
  }
  throw new Error(`every kind is known already: ${further.join()}`);
}

interface Told {
  readonly words: string;
  /** Some of its words are said in one tap. */
  readonly begun: boolean;
}

async function problemWithPhoto(page: Page, home: Home, { words, begun }: Told): Promise<Hand> {
  const kind = await freshKind(page, home);
  const hand = await fromToday(page);
  await hand.tap(row(page, '/note'), '记一笔');
  await findHome(hand, home, `/visit/${home.id}`);
  for (const name of kind) await hand.tap(kinds(page, name), name);
  if (begun) await hand.tap(since(page), 'since when');
  await hand.type(page.locator('textarea').first(), words, 'what else');
  await photo(hand);
  await hand.tap(page.locator('.zd-page-foot .zd-button').last(), 'report');
  await page.waitForURL(/#\/secret\//);
  return hand;
}

/** U33 and U34: how many taps from the form, what arrives, and that it plays. */
async function filesOf(at: At, page: Page, home: Home): Promise<{ picture: number; audio: number; faults: string[] }> {
  await goHash(page, `/visit/${home.id}`);
  const seen = new Hand(page);
  await photo(seen);
  const spoken = new Hand(page);
  await spoken.tap(page.getByRole('button', { name: '说一段' }), 'speak');
  await page.getByText('在听，1 秒').waitFor();
  await spoken.tap(page.getByRole('button', { name: '说完了' }), 'done');
  const tile = page.getByRole('button', { name: /^录音 2/ });
  await tile.tap();
  await page.getByRole('button', { name: '听一听' }).tap();
  const faults: string[] = [];
  await page
    .getByRole('button', { name: '停', exact: true })
    .waitFor()
    .catch(() => faults.push('the audio note does not play'));
  await page.getByRole('button', { name: '关上' }).tap();
  await page.locator('.zd-page-foot .zd-button-filled').tap();
  await page.locator('.zd-undo').waitFor();
  const found = await arrived(at, home);
  if (found.length !== 2) faults.push(`${found.length} of two files arrived`);
  for (const one of found) {
    if (one.kind === 'picture' && (one.bytes > 300_000 || one.kept !== one.sha256))
      faults.push(`a picture of ${one.bytes} bytes, ${one.kept === one.sha256 ? 'as it was' : 'with something in it'}`);
    if (one.kind === 'audio' && one.bytes > 500_000) faults.push(`an audio note of ${one.bytes} bytes`);
  }
  // The shutter and "use it" belong to the camera, not to the form.
  return { picture: seen.taps - 2, audio: spoken.taps, faults };
}

interface Arrived {
  readonly kind: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly kept: string;
}

/** A picture that holds anything but the picture is drawn anew at the county: where both hashes are the same, EXIF was gone on the phone. */
async function arrived(at: At, home: Home): Promise<Arrived[]> {
  const text = `select kind, bytes, sha256, kept_hash as kept from attachment where household = $1 and visit is not null and state = 'received'`;
  for (let tries = 0; tries < 90; tries++) {
    const found = await rows<Arrived>(at.village, text, [home.id]);
    if (found.length === 2) return found;
    await new Promise((done) => setTimeout(done, 500));
  }
  return rows<Arrived>(at.village, text, [home.id]);
}

export async function checkFiles(at: At): Promise<void> {
  const { village, figures, say } = at;
  // A microphone that hums by itself and is allowed without a question.
  const browser = await openBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  const phone = await phoneContext(browser);
  const page = await phone.newPage();
  try {
    // A grid of which no other group tells anything: what is known there is what its two years brought.
    const grid = '二社1网格';
    const [problemHome, visitHome, longHome] = (await workerHomes(village, grid)) as [Home, Home, Home];
    await enterField(page, village, { location: await phoneOf(village, grid) });
    const long = await problemWithPhoto(page, longHome, { words: '桥头那边又坏了，老人夜里摔了一跤。', begun: true });
    say(`  problem with a photo and twenty hanzi: ${long.story}`);
    // Taken back, so that the next home is not asked whether it has the same.
    await page.locator('.zd-undo .zd-button').tap();
    await page.waitForURL(/#\/problem\//);
    const hand = await problemWithPhoto(page, problemHome, {
      words: '桥头那边又坏了，夜里有老人摔了一跤。',
      begun: false,
    });
    say(`  problem with a photo: ${hand.story}`);
    const lower = { better: 'lower' as const };
    figures.add("U2 taps of a problem with a photo, the camera's two among them", hand.taps, {
      ...lower,
      unit: 'taps',
      goal: 12,
    });
    figures.add('U2 hanzi written about a problem with a photo', hand.hanzi, {
      better: 'higher',
      unit: 'hanzi',
      goal: 15,
    });
    figures.add('U2 time of a problem with a photo (KLM)', hand.seconds, { ...lower, unit: 's', goal: 45 });
    figures.add('U2 time of a problem with a photo and twenty hanzi, five of them in one tap (KLM)', long.seconds, {
      ...lower,
      unit: 's',
      goal: 45,
    });
    const { picture, audio, faults } = await filesOf(at, page, visitHome);
    figures.add('U33 taps of a photo', picture, { ...lower, unit: 'taps', goal: 2 });
    figures.add('U34 taps of an audio note', audio, { ...lower, unit: 'taps', goal: 2 });
    figures.none('U33, U34 what arrived is small and clean, and was heard before', faults);
  } finally {
    await browser.close();
  }
}
