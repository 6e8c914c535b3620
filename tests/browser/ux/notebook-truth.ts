// Rows U8 and U9: after each fault that is thrown at it, what the screen says of every entry is compared, by ids, with what the county has.
import type { At } from '../ux.ts';
import { makeCameraJpeg } from '#tests/files/make-files.ts';
import { fillUp } from '#tests/full-phone.ts';
import {
  countyHas,
  headOf,
  type NotebookPhone,
  openNotebook,
  queueOf,
  save,
  seenOf,
  sendNow,
  until,
  writeVisit,
} from './notebook-phone.ts';
import { refuseOne } from './refusal.ts';
import { goHash, shiftClock } from './stage.ts';
import type { Home } from './village.ts';

const words: Readonly<Record<string, string>> = { here: '在手机上', sending: '正在送', needsYou: '等您处理' };

class Truth {
  readonly faults: string[] = [];
  checks = 0;
  private readonly phone: NotebookPhone;
  private readonly at: At;
  /** Every command this phone ever queued. */
  private readonly ever = new Set<string>();

  constructor(at: At, phone: NotebookPhone) {
    this.at = at;
    this.phone = phone;
  }

  private fault(when: string, what: string): void {
    this.faults.push(`${when}: ${what}`);
  }

  /** The sync page against the disk and the county; `shown` is what each waiting entry must say. */
  async compare(when: string, shown: readonly string[]): Promise<void> {
    const { page } = this.phone;
    this.checks += 1;
    await goHash(page, '/sync');
    const [seen, queue] = [await seenOf(page), await queueOf(page)];
    for (const { id } of queue) this.ever.add(id);
    const county = await countyHas(this.at.village, [...this.ever]);
    const waiting = queue.filter(({ state }) => state === 'waiting').map(({ id }) => id);
    if (
      [...waiting].sort().join() !==
      seen
        .map(({ id }) => id)
        .sort()
        .join()
    )
      this.fault(when, `${waiting.length} wait on the disk, ${seen.length} are shown`);
    for (const one of seen) {
      if (!shown.includes(one.state)) this.fault(when, `an entry says "${one.state}"`);
      if (!one.words.includes(words[one.state] ?? '?') || !one.icon) this.fault(when, `no icon and word: ${one.words}`);
    }
    // What is no longer said to wait, the county has.
    for (const id of this.ever)
      if (!waiting.includes(id) && !county.has(id))
        this.fault(when, `${id} is not shown as waiting and the county lacks it`);
    const head = await headOf(page);
    if (head.count !== waiting.length) this.fault(when, `the head counts ${head.count} of ${waiting.length}`);
    if ((head.state === 'sent') !== (waiting.length === 0)) this.fault(when, `the head says ${head.state}`);
  }

  async allSent(when: string): Promise<void> {
    const { page } = this.phone;
    const sent = await until(async () => (await headOf(page)).state === 'sent', 40);
    if (!sent) this.fault(when, 'never all sent');
    await this.compare(when, []);
  }
}

const visit = (page: NotebookPhone['page'], home: Home, note: string): Promise<void> => writeVisit(page, home.id, note);

/** The page of a home says when the county received its entries. */
async function receivedOn(phone: NotebookPhone, home: Home, note: string): Promise<string[]> {
  const { page } = phone;
  await goHash(page, `/home/${home.id}`);
  const card = page.locator('main').getByText(note).first();
  await card.waitFor().catch(() => undefined);
  const said = await until(async () => /村里收到 \d\d:\d\d/.test(await page.locator('main').innerText()), 8);
  return said ? [] : [`${note}: its home does not say when it was received`];
}

async function throughFaults(at: At, phone: NotebookPhone, homes: readonly [Home, Home]): Promise<Truth> {
  const { page, gate } = phone;
  const truth = new Truth(at, phone);
  const [one, two] = homes;
  await gate.cut();
  await visit(page, one, '服务器停了');
  await sendNow(page);
  await page.waitForTimeout(1500);
  await truth.compare('the server stopped', ['here']);
  await gate.mend();
  gate.judge = (path) => (path.startsWith('/push') ? 'broken' : 'pass');
  await visit(page, two, '服务器出错');
  await sendNow(page);
  await page.waitForTimeout(1500);
  await truth.compare('the server answers 500', ['here']);
  gate.judge = (path) => (path.startsWith('/push') ? 'hang' : 'pass');
  await sendNow(page);
  await until(async () => (await seenOf(page)).some(({ state }) => state === 'sending'));
  await truth.compare('no answer comes', ['sending', 'here']);
  await gate.cut();
  await gate.mend();
  gate.judge = (path) => (path.startsWith('/push') ? 'lost' : 'pass');
  await sendNow(page);
  const ids = (await queueOf(page)).filter(({ state }) => state === 'waiting').map(({ id }) => id);
  if (!(await until(async () => (await countyHas(at.village, ids)).size === ids.length, 30)))
    truth.faults.push('the lost answer: the county never heard it');
  await truth.compare('the answer was lost', ['here', 'sending']);
  gate.judge = () => 'pass';
  await sendNow(page);
  await truth.allSent('all faults over');
  truth.faults.push(...(await receivedOn(phone, one, '服务器停了')), ...(await receivedOn(phone, two, '服务器出错')));
  return truth;
}

/** Its words have gone, the picture has not: that is not "all sent". */
async function picture(phone: NotebookPhone, home: Home): Promise<string[]> {
  const { page, gate } = phone;
  const faults: string[] = [];
  gate.judge = (path) => (path.startsWith('/attachments') ? 'broken' : 'pass');
  await goHash(page, `/visit/${home.id}`);
  await page.locator('#note').fill('有一张图片');
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '拍一张', exact: true }).tap();
  const buffer = await makeCameraJpeg(1200, 900);
  await (await chosen).setFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByRole('button', { name: '图片 1', exact: true }).waitFor();
  await page.locator(save).tap();
  await page.waitForURL(/#\/home\//);
  await sendNow(page);
  await until(async () => (await queueOf(page)).every(({ state }) => state !== 'waiting'), 20);
  await goHash(page, '/sync');
  if ((await page.locator('main').innerText()).includes('都送到了'))
    faults.push('a picture waits and the list says all sent');
  if (!(await until(() => page.locator('[data-files="1"]').isVisible(), 5)))
    faults.push('the picture that waits is not listed');
  if ((await headOf(page)).state === 'sent') faults.push('a picture waits and the head says all sent');
  gate.judge = () => 'pass';
  // Its lane tries again by itself, five minutes later at most; the network coming back wakes it.
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  if (!(await until(async () => (await headOf(page)).state === 'sent', 40))) faults.push('the picture was never sent');
  return faults;
}

async function full(phone: NotebookPhone, home: Home): Promise<string[]> {
  const { context, page, gate } = phone;
  const faults: string[] = [];
  const session = await context.newCDPSession(page);
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin: gate.url });
  await session.send('Storage.overrideQuotaForOrigin', { origin: gate.url, quotaSize: usage + 200_000 });
  await fillUp(page);
  const before = (await queueOf(page)).length;
  await goHash(page, `/visit/${home.id}`);
  await page.locator('#note').fill('手机满了还写');
  await page.locator('.zd-page-foot .zd-button-filled').tap();
  if (!(await until(async () => (await page.locator('body').innerText()).includes('手机存满了'))))
    faults.push('the storage is full: nothing is said');
  if ((await page.locator('body').innerText()).includes('记下了，在手机上'))
    faults.push('the storage is full: it says saved');
  if ((await queueOf(page)).length !== before) faults.push('the storage is full: something was kept by half');
  if ((await page.locator('#note').inputValue()) !== '手机满了还写')
    faults.push('the storage is full: the words are gone');
  await session.send('Storage.overrideQuotaForOrigin', { origin: gate.url });
  return faults;
}

/** Refused: in the tray, in words, with its icon, and the county refused that very id. */
async function refused(at: At, phone: NotebookPhone, home: Home): Promise<string[]> {
  const { page } = phone;
  await refuseOne(page, at.village, home);
  const ids = (await queueOf(page)).filter(({ state }) => state === 'refused').map(({ id }) => id);
  const county = await countyHas(at.village, ids);
  const faults = ids
    .filter((id) => county.get(id) !== 'refused')
    .map((id) => `${id} needs the person, the county says ${county.get(id)}`);
  if (ids.length === 0) faults.push('nothing was refused');
  await goHash(page, '/today');
  const told = page.getByText(/等您处理/).first();
  if (!(await until(() => told.isVisible(), 5))) faults.push('refused: the first page does not say that it needs you');
  return faults;
}

async function head(phone: NotebookPhone, home: Home): Promise<string[]> {
  const { page, gate } = phone;
  const faults: string[] = [];
  await gate.cut();
  await visit(page, home, '三天没信号');
  await sendNow(page);
  await page.waitForTimeout(1000);
  const now = await headOf(page);
  if (now.late || now.state !== 'waiting' || now.count !== 1) faults.push(`offline it says ${JSON.stringify(now)}`);
  if (!/1 条在手机上.*离线.*上次 \d\d:\d\d/s.test(now.text)) faults.push(`offline it reads "${now.text}"`);
  await page.evaluate(shiftClock, 71);
  const before = await headOf(page);
  if (before.late) faults.push('it is amber before three days are over');
  await page.evaluate(shiftClock, 2);
  const after = await headOf(page);
  if (!after.late || !after.text.includes('3 天没送出')) faults.push(`after three days it reads "${after.text}"`);
  await page.locator('[data-sync]').tap();
  await page.waitForURL(/#\/sync/);
  if (!(await until(async () => (await seenOf(page)).length === 1, 5))) faults.push('a tap does not show the list');
  if (!/没有信号|连不上村里/.test(await page.locator('main').innerText())) faults.push('the list gives no reason');
  if (!(await page.getByRole('button', { name: '现在送' }).isEnabled())) faults.push('the list has no retry');
  return faults;
}

export async function checkTruth(at: At): Promise<void> {
  const { browser, village, seeds, figures } = at;
  const [one, two, three, four] = seeds.homes.slice(3, 7) as [Home, Home, Home, Home];
  const phone = await openNotebook(browser, village);
  try {
    const truth = await throughFaults(at, phone, [one, two]);
    const more = [...(await picture(phone, two)), ...(await full(phone, three)), ...(await refused(at, phone, four))];
    figures.none(
      'U8 the screen against the county after each fault (stopped, 500, no answer, answer lost, pictures behind, full, refused)',
      [...truth.faults, ...more],
    );
  } finally {
    await phone.close();
  }
  const quiet = await openNotebook(browser, village);
  try {
    figures.none(
      'U9 count, last success, grey offline, amber after three days, list with reason and retry',
      await head(quiet, one),
    );
  } finally {
    await quiet.close();
  }
}
