// Rows U13 and U15 to U21 over every screen: axe in every look, targets, text, reflow, lines, contrast, dark and sun, motion.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Figures } from '#tests/figures.ts';
import type { Screen } from './screens.ts';
import { axeFaults, deskSize, measure, phoneSize, settle } from './stage.ts';

/** Findings by row, each opening with the screen, and the extreme values seen. */
export class Findings {
  readonly by = new Map<string, string[]>();
  readonly least = new Map<string, number>();

  add(row: string, screen: string, found: readonly string[]): void {
    const list = this.by.get(row) ?? [];
    list.push(...found.map((one) => `${screen}: ${one}`));
    this.by.set(row, list);
  }

  low(row: string, value: number): void {
    // A hundredth is less than any screen draws, and what a browser loses in its sums.
    this.least.set(row, Math.min(this.least.get(row) ?? Infinity, Math.round(value * 100) / 100));
  }

  of(row: string): readonly string[] {
    return this.by.get(row) ?? [];
  }
}

const isDesk = (screen: Screen): boolean => screen.room === 'desk';
/** Field and desk bring their own colours; the household page follows the phone alone. */
const hasThemes = (screen: Screen): boolean => screen.room === 'field' || screen.room === 'desk';

async function size(page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height });
  await settle(page);
}

const setRoot = (
  page: Page,
  change: { theme?: string; elder?: boolean; font?: string; shade?: string },
): Promise<void> =>
  page.evaluate(({ theme, elder, font, shade }) => {
    const root = document.documentElement;
    if (theme === '') root.removeAttribute('data-theme');
    else if (theme !== undefined) root.dataset['theme'] = theme;
    if (elder !== undefined) root.toggleAttribute('data-elder', elder);
    if (font !== undefined) root.style.fontSize = font;
    if (shade !== undefined) for (const one of ['system', 'light', 'dark']) root.classList.toggle(one, one === shade);
  }, change);

async function asDrawn(page: Page, screen: Screen, to: Findings): Promise<void> {
  const { name, elder } = screen;
  const targets = await measure(page, 'smallTargets', 44, '');
  to.add('U15', name, targets.found);
  to.low('U15', targets.smallest);
  to.add('U15 gaps', name, await measure(page, 'closeTargets', 8));
  if (elder) {
    const main = await measure(page, 'smallTargets', 60, '.btn.main,.btn.act,.pick');
    to.add('U15 elder', name, main.found);
    to.low('U15 elder', main.smallest);
  }
  const texts = await measure(page, 'smallTexts', elder ? 18 : 16);
  to.add(elder ? 'U16 elder' : 'U16', name, texts.found);
  to.low(elder ? 'U16 elder' : 'U16', texts.smallest);
  to.add('U16 cut', name, await measure(page, 'cutTexts'));
  const lines = await measure(page, 'linesOf');
  to.add('U18', name, lines.found);
  to.low('U18 running', lines.running);
  to.low('U18 any', lines.any);
  to.low('U18 paragraph', lines.paragraph);
}

async function axe(page: Page, name: string, to: Findings): Promise<void> {
  to.add('axe', name, await axeFaults(page));
}

async function colours(page: Page, screen: Screen, to: Findings): Promise<void> {
  const { name } = screen;
  const looks = [
    { look: 'light', scheme: 'light' as const, theme: '', least: 4.5 },
    { look: 'dark', scheme: 'dark' as const, theme: '', least: 4.5 },
    ...(hasThemes(screen) ? [{ look: 'sun', scheme: 'light' as const, theme: 'zd-sun', least: 7 }] : []),
  ];
  for (const { look, scheme, theme, least } of looks) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    if (hasThemes(screen)) await setRoot(page, { theme });
    await page.waitForTimeout(60);
    const seen = await measure(page, 'contrastOf', least, 3);
    const focus = await measure(page, 'focusMarks', 3);
    to.add(`U19 ${look}`, name, [...seen.found, ...focus.found]);
    to.low(`U19 ${look} text`, seen.text);
    to.low(`U19 ${look} parts`, Math.min(seen.part, focus.part));
    if (look !== 'sun') await axe(page, `${name}, ${look}`, to);
  }
  if (hasThemes(screen)) await setRoot(page, { theme: '' });
}

/** Follows the system, can be forced either way, and stays usable with the system's own colours. */
async function darkness(page: Page, screen: Screen, to: Findings): Promise<void> {
  const { name } = screen;
  const ground = async (scheme: 'light' | 'dark', forced: { theme?: string; shade?: string } = {}): Promise<number> => {
    await page.emulateMedia({ colorScheme: scheme });
    await setRoot(page, forced);
    await page.waitForTimeout(30);
    return measure(page, 'pageLuminance');
  };
  const [light, dark] = [await ground('light'), await ground('dark')];
  if (light < 0.7 || dark > 0.1)
    to.add('U20', name, [`does not follow the system (${light.toFixed(2)}, ${dark.toFixed(2)})`]);
  if (hasThemes(screen)) {
    if ((await ground('light', { theme: 'zd-dark' })) > 0.1) to.add('U20', name, ['cannot be forced dark']);
    if ((await ground('dark', { theme: 'zd-light' })) < 0.7) to.add('U20', name, ['cannot be forced light']);
    await setRoot(page, { theme: '' });
  }
  if (screen.room === 'household') {
    if ((await ground('light', { shade: 'dark' })) > 0.1) to.add('U20', name, ['cannot be forced dark']);
    if ((await ground('dark', { shade: 'light' })) < 0.7) to.add('U20', name, ['cannot be forced light']);
    await setRoot(page, { shade: 'system' });
    for (const shade of ['light', 'dark'])
      if ((await page.locator(`footer [href*="shade=${shade}"], footer [formaction*="shade=${shade}"]`).count()) !== 1)
        to.add('U20', name, [`offers no ${shade} page`]);
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  await page.waitForTimeout(60);
  const lost = await measure(page, 'contrastOf', 4.5, 0);
  to.add('U20 forced colours', name, [...lost.found, ...(await measure(page, 'unmarked'))]);
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
}

async function larger(page: Page, screen: Screen, to: Findings): Promise<void> {
  const { name } = screen;
  const row = 'U16 200 %';
  // A desk's browser zooms: half as many of the page's pixels. On the phone the text alone grows.
  if (isDesk(screen)) await size(page, deskSize.width / 2, deskSize.height / 2);
  else await setRoot(page, { font: '200%' });
  await settle(page);
  to.add(row, name, await measure(page, 'cutTexts'));
  to.add(row, name, (await measure(page, 'sideways')).slice(0, 2));
  if (isDesk(screen)) await size(page, deskSize.width, deskSize.height);
  await setRoot(page, { font: '' });
  // What the phone's own setting for text does: pages that ask for it are drawn larger, all others already are by the browser.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setEmulatedOSTextScale' as 'Emulation.setEmulatedMedia', { scale: 2 } as object);
  await settle(page);
  const body = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  to.low('U16 OS', body / (screen.elder ? 20 : 16));
  if (body / (screen.elder ? 20 : 16) < 1.99)
    to.add('U16 OS', name, [`text grows to ${(body / 16).toFixed(2)} of its size`]);
  await cdp.send('Emulation.setEmulatedOSTextScale' as 'Emulation.setEmulatedMedia', {} as object);
  await cdp.detach();
}

async function narrower(page: Page, screen: Screen, to: Findings): Promise<void> {
  const { name } = screen;
  const usual = isDesk(screen) ? deskSize : phoneSize;
  for (const [width, height] of [
    [320, 640],
    [640, 360],
  ] as const) {
    await size(page, width, height);
    to.add('U17', `${name} at ${width}×${height}`, await measure(page, 'sideways'));
    if (width !== 320) continue;
    to.add('U17', `${name} at ${width}`, await measure(page, 'cutTexts'));
    await axe(page, `${name}, 320 px`, to);
  }
  await size(page, usual.width, usual.height);
}

async function elderField(page: Page, screen: Screen, to: Findings): Promise<void> {
  const { name } = screen;
  await setRoot(page, { elder: true });
  await settle(page);
  const texts = await measure(page, 'smallTexts', 18);
  to.add('U16 elder', `${name}, elder`, texts.found);
  to.low('U16 elder', texts.smallest);
  const main = await measure(page, 'smallTargets', 60, '.zd-button-wide,.zd-row-item,.zd-pick');
  to.add('U15 elder', `${name}, elder`, main.found);
  to.low('U15 elder', main.smallest);
  to.add('U16 cut', `${name}, elder`, await measure(page, 'cutTexts'));
  to.add('U17', `${name}, elder`, await measure(page, 'sideways'));
  await axe(page, `${name}, elder`, to);
  await setRoot(page, { font: '150%' });
  await settle(page);
  const body = await page.evaluate(() =>
    parseFloat(getComputedStyle(document.querySelector('main') ?? document.body).fontSize),
  );
  to.low('U16 elder largest', body);
  to.add('U16 elder largest', name, body < 29.99 ? [`the body text reaches ${body} px`] : []);
  to.add('U16 cut', `${name}, elder 150 %`, await measure(page, 'cutTexts'));
  await setRoot(page, { elder: false, font: '' });
}

async function motion(page: Page, screen: Screen, to: Findings): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.waitForTimeout(450);
  // Longer than any of our transitions: what still runs moves by itself.
  to.add(
    'U21',
    screen.name,
    (await measure(page, 'moving')).map((one) => `moves by itself: ${one}`),
  );
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await settle(page);
  to.add(
    'U21',
    screen.name,
    (await measure(page, 'stirring')).map((one) => `with reduced motion: ${one}`),
  );
  to.add('U21', screen.name, await measure(page, 'moving'));
}

export interface GeneralOptions {
  readonly pictures: string;
  readonly say: (line: string) => void;
  /** The small set of `npm test`. */
  readonly brief?: boolean;
}

export async function checkScreens(screens: readonly Screen[], to: Findings, options: GeneralOptions): Promise<void> {
  mkdirSync(options.pictures, { recursive: true });
  for (const screen of screens) {
    const start = performance.now();
    try {
      const page = await screen.open();
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await asDrawn(page, screen, to);
      await page.screenshot({ path: path.join(options.pictures, `${screen.name.replaceAll(/\W+/g, '-')}.png`) });
      await colours(page, screen, to);
      await narrower(page, screen, to);
      if (options.brief !== true) {
        await darkness(page, screen, to);
        await larger(page, screen, to);
        if (screen.room === 'field') await elderField(page, screen, to);
        await motion(page, screen, to);
      }
      to.add('screens', screen.name, []);
    } catch (error) {
      to.add('broken', screen.name, [error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)]);
    }
    options.say(`  ${screen.name} ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
}

export function generalFigures(to: Findings, figures: Figures): void {
  const low = (row: string): number => to.least.get(row) ?? Number.NaN;
  type Least = readonly [name: string, row: string, goal: number, unit: string, found: readonly string[]];
  const least = (...[name, row, goal, unit, found]: Least): void =>
    figures.add(name, low(row), { unit, goal, better: 'higher', found });
  figures.none('screens that could not be opened', to.of('broken'));
  least('U15 smallest target', 'U15', 44, 'px', to.of('U15'));
  least('U15 smallest main target, elder', 'U15 elder', 60, 'px', to.of('U15 elder'));
  figures.none('U15 targets closer than 8 px', to.of('U15 gaps'));
  least('U16 smallest text', 'U16', 16, 'px', to.of('U16'));
  least('U16 smallest text, elder', 'U16 elder', 18, 'px', to.of('U16 elder'));
  least('U16 largest text, elder', 'U16 elder largest', 30, 'px', to.of('U16 elder largest'));
  figures.none('U16 text cut off', to.of('U16 cut'));
  figures.none('U16 loss at 200 % text', to.of('U16 200 %'));
  least('U16 text follows the system at 2 ×', 'U16 OS', 2, '×', to.of('U16 OS'));
  figures.none('U17 sideways scroll at 320 px and lying', to.of('U17'));
  least('U18 line height of running text', 'U18 running', 1.5, '×', to.of('U18'));
  least('U18 lowest line height', 'U18 any', 1.3, '×', to.of('U18'));
  least('U18 distance of paragraphs', 'U18 paragraph', 1.3, '× line', to.of('U18'));
  for (const [look, goal] of [
    ['light', 4.5],
    ['dark', 4.5],
    ['sun', 7],
  ] as const) {
    least(`U19 text contrast, ${look}`, `U19 ${look} text`, goal, ': 1', to.of(`U19 ${look}`));
    least(`U19 icons, edges, focus, ${look}`, `U19 ${look} parts`, 3, ': 1', to.of(`U19 ${look}`));
  }
  figures.none('U20 dark follows and can be forced', to.of('U20'));
  figures.none('U20 lost with forced colours', to.of('U20 forced colours'));
  figures.none('U21 moving things', to.of('U21'));
  figures.none('U13 axe violations in light, in dark, at 320 px and for elders', to.of('axe'));
}
