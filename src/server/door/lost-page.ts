// What a browser gets at an address that is none, and where nothing else answers in words; programs get the Problem itself.
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { Problem } from '#kit/problem.ts';
import type { County } from '../county.ts';
import { type Env, noted, problemResponse } from '../http.ts';
import { answerSentence } from './answers.ts';
import { icon } from './icons.ts';
import { answerPage, lookOf } from './page.ts';

const wantsPage = (c: Context): boolean =>
  (c.req.header('accept') ?? '').includes('text/html') && !c.req.path.startsWith('/api/');
const isBrowsing = (c: Context): boolean => c.req.method === 'GET' && wantsPage(c);

/** Answers for every address that no room knows. */
async function lostPage(c: Context<Env>, county: County): Promise<Response> {
  if (!isBrowsing(c)) return problemResponse(new Problem('missing', 'page-unknown'));
  const look = lookOf(c, county);
  const { t, to } = look;
  const body = html`<p>${t('door.lost.more')}</p>
<nav class="card list"><a class="item" href="${to('/plate')}"><b class="grow">${t('door.unknown.enter')}</b>${icon('next')}</a>
<a class="item" href="${to('/')}"><b class="grow">${t('door.lost.front')}</b>${icon('next')}</a></nav>`;
  return answerPage(c, look, { title: t('door.lost.title'), here: '/', body }, 404);
}

/** Answers whatever no page caught by itself: a sentence for a person, the Problem for a program. */
async function failedPage(c: Context<Env>, county: County, error: unknown): Promise<Response> {
  const problem = noted(county, error);
  const plain = problemResponse(problem);
  if (!wantsPage(c)) return plain;
  const look = lookOf(c, county);
  if (problem.code !== 'too-many')
    return answerSentence(c, look, problem.kind === 'broken' ? 'door.error.broken' : 'door.error.moved', 500);
  c.header('retry-after', plain.headers.get('retry-after') ?? '');
  return answerSentence(c, look, 'door.error.fast', 429);
}

export function answerInWords(app: Hono<Env>, county: County): void {
  app.notFound((c) => lostPage(c, county));
  app.onError((error, c) => failedPage(c, county, error));
}
