// Pictures and audio notes on a phone in a real browser: taken without signal, small and clean, sealed on the disk, sent after the words, shown again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { emptyScope, inScope } from '#data/scope.ts';
import type { Attachment } from '#modules/attachment/model.ts';
import { attachmentTable } from '#modules/attachment/store.ts';
import { isPlainJpeg } from '#server/files/picture.ts';
import { makeCameraJpeg } from '#tests/files/make-files.ts';
import { disk, type Phones, startPhones, unlock } from '#tests/phones.ts';

let phones: Phones;
beforeAll(async () => {
  phones = await startPhones();
});
afterAll(() => phones?.close());

const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
const records = (): Promise<Attachment[]> =>
  inScope(phones.cast.county.database, jobs, async (tx) =>
    (await tx.query<Record<string, unknown>>(`select ${attachmentTable.select} from attachment order by named_at`)).map(
      attachmentTable.read,
    ),
  );
const last = async (): Promise<Attachment | undefined> => (await records()).at(-1);

/** As the camera gives it back: the button opens it, and it answers with a file. */
async function shoot(page: Page, button: string, buffer: Buffer, name = 'IMG_0001.jpg'): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button, exact: true }).tap(),
  ]);
  await chooser.setFiles({ name, mimeType: 'image/jpeg', buffer });
}

async function toProblem(page: Page, home: RegExp, kind: string): Promise<void> {
  await page.getByRole('link', { name: '记一笔' }).tap();
  await page.getByRole('link', { name: home }).first().tap();
  await page.getByRole('link', { name: '别的难处' }).tap();
  await page.getByRole('button', { name: kind }).tap();
}

const tile = (page: Page, name: RegExp | string) => page.getByRole('button', { name });

/** Everything the origin keeps, as bytes in hex, to look for what must not be there. */
const kept = (page: Page, needle: string): Promise<number> =>
  page.evaluate(async (hex) => {
    const read = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    let found = 0;
    const look = (value: unknown): void => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer);
        if (
          Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
            .join('')
            .includes(hex)
        )
          found += 1;
      } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
    };
    for (const { name } of await indexedDB.databases()) {
      const database = await read(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames)
        look(await read(database.transaction(store).objectStore(store).getAll()));
      database.close();
    }
    return found;
  }, needle);

describe('a picture', () => {
  it('of a problem is taken in one tap without signal, shrunk and clean, outlives a killed page, and arrives as it was', async () => {
    const { context, page } = await phones.add(phones.cast.worker.person);
    await context.setOffline(true);
    await toProblem(page, /马玉林/, '水浑、有异味');
    await shoot(page, '拍一张', await makeCameraJpeg(3000, 4000));
    await tile(page, '图片 1').waitFor();
    await page.getByRole('button', { name: '报上去' }).tap();
    await page.getByText('请马玉林家收好').waitFor();
    await page.goto('about:blank');
    await page.goto(`${phones.base}/field/`);
    await unlock(page);
    await page.getByRole('link', { name: '事项', exact: true }).tap();
    await page.getByRole('link', { name: /马玉林/ }).tap();
    await tile(page, /图片 1.*在手机上/s).waitFor();
    await tile(page, /图片 1/).tap();
    const shown = page.getByRole('dialog').getByRole('img');
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalHeight)).toBe(1600);
    await page.getByRole('button', { name: '关上' }).tap();
    // Sealed: no JPEG can be read from the disk, and no name of what it is.
    expect(await kept(page, 'ffd8ffe000104a464946')).toBe(0);
    expect(await disk(page)).not.toMatch(/image\/jpeg|JFIF|马玉林/);
    await context.setOffline(false);
    await tile(page, /图片 1.*收到/s).waitFor({ timeout: 45_000 });
    const record = await last();
    expect(record).toMatchObject({ kind: 'picture', state: 'received', width: 1200, height: 1600 });
    // Byte for byte what the phone made, which is a plain JPEG: the server had nothing to take out.
    expect(record?.keptHash).toBe(record?.sha256);
    expect(record?.bytes).toBeLessThanOrEqual(300_000);
    await context.close();
  }, 120_000);

  it('never holds words up: they are with the county while its line hangs', async () => {
    const { context, page } = await phones.add(phones.cast.worker.person);
    let pieces = 0;
    let hanging = true;
    await context.route('**/attachments/upload/**', async (route) => {
      pieces += 1;
      if (!hanging) return route.continue();
      while (hanging) await new Promise((resolve) => setTimeout(resolve, 100));
      await route.abort().catch(() => undefined);
    });
    await page.getByRole('link', { name: /石来顺/ }).tap();
    await page.getByRole('link', { name: '记一笔' }).first().tap();
    await page.getByRole('checkbox', { name: '都好' }).tap();
    await shoot(page, '选一张', await makeCameraJpeg());
    await tile(page, '图片 1').waitFor();
    await page.getByRole('button', { name: '记下' }).tap();
    await page.getByText('记下了，在手机上').waitFor();
    await page.goto(`${phones.base}/field/#/sync`);
    await page.getByRole('button', { name: '现在送' }).tap();
    await expect.poll(() => pieces, { timeout: 20_000 }).toBeGreaterThan(0);
    // The picture hangs; what is said now goes all the same.
    await page.goto(`${phones.base}/field/#/homes`);
    await page.getByRole('link', { name: /安桂香/ }).tap();
    await page.getByRole('link', { name: '记一笔' }).first().tap();
    await page.getByLabel('记一句').fill('腿好多了');
    await page.getByRole('button', { name: '记下' }).tap();
    await page.getByText('记下了，在手机上').waitFor();
    await page.goto(`${phones.base}/field/#/sync`);
    await page.getByRole('button', { name: '现在送' }).tap();
    const notes = (): Promise<{ note: string }[]> =>
      inScope(phones.cast.county.database, jobs, (tx) => tx.query("select note from visit where note = '腿好多了'"));
    await expect.poll(async () => (await notes()).length, { timeout: 20_000 }).toBe(1);
    expect((await last())?.state).toBe('expected');
    // The badge does not say that all is sent.
    expect(await page.locator('[data-sync=sent]').count()).toBe(0);
    hanging = false;
    await expect.poll(async () => (await last())?.state, { timeout: 60_000 }).toBe('received');
    await context.close();
  }, 120_000);

  it('can have a face hidden, be taken again and be left out; what is covered is gone from the file itself', async () => {
    const { context, page } = await phones.add(phones.cast.worker.person);
    await context.setOffline(true);
    await toProblem(page, /罗二虎|杜来顺/, '水浑、有异味');
    // Fine black and white all over: whoever could still read something in the place would see black or white.
    const fine = Buffer.from(
      Array.from({ length: 900 * 600 }, (_, at) => ((at >> 3) + (Math.floor(at / 900) >> 3)) % 2 && 255),
    );
    const white = await sharp(fine, { raw: { width: 900, height: 600, channels: 1 } })
      .jpeg({ quality: 95 })
      .toBuffer();
    await shoot(page, '拍一张', white);
    await tile(page, '图片 1').tap();
    await page.getByRole('button', { name: '遮住脸' }).tap();
    const canvas = page.getByRole('dialog').locator('canvas');
    await expect.poll(() => canvas.evaluate((one: HTMLCanvasElement) => one.width)).toBe(900);
    await canvas.tap();
    await page.getByRole('button', { name: '遮好了' }).tap();
    // The covered one takes the place of the other once it is on the disk.
    await canvas.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '拍一张', exact: true }).waitFor();
    await page.waitForTimeout(500);
    await tile(page, '图片 1').tap();
    const image = page.getByRole('dialog').getByRole('img');
    await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(900);
    /** Black and white points in a square of 60 around this place. */
    const sharpPoints = (left: number, top: number): Promise<number> =>
      image.evaluate(
        (one: HTMLImageElement, [x, y]) => {
          const context = new OffscreenCanvas(one.naturalWidth, one.naturalHeight).getContext('2d');
          context?.drawImage(one, 0, 0);
          const { data } = context?.getImageData(x - 30, y - 30, 60, 60) ?? { data: new Uint8ClampedArray() };
          return data.filter((value, at) => at % 4 === 0 && (value < 50 || value > 205)).length;
        },
        [left, top] as const,
      );
    expect(await sharpPoints(450, 300)).toBe(0);
    expect(await sharpPoints(150, 300)).toBeGreaterThan(1000);
    await page.getByRole('button', { name: '不要了' }).tap();
    expect(await tile(page, '图片 1').count()).toBe(0);
    // Left out is gone: nothing of it stays on the phone.
    const held = (): Promise<number> =>
      page.evaluate(async () => {
        const name = (await indexedDB.databases()).find((one) => one.name?.startsWith('zd-files-'))?.name ?? '';
        const database = await new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
        });
        const count = await new Promise<number>((resolve) => {
          const request = database.transaction('bytes').objectStore('bytes').count();
          request.onsuccess = () => resolve(request.result);
        });
        database.close();
        return count;
      });
    await expect.poll(held).toBe(0);
    await context.close();
  }, 60_000);

  it('comes back into its form when what it went with is taken back', async () => {
    const { context, page } = await phones.add(phones.cast.worker.person);
    await context.setOffline(true);
    await page.getByRole('link', { name: /马玉林/ }).tap();
    await page.getByRole('link', { name: '记一笔' }).first().tap();
    await shoot(page, '拍一张', await makeCameraJpeg());
    await tile(page, '图片 1').waitFor();
    await page.getByRole('checkbox', { name: '都好' }).tap();
    await page.getByRole('button', { name: '记下' }).tap();
    await page.getByRole('button', { name: '撤销' }).tap();
    // The form is kept again within half a second.
    await page.waitForTimeout(1000);
    await page.getByRole('link', { name: '记一笔' }).first().tap();
    await tile(page, '图片 1').waitFor();
    await context.close();
  }, 60_000);

  it('that has no room is refused in words before anything is called kept', async () => {
    const { context, page } = await phones.add(phones.cast.worker.person, 1_700_000);
    await page.getByRole('link', { name: /马玉林/ }).tap();
    await page.getByRole('link', { name: '记一笔' }).first().tap();
    await shoot(page, '选一张', Buffer.from('no picture at all'));
    await page.getByText('这不是能用的图片、录音或 PDF').waitFor();
    const full = page.getByText('手机存满了，这个没有存下');
    let taken = 0;
    while ((await full.count()) === 0 && taken < 6) {
      await shoot(page, '选一张', await makeCameraJpeg(1600, 1200));
      await Promise.race([tile(page, `图片 ${taken + 1}`).waitFor(), full.waitFor()]);
      if ((await full.count()) === 0) taken += 1;
    }
    expect(await full.count()).toBe(1);
    expect(taken).toBeLessThan(6);
    // Each that is shown is there, whole.
    expect(await page.getByRole('button', { name: /^图片/ }).count()).toBe(taken);
    for (let n = 1; n <= taken; n++) {
      await tile(page, `图片 ${n}`).tap();
      const image = page.getByRole('dialog').getByRole('img');
      await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(800);
      await page.getByRole('button', { name: '关上' }).tap();
    }
    await context.close();
  }, 90_000);
});

describe('an audio note', () => {
  it('takes two taps, plays without signal, stands for what would be written, and arrives', async () => {
    const { context, page } = await phones.add(phones.cast.worker.person);
    await context.setOffline(true);
    await page.getByRole('link', { name: /安桂香/ }).tap();
    await page.getByRole('link', { name: '记一笔' }).first().tap();
    await page.getByRole('button', { name: '说一段' }).tap();
    await page.getByText('在听，2 秒').waitFor();
    await page.getByRole('button', { name: '说完了' }).tap();
    await tile(page, /录音 1/).tap();
    await page.getByRole('button', { name: '听一听' }).tap();
    await page.getByRole('button', { name: '停', exact: true }).waitFor();
    expect(await page.locator('audio').evaluate((one: HTMLAudioElement) => !one.paused && one.error === null)).toBe(
      true,
    );
    await page.getByRole('button', { name: '关上' }).tap();
    await page.getByRole('button', { name: '记下' }).tap();
    await page.getByText('记下了，在手机上').waitFor();
    await context.setOffline(false);
    const is = { kind: 'audio', mime: 'audio/webm', state: 'received' };
    await expect.poll(last, { timeout: 45_000 }).toMatchObject(is);
    const record = await last();
    expect(record?.duration).toBeGreaterThan(1500);
    expect(record?.duration).toBeLessThan(6000);
    expect(record?.bytes).toBeLessThan(500_000);
    await context.close();
  }, 90_000);
});

it('what a camera wrote is really there in these pictures before the phone takes them', async () => {
  const bytes = await makeCameraJpeg();
  expect(bytes.toString('latin1')).toMatch(/Exif[\s\S]*SN-0042/);
  expect(isPlainJpeg(bytes)).toBe(false);
});
