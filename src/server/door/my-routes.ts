// The verified adult: in with the village desk's code, out again, and between them the household's own record.
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import type { Actor } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { newId } from '#kit/id.ts';
import { inScope } from '#data/scope.ts';
import { ask } from '../ask.ts';
import { ownRecord } from '#modules/case/kinds/categories.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import type { FileStore } from '../files/file-store.ts';
import { addressOf, cookieName, type Env } from '../http.ts';
import { limiter } from '../limits.ts';
import { endSession, sessionScope, startSession, useInvitation } from '../session.ts';
import { giveCookie } from '../session-routes.ts';
import { answerSentence, asPage, fieldsOf } from './answers.ts';
import { caseFor } from './case-data.ts';
import { myElections, objectTo } from './my-elections.ts';
import { type MyReading, myRecord } from './my-data.ts';
import { enterBody, isWish, recordBody, requestBody } from './my-page.ts';
import { type Asker, moreRoutes } from './my-more.ts';
import { readingsBody } from './my-readings.ts';
import { answerGo, answerPage, type Fault, type Look } from './page.ts';
import { mountCase, type Opened } from './say-routes.ts';
import { runningPolls } from './poll-routes.ts';
import { proposalCounts } from './proposal-data.ts';
import { speaker } from './speak.ts';
import { chooseToldHow, toldHow } from './told-how.ts';
import { isOwnPage, makeToken, readToken } from './tokens.ts';

/** The adult behind the session, or undefined: a member of staff's own cookie opens no household here. */
export const adultOf = (c: Context<Env>): Actor | undefined => {
  const actor = c.get('signedIn')?.actor;
  return actor?.standing === 'adult' && actor.household !== null ? actor : undefined;
};

const answerEnter = (c: Context, look: Look, given: { typed: string; faults: readonly Fault[] }): Promise<Response> =>
  answerPage(
    c,
    look,
    {
      title: look.t('door.my.title'),
      here: '/my/enter',
      body: enterBody(look, given.faults, given.typed),
      faults: given.faults,
    },
    given.faults.length > 0 ? 400 : 200,
  );

type Page = (c: Context) => Promise<Response>;
type Mine = (c: Context, look: Look, asker: Asker) => Promise<Response>;

export function myRoutes(county: County, files: FileStore): Hono<Env> {
  const app = new Hono<Env>();
  const tries = limiter(10, 1, 20_000, county.now);
  const mine = (answer: Mine): Page =>
    asPage(county, async (c, look) => {
      const actor = adultOf(c);
      return actor ? answer(c, look, { county, actor }) : answerGo(c, look.to('/my/enter'));
    });
  const blank = asPage(county, (c, look) => answerEnter(c, look, { typed: '', faults: [] }));
  const entering = asPage(county, async (c, look) => {
    if (!isOwnPage(c, county)) return answerSentence(c, look, 'door.error.elsewhere', 403);
    tries.take(addressOf(c, county));
    return enter(c, look, county);
  });
  app.get('/my/enter', blank);
  app.post('/my/enter', entering);
  app.post('/my/leave', mine(leave));
  app.get('/my', mine(answerRecord));
  app.post('/my/told', mine(takeToldHow));
  app.post('/my/errand', mine(takeErrandBack));
  app.post('/my/object', mine(takeObjection));
  app.get('/my/readings', mine(answerReadings));
  const request = mine((c, look, asker) => answerRequest(c, look, asker));
  app.get('/my/request', request);
  app.post('/my/request', mine(takeRequest));
  app.route('/', moreRoutes(mine));
  mountCase({ app, files }, '/my/case/:id', (answer) => mine((c, look, asker) => openCase(c, look, asker, answer)));
  return app;
}

async function answerRecord(c: Context<Env>, look: Look, { county, actor }: Asker): Promise<Response> {
  const record = await myRecord(county, actor);
  if (!record) return answerGo(c, look.to('/my/enter'));
  const csrf = c.get('signedIn')?.csrf ?? '';
  const polls = await runningPolls(county, record.home.ground);
  const body = recordBody(look, {
    record,
    polls,
    proposals: await proposalCounts(county, record.home.ground),
    told: await toldHow(county, actor),
    elections: await myElections(county, actor),
    csrf,
  });
  return answerPage(c, look, { title: look.t('door.my.title'), here: '/my', body });
}

async function takeToldHow(c: Context<Env>, look: Look, { county, actor }: Asker): Promise<Response> {
  const field = await fieldsOf(c);
  if (!isOwnPage(c, county) || field('csrf') !== c.get('signedIn')?.csrf)
    return answerSentence(c, look, 'door.error.elsewhere', 403);
  const choice = { texts: field('texts') !== 'no', language: field('language') === 'en' ? 'en' : 'zh' } as const;
  if (!(await chooseToldHow(county, actor, choice))) return answerSentence(c, look, 'door.error.refused', 403);
  return answerGo(c, look.to('/my#told'));
}

/** ERRAND-11: the home does not want it done any more. */
async function takeErrandBack(c: Context<Env>, look: Look, { county, actor }: Asker): Promise<Response> {
  const field = await fieldsOf(c);
  if (!isOwnPage(c, county) || field('csrf') !== c.get('signedIn')?.csrf)
    return answerSentence(c, look, 'door.error.elsewhere', 403);
  const envelope = { v: 1, id: newId(), name: 'errand.take-back', input: { errand: field('errand') } } as const;
  const said = await execute(county, actor, { ...envelope, at: county.now(), device: null, author: actor.person });
  if (said.status === 'refused') return answerSentence(c, look, 'door.error.refused', 403);
  return answerGo(c, look.to('/my'));
}

/** ELECT-19: the adult says that he himself is missing on the roll or written wrongly. */
async function takeObjection(c: Context<Env>, look: Look, { county, actor }: Asker): Promise<Response> {
  const field = await fieldsOf(c);
  if (!isOwnPage(c, county) || field('csrf') !== c.get('signedIn')?.csrf)
    return answerSentence(c, look, 'door.error.elsewhere', 403);
  const said = { election: field('election'), what: field('what') };
  if (!(await objectTo(county, actor, said))) return answerSentence(c, look, 'door.error.refused', 403);
  return answerGo(c, look.to('/my#elections'));
}

async function answerReadings(c: Context, look: Look, { county, actor }: Asker): Promise<Response> {
  const skip = Number(/^\d{1,6}$/.exec(c.req.query('skip') ?? '')?.[0] ?? 0);
  const readings = (await ask(county, actor, 'reading.mine', { skip })) as MyReading[];
  const back = { href: look.to('/my'), label: look.t('door.my.title') };
  const body = readingsBody(look, readings, skip);
  return answerPage(c, look, { title: look.t('door.my.readings'), here: '/my/readings', body, back });
}

async function openCase(
  c: Context,
  look: Look,
  { county, actor }: Asker,
  answer: (c: Context, at: Opened) => Promise<Response>,
): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const matter = /^[0-9a-f-]{36}$/.test(id) ? await caseFor(county, actor, id) : undefined;
  if (!matter) return answerSentence(c, look, 'door.case.unknown', 404);
  const back = { href: look.to('/my'), label: look.t('door.my.title') };
  return answer(c, { county, look, actor, matter, base: `/my/case/${id}`, back });
}

async function enter(c: Context, look: Look, county: County): Promise<Response> {
  const typed = (await fieldsOf(c))('code');
  try {
    const { person, household } = await inScope(county.database, sessionScope, (tx) =>
      useInvitation(tx, typed, 'adult'),
    );
    const { token } = await startSession(county.database, { person, kind: 'adult', household });
    giveCookie(c, token, 30);
    return answerGo(c, look.to('/my'));
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'broken') throw error;
    return answerEnter(c, look, { typed, faults: [{ field: 'code', key: 'door.my.wrong' }] });
  }
}

async function leave(c: Context<Env>, look: Look, { county }: Asker): Promise<Response> {
  const csrf = (await fieldsOf(c))('csrf');
  if (!isOwnPage(c, county) || csrf !== c.get('signedIn')?.csrf)
    return answerSentence(c, look, 'door.error.elsewhere', 403);
  await endSession(county.database, getCookie(c, cookieName) ?? '');
  deleteCookie(c, cookieName, { path: '/', secure: true });
  return answerGo(c, look.to('/my/enter'));
}

const purposeOf = ({ actor }: Asker): string => `request:${actor.household ?? ''}`;

async function answerRequest(
  c: Context,
  look: Look,
  asker: Asker,
  given?: { wish: string; text: string; faults: readonly Fault[] },
): Promise<Response> {
  const form = { wish: '', text: '', faults: [], ...given, token: await makeToken(asker.county, purposeOf(asker)) };
  const back = { href: look.to('/my'), label: look.t('door.my.title') };
  const title = look.t('door.my.request');
  return answerPage(
    c,
    look,
    { title, here: '/my/request', body: requestBody(look, form), back, faults: form.faults, form: '/my/request' },
    form.faults.length > 0 ? 400 : 200,
  );
}

/** A wish to correct, erase or ask becomes a matter of its own, with number, holder and clock like any other. */
async function takeRequest(c: Context, look: Look, asker: Asker): Promise<Response> {
  const { county, actor } = asker;
  if (!isOwnPage(c, county)) return answerSentence(c, look, 'door.error.elsewhere', 403);
  const field = await fieldsOf(c);
  const given = { wish: field('wish'), text: field('text').slice(0, 2000) };
  if (field('redraw') !== '') return answerRequest(c, look, asker, { ...given, faults: [] });
  const ids = await readToken(county, purposeOf(asker), field('token'));
  const faults: Fault[] = [];
  if (!isWish(given.wish)) faults.push({ field: 'wish', key: 'door.my.request.whatMissing' });
  if (given.text === '') faults.push({ field: 'text', key: 'door.report.textMissing' });
  if (!ids) faults.push({ field: 'text', key: 'door.error.stale' });
  if (!ids || faults.length > 0) return answerRequest(c, look, asker, { ...given, faults });
  const zh = speaker('zh');
  const text = isWish(given.wish) ? `${zh(`door.my.request.${given.wish}`)}：${given.text}` : given.text;
  const input = { case: ids.case, household: actor.household, category: ownRecord, title: zh('door.my.request'), text };
  const answer = await execute(county, actor, {
    v: 1,
    id: ids.command,
    name: 'case.report',
    input,
    at: county.now(),
    device: null,
    author: actor.person,
  });
  if (answer.status === 'refused')
    return answerRequest(c, look, asker, { ...given, faults: [{ field: 'text', key: 'door.error.refused' }] });
  return answerGo(c, look.to(`/my/case/${ids.case}`));
}
