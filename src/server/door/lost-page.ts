// What a browser gets at an address that is none: a page in words, with the ways in; programs get the Problem itself.
import type { Context } from 'hono';
import { html } from 'hono/html';
import { Problem } from '#kit/problem.ts';
import type { County } from '../county.ts';
import { type Env, problemResponse } from '../http.ts';
import { icon } from './icons.ts';
import { answerPage, lookOf } from './page.ts';

const isBrowsing = (c: Context): boolean =>
  c.req.method === 'GET' && (c.req.header('accept') ?? '').includes('text/html') && !c.req.path.startsWith('/api/');

/** Answers for every address that no room knows. */
export async function lostPage(c: Context<Env>, county: County): Promise<Response> {
  if (!isBrowsing(c)) return problemResponse(new Problem('missing', 'page-unknown'));
  const look = lookOf(c, county);
  const { t, to } = look;
  const body = html`<p>${t('door.lost.more')}</p>
<nav class="card list"><a class="item" href="${to('/plate')}"><b class="grow">${t('door.unknown.enter')}</b>${icon('next')}</a>
<a class="item" href="${to('/')}"><b class="grow">${t('door.lost.front')}</b>${icon('next')}</a></nav>`;
  return answerPage(c, look, { title: t('door.lost.title'), here: '/', body }, 404);
}
