// Reading public lists behind a plate or from a poster, and objecting to one from one's own door.
import { type Context, Hono } from 'hono';
import { sha256Hex } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import type { County } from '../county.ts';
import { executeAs } from '../execute-as.ts';
import { addressOf } from '../http.ts';
import { limiter } from '../limits.ts';
import { plateActor } from '../session.ts';
import { answerSentence, answerUnknownPlate, asPage, fieldsOf } from './answers.ts';
import { caseBySecret, findSecret } from './case-data.ts';
import type { Plate } from './door-data.ts';
import { headAt, listsAt, type OpenList, openList } from './list-data.ts';
import { listBody, listsBody, objectBody, type ObjectFields } from './list-page.ts';
import { answerPage, type Fault, type Look } from './page.ts';
import { platesOf } from './plate-code.ts';
import { receivedBody } from './report-page.ts';
import { isOwnPage, makeToken, readToken } from './tokens.ts';

interface At {
  readonly look: Look;
  readonly plate: Plate;
  readonly base: string;
  readonly id: string;
}
interface Form {
  readonly fields: ObjectFields;
  readonly faults: readonly Fault[];
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const purposeOf = ({ plate, id }: At): string => `object:${plate.household}:${id}`;

/** What of an address asks for a name and a page; anything else is the beginning. */
const askedOf = (c: Context): { name: string; from: number } => ({
  name: (c.req.query('name') ?? '').slice(0, 24).trim(),
  from: Math.max(0, Number.parseInt(c.req.query('from') ?? '0', 10) || 0),
});

export function listRoutes(county: County): Hono {
  const app = new Hono();
  const plates = platesOf(county);
  const read = limiter(120, 30, 20_000, county.now);
  const take = takeObjection(county);
  const atPlate = (answer: (c: Context, at: At) => Promise<Response>): ((c: Context) => Promise<Response>) =>
    asPage(county, async (c, look) => {
      const code = c.req.param('plate') ?? '';
      const plate = await plates.find(c, code);
      if (!plate) return answerUnknownPlate(c, look);
      const id = c.req.param('id') ?? '';
      return answer(c, { look, plate, base: `/h/${encodeURIComponent(code)}`, id: uuid.test(id) ? id : '' });
    });
  const answerOne = atPlate(async (c, at) => {
    const found = at.id === '' ? undefined : await openList(county, at.id, at.plate.ground);
    return found ? answerList(c, at.look, found, at.base) : answerOver(c, county, at.look, at.id);
  });
  // From a poster: whoever stands before it, at no door.
  const answerPoster = asPage(county, async (c, look) => {
    read.take(addressOf(c, county));
    c.header('X-Robots-Tag', 'noindex');
    const asked = c.req.param('id') ?? '';
    const id = uuid.test(asked) ? asked : '';
    const found = id === '' ? undefined : await openList(county, id, null);
    return found ? answerList(c, look, found, null) : answerOver(c, county, look, id);
  });
  const answerForm = atPlate(async (c, at) => {
    const token = await makeToken(county, purposeOf(at));
    return drawForm(c, county, at, {
      fields: { row: c.req.query('row') ?? '', text: '', quiet: false, token },
      faults: [],
    });
  });
  app.get(
    '/h/:plate/lists',
    atPlate((c, at) => answerAll(c, county, at)),
  );
  app.get('/h/:plate/list/:id', answerOne);
  app.get('/list/:id', answerPoster);
  app.get('/h/:plate/list/:id/object', answerForm);
  app.post('/h/:plate/list/:id/object', atPlate(take));
  return app;
}

async function answerAll(c: Context, county: County, at: At): Promise<Response> {
  const body = listsBody(at.look, at.base, await listsAt(county, at.plate.ground));
  const title = at.look.t('door.list.title');
  return answerPage(c, at.look, { title, here: `${at.base}/lists`, body, back: backTo(at, '') });
}

/** Reads the form and sends it, with a brake for the home and for the address. */
function takeObjection(county: County): (c: Context, at: At) => Promise<Response> {
  const byHome = limiter(6, 1 / 60, 20_000, county.now);
  const byAddress = limiter(20, 1, 20_000, county.now);
  return async (c, at) => {
    if (!isOwnPage(c, county)) return answerSentence(c, at.look, 'door.error.elsewhere', 403);
    const form = await readForm(c, county, at);
    if (form.faults.length > 0 || form.redraw) return drawForm(c, county, at, form);
    try {
      byHome.take(at.plate.household);
      byAddress.take(addressOf(c, county));
    } catch {
      return drawForm(c, county, at, { ...form, faults: [{ field: 'text', key: 'door.error.many' }] });
    }
    return send(c, county, at, form);
  };
}

const backTo = ({ look, base }: Pick<At, 'look' | 'base'>, path: string): { href: string; label: string } => ({
  href: look.to(`${base}${path}`),
  label: look.t(path === '' ? 'door.back' : 'door.list.back'),
});

function answerList(c: Context, look: Look, found: OpenList, base: string | null): Promise<Response> {
  const asked = askedOf(c);
  return answerPage(c, look, {
    title: found.list.title,
    here: `${base ?? ''}/list/${found.list.id}`,
    body: listBody(look, found, base, asked),
    ...(base === null ? {} : { back: backTo({ look, base }, '/lists') }),
  });
}

/** Title and numbers of what is over; of everything else that there is no such list. */
async function answerOver(c: Context, county: County, look: Look, id: string): Promise<Response> {
  const head = id === '' ? undefined : await headAt(county, id, null);
  if (!head) return answerSentence(c, look, 'door.list.unknown', 404);
  const body = listsBody(look, '', [{ ...head, open: false }]);
  return answerPage(c, look, { title: head.title, here: `/list/${id}`, body });
}

async function readForm(c: Context, county: County, at: At): Promise<Form & { redraw: boolean }> {
  const field = await fieldsOf(c);
  const text = field('text');
  const faults: Fault[] = [];
  if (text === '') faults.push({ field: 'text', key: 'door.report.textMissing' });
  if (text.length > 1500) faults.push({ field: 'text', key: 'door.report.textLong' });
  const ids = await readToken(county, purposeOf(at), field('token'));
  if (!ids) faults.push({ field: 'text', key: 'door.error.stale' });
  const token = ids ? field('token') : await makeToken(county, purposeOf(at));
  const redraw = field('redraw') !== '';
  const row = /^\d{1,4}$/.test(field('row')) ? field('row') : '';
  return { fields: { row, text, quiet: field('quiet') === '1', token }, faults: redraw ? [] : faults, redraw };
}

async function drawForm(c: Context, county: County, at: At, form: Form): Promise<Response> {
  const found = at.id === '' ? undefined : await openList(county, at.id, at.plate.ground);
  if (!found) return answerOver(c, county, at.look, at.id);
  const here = `${at.base}/list/${at.id}/object`;
  const row = /^\d{1,4}$/.test(form.fields.row) && Number(form.fields.row) < found.list.rowCount ? form.fields.row : '';
  const body = objectBody(at.look, found, here, { fields: { ...form.fields, row }, faults: form.faults });
  const parts = {
    title: at.look.t('door.list.object'),
    here,
    body,
    back: backTo(at, `/list/${at.id}`),
    faults: form.faults,
    form: here,
  };
  return answerPage(c, at.look, parts, form.faults.length > 0 ? 400 : 200);
}

/** PUBLICITY-9: one press is one objection, however often it is pressed; the home takes its follow-up code away. */
async function send(c: Context, county: County, at: At, { fields }: Form): Promise<Response> {
  const ids = await readToken(county, purposeOf(at), fields.token);
  if (!ids) return answerSentence(c, at.look, 'door.error.stale', 409);
  const input = {
    publicity: at.id,
    household: at.plate.household,
    case: ids.case,
    row: fields.row === '' ? null : Number(fields.row),
    text: fields.text,
    quiet: fields.quiet,
    secretHash: await sha256Hex(ids.secret),
  };
  try {
    const actor = plateActor(at.plate.household, at.plate.ground);
    await executeAs(county, actor, { id: ids.command, name: 'publicity.object', input });
  } catch (error) {
    // The same form with other words was sent before: it stands as it was sent.
    if (!(error instanceof Problem) || error.code !== 'command-differs') throw error;
  }
  const matter = await findSecret(county, ids.secret).then((id) => (id ? caseBySecret(county, id) : undefined));
  if (!matter) {
    const token = await makeToken(county, purposeOf(at));
    return drawForm(c, county, at, {
      fields: { ...fields, token },
      faults: [{ field: 'text', key: 'door.error.refused' }],
    });
  }
  const address = `${county.publicUrl ?? new URL(c.req.url).origin}/c/${ids.secret}`;
  return answerPage(c, at.look, {
    title: at.look.t('door.received.title', { number: matter.number ?? '' }),
    here: at.base,
    body: receivedBody(at.look, matter, ids.secret, address),
    back: backTo(at, ''),
  });
}
