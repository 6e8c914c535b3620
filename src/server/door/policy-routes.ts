// Policy cards behind a door plate. Answers to a card's questions come by a form, are weighed for this one page and kept nowhere.
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { findPolicies } from '#modules/policy/rules.ts';
import type { County } from '../county.ts';
import { answerFile } from '../files/file-routes.ts';
import type { FileStore } from '../files/file-store.ts';
import { answerUnknownPlate, asPage, fieldsOf } from './answers.ts';
import type { Plate } from './door-data.ts';
import { answerPage, type Look } from './page.ts';
import { platesOf } from './plate-code.ts';
import { type PlatePolicy, platePaper, platePolicies } from './policy-data.ts';
import { declaredIn, policyBody, policyListBody } from './policy-page.ts';

interface At {
  readonly county: County;
  readonly files: FileStore;
  readonly plate: Plate;
  readonly base: string;
}

async function answerList(c: Context, look: Look, { plate, base, county }: At): Promise<Response> {
  const all = await platePolicies(county, plate.ground);
  const typed = (c.req.query('q') ?? '').replaceAll('\0', '').slice(0, 40);
  const policies = findPolicies(all, typed);
  return answerPage(c, look, {
    title: look.t('door.policy.title'),
    here: `${base}/policy`,
    body: policyListBody(look, `${base}/policy`, { policies, typed, all: all.length }),
    back: { href: look.to(base), label: look.t('door.back') },
  });
}

const cardAt = async (c: Context, { plate, county }: At): Promise<PlatePolicy | undefined> =>
  (await platePolicies(county, plate.ground)).find(({ id }) => id === c.req.param('policy'));

function answerGone(c: Context, look: Look, base: string): Promise<Response> {
  const { t } = look;
  const list = `${base}/policy`;
  const body = html`<p class="big">${t('door.policy.gone')}</p><p>${t('door.policy.goneMore')}</p>`;
  const back = { href: look.to(list), label: t('door.policy.back') };
  return answerPage(c, look, { title: t('door.policy.title'), here: list, body, back }, 404);
}

/** POLICY-12: the bytes of a paper or a picture, as a file. */
async function answerPaper(c: Context, look: Look, at: At): Promise<Response> {
  const policy = await cardAt(c, at);
  const paper = policy && (await platePaper(at.county, policy, c.req.param('paper') ?? ''));
  return paper ? answerFile(c, at.files, paper, 'whole') : answerGone(c, look, at.base);
}

async function answerCard(c: Context, look: Look, at: At): Promise<Response> {
  const { t } = look;
  const list = `${at.base}/policy`;
  const back = { href: look.to(list), label: t('door.policy.back') };
  const policy = await cardAt(c, at);
  if (!policy) return answerGone(c, look, at.base);
  const { rule } = policy.card;
  const answers = c.req.method === 'POST' && rule !== null ? declaredIn(rule, await fieldsOf(c)) : undefined;
  const here = `${list}/${policy.id}`;
  return answerPage(c, look, {
    title: policy.card[look.lang].title,
    here,
    body: policyBody(look, here, policy, answers),
    back,
    ...(rule === null ? {} : { form: here }),
  });
}

export function policyRoutes(county: County, files: FileStore): Hono {
  const app = new Hono();
  const plates = platesOf(county);
  const behindPlate = (answer: typeof answerCard) =>
    asPage(county, async (c, look) => {
      const plate = await plates.find(c, c.req.param('plate') ?? '');
      if (!plate) return answerUnknownPlate(c, look);
      const base = `/h/${encodeURIComponent(c.req.param('plate') ?? '')}`;
      return answer(c, look, { county, files, plate, base });
    });
  app.get('/h/:plate/policy', behindPlate(answerList));
  app.get('/h/:plate/policy/:policy', behindPlate(answerCard));
  app.post('/h/:plate/policy/:policy', behindPlate(answerCard));
  app.get('/h/:plate/policy/:policy/paper/:paper', behindPlate(answerPaper));
  return app;
}
