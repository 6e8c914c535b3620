// What a verified adult does with his own record beside reading it: takes it home as a file, chooses what is offered to his home, and says what he thinks.
import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Actor } from '#kit/actor.ts';
import type { County } from '../county.ts';
import type { Env } from '../http.ts';
import { isOwnPage } from './tokens.ts';
import { mayCommentOn, sayComment } from '../comments.ts';
import { answerSentence, fieldsOf } from './answers.ts';
import { commentBody } from './my-comment.ts';
import { chooseCare } from './my-care.ts';
import { answerGo, answerPage, type Look } from './page.ts';
import { drawTaken } from './my-take-sheet.ts';
import { takeAll } from './my-take.ts';

export interface Asker {
  readonly county: County;
  readonly actor: Actor;
}
type Answer = (c: Context<Env>, look: Look, asker: Asker) => Promise<Response>;
export type Mine = (answer: Answer) => (c: Context) => Promise<Response>;

function fileHeaders(c: Context, name: string, type: string): void {
  c.header('Content-Type', type);
  c.header('Content-Disposition', `attachment; filename="${name}"`);
  c.header('Cache-Control', 'no-store');
}

/** HOME-18 */
async function takeJson(c: Context, _: Look, { county, actor }: Asker): Promise<Response> {
  const taken = await takeAll(county, actor);
  fileHeaders(c, 'my-record.json', 'application/json; charset=utf-8');
  return c.body(JSON.stringify(taken, null, 2));
}

async function takePdf(c: Context, look: Look, { county, actor }: Asker): Promise<Response> {
  const pdf = await drawTaken(look, await takeAll(county, actor));
  fileHeaders(c, 'my-record.pdf', 'application/pdf');
  return c.body(Uint8Array.from(pdf).buffer);
}

/** OPINION-7 */
async function askComment(c: Context<Env>, look: Look, { county, actor }: Asker, fault = ''): Promise<Response> {
  const csrf = c.get('signedIn')?.csrf ?? '';
  const body = commentBody(look, await mayCommentOn(county, actor), { csrf, fault });
  const back = { href: look.to('/my'), label: look.t('door.my.title') };
  const page = { title: look.t('door.my.comment'), here: '/my/comment', body, back };
  return answerPage(c, look, page, fault === '' ? 200 : 400);
}

async function takeComment(c: Context<Env>, look: Look, asker: Asker): Promise<Response> {
  const { county, actor } = asker;
  const field = await fieldsOf(c);
  if (!isOwnPage(c, county) || field('csrf') !== c.get('signedIn')?.csrf)
    return answerSentence(c, look, 'door.error.elsewhere', 403);
  const said = { about: field('about'), level: field('level'), words: field('words') };
  if (said.level === '') return askComment(c, look, asker, said.about);
  await sayComment(county, actor, said);
  return answerGo(c, look.to('/my/comment'));
}

/** HOME-19 */
async function takeCare(c: Context<Env>, look: Look, { county, actor }: Asker): Promise<Response> {
  const form = await c.req.parseBody({ all: true });
  const listOf = (name: string): string[] => [form[name] ?? []].flat().filter((one) => typeof one === 'string');
  if (!isOwnPage(c, county) || listOf('csrf')[0] !== c.get('signedIn')?.csrf)
    return answerSentence(c, look, 'door.error.elsewhere', 403);
  const said = { declined: listOf('declined'), interval: listOf('interval')[0] ?? '' };
  if (!(await chooseCare(county, actor, said))) return answerSentence(c, look, 'door.error.refused', 403);
  return answerGo(c, look.to('/my#care'));
}

export function moreRoutes(mine: Mine): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/my/record.json', mine(takeJson));
  app.get('/my/record.pdf', mine(takePdf));
  app.post('/my/care', mine(takeCare));
  app.get(
    '/my/comment',
    mine((c, look, asker) => askComment(c, look, asker)),
  );
  app.post('/my/comment', mine(takeComment));
  return app;
}
