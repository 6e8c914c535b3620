// Rows U33 and U34, and a problem with a picture as the keystroke-level model counts it: taken, small and clean, heard again without signal, and arrived.
import type { Page } from 'playwright-core';
import { makeCameraJpeg } from '#tests/files/make-files.ts';
import type { At } from '../ux.ts';
import { findHome, fromToday, row } from './flows.ts';
import { Hand } from './klm.ts';
import { enterField, goHash, openBrowser, phoneContext } from './stage.ts';
import { type Home, rows } from './village.ts';

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

interface Told {
  readonly words: string;
  readonly since: boolean;
}

/** With `since`, some of its words are said in one tap. */
async function problemWithPhoto(page: Page, home: Home, { words, since }: Told): Promise<Hand> {
  const hand = await fromToday(page);
  await hand.tap(row(page, '/note'), '记一笔');
  await findHome(hand, home, `/visit/${home.id}`);
  // A kind that nobody nearby has told of: what is known already is joined with one tap, which is a row of its own.
  await hand.tap(page.locator('.field-kinds .zd-button', { hasText: '路灯' }), 'its kind');
  if (since) await hand.tap(page.locator('.zd-pick', { hasText: '昨天' }), 'since when');
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
  const { village, seeds, figures, say } = at;
  // A microphone that hums by itself and is allowed without a question.
  const browser = await openBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  const phone = await phoneContext(browser);
  const page = await phone.newPage();
  try {
    await enterField(page, village);
    const [problemHome, visitHome, longHome] = seeds.homes.slice(2, 5) as [Home, Home, Home];
    const long = await problemWithPhoto(page, longHome, { words: '桥头的路灯不亮，老人夜里摔了一跤。', since: true });
    say(`  problem with a photo and twenty hanzi: ${long.story}`);
    // Taken back, so that the next home is not asked whether it has the same.
    await page.locator('.zd-undo .zd-button').tap();
    await page.waitForURL(/#\/problem\//);
    const hand = await problemWithPhoto(page, problemHome, {
      words: '桥头的路灯不亮，夜里有老人摔了一跤。',
      since: false,
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
