// A small set of the experience checks on every test run: the measuring itself is shown planted faults, then the screens most people see.
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '#tests/postgres.ts';
import { Figures } from '#tests/figures.ts';
import { checkScreens, Findings } from './ux/general.ts';
import { openStage, type Stage, withoutLook } from './ux/screens.ts';
import { type Seeds, seed } from './ux/seeds.ts';
import { measure, openBrowser, phoneContext } from './ux/stage.ts';
import { openVillage, type Village } from './ux/village.ts';

const root = path.join(import.meta.dirname, '../..');
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

describe('the measuring', () => {
  const planted = `<!doctype html><html lang="zh-CN"><meta name="viewport" content="width=device-width,initial-scale=1"><body style="margin:0;background:#fff;color:#18232b;font-size:16px;line-height:1.6"><main>
<button style="width:30px;height:30px;border:0">小</button><button style="width:60px;height:48px;margin-left:2px">近</button>
<p style="font-size:12px;color:#999">看不清的小字</p>
<p style="width:80px;white-space:nowrap;overflow:hidden">这一句比它的盒子长得多得多</p>
<p style="width:120px;line-height:1.2">这一段字行距太小，读起来累，换了好几行。</p>
<div style="width:700px;height:10px;background:#eee"></div>
<a href="#x" style="outline:none;display:block;height:48px">没有焦点框</a>
<style>@keyframes go{to{transform:translateX(9px)}}a:focus{outline:none}.moves{animation:go 1s infinite}</style><div class="moves">自己动</div></main></body></html>`;

  it('finds what is planted', async () => {
    const phone = await phoneContext(browser);
    const page = await phone.newPage();
    await page.setContent(planted);
    const targets = await measure(page, 'smallTargets', 44, '');
    expect(targets.smallest).toBe(30);
    expect((await measure(page, 'closeTargets', 8)).length).toBeGreaterThan(0);
    expect((await measure(page, 'smallTexts', 16)).smallest).toBe(12);
    expect((await measure(page, 'cutTexts')).join()).toContain('这一句比它');
    expect((await measure(page, 'linesOf')).running).toBeCloseTo(1.2);
    expect((await measure(page, 'sideways'))[0]).toContain('too wide');
    expect((await measure(page, 'contrastOf', 4.5, 3)).found.join()).toContain('看不清的小字');
    expect((await measure(page, 'focusMarks', 3)).found.join()).toContain('没有焦点框');
    expect((await measure(page, 'moving')).length).toBe(1);
    await phone.close();
  });

  it('calls a figure that could not be had not met', () => {
    const figures = new Figures('test');
    figures.add('met', 1, { unit: 's', goal: 2, better: 'lower' });
    expect(figures.allMet).toBe(true);
    figures.add('nothing', Number.NaN, { unit: 's', goal: 2, better: 'lower' });
    figures.missing('absent', 'no camera', { unit: 's', goal: 2, better: 'lower' });
    expect(figures.list.map(({ met }) => met)).toEqual([true, false, false]);
    expect(figures.allMet).toBe(false);
  });
});

describe('the screens most people see', () => {
  let database: FreshDatabase;
  let village: Village;
  let seeds: Seeds;
  let stage: Stage;
  beforeAll(async () => {
    if (!existsSync(path.join(root, 'dist/field/index.html')))
      throw new Error('the apps are not built: npm test builds them first');
    database = await freshDatabase();
    village = await openVillage({ history: false, say: () => undefined, urls: database });
    seeds = await seed(village);
    stage = await openStage(browser, village, seeds);
  });
  afterAll(async () => {
    await stage?.close();
    await village?.stop();
    await database?.close();
  });

  it('are all there are: an address without a screen in the list fails', () => {
    expect(withoutLook(stage.screens, village)).toEqual([]);
  });

  it('hold targets, sizes of text, reflow, contrast and axe', async () => {
    const few = [
      'field today',
      'field visit',
      'field needs you',
      'desk case',
      'desk mediation',
      'desk place looked at',
      'household plate',
      'household report, elder',
    ];
    const to = new Findings();
    const chosen = stage.screens.filter(({ name }) => few.includes(name));
    expect(chosen.length).toBe(few.length);
    await checkScreens(chosen, to, { pictures: path.join(tmpdir(), 'zd-ux-smoke'), say: () => undefined, brief: true });
    const found = [...to.by].flatMap(([row, list]) => list.map((one) => `${row} ${one}`));
    expect(found).toEqual([]);
  });
});
