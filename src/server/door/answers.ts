// Answers that any household page may need: not known, too many tries, not from our page; never a code or a reason.
import type { Context } from 'hono';
import { html } from 'hono/html';
import { Problem } from '#kit/problem.ts';
import type { County } from '../county.ts';
import { answerPage, type Look, lookOf } from './page.ts';
import { unknownBody } from './plate-page.ts';
import type { Key } from './speak.ts';

/** A page with one sentence, for what leads nowhere. */
export const answerSentence = (
  context: Context,
  look: Look,
  key: Key,
  status: 403 | 404 | 409 | 429 | 500,
): Promise<Response> =>
  answerPage(
    context,
    look,
    { title: look.t('door.brand'), here: '/follow', body: html`<p class="big">${look.t(key)}</p>` },
    status,
  );

export const answerUnknownPlate = (context: Context, look: Look): Promise<Response> =>
  answerPage(context, look, { title: look.t('door.brand'), here: '/plate', body: unknownBody(look) }, 404);

/** Runs a page; what it throws becomes a page too. */
export const asPage =
  (county: County, answer: (context: Context, look: Look) => Promise<Response>) =>
  async (context: Context): Promise<Response> => {
    const look = lookOf(context, county);
    try {
      return await answer(context, look);
    } catch (error) {
      if (error instanceof Problem && error.code === 'too-many')
        return answerSentence(context, look, 'door.error.many', 429);
      if (error instanceof Problem && error.kind !== 'broken')
        return answerSentence(context, look, 'door.error.moved', 409);
      county.log('door-broken', { code: error instanceof Problem ? error.code : 'internal' });
      return answerSentence(context, look, 'door.error.broken', 500);
    }
  };

/** The text of one field of a form, as people write it; '' when it is not there. */
export const fieldsOf = async (context: Context): Promise<(name: string) => string> => {
  const form = await context.req.parseBody();
  return (name) => {
    const value = form[name];
    return typeof value === 'string'
      ? value.replaceAll('\0', '').toWellFormed().normalize('NFC').replaceAll('\r\n', '\n').trim()
      : '';
  };
};
