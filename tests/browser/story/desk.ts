// A desk in the story: entering a room of the demo, finding a matter, taking its next step.
import type { Locator, Page } from 'playwright-core';
import { context, deskSize, type Stage } from './stage.ts';
import { starts, t } from './words.ts';

/** Signs in by the room's own button on the front page. */
export async function openDesk(stage: Stage, room: string): Promise<Page> {
  const made = await context(stage, deskSize);
  await made.addInitScript(() => localStorage.setItem('zd-desk-tour', 'done'));
  const page = await made.newPage();
  await page.goto(`${stage.url}/${stage.lang === 'en' ? '?lang=en' : ''}`);
  await page.locator(`form[data-room="${room}"]`).evaluate((form: HTMLFormElement) => {
    // In the browser's own window instead of the page's.
    form.removeAttribute('target');
    form.submit();
  });
  await page.locator('.zd-desk').waitFor();
  await page.getByRole('heading', { name: t('desk.view.mine'), exact: true, level: 1 }).waitFor();
  return page;
}

export const nextStep = (page: Page): Locator => page.locator('.zd-next');

/** A row of the inbox shows the matter's number, never the home's door. */
export const rowOf = (page: Page, number: string): Locator =>
  page.getByRole('list', { name: t('case.inbox.list') }).getByRole('link', { name: new RegExp(`${number}$`) });

export async function openCase(stage: Stage, page: Page, matter: string): Promise<void> {
  await page.goto(`${stage.url}/desk/#/inbox/mine/${matter}`);
  await nextStep(page).waitFor();
}

/** Presses the filled button of the next step; what is held back for undo goes at once. */
export async function takeStep(stage: Stage, page: Page, label: string, name?: string): Promise<void> {
  await nextStep(page)
    .getByRole('button', { name: starts(label) })
    .click();
  const now = page.getByRole('button', { name: starts(t('case.next.sendNow')) });
  await now
    .or(nextStep(page).filter({ hasNotText: label }))
    .first()
    .waitFor();
  if (!(await now.isVisible())) return;
  if (name !== undefined) await stage.picture(page, name);
  await now.click();
  await now.waitFor({ state: 'detached' });
}

/** What the running server answers this desk's own session. */
export function ask<T>(page: Page, query: string, input: Record<string, unknown>): Promise<T> {
  return page.evaluate(
    async ([name, given]) => {
      const reply = await fetch(`/api/ask/${name}?input=${encodeURIComponent(given)}`);
      if (!reply.ok) throw new Error(`${name}: ${reply.status} ${await reply.text()}`);
      return (await reply.json()) as unknown;
    },
    [query, JSON.stringify(input)] as const,
  ) as Promise<T>;
}
