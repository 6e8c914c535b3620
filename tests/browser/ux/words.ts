// Rows U24 and U25: the language changes at once and nothing is lost, every word is translated, longer words fit; and the words are plain.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { words as doorWords } from '#server/door/words.zh.ts';
import { hanziIn, plainFaults } from '../../../tools/plain-words.ts';
import { filesUnder, readText, root } from '../../../tools/report.ts';
import type { At } from '../ux.ts';
import { openStage, type Screen } from './screens.ts';
import { axeFaults, enterField, goHash, measure, phoneContext, settle } from './stage.ts';
import { rows } from './village.ts';

interface Word {
  readonly file: string;
  readonly key: string;
  readonly text: string;
}

async function chineseWords(): Promise<Word[]> {
  const words: Word[] = [];
  for (const file of filesUnder(root, 'src', /(^|[/-])words\.zh\.ts$/)) {
    const loaded = (await import(pathToFileURL(path.join(root, file)).href)) as Record<string, unknown>;
    for (const book of Object.values(loaded))
      if (typeof book === 'object' && book !== null)
        for (const [key, text] of Object.entries(book)) words.push({ file, key, text: String(text) });
  }
  return words;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

type Fits = (shown: string) => boolean;

/** Fits what a screen shows when it speaks this word, whatever stands in its gaps; a note that only begins alike does not. */
function fitsOf({ text }: Word): Fits | undefined {
  const fixed = hanziIn(text.replaceAll(/\{[^}]*\}/g, ''));
  if (fixed < 2) return undefined;
  const pattern = new RegExp(
    `^${text
      .split(/\{[^}]*\}/)
      .map(escaped)
      .join('.*')}$`,
    'su',
  );
  return (shown) => fixed * 2 >= hanziIn(shown) && pattern.test(shown);
}

interface Spoken {
  readonly fits: readonly Fits[];
  readonly keys: ReadonlySet<string>;
  /** Names and titles of the demo, which are data in every language. */
  readonly data: ReadonlySet<string>;
}

/** Chinese words of our own, and bare keys, among what is shown while another language is spoken. */
async function untranslated(page: Page, { fits, keys, data }: Spoken): Promise<string[]> {
  const texts = (await measure(page, 'spoken', true)).filter((text) => !data.has(text) && text !== '中文');
  return texts.filter((text) => keys.has(text) || (hanziIn(text) > 1 && fits.some((one) => one(text))));
}

async function dataOf(at: At): Promise<Set<string>> {
  const found = await rows<{ name: string }>(
    at.village,
    `select name from office union select name from area union select name from person union select title from matter
     union select title from incident union select code from supply_node union select name from supply_node
     union select title from notice union select text from notice union select unnest(places) from election`,
  );
  // A household's own question is kept under this title, whatever language it was asked in.
  return new Set([...found.map(({ name }) => name), doorWords['door.report.otherTitle']]);
}

async function walk(
  screens: readonly Screen[],
  look: (screen: Screen, page: Page) => Promise<string[]>,
): Promise<string[]> {
  const found: string[] = [];
  for (const screen of screens) {
    try {
      const page = await screen.open();
      found.push(...(await look(screen, page)).map((one) => `${screen.name}: ${one}`));
    } catch (error) {
      found.push(`${screen.name}: could not be opened: ${String(error).split('\n')[0]}`);
    }
  }
  return found;
}

async function inEnglish(at: At, words: readonly Word[]): Promise<{ words: string[]; axe: string[] }> {
  const fits = words.map(fitsOf).filter((one) => one !== undefined);
  const spoken = { fits, keys: new Set(words.map(({ key }) => key)), data: await dataOf(at) };
  const stage = await openStage(at.browser, at.village, at.seeds, '?lang=en');
  const axe: string[] = [];
  const found = await walk(stage.screens, async ({ name }, page) => {
    axe.push(...(await axeFaults(page)).map((one) => `${name}, English: ${one}`));
    return [
      ...(await untranslated(page, spoken)).map((text) => `"${text.slice(0, 40)}" is not translated`),
      ...(await measure(page, 'cutTexts')),
      ...(await measure(page, 'sideways')).slice(0, 2),
    ];
  });
  await stage.close();
  return { words: found, axe };
}

/** Words 40 % longer: the apps speak them themselves, the pages of the server are stretched where they stand. */
async function stretched(at: At): Promise<string[]> {
  const stage = await openStage(at.browser, at.village, at.seeds, '?lang=pseudo');
  const found = await walk(stage.screens, async ({ room }, page) => {
    if (room === 'front' || room === 'household') await measure(page, 'stretchTexts');
    else if (!(await page.locator('body').innerText()).includes('⟦')) return ['does not speak the pseudo-locale'];
    await settle(page);
    return [...(await measure(page, 'cutTexts')), ...(await measure(page, 'sideways')).slice(0, 2)];
  });
  await stage.close();
  return found;
}

/** Types, changes the language, and looks whether the words are still there and the page was never loaded anew. */
async function switching(at: At): Promise<string[]> {
  const faults: string[] = [];
  const phone = await phoneContext(at.browser);
  const page = await phone.newPage();
  const mark = (): Promise<void> => page.evaluate(() => void ((globalThis as { zdMark?: number }).zdMark = 1));
  const kept = (): Promise<boolean> => page.evaluate(() => (globalThis as { zdMark?: number }).zdMark === 1);
  await page.goto(`${at.village.url}/field/`);
  await page.locator('#code').fill('ABCDE');
  await mark();
  await page.getByRole('button', { name: 'English' }).tap();
  await page.getByRole('button', { name: '中文' }).waitFor();
  if ((await page.locator('#code').inputValue()) !== 'ABCDE' || !(await kept()))
    faults.push('field enrol: the typed code is gone');
  await page.getByRole('button', { name: '中文' }).tap();
  await enterField(page, at.village);
  await mark();
  const home = at.seeds.homes[9];
  await goHash(page, `/visit/${home?.id ?? ''}`);
  await page.locator('#note').fill('写到一半');
  await goHash(page, '/me');
  await page.locator('.zd-pick', { hasText: 'English' }).tap();
  await page.getByRole('link', { name: 'Today' }).waitFor();
  await goHash(page, `/visit/${home?.id ?? ''}`);
  if ((await page.locator('#note').inputValue()) !== '写到一半' || !(await kept()))
    faults.push('field visit: the note is gone');
  await page.locator('#note').fill('');
  await page.goto(`${at.village.url}/desk/`);
  await page.locator('#phone').fill('19900001111');
  await mark();
  await page.getByRole('button', { name: /English|中文/ }).tap();
  await settle(page);
  if ((await page.locator('#phone').inputValue()) !== '19900001111' || !(await kept()))
    faults.push('desk sign-in: the number is gone');
  for (const elder of ['', '?elder=1']) {
    await page.goto(`${at.village.url}/h/${at.seeds.plate.code}/report${elder}`);
    await page.locator('.pick').last().tap();
    await page.fill('#text', '写到一半');
    await page.getByText('English', { exact: true }).tap();
    await page.waitForURL(/lang=en/);
    await settle(page);
    if ((await page.locator('#text').inputValue()) !== '写到一半')
      faults.push(`household report${elder}: the typed words are gone`);
    if ((await page.locator('.pick input:checked').count()) !== 1)
      faults.push(`household report${elder}: the choice is gone`);
  }
  await phone.close();
  return faults;
}

function lint(words: readonly Word[]): { long: string[]; codes: string[]; stiff: string[]; mean: number } {
  const read = words.map(({ file, key, text }) => plainFaults(file, { [key]: text }));
  const lengths = read.flatMap((one) => one.lengths);
  return {
    long: read.flatMap((one) => one.long),
    codes: read.flatMap((one) => one.coded),
    stiff: read.flatMap((one) => one.stiff),
    mean: lengths.reduce((all, one) => all + one, 0) / lengths.length,
  };
}

/** Offices, roles and states as the screens name them stand in the glossary. */
function unlisted(words: readonly Word[]): string[] {
  const glossary = readText(root, 'GLOSSARY.md');
  const terms = words.filter(({ key }) => /^(people\.(role|kind)|case\.state|case\.side)\.[a-z0-9-]+$/.test(key));
  return terms.filter(({ text }) => !glossary.includes(text)).map(({ key, text }) => `${key}: ${text}`);
}

const shownCode = /[0-9a-f]{8}-[0-9a-f]{4}-|\b[a-z]+(-[a-z]+)+\b|(^|[^\w])[A-Z]\d([^\w]|$)|\bundefined\b|\bNaN\b/;

/** Codes of our own on the screens themselves; what the waterworks call their valves is a name. */
async function codesShown(at: At): Promise<string[]> {
  const stage = await openStage(at.browser, at.village, at.seeds);
  // The longest first: a valve's code stands in its name.
  // Sheets of paper are called so.
  const names = [...(await dataOf(at)), 'A3', 'A4']
    .filter((name) => name !== '')
    .toSorted((a, b) => b.length - a.length);
  const found = await walk(stage.screens, async (_, page) =>
    (await measure(page, 'spoken', false)).filter((text) =>
      shownCode.test(names.reduce((left, name) => left.replaceAll(name, ''), text)),
    ),
  );
  await stage.close();
  return found;
}

export async function checkWords(at: At): Promise<void> {
  const { figures } = at;
  const words = await chineseWords();
  figures.none('U24 lost by a change of language', await switching(at));
  const english = await inEnglish(at, words);
  figures.none('U24 not translated, or cut, in English', english.words);
  figures.none('U13 axe violations in English', english.axe);
  figures.none('U24 cut or too wide with 40 % more text', await stretched(at));
  const { long, codes: coded, stiff, mean } = lint(words);
  figures.add('U25 words read', words.length, { unit: 'words', goal: 500, better: 'higher' });
  figures.none('U25 sentences of more than 20 hanzi', long);
  figures.none('U25 system codes in words', coded);
  figures.none('U25 system codes on screens', await codesShown(at));
  figures.none('U25 words of offices at the door', stiff);
  figures.add('U25 hanzi per sentence of the household page', mean, { unit: 'hanzi', goal: 12, better: 'lower' });
  figures.none('U25 roles and states missing in the glossary', unlisted(words));
}
