// The notebook in a real browser against a real county: a visit without signal, a cold start, one tap for "the same here", and what stays on the disk.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '#kit/id.ts';
import { emptyScope, inScope } from '#data/scope.ts';
import { scopeOf } from '#server/scope-of.ts';
import type { Cast } from '#tests/cast.ts';
import { faultsOf } from '#tests/page-faults.ts';
import { disk, type Phones, startPhones, unlock } from '#tests/phones.ts';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
let phones: Phones;
let cast: Cast;
let base = '';

beforeAll(async () => {
  phones = await startPhones();
  ({ cast, base } = phones);
});
afterAll(() => phones?.close());

/** Counts taps, so that a flow that gets longer fails. */
function counted(page: Page): {
  tap: (role: 'link' | 'button' | 'checkbox', name: string | RegExp) => Promise<void>;
  taps: () => number;
} {
  let taps = 0;
  return {
    taps: () => taps,
    tap: async (role, name) => {
      taps += 1;
      await page
        .getByRole(role, typeof name === 'string' ? { name, exact: true } : { name })
        .first()
        .tap();
    },
  };
}

const jobs = { ...emptyScope, standing: 'service', service: 'jobs' };
const matters = (): Promise<{ title: string; same_as: string | null; secret_hash: string }[]> =>
  inScope(cast.county.database, jobs, (tx) =>
    tx.query('select title, same_as, secret_hash from matter order by reported_at'),
  );

describe('a worker’s phone', () => {
  it('keeps a visit of six taps at most without signal, over a cold start, and sends it once', async () => {
    const { context, page } = await phones.add(cast.worker.person);
    await context.setOffline(true);
    const { tap, taps } = counted(page);
    await tap('link', '记一笔');
    await tap('link', /马玉林/);
    await tap('checkbox', '收成');
    await tap('button', '记下');
    expect(taps()).toBeLessThanOrEqual(6);
    await page.getByText('记下了，在手机上').waitFor();
    // The browser is killed: what was said to be kept must be there.
    await page.goto('about:blank');
    await page.goto(`${base}/field/`);
    await unlock(page);
    expect(await page.locator('[data-sync]').getAttribute('data-count')).toBe('1');
    const kept = await disk(page);
    expect(kept.length).toBeGreaterThan(2000);
    expect(kept).not.toMatch(/马玉林|harvest|visit\.record/);
    await context.setOffline(false);
    await page.locator('[data-sync=sent]').waitFor({ timeout: 30_000 });
    const visits = await inScope(cast.county.database, scopeOf(cast.worker), (tx) =>
      tx.query<{ parts: { fact: string }[] }>('select parts from visit'),
    );
    expect(visits).toHaveLength(1);
    expect(visits[0]?.parts).toMatchObject([{ kind: 'fact', fact: 'harvest' }]);
    await context.close();
  });

  it('reports a problem without signal and joins another home in four taps, each with a code of its own', async () => {
    const { context, page } = await phones.add(cast.worker.person);
    await context.setOffline(true);
    const first = counted(page);
    await first.tap('link', '记一笔');
    await first.tap('link', /马玉林/);
    await first.tap('link', '水浑、有异味');
    await first.tap('button', '报上去');
    expect(first.taps()).toBeLessThanOrEqual(12);
    const codes = [await page.locator('.field-code').textContent()];
    await page.getByRole('button', { name: '给住户了' }).click();
    const { tap, taps } = counted(page);
    await tap('link', '记一笔');
    await tap('link', /石来顺/);
    await tap('link', '别的难处');
    await tap('button', '这户也是，一起办');
    expect(taps()).toBeLessThanOrEqual(4);
    await page.getByText('请石来顺家收好').waitFor();
    codes.push(await page.locator('.field-code').textContent());
    await context.setOffline(false);
    await page.goto(`${base}/field/#/sync`);
    await page.getByRole('button', { name: '现在送' }).click();
    await expect.poll(async () => (await matters()).length, { timeout: 30_000 }).toBe(2);
    const [one, two] = await matters();
    expect(one?.same_as).toBeNull();
    expect(two?.same_as).not.toBeNull();
    const hashes = await Promise.all(codes.map((code) => sha256Hex((code ?? '').replaceAll(' ', ''))));
    expect([one?.secret_hash, two?.secret_hash]).toEqual(hashes);
    await context.close();
  });

  it('takes a visit back within the time for undo', async () => {
    const { context, page } = await phones.add(cast.worker.person);
    await page.getByRole('link', { name: '记一笔' }).click();
    await page.getByRole('link', { name: /马玉林/ }).click();
    await page.getByRole('checkbox', { name: '都好' }).click();
    await page.getByRole('button', { name: '记下' }).click();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByRole('link', { name: '今天', exact: true }).click();
    await page.locator('[data-sync=sent]').waitFor();
    expect(await page.locator('[data-sync]').getAttribute('data-count')).toBe('0');
    await context.close();
  });

  it('never says that a restricted matter is only saved, and keeps nothing of it once the named office has it', async () => {
    const { context, page } = await phones.add(cast.worker.person);
    await context.setOffline(true);
    await page.getByRole('link', { name: /马玉林/ }).click();
    await page.getByRole('link', { name: /听到一个难处/ }).click();
    await page.getByRole('button', { name: /别的类别/ }).click();
    await page.getByRole('button', { name: /矛盾纠纷/ }).click();
    await page.getByRole('button', { name: /家庭暴力/ }).click();
    await page.getByLabel('看到、听到什么').fill('孩子身上有伤');
    await page.getByRole('button', { name: '报给指定单位' }).click();
    await page.getByText('没送到：现在就打 110').waitFor();
    expect(await page.getByRole('link', { name: '打 110 报警' }).getAttribute('href')).toBe('tel:110');
    await context.setOffline(false);
    await page.getByText('指定单位收到了').waitFor({ timeout: 30_000 });
    expect(await disk(page)).not.toContain('孩子身上有伤');
    await page.goto(`${base}/field/#/matters`);
    await page.getByRole('heading', { name: '事项' }).waitFor();
    expect(await page.getByText('家庭暴力').count()).toBe(0);
    await context.close();
  });

  it('tells in words why something was not taken, and throws it away only when asked twice', async () => {
    const two = [await phones.add(cast.head.person), await phones.add(cast.head.person)];
    for (const { page, context } of two) {
      await page.getByRole('link', { name: '事项', exact: true }).click();
      await page
        .getByRole('link', { name: /水浑、有异味/ })
        .first()
        .waitFor();
      await context.setOffline(true);
      await page
        .getByRole('link', { name: /马玉林/ })
        .first()
        .click();
      await page.getByRole('button', { name: '受理', exact: true }).click();
      await page.getByText('受理了，在手机上').waitFor();
    }
    for (const { page, context } of two) {
      await context.setOffline(false);
      await page.goto(`${base}/field/#/sync`);
      await page.getByRole('button', { name: '现在送' }).click();
      // What was refused is not called sent.
      await page.getByText('都送到了').or(page.getByText('有 1 件等您处理')).first().waitFor();
    }
    const late = two[1];
    if (!late) throw new Error('two phones were opened');
    await late.page.goto(`${base}/field/#/needs`);
    await late.page.getByText('这件事刚被别人动过，看看新的情况。').waitFor();
    await late.page.getByRole('button', { name: '不要了' }).click();
    await late.page.getByRole('dialog').getByRole('button', { name: '不要了' }).click();
    await late.page.getByText('没有要处理的').waitFor();
    for (const { context } of two) await context.close();
  });
});

describe('every screen', () => {
  it('passes axe in light, dark, elder, narrow and English, with targets of 44 and text of 16', async () => {
    const { context, page } = await phones.add(cast.worker.person);
    const home = (await page.getByRole('link', { name: /马玉林/ }).getAttribute('href'))?.split('/')[2] ?? '';
    await page.getByRole('link', { name: '事项', exact: true }).click();
    const matter =
      (
        await page
          .getByRole('link', { name: /水浑、有异味/ })
          .first()
          .getAttribute('href')
      )?.split('/')[2] ?? '';
    await page.evaluate(axe);
    const paths = [
      'today',
      'homes',
      'note',
      `home/${home}`,
      `visit/${home}`,
      `problem/${home}`,
      'matters',
      `matter/${matter}`,
      `same/${matter}`,
      'needs',
      'sync',
      'notices',
      'me',
      'help',
    ];
    const faults: string[] = [];
    const lookAt = async (mode: string): Promise<void> => {
      for (const path of paths) {
        await page.evaluate((to) => {
          location.hash = `/${to}`;
        }, path);
        await page.waitForTimeout(150);
        faults.push(...(await page.evaluate(faultsOf)).map((fault) => `${mode} ${path.split('/')[0]}: ${fault}`));
      }
    };
    await lookAt('light');
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'zd-dark'));
    await lookAt('dark');
    await page.evaluate(() => {
      document.documentElement.removeAttribute('data-theme');
      document.documentElement.toggleAttribute('data-elder', true);
    });
    await lookAt('elder');
    await page.evaluate(() => document.documentElement.toggleAttribute('data-elder', false));
    await page.setViewportSize({ width: 320, height: 640 });
    await lookAt('narrow');
    await page.evaluate(() => {
      location.hash = '/me';
    });
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Posts' }).waitFor();
    await lookAt('English');
    expect(faults).toEqual([]);
    await context.close();
  }, 180_000);
});
