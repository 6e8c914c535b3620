// Browsers in which somebody is signed in already: the way through the door is a test of its own.
import type { Browser, BrowserContext } from 'playwright-core';
import type { Caller } from '#tests/running.ts';
import { deskSize } from './story/stage.ts';

export async function signIn(context: BrowserContext, { cookie = '' }: Caller): Promise<void> {
  const place = { domain: 'localhost', path: '/', secure: true, httpOnly: true, sameSite: 'Strict' as const };
  await context.addCookies([{ name: '__Host-zd', value: cookie, ...place }]);
}

/** A desk whose first walk is behind its person. */
export async function deskOf(browser: Browser, caller: Caller): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: deskSize, locale: 'zh-CN' });
  context.setDefaultTimeout(20_000);
  await context.addInitScript(() => localStorage.setItem('zd-desk-tour', 'done'));
  await signIn(context, caller);
  return context;
}
