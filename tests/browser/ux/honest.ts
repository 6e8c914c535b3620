// Rows U42, U43 and U44 and the first load: help at one place, a short tour, nothing that ranks or watches people, few required fields, few bytes.
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import * as z from 'zod/mini';
import { faultsOf, emptyVisit, tiles } from '#modules/visit/ui/visit-draft.ts';
import { verbs } from '#server/registry.ts';
import { filesUnder, readText, root } from '../../../tools/report.ts';
import type { At } from '../ux.ts';
import { bytesOf } from './household.ts';
import { openStage } from './screens.ts';
import { enterField, measure, phoneContext } from './stage.ts';

/** Where help stands on each screen; the same kind of page must have it at the same place. */
async function helpPlaces(at: At): Promise<{ places: string[]; seen: string[] }> {
  const stage = await openStage(at.browser, at.village, at.seeds);
  const at0 = new Map<string, { x: number; y: number; name: string }>();
  const places: string[] = [];
  const watched: string[] = [];
  for (const screen of stage.screens) {
    const page = await screen.open().catch(() => undefined);
    if (!page) continue;
    watched.push(
      ...(await measure(page, 'spoken', true))
        .filter((text) => rankings.test(text) && !denied.test(text))
        .map((text) => `${screen.name}: ${text}`),
    );
    const before = /enrol|PIN|sign-in/.test(screen.name);
    const selector =
      screen.room === 'field'
        ? 'a[href="#/help"]'
        : screen.room === 'desk'
          ? '.zd-menu-foot button'
          : 'footer a[href^="tel:"]';
    const help = page.locator(selector).first();
    if (before || (screen.name === 'field help' && screen.room === 'field')) continue;
    const box = await help.boundingBox().catch(() => null);
    if (!box) {
      places.push(`${screen.name}: no help`);
      continue;
    }
    if (screen.room === 'front') continue;
    const width = page.viewportSize()?.width ?? 0;
    // A page of the household is as long as what it says: its help is the last thing on it.
    const y = screen.room === 'household' ? (await heightOf(page)) - box.y : box.y;
    const seen = { x: Math.round(width - box.x - box.width), y: Math.round(y), name: screen.name };
    const group = `${screen.room}${screen.elder === true ? ', elder' : ''}`;
    const first = at0.get(group) ?? seen;
    at0.set(group, first);
    const far = Math.max(Math.abs(first.x - seen.x), Math.abs(first.y - seen.y));
    if (far > 12) places.push(`${screen.name}: help is ${far} px from where it is on ${first.name}`);
  }
  await stage.close();
  return { places, seen: watched };
}

const heightOf = (page: Page): Promise<number> =>
  page.evaluate(() => {
    scrollTo(0, 0);
    return document.body.getBoundingClientRect().bottom;
  });

const rankings =
  /排名|排行|名次|第一名|积分|打卡|签到|龙虎榜|红黑榜|星级评|登录次数|在线时长|活跃度|点赞|广告|推广|定位|经纬度|必须拍照|拍照上传/;
/** Saying that something is not done is not doing it. */
const denied = /要不要打卡|不打卡|不(给.*)?排名|没有人排名|不逼|不定位/;

async function tours(at: At): Promise<{ steps: number; faults: string[] }> {
  const phone = await phoneContext(at.browser);
  const page = await phone.newPage();
  await enterField(page, at.village, { tour: true });
  const faults: string[] = [];
  const card = page.locator('.zd-card', { hasText: /\d \/ 3/ });
  let steps = 0;
  while ((await card.isVisible()) && steps < 9) {
    steps += 1;
    if (!(await card.getByRole('button', { name: '跳过' }).isVisible())) faults.push(`step ${steps} cannot be skipped`);
    await card.locator('.zd-button').first().tap();
    await page.waitForTimeout(100);
  }
  if (steps === 0) faults.push('no tour at the first use');
  await phone.close();
  const again = await phoneContext(at.browser);
  const other = await again.newPage();
  await enterField(other, at.village, { tour: true });
  await other.getByRole('button', { name: '跳过' }).tap();
  await other.waitForTimeout(200);
  if (await other.getByRole('button', { name: '跳过' }).isVisible()) faults.push('skipping does not end the tour');
  if ((await other.locator('.field-ribbon').innerText()) === '') faults.push('the demo is not said to be one');
  await again.close();
  return { steps, faults };
}

interface Shape {
  readonly properties?: Readonly<Record<string, { readonly default?: unknown; readonly type?: unknown }>>;
  readonly required?: readonly string[];
}
const known =
  /^(visit|household|case|home|at|id|worker|device|author|incident|promise|post|member|person|office|area|grid)$/;

/** What a person must give because the phone cannot know it. */
function asked(name: string): string[] {
  const verb = verbs.get(name);
  if (!verb) return [`no verb ${name}`];
  const shape = z.toJSONSchema(verb.input as z.ZodMiniType, { io: 'input', unrepresentable: 'any' }) as Shape;
  return (shape.required ?? []).filter((field) => !known.test(field));
}

/** Where the worker may have his own place drawn once, if he asks; ground-page.test.ts holds that nothing keeps or sends it. */
const asksForItself = 'src/apps/field/ground-page.tsx';

/** Fields of any verb that watch or force: a picture, a place on earth, a score. */
function watching(): string[] {
  const found: string[] = [];
  for (const [name, verb] of verbs) {
    const shape = z.toJSONSchema(verb.input as z.ZodMiniType, { io: 'input', unrepresentable: 'any' }) as Shape;
    for (const field of shape.required ?? [])
      if (/^(photo|picture|image|lat|lon|gps|position|location)s?$/i.test(field))
        found.push(`${name} requires ${field}`);
    // Steps that a village decided on are a list; those that a telephone counts are a number.
    for (const [field, { type }] of Object.entries(shape.properties ?? {}))
      if (type !== 'array' && /^(score|rank|points|checkIn|steps)$/i.test(field)) found.push(`${name} takes ${field}`);
  }
  for (const file of filesUnder(root, 'src', /\.(tsx?|js)$/))
    if (
      !/\.test\./.test(file) &&
      file !== asksForItself &&
      /navigator\.geolocation|getCurrentPosition|capture=|<input[^>]*type="file"[^>]*required/.test(
        readText(root, file),
      )
    )
      found.push(`${file} asks for a place or a picture`);
  return found;
}

export async function checkHonest(at: At): Promise<void> {
  const { figures } = at;
  const { places, seen } = await helpPlaces(at);
  figures.none('U42 help at the same place', places);
  const { steps, faults } = await tours(at);
  figures.add('U42 steps of the tour', steps, { unit: 'steps', goal: 3, better: 'lower' });
  figures.none('U42 tour can be skipped, demo is named', faults);
  figures.none('U43 rankings, check-ins, advertisements on screens', seen);
  figures.none('U43 forced pictures or places, scores', watching());
  const worst = Math.max(...tiles.map((tile) => 1 + faultsOf({ ...emptyVisit, tiles: [tile] }).length));
  figures.add('U44 required fields of a visit', worst, { unit: 'fields', goal: 4, better: 'lower' });
  figures.add('U44 required fields of a visit by its schema', asked('visit.record').length, {
    unit: 'fields',
    goal: 4,
    better: 'lower',
    found: asked('visit.record'),
  });
  figures.add('U44 required fields of a problem by its schema', asked('case.report').length, {
    unit: 'fields',
    goal: 5,
    better: 'lower',
    found: asked('case.report'),
  });
  const phone = await phoneContext(at.browser);
  const page = await phone.newPage();
  const { bytes, files } = await bytesOf(page, `${at.village.url}/field/`, /\.js$/, 'without heads');
  figures.add('field JavaScript of the first load', bytes / 1024, {
    unit: 'KiB',
    goal: 110,
    better: 'lower',
    found: files,
  });
  const html = await page.content();
  at.say(`  field page ${gzipSync(html).length} bytes gzipped, scripts: ${files.join(', ')}`);
  await phone.close();
}
