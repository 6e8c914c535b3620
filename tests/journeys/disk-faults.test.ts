// F4: the disk fails, is full, or no file can be opened any more, under a real server with phones at work; F5: no phone hears "accepted" before it is on the disk.
import '#tests/chaos/bare-browser.ts';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AckOrder } from '#tests/chaos/ack-order.ts';
import { setOrigin } from '#tests/chaos/bare-browser.ts';
import { chanceOf } from '#tests/chaos/chance.ts';
import { type ChaosCounty, kinds, makeTemplate, openCounty, type Template } from '#tests/chaos/chaos-county.ts';
import {
  failingCalls,
  type FaultOutcome,
  type FaultPlan,
  fullDisk,
  noLongerFiles,
  noMoreFiles,
  runFault,
} from '#tests/chaos/disk-faults.ts';
import { sabotaged } from '#tests/chaos/sabotaged.ts';
import { StormPhone } from '#tests/chaos/storm-phone.ts';
import { photosOf, receivedPhotos, sendPhotos, takePhoto } from '#tests/chaos/storm-photos.ts';
import { joined, trace } from '#tests/chaos/strace.ts';
import { watchAcks, type Watching } from '#tests/chaos/watch-acks.ts';
import { isRoot, makePlace, mountDisk } from '#tests/postgres-places.ts';

let template: Template;
beforeAll(async () => {
  template = await makeTemplate(kinds[0], 4);
}, 60_000);
afterAll(() => rmSync(path.dirname(template.folder), { recursive: true, force: true }));

const run = (plan: Omit<FaultPlan, 'template' | 'seed'>): Promise<FaultOutcome> =>
  runFault({ template, seed: 4, ...plan });

/** Whatever happened: nothing acknowledged vanished, nothing is lost or twice, the journal is whole, and no phone lied. */
function expectTruth({ vanished, lies, verdict, findings, waiting, order }: FaultOutcome): void {
  expect({ vanished, lies, findings }).toEqual({ vanished: [], lies: 0, findings: 0 });
  expect(verdict).toEqual({ lost: [], doubled: [], outOfOrder: [], refused: [], unwanted: [] });
  // Otherwise nothing was in the way of these phones.
  expect(waiting).toBeGreaterThan(0);
  if (order) expect([order.tooEarly, order.unfounded]).toEqual([[], []]);
}

describe('F4 the disk cannot keep what is forced to it', () => {
  it('F4 EIO now and then, with the next call succeeding, and then the power is cut', async () => {
    const breakIt: FaultPlan['breakIt'] = (county) =>
      failingCalls(county, { calls: 'fdatasync', error: 'EIO', when: '3+4' });
    const outcome = await run({ breakIt, strikes: 3, killed: true });
    expectTruth(outcome);
  }, 120_000);

  it('F4 a server that acknowledges before it writes is caught by the same fault', async () => {
    const breakIt: FaultPlan['breakIt'] = (county) =>
      failingCalls(county, { calls: 'fdatasync', error: 'EIO', when: '3+4' });
    const { vanished, order } = await run({ program: sabotaged('early'), breakIt, strikes: 3, killed: true });
    expect(vanished.length + (order?.unfounded.length ?? 0)).toBeGreaterThan(0);
  }, 120_000);

  it('F4 EIO from one moment on: the phones wait, and deliver once the disk is well, without anybody’s help', async () => {
    const breakIt: FaultPlan['breakIt'] = (county) =>
      failingCalls(county, { calls: 'fdatasync,fsync', error: 'EIO', when: '1+' });
    expectTruth(await run({ breakIt, strikes: 3, killed: false }));
  }, 120_000);

  it('F4 a write that the kernel refuses, without tracing', async () => {
    expectTruth(await run({ breakIt: noLongerFiles, strikes: 1, killed: true }));
  }, 120_000);
});

describe('F4 nothing more can be kept or opened', () => {
  it('F4 ENOSPC: the disk of the county is full', async () => {
    if (!isRoot) {
      console.warn('F4 ENOSPC is made by strace, as only root can mount a small disk');
      const fault = { calls: 'pwrite64,pwritev,fallocate', error: 'ENOSPC', when: '1+' } as const;
      expectTruth(await run({ breakIt: (county) => failingCalls(county, fault), strikes: 3, killed: false }));
      return;
    }
    const place = makePlace();
    const { directory, unmount } = mountDisk(place, 'size=180m,mode=711');
    try {
      const breakIt: FaultPlan['breakIt'] = (county) => fullDisk(county, directory);
      expectTruth(await run({ place: path.join(directory, 'here'), breakIt, strikes: 5, killed: false }));
    } finally {
      unmount();
      rmSync(place, { recursive: true, force: true });
    }
  }, 120_000);

  it('F4 EMFILE: neither the server nor its database can open anything', async () => {
    expectTruth(await run({ breakIt: noMoreFiles, strikes: 5, killed: false }));
  }, 120_000);
});

/** A county that runs, and one worker's phone. */
async function withPhone(use: (county: ChaosCounty, phone: StormPhone) => Promise<void>): Promise<void> {
  const { county, clear } = await openCounty(template);
  const [worker] = template.workers;
  if (!worker) throw new Error('the template has no worker');
  const phone = new StormPhone(worker, chanceOf(5), { allSent: () => undefined });
  try {
    await county.start();
    setOrigin(county.url);
    await phone.enrol();
    await use(county, phone);
  } finally {
    phone.close();
    await clear();
  }
}

describe('F4 the disk of the pictures', () => {
  it('F4 ENOSPC: words go on, the picture waits and arrives whole when there is room', async () => {
    await withPhone(async (county, phone) => {
      const attachments = path.join(county.folder, 'data/attachments');
      const small = mountDisk(attachments, 'size=64k', attachments);
      try {
        const photo = await takePhoto(phone, { width: 1200, height: 900 });
        await phone.settle();
        expect(await sendPhotos(phone)).toBe('silent');
        expect(await photosOf(phone)).toMatchObject([{ id: photo, state: 'kept' }]);
        expect(await receivedPhotos(county, [photo])).toEqual([]);
        for (let i = 0; i < 5; i++) await phone.act();
        await phone.settle();
        expect(phone.waiting).toBe(0);
        small.grow('size=20m');
        expect(await sendPhotos(phone)).toBe('done');
        expect(await photosOf(phone)).toMatchObject([{ id: photo, state: 'received' }]);
        expect(await receivedPhotos(county, [photo])).toEqual([photo]);
      } finally {
        await county.kill(true);
        small.unmount();
      }
    });
  }, 60_000);

  it('F4 EIO: a picture is received only when its name too is on the disk, however often that failed before', async () => {
    await withPhone(async (county, phone) => {
      const photos = [await takePhoto(phone, { width: 320, height: 240 })];
      await phone.settle();
      // Each thread of the server counts for itself: files, their names and the folders above them fail in turn.
      const traced = await trace([county.pids.server], { calls: 'fsync', error: 'EIO', when: '1+5' });
      const isGone = async (): Promise<boolean> => (await photosOf(phone)).every((one) => one.state === 'received');
      for (let i = 0; i < 200 && !(await isGone()); i++) await sendPhotos(phone);
      // What the phone calls received, the county has.
      expect(await receivedPhotos(county, photos)).toEqual(photos);
      expect(traced.failed()).toBeGreaterThan(2);
      const folders = new Map<string, boolean>();
      for (const line of joined(await traced.end())) {
        const [, folder = '', said] =
          /fsync\(\d+<[^>]*\/(attachments(?:\/[0-9a-f]{2})?)>\).* = (-?\d+)/.exec(line) ?? [];
        if (folder !== '') folders.set(folder, said === '0');
      }
      // The picture and its small one, and what holds their folders.
      expect(folders.size).toBeGreaterThanOrEqual(2);
      expect([...folders].filter(([, isThere]) => !isThere)).toEqual([]);
    });
  }, 60_000);
});

describe('F5 the order of acknowledgements', () => {
  const traced = (more: Omit<Watching, 'acks'> = {}): Promise<AckOrder> => watchAcks(template, { acks: 100, ...more });

  it('F5 no phone hears "accepted" before the fsync that covers it has returned', async () => {
    const { acknowledged, tooEarly, unfounded, syncs } = await traced();
    expect([tooEarly, unfounded]).toEqual([[], []]);
    expect(acknowledged.size).toBeGreaterThanOrEqual(100);
    expect(syncs).toBeGreaterThan(0);
  }, 60_000);

  it('F5 a database that answers before its fsync is caught, and a server that answers before its database', async () => {
    const lazy = await traced({ localConf: 'synchronous_commit = off\n' });
    expect(lazy.tooEarly.length).toBeGreaterThan(0);
    const early = await traced({ program: sabotaged('early') });
    expect(early.unfounded.length).toBeGreaterThan(0);
  }, 60_000);
});
