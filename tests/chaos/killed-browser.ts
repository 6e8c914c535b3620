// A worker's phone as a real Chromium with a profile on the disk, killed at once with everything it started, and opened again.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { quietChromium } from '#tests/browser/story/stage.ts';
import { chromium as programOf } from '../../tools/prepare.ts';

export const pin = '204816';

export class KilledBrowser {
  readonly profile = mkdtempSync(path.join(tmpdir(), 'zd-phone-'));
  private child: ChildProcess | undefined;
  private browser: Browser | undefined;

  /** Starts it on its profile; answers its one page. */
  async open(): Promise<Page> {
    const program = programOf();
    if (program === undefined) throw new Error('Chromium is not installed');
    const flags = [...quietChromium, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${this.profile}`];
    // A group of its own, so that one signal reaches all of it.
    const child = spawn(program, [...flags, 'about:blank'], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    this.child = child;
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.stderr.on('data', (part: Buffer) => {
        said += part.toString();
        const found = /DevTools listening on (\S+)/.exec(said)?.[1];
        if (found) resolve(found);
      });
      child.once('exit', (code) => reject(new Error(`Chromium ended with ${code}: ${said.slice(-500)}`)));
    });
    this.browser = await chromium.connectOverCDP(address);
    const [context] = this.browser.contexts();
    const page = context?.pages()[0] ?? (await context?.newPage());
    if (!page) throw new Error('Chromium has no page');
    page.setDefaultTimeout(60_000);
    await page.setViewportSize({ width: 360, height: 640 });
    return page;
  }

  /** As a dead battery or the system's memory keeper would: nothing is written any more. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child?.pid || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-child.pid, 'SIGKILL');
    await gone;
    await this.browser?.close().catch(() => undefined);
  }

  async clear(): Promise<void> {
    await this.kill();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** From an invitation's code to the open notebook, with the app itself on the phone. */
export async function enrolBrowser(page: Page, base: string, code: string): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('zd-tour', '4'));
  await page.goto(`${base}/field/#code=${code}`);
  await page.getByRole('button', { name: '进来' }).click();
  await page.getByLabel('定一个密码').fill(pin);
  await page.getByLabel('再输一遍').fill(pin);
  await page.getByRole('button', { name: '定好了' }).click();
  await page.goto(`${base}/field/#/homes`);
  await page
    .getByRole('link', { name: /住户1之1/ })
    .first()
    .waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

/** Opens the notebook of a phone that was enrolled before; needs no network. */
export async function unlockBrowser(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/field/`);
  await page
    .getByLabel('密码')
    .fill(pin)
    .catch(async (error: unknown) => {
      // What stands there instead of the lock tells more than that the lock does not.
      const shown = await page.locator('body').innerText();
      throw new Error(`no lock at ${page.url()}, but: ${shown.slice(0, 300)}`, { cause: error });
    });
  await page.getByRole('button', { name: '打开本子' }).click();
  // Killed in the middle of a form, it comes back to that form.
  await page.getByRole('heading', { name: '今天' }).or(page.locator('#note')).first().waitFor();
}
