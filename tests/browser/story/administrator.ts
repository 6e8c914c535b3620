// An administrator in the story: comes in by a code from the machine itself, chooses a password, sets up the second factor.
import type { Page } from 'playwright-core';
import { Secret, TOTP } from 'otpauth';
import { zdCommand } from '#tests/server-process.ts';
import { context, deskSize, type Stage } from './stage.ts';
import { starts, t } from './words.ts';

async function secondFactor(desk: Page): Promise<void> {
  await desk.getByRole('button', { name: starts(t('desk.settings.totpMake')) }).click();
  const secret = (
    await desk
      .getByText(/^[2-7A-Z]{16,}$/)
      .first()
      .innerText()
  ).trim();
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  await desk.getByLabel(t('desk.settings.totpTyped')).fill(totp.generate());
  await desk.getByRole('button', { name: starts(t('desk.settings.totpOn')) }).click();
}

export async function openAdministrator(
  stage: Stage,
  which: 'audit' | 'security' | 'system',
  password: string,
): Promise<Page> {
  const { out, error } = await zdCommand(['invite', which, '--data', stage.data], {});
  const [code = ''] = out.split('\n');
  if (code === '') throw new Error(`no code for the administrator (${which}): ${error}`);
  const made = await context(stage, deskSize);
  await made.addInitScript(() => localStorage.setItem('zd-desk-tour', 'done'));
  const desk = await made.newPage();
  await desk.goto(`${stage.url}/desk/${stage.lang === 'en' ? '?lang=en' : ''}#/invitation`);
  await desk.getByLabel(t('desk.invitation.code')).fill(code);
  await desk.locator('#new-password').fill(password);
  await desk.getByRole('button', { name: starts(t('desk.invitation.act')) }).click();
  const make = desk.getByRole('button', { name: starts(t('desk.settings.totpMake')) });
  await make.or(desk.locator('.zd-desk')).first().waitFor();
  if (await make.isVisible()) await secondFactor(desk);
  await desk.locator('.zd-desk').waitFor();
  return desk;
}
