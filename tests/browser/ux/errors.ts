// Row U26: every form is sent with what is missing or wrong, and the answer is looked at: summary on top with the focus, links, the same words by the field, and what to do.
import type { Locator, Page } from 'playwright-core';
import type { At } from '../ux.ts';
import { context, deskSize, enterDesk, enterField, goHash, measure, phoneContext, settle } from './stage.ts';

interface Form {
  readonly name: string;
  readonly page: Page;
  /** Brings the form on and sends it wrong. */
  provoke(): Promise<void>;
  /** How many things are wrong with it. */
  readonly faults: number;
}

/** Looks at the answer of one form; says what is missing in it. */
async function judge({ name, page, faults }: Form): Promise<string[]> {
  const summary = page.locator('[role=alert][tabindex="-1"]').first();
  try {
    await summary.waitFor({ timeout: 6_000 });
  } catch {
    return [`${name}: no summary of what is wrong`];
  }
  await page.waitForTimeout(150);
  const found = (await measure(page, 'errorAnswer')).map((one) => `${name}: ${one}`);
  const links = summary.locator('a');
  const count = await links.count();
  if (count !== faults) found.push(`${name}: ${count} links for ${faults} faults`);
  if (count > 0) {
    const goal = (await links.first().getAttribute('href'))?.slice(1) ?? '';
    await links.first().click();
    await page.waitForTimeout(100);
    const there = await page.evaluate((id) => {
      const target = document.getElementById(id);
      const now = document.activeElement;
      // A group of answers is reached by its first answer, or by the jump of a page without script.
      return target !== null && (now === target || target.contains(now) || location.hash === `#${id}`);
    }, goal);
    if (!there) found.push(`${name}: the link does not lead to ${goal}`);
  }
  return found;
}

function fieldForms(page: Page, at: At): Form[] {
  const home = at.seeds.homes[8]?.id ?? '';
  const save = page.locator('.zd-page-foot .zd-button-wide').last();
  const tile = (word: string): Locator =>
    page.locator('#tiles').locator('xpath=ancestor::fieldset').locator('.zd-pick', { hasText: word });
  const visit = (name: string, word: string, faults = 1): Form => ({
    name: `field visit, ${name}`,
    page,
    faults,
    provoke: async () => {
      await goHash(page, '/today');
      await goHash(page, `/visit/${home}`);
      for (const on of await page.locator('.zd-pick-on input[type=checkbox]').all()) await on.uncheck({ force: true });
      if (word !== '') await tile(word).first().tap();
      await save.tap();
    },
  });
  const problem = (name: string, category: string, faults: number, change: () => Promise<void>): Form => ({
    name: `field problem, ${name}`,
    page,
    faults,
    provoke: async () => {
      await goHash(page, '/today');
      await goHash(page, `/problem/${home}`);
      await pickCategory(page, category);
      await page.locator('#title').fill('');
      await change();
      await save.tap();
    },
  });
  return [
    visit('nothing', ''),
    visit('policy without a topic', '政策'),
    visit('an event without its kind', '红白事'),
    visit('something else without what', '别的'),
    visit('a promise without words', '答应的事'),
    visit('an opinion without words', '民情'),
    visit('help without words', '帮了忙'),
    problem('no title', '水', 1, async () => undefined),
    problem('a complaint without its office', '村务', 1, async () => page.locator('#title').fill('没人管')),
  ];
}

/** By group and kind; a complaint stands last in its group. */
async function pickCategory(page: Page, group: string): Promise<void> {
  const change = page.getByRole('button', { name: '换一类' });
  if (await change.isVisible()) await change.tap();
  await page.getByRole('button', { name: '别的类别' }).tap();
  await page.locator('main button.zd-row-item', { hasText: group }).first().tap();
  const kinds = page.locator('main button.zd-row-item');
  await (group === '村务' ? kinds.filter({ hasText: '干部作风' }) : kinds).first().tap();
  await page.locator('#title').waitFor();
}

function entryForms(page: Page, at: At): Form[] {
  const act = page.locator('.zd-button-filled');
  const fresh = async (): Promise<void> => {
    await page.goto('about:blank');
    await page.goto(`${at.village.url}/field/`);
    await page.locator('#code').waitFor();
  };
  const pin = async (first: string, second: string): Promise<void> => {
    await page.locator('#again').waitFor();
    await page.locator('#pin').fill(first);
    await page.locator('#again').fill(second);
    await act.tap();
  };
  const enrol = async (): Promise<void> => {
    const { location } = await at.village.demo.enter('liaison');
    await fresh();
    await page.locator('#code').fill(new URLSearchParams(location.split('#')[1]).get('demo') ?? '');
    await act.tap();
  };
  return [
    { name: 'field enrol, empty', page, faults: 1, provoke: async () => (await fresh(), await act.tap()) },
    {
      name: 'field enrol, wrong',
      page,
      faults: 1,
      provoke: async () => (await fresh(), await page.locator('#code').fill('AAAAA-AAAAA'), await act.tap()),
    },
    { name: 'field PIN, too short', page, faults: 1, provoke: async () => (await enrol(), await pin('12', '12')) },
    { name: 'field PIN, not the same', page, faults: 1, provoke: () => pin('294618', '294619') },
  ];
}

function deskForms(page: Page, blank: Page, at: At): Form[] {
  const url = `${at.village.url}/desk/`;
  const submit = (on: Page): Promise<void> =>
    on.locator('form .zd-button-filled, dialog[open] .zd-button-filled').last().click();
  const sheet = (name: string, open: () => Promise<void>, faults = 1): Form => ({
    name: `desk ${name}`,
    page,
    faults,
    provoke: async () => {
      await open();
      await page.locator('dialog[open]').waitFor();
      await submit(page);
    },
  });
  const matter = async (button: RegExp): Promise<void> => {
    await page.reload();
    await goHash(page, `/inbox/mine/${at.seeds.held.id}`);
    await page.locator('.zd-pane-open').getByRole('button', { name: button }).first().click();
  };
  return [
    {
      name: 'desk sign-in, empty',
      page: blank,
      faults: 2,
      provoke: async () => (await blank.goto(url), await submit(blank)),
    },
    {
      name: 'desk invitation, empty',
      page: blank,
      faults: 2,
      provoke: async () => (
        await blank.goto(`${url}#/invitation`), await blank.locator('#new-password').waitFor(), await submit(blank)
      ),
    },
    sheet('note without words', () => matter(/备注/)),
    sheet(
      'post without a person',
      async () => (await goHash(page, '/posts'), await page.getByRole('button', { name: '安排人' }).first().click()),
    ),
  ];
}

function doorForms(page: Page, at: At): Form[] {
  const url = at.village.url;
  const plate = `${url}/h/${at.seeds.plate.code}`;
  const send = (selector: string) => (): Promise<void> => page.locator(selector).last().tap();
  const form = (name: string, address: string, fill: () => Promise<void>, faults: number): Form => ({
    name: `household ${name}`,
    page,
    faults,
    provoke: async () => {
      await page.goto(address);
      await fill();
      await settle(page);
    },
  });
  const main = send('main form .btn.main');
  return [
    form('report, empty', `${plate}/report`, main, 2),
    form('report, elder, empty', `${plate}/report?elder=1`, main, 2),
    form('complaint, empty', `${plate}/report?about=1`, main, 1),
    form('danger, empty', `${plate}/danger`, send('main form .btn'), 1),
    form(
      'follow, too short',
      `${url}/follow`,
      async () => (await page.fill('#secret', 'ABC'), await send('main form .btn')()),
      1,
    ),
    form(
      'follow, wrong',
      `${url}/follow`,
      async () => (await page.fill('#secret', 'AAAA BBBB CCCC DDDD'), await send('main form .btn')()),
      1,
    ),
    form('typed code, empty', `${url}/plate`, main, 2),
    form('my, wrong', `${url}/my/enter`, async () => (await page.fill('#code', 'AAAAA-AAAAA'), await main()), 1),
  ];
}

export async function checkErrors(at: At): Promise<void> {
  const phone = await phoneContext(at.browser);
  const office = await context(at.browser, { viewport: deskSize });
  const [entry, field, door] = [
    await phone.newPage(),
    await (await phoneContext(at.browser)).newPage(),
    await phone.newPage(),
  ];
  const [desk, blank] = [await office.newPage(), await (await context(at.browser, { viewport: deskSize })).newPage()];
  await enterField(field, at.village);
  await enterDesk(desk, at.village);
  const forms = [
    ...entryForms(entry, at),
    ...fieldForms(field, at),
    ...deskForms(desk, blank, at),
    ...doorForms(door, at),
  ];
  const found: string[] = [];
  let done = 0;
  for (const form of forms) {
    try {
      await form.provoke();
      found.push(...(await judge(form)));
      done += 1;
    } catch (error) {
      found.push(`${form.name}: could not be provoked: ${String(error).split('\n')[0]}`);
    }
  }
  at.figures.add('U26 forms sent wrong', done, { unit: 'forms', goal: forms.length, better: 'higher' });
  at.figures.none('U26 answers that do not help', found);
  for (const page of [entry, field, desk, blank]) await page.context().close();
}
