// The verified adult: in with the village desk's code, out again, and between them the household's own record.
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import type { Actor } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import { addressOf, cookieName, type Env } from '../http.ts';
import { limiter } from '../limits.ts';
import { endSession, sessionScope, startSession, useInvitation } from '../session.ts';
import { giveCookie } from '../session-routes.ts';
import { answerSentence, asPage, fieldsOf } from './answers.ts';
import { caseFor } from './case-data.ts';
import { myRecord } from './my-data.ts';
import { enterBody, isWish, readingsBody, recordBody, requestBody } from './my-page.ts';
import { answerGo, answerPage, type Fault, type Look } from './page.ts';
import { answerCase, answerSay, answerWithdraw, type Opened, takeWord } from './say-routes.ts';
import { speaker } from './speak.ts';
import { isOwnPage, makeToken, readToken } from './tokens.ts';

/** The adult behind the session, or undefined: a member of staff's own cookie opens no household here. */
const adultOf = (c: Context<Env>): Actor | undefined => {
  const actor = c.get('signedIn')?.actor;
  return actor?.standing === 'adult' && actor.household !== null ? actor : undefined;
};

const answerEnter = (c: Context, look: Look, given: { typed: string; faults: readonly Fault[] }): Promise<Response> =>
  answerPage(
    c,
    look,
    { title: look.t('door.my.title'), here: '/my/enter', body: enterBody(look, given.faults, given.typed), faults: given.faults },
    given.faults.length > 0 ? 400 : 200,
  );

export function myRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  const tries = limiter(10, 1, 20_000, county.now);
  const page = (answer: (c: Context, look: Look) => Promise<Response>): ((c: Context) => Promise<Response>) => asPage(county, answer);
  const mine = (answer: (c: Context, look: Look, actor: Actor) => Promise<Response>): ((c: Context) => Promise<Response>) =>
    page(async (c, look) => {
      const actor = adultOf(c);
      return actor ? answer(c, look, actor) : answerGo(c, look.to('/my/enter'));
    });
  app.get('/my/enter', page((c, look) => answerEnter(c, look, { typed: '', faults: [] })));
  app.post(
    '/my/enter',
    page(async (c, look) => {
      if (!isOwnPage(c, county)) return answerSentence(c, look, 'door.error.elsewhere', 403);
      tries.take(addressOf(c, county));
      return enter(c, look, county);
    }),
  );
  app.post('/my/leave', mine((c, look) => leave(c, look, county)));
  app.get(
    '/my',
    mine(async (c, look, actor) => {
      const record = await myRecord(county, actor);
      if (!record) return answerGo(c, look.to('/my/enter'));
      const csrf = (c as Context<Env>).get('signedIn')?.csrf ?? '';
      return answerPage(c, look, { title: look.t('door.my.title'), here: '/my', body: recordBody(look, record, csrf) });
    }),
  );
  app.get(
    '/my/readings',
    mine(async (c, look, actor) => {
      const record = await myRecord(county, actor);
      const back = { href: look.to('/my'), label: look.t('door.my.title') };
      return answerPage(c, look, { title: look.t('door.my.readings'), here: '/my/readings', body: readingsBody(look, record?.readings ?? []), back });
    }),
  );
  app.get('/my/request', mine((c, look, actor) => answerRequest(c, look, { county, actor })));
  app.post('/my/request', mine((c, look, actor) => takeRequest(c, look, { county, actor })));
  const opened = (answer: (c: Context, at: Opened) => Promise<Response>): ((c: Context) => Promise<Response>) =>
    mine(async (c, look, actor) => {
      const id = c.req.param('id') ?? '';
      const matter = /^[0-9a-f-]{36}$/.test(id) ? await caseFor(county, actor, id) : undefined;
      if (!matter) return answerSentence(c, look, 'door.case.unknown', 404);
      return answer(c, { county, look, actor, matter, base: `/my/case/${id}`, back: { href: look.to('/my'), label: look.t('door.my.title') } });
    });
  app.get('/my/case/:id', opened((c, at) => answerCase(c, at)));
  app.get('/my/case/:id/say', opened((c, at) => answerSay(c, at)));
  app.get('/my/case/:id/withdraw', opened((c, at) => answerWithdraw(c, at)));
  app.post('/my/case/:id/say', opened((c, at) => takeWord(c, at, 'case.say')));
  app.post('/my/case/:id/withdraw', opened((c, at) => takeWord(c, at, 'case.withdraw')));
  return app;
}

async function enter(c: Context, look: Look, county: County): Promise<Response> {
  const typed = (await fieldsOf(c))('code');
  try {
    const { person, household } = await inScope(county.database, sessionScope, (tx) => useInvitation(tx, typed, 'adult'));
    const { token } = await startSession(county.database, { person, kind: 'adult', household });
    giveCookie(c, token, 30);
    return answerGo(c, look.to('/my'));
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'broken') throw error;
    return answerEnter(c, look, { typed, faults: [{ field: 'code', key: 'door.my.wrong' }] });
  }
}

async function leave(c: Context<Env>, look: Look, county: County): Promise<Response> {
  const csrf = (await fieldsOf(c))('csrf');
  if (!isOwnPage(c, county) || csrf !== c.get('signedIn')?.csrf) return answerSentence(c, look, 'door.error.elsewhere', 403);
  await endSession(county.database, getCookie(c, cookieName) ?? '');
  deleteCookie(c, cookieName, { path: '/', secure: true });
  return answerGo(c, look.to('/my/enter'));
}

interface Asker {
  readonly county: County;
  readonly actor: Actor;
}
const purposeOf = ({ actor }: Asker): string => `request:${actor.household ?? ''}`;

async function answerRequest(c: Context, look: Look, asker: Asker, given?: { wish: string; text: string; faults: readonly Fault[] }): Promise<Response> {
  const form = { wish: '', text: '', faults: [], ...given, token: await makeToken(asker.county, purposeOf(asker)) };
  const back = { href: look.to('/my'), label: look.t('door.my.title') };
  const title = look.t('door.my.request');
  return answerPage(c, look, { title, here: '/my/request', body: requestBody(look, form), back, faults: form.faults }, form.faults.length > 0 ? 400 : 200);
}

/** A wish to correct, erase or ask becomes a matter of its own, with number, holder and clock like any other. */
async function takeRequest(c: Context, look: Look, asker: Asker): Promise<Response> {
  const { county, actor } = asker;
  if (!isOwnPage(c, county)) return answerSentence(c, look, 'door.error.elsewhere', 403);
  const field = await fieldsOf(c);
  const given = { wish: field('wish'), text: field('text').slice(0, 2000) };
  const ids = await readToken(county, purposeOf(asker), field('token'));
  const faults: Fault[] = [];
  if (!isWish(given.wish)) faults.push({ field: 'wish', key: 'door.my.request.whatMissing' });
  if (given.text === '') faults.push({ field: 'text', key: 'door.report.textMissing' });
  if (!ids) faults.push({ field: 'text', key: 'door.error.stale' });
  if (!ids || faults.length > 0) return answerRequest(c, look, asker, { ...given, faults });
  const zh = speaker('zh');
  const text = isWish(given.wish) ? `${zh(`door.my.request.${given.wish}`)}：${given.text}` : given.text;
  const input = { case: ids.case, household: actor.household, category: 'V1', title: zh('door.my.request'), text };
  const answer = await execute(county, actor, { v: 1, id: ids.command, name: 'case.report', input, at: county.now(), device: null, author: actor.person });
  if (answer.status === 'refused') return answerRequest(c, look, asker, { ...given, faults: [{ field: 'text', key: 'door.error.refused' }] });
  return answerGo(c, look.to(`/my/case/${ids.case}`));
}
