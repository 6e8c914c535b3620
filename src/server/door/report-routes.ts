// Reporting from a plate: an ordinary matter, one about the worker, or danger; each press makes one case, however often it is pressed.
import { type Context, Hono } from 'hono';
import type { Answer } from '#kit/command.ts';
import { newId, sha256Hex } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { findCategory } from '#modules/case/kinds/categories.ts';
import type { County } from '../county.ts';
import { executeAs } from '../execute-as.ts';
import { addressOf } from '../http.ts';
import { limiter } from '../limits.ts';
import { plateActor } from '../session.ts';
import { answerSentence, answerUnknownPlate, asPage, fieldsOf } from './answers.ts';
import { caseBySecret, findSecret } from './case-data.ts';
import { type Plate, serviceSide } from './door-data.ts';
import { answerPage, type Fault, type Look } from './page.ts';
import { platesOf } from './plate-code.ts';
import {
  aboutBody,
  categoryOf,
  dangerBody,
  dangerDone,
  isTopic,
  receivedBody,
  type ReportFields,
  reportBody,
} from './report-page.ts';
import { speaker } from './speak.ts';
import { type FormIds, isOwnPage, makeToken, readToken } from './tokens.ts';

type Way = 'matter' | 'about' | 'danger';
interface Form {
  readonly way: Way;
  readonly fields: ReportFields;
  readonly faults: readonly Fault[];
}
interface At {
  readonly county: County;
  readonly look: Look;
  readonly plate: Plate;
  /** Address of the plate, e.g. `/h/…`. */
  readonly base: string;
}

const titles = { about: 'door.about.title', danger: 'door.danger.title' } as const;
const purposeOf = (plate: Plate): string => `report:${plate.household}`;

export function reportRoutes(county: County): Hono {
  const app = new Hono();
  const plates = platesOf(county);
  const byHome = limiter(6, 1 / 60, 20_000, county.now);
  const byAddress = limiter(20, 1, 20_000, county.now);
  const atPlate = (answer: (c: Context, at: At) => Promise<Response>): ((c: Context) => Promise<Response>) =>
    asPage(county, async (c, look) => {
      const code = c.req.param('plate') ?? '';
      const plate = await plates.find(c, code);
      if (!plate) return answerUnknownPlate(c, look);
      return answer(c, { county, look, plate, base: `/h/${encodeURIComponent(code)}` });
    });
  const blank = async (c: Context, at: At, way: Way): Promise<Response> =>
    drawForm(c, at, {
      way,
      fields: { topic: '', text: '', token: await makeToken(county, purposeOf(at.plate)) },
      faults: [],
    });

  app.get(
    '/h/:plate/report',
    atPlate((c, at) => blank(c, at, c.req.query('about') === '1' ? 'about' : 'matter')),
  );
  app.get(
    '/h/:plate/danger',
    atPlate((c, at) => blank(c, at, 'danger')),
  );
  app.post(
    '/h/:plate/report',
    atPlate(async (c, at) => {
      if (!isOwnPage(c, county)) return answerSentence(c, at.look, 'door.error.elsewhere', 403);
      const form = await readForm(c, at);
      if (form.faults.length > 0 || !form.ids) return drawForm(c, at, form);
      const brakes = [() => byHome.take(at.plate.household), () => byAddress.take(addressOf(c, county))];
      try {
        // Danger is never held up.
        if (form.way !== 'danger') for (const brake of brakes) brake();
      } catch {
        return drawForm(c, at, { ...form, faults: [{ field: 'text', key: 'door.error.many' }] });
      }
      return send(c, at, form, form.ids);
    }),
  );
  return app;
}

async function readForm(c: Context, at: At): Promise<Form & { ids: FormIds | undefined }> {
  const field = await fieldsOf(c);
  const said = field('way');
  const way: Way = said === 'about' || said === 'danger' ? said : 'matter';
  const ids = await readToken(at.county, purposeOf(at.plate), field('token'));
  const faults: Fault[] = [];
  const topic = field('topic');
  const text = field('text');
  if (way === 'matter' && !isTopic(topic)) faults.push({ field: 'topic', key: 'door.report.topicMissing' });
  if (text.length > 2000) faults.push({ field: 'text', key: 'door.report.textLong' });
  const silent = way === 'matter' && isTopic(topic) && topic !== 'other';
  if (text === '' && !silent) faults.push({ field: 'text', key: 'door.report.textMissing' });
  if (!ids) faults.push({ field: 'text', key: 'door.error.stale' });
  const token = ids ? field('token') : await makeToken(at.county, purposeOf(at.plate));
  // Another language or size was asked for: the same form again, and nothing is wrong with it yet.
  const redraw = field('redraw') !== '';
  return { way, fields: { topic, text, token }, faults: redraw ? [] : faults, ids: redraw ? undefined : ids };
}

async function drawForm(c: Context, at: At, form: Form): Promise<Response> {
  const { look, base, plate } = at;
  const { t, elder, to } = look;
  const { serving } = await serviceSide(at.county, plate.ground);
  const drawn = { fields: form.fields, faults: form.faults };
  const body =
    form.way === 'danger'
      ? dangerBody(look, base, drawn)
      : form.way === 'about'
        ? aboutBody(look, base, drawn)
        : reportBody(look, base, serving, drawn);
  const title =
    form.way === 'matter' ? (elder ? t('door.report.titleElder') : t('door.report.title')) : t(titles[form.way]);
  const here = form.way === 'danger' ? `${base}/danger` : `${base}/report`;
  const back = { href: to(base), label: t('door.back') };
  const parts = { title, here, body, back, faults: form.faults, form: `${base}/report` };
  return answerPage(c, look, parts, form.faults.length > 0 ? 400 : 200);
}

async function inputOf(at: At, form: Form, ids: FormIds): Promise<unknown> {
  const { way, fields } = form;
  const topic = isTopic(fields.topic) ? fields.topic : 'other';
  const category = way === 'danger' ? 'D6' : way === 'about' ? 'V4' : categoryOf(topic);
  // A list of cases shows titles to offices that open no home: it names the kind of matter, never what was said.
  const zh = speaker('zh');
  const title =
    way === 'matter' && topic === 'other' ? zh('door.report.otherTitle') : (findCategory(category)?.zh ?? category);
  const about = way === 'about' ? (await serviceSide(at.county, at.plate.ground)).serving.grid?.id : undefined;
  const secretHash = way === 'danger' ? null : await sha256Hex(ids.secret);
  return {
    case: ids.case,
    household: at.plate.household,
    category,
    title,
    text: fields.text,
    secretHash,
    aboutOffice: about ?? null,
    mustReport: way === 'danger',
  };
}

async function send(c: Context, at: At, form: Form, ids: FormIds): Promise<Response> {
  const answer = await report(at, form, ids);
  if (form.way === 'danger') return answerDanger(c, at, form, answer);
  const matter = await findSecret(at.county, ids.secret).then((id) => (id ? caseBySecret(at.county, id) : undefined));
  // A refusal is kept with its ids: what is pressed again carries new ones.
  if (!matter)
    return drawForm(c, at, { ...(await renewed(at, form)), faults: [{ field: 'text', key: 'door.error.refused' }] });
  const { look, base } = at;
  const address = `${at.county.publicUrl ?? new URL(c.req.url).origin}/c/${ids.secret}`;
  return answerPage(c, look, {
    title: look.t('door.received.title', { number: matter.number ?? '' }),
    here: base,
    body: receivedBody(look, matter, ids.secret, address),
    back: { href: look.to(base), label: look.t('door.back') },
  });
}

const renewed = async (at: At, form: Form): Promise<Form> => ({
  ...form,
  fields: { ...form.fields, token: await makeToken(at.county, purposeOf(at.plate)) },
});

async function report(at: At, form: Form, ids: FormIds): Promise<Answer | undefined> {
  const actor = plateActor(at.plate.household, at.plate.ground);
  const input = await inputOf(at, form, ids);
  try {
    return await executeAs(at.county, actor, { id: ids.command, name: 'case.report', input });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // The same form with other words was sent before. An ordinary matter stands as it was sent; danger is told again.
    if (error.code === 'command-differs' && form.way === 'danger')
      return report(at, form, { ...ids, command: newId(), case: newId() });
    if (error.code !== 'command-differs') at.county.log('report-failed', { code: error.code });
    return undefined;
  }
}

/** Out of reach it says "not sent, call 110", never "saved". */
async function answerDanger(c: Context, at: At, form: Form, answer: Answer | undefined): Promise<Response> {
  const { look, base } = at;
  if (answer?.status !== 'accepted')
    return drawForm(c, at, { ...(await renewed(at, form)), faults: [{ field: 'text', key: 'door.danger.failed' }] });
  return answerPage(c, look, {
    title: look.t('door.danger.received'),
    here: base,
    body: dangerDone(look),
    back: { href: look.to(base), label: look.t('door.back') },
  });
}
