// A household in the story: its own browser without scripts, how it comes to its own record, and what every page it opens may weigh.
import type { Page } from 'playwright-core';
import { context, phoneSize, type Stage, wayInto } from './stage.ts';
import { starts, t } from './words.ts';

/** Bytes of a page as it is sent. */
const mostBytes = 15 * 1024;

export interface Household {
  readonly page: Page;
  /** Opens an address of this server in the language of the story; the page must be light in both looks. */
  go(path: string, elder?: boolean): Promise<void>;
}

/** The page that is open, asked for again as it stands and in the elder version. */
export async function mustBeLight(page: Page): Promise<void> {
  for (const elder of ['', '1']) {
    const address = new URL(page.url());
    if (elder === '') address.searchParams.delete('elder');
    else address.searchParams.set('elder', elder);
    address.hash = '';
    const reply = await page.context().request.get(address.href);
    const bytes = (await reply.body()).length;
    if (!reply.ok() || bytes > mostBytes)
      throw new Error(`${address.href} answers ${reply.status()} with ${bytes} bytes`);
  }
}

/** A phone of the village's homes. Without `scripts` everything has to work by links and forms alone. */
export async function openHousehold(stage: Stage, scripts = false): Promise<Household> {
  const made = await context(stage, phoneSize, { javaScriptEnabled: scripts });
  const page = await made.newPage();
  return {
    page,
    go: async (path, elder = false) => {
      const address = new URL(path, stage.url);
      if (stage.lang === 'en') address.searchParams.set('lang', 'en');
      if (elder) address.searchParams.set('elder', '1');
      await page.goto(address.href);
      await mustBeLight(page);
    },
  };
}

/** The page behind the plate of the demo's household. */
export const plateOf = (stage: Stage): Promise<string> => wayInto(stage.url, 'household');

/** The village verifies the head of a home, who came with his identity card, and answers the code that he takes home. */
export async function verifyAdult(stage: Stage, desk: Page, door: string, name: string): Promise<string> {
  await desk.goto(`${stage.url}/desk/#/homes?text=${door}`);
  await desk
    .getByRole('link', { name: new RegExp(door) })
    .first()
    .click();
  const verifies = desk.getByRole('button', { name: t('desk.home.verify'), exact: true });
  const why = desk.getByText(t('desk.why.title')).first();
  await why.or(verifies.first()).first().waitFor();
  if (await why.isVisible()) {
    await desk.getByRole('radio', { name: t('desk.why.came-to-us') }).check();
    await desk.getByRole('button', { name: starts(t('desk.why.open')) }).click();
  }
  await verifies.first().waitFor();
  const head = await desk.getByRole('heading', { level: 1 }).innerText();
  await desk
    .getByRole('listitem')
    .filter({ hasText: head })
    .filter({ has: verifies })
    .first()
    .getByRole('button')
    .first()
    .click();
  await desk.getByRole('button', { name: starts(t('desk.verify.act')) }).click();
  const code = desk.getByRole('dialog').locator('output');
  await code.waitFor();
  await stage.picture(desk, name);
  const shown = ((await code.textContent()) ?? '').trim();
  await desk.getByRole('button', { name: t('people.invite.close'), exact: true }).click();
  return shown;
}

/** In with the village's code; the session stays with this browser. */
export async function enterRecord(stage: Stage, home: Household, code: string): Promise<void> {
  await home.go('/my/enter');
  await home.page.getByLabel(starts(t('door.my.enter'))).fill(code);
  await home.page.getByRole('button', { name: t('door.my.open'), exact: true }).tap();
  await stage.sees(home.page, t('door.my.facts'));
}
