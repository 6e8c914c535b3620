// Policy cards behind a door plate. Answers to a card's questions come by a form, are weighed for this one page and kept nowhere.
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { findPolicies } from '#modules/policy/rules.ts';
import type { County } from '../county.ts';
import { answerUnknownPlate, asPage, fieldsOf } from './answers.ts';
import type { Plate } from './door-data.ts';
import { answerPage, type Look } from './page.ts';
import { platesOf } from './plate-code.ts';
import { platePolicies } from './policy-data.ts';
import { declaredIn, policyBody, policyListBody } from './policy-page.ts';

interface At {
  readonly plate: Plate;
  readonly base: string;
}

async function answerList(c: Context, look: Look, { plate, base }: At, county: County): Promise<Response> {
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

async function answerCard(c: Context, look: Look, { plate, base }: At, county: County): Promise<Response> {
  const { t } = look;
  const list = `${base}/policy`;
  const back = { href: look.to(list), label: t('door.policy.back') };
  const policy = (await platePolicies(county, plate.ground)).find(({ id }) => id === c.req.param('policy'));
  if (!policy) {
    const body = html`<p class="big">${t('door.policy.gone')}</p><p>${t('door.policy.goneMore')}</p>`;
    return answerPage(c, look, { title: t('door.policy.title'), here: list, body, back }, 404);
  }
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

export function policyRoutes(county: County): Hono {
  const app = new Hono();
  const plates = platesOf(county);
  const behindPlate = (answer: typeof answerList) =>
    asPage(county, async (c, look) => {
      const plate = await plates.find(c, c.req.param('plate') ?? '');
      if (!plate) return answerUnknownPlate(c, look);
      return answer(c, look, { plate, base: `/h/${encodeURIComponent(c.req.param('plate') ?? '')}` }, county);
    });
  app.get('/h/:plate/policy', behindPlate(answerList));
  app.get('/h/:plate/policy/:policy', behindPlate(answerCard));
  app.post('/h/:plate/policy/:policy', behindPlate(answerCard));
  return app;
}
