// Proposals on the household's pages: behind a plate to follow them, and for a verified adult to make one, to answer another home's, to take back his own.
import { type Context, Hono } from 'hono';
import type { Actor } from '#kit/actor.ts';
import type { Answer } from '#kit/command.ts';
import { newId } from '#kit/id.ts';
import { isOpen } from '#modules/proposal/rules.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import type { Env } from '../http.ts';
import { answerSentence, answerUnknownPlate, asPage, fieldsOf } from './answers.ts';
import { answerGo, answerPage, type Fault, type Look } from './page.ts';
import { platesOf } from './plate-code.ts';
import { groundOf, mineOf, proposalsAt, proposalsOf, publicProposal } from './proposal-data.ts';
import { answerForm, minutesBody, proposalBody, proposalsBody, proposeBody, type Proposing } from './proposal-page.ts';
import { knownKey } from './speak.ts';
import { isOwnPage, makeToken, readToken } from './tokens.ts';

type Mine = (c: Context<Env>, look: Look, actor: Actor) => Promise<Response>;

export function proposalRoutes(county: County, adultOf: (c: Context<Env>) => Actor | undefined): Hono<Env> {
  const app = new Hono<Env>();
  const mine = (answer: Mine) =>
    asPage(county, async (c, look) => {
      const actor = adultOf(c as Context<Env>);
      return actor ? answer(c as Context<Env>, look, actor) : answerGo(c, look.to('/my/enter'));
    });
  publicPages(app, county);
  app.get('/my/proposals', mine(answerOurs));
  app.get('/my/proposal/:proposal', mine(answerMine));
  app.post('/my/proposal/:proposal', mine(takeAnswer));
  app.get(
    '/my/propose',
    mine((c, look, actor) => answerPropose(c, look, actor)),
  );
  app.post('/my/propose', mine(propose));
  return app;
}

/** PROPOSAL-2: nobody has to say who he is to follow one. */
function publicPages(app: Hono<Env>, county: County): void {
  const plates = platesOf(county);
  app.get(
    '/h/:plate/proposals',
    asPage(county, async (c, look) => {
      const code = c.req.param('plate') ?? '';
      const plate = await plates.find(c, code);
      if (!plate) return answerUnknownPlate(c, look);
      const base = `/h/${encodeURIComponent(code)}`;
      const body = proposalsBody(look, { lines: await proposalsAt(county, plate.ground) });
      const back = { href: look.to(base), label: look.t('door.proposal.back') };
      return answerPage(c, look, { title: look.t('door.proposal.title'), here: `${base}/proposals`, body, back });
    }),
  );
  app.get(
    '/proposal/:proposal',
    asPage(county, async (c, look) => {
      const found = await publicProposal(county, c.req.param('proposal') ?? '');
      if (!found) return answerSentence(c, look, 'door.proposal.unknown', 404);
      const here = `/proposal/${found.proposal.id}`;
      return answerPage(c, look, { title: look.t('door.proposal.one'), here, body: proposalBody(look, found) });
    }),
  );
  app.get(
    '/proposal/:proposal/minutes',
    asPage(county, async (c, look) => {
      const found = await publicProposal(county, c.req.param('proposal') ?? '');
      if (!found) return answerSentence(c, look, 'door.proposal.unknown', 404);
      const from = Number(/^\d{1,4}$/.exec(c.req.query('from') ?? '')?.[0] ?? 0);
      const one = `/proposal/${found.proposal.id}`;
      return answerPage(c, look, {
        title: look.t('door.proposal.minutesTitle'),
        here: `${one}/minutes`,
        body: minutesBody(look, found, from),
        back: { href: look.to(one), label: look.t('door.proposal.one') },
      });
    }),
  );
}

async function answerOurs(c: Context<Env>, look: Look, actor: Actor): Promise<Response> {
  const { county, t, to } = look;
  const ground = await groundOf(county, actor);
  const [lines, own] = await Promise.all([proposalsAt(county, ground), proposalsOf(county, actor)]);
  const shown = lines.filter((one) => own.every((each) => each.id !== one.id));
  const body = proposalsBody(look, { lines: shown, own });
  const back = { href: to('/my'), label: t('door.my.title') };
  return answerPage(c, look, { title: t('door.proposal.title'), here: '/my/proposals', body, back });
}

async function answerMine(c: Context<Env>, look: Look, actor: Actor): Promise<Response> {
  const { county, t, to } = look;
  const found = await publicProposal(county, c.req.param('proposal') ?? '');
  if (!found) return answerSentence(c, look, 'door.proposal.unknown', 404);
  const { id, state } = found.proposal;
  const mine = await mineOf(county, actor, id);
  // The home that made it reads its words, covered or not.
  const shown = mine.words ? { ...found, proposal: mine.words } : found;
  const csrf = c.get('signedIn')?.csrf ?? '';
  const body = proposalBody(look, shown, isOpen(state) ? answerForm(look, id, mine, csrf) : '');
  const back = { href: to('/my/proposals'), label: t('door.proposal.title') };
  return answerPage(c, look, { title: t('door.proposal.one'), here: `/my/proposal/${id}`, body, back });
}

async function sayAs(
  county: County,
  actor: Actor,
  [name, input]: readonly [string, object],
  id = newId(),
): Promise<Answer> {
  const envelope = { v: 1, id, name, input, at: county.now(), device: null, author: actor.person } as const;
  return execute(county, actor, envelope);
}

/** PROPOSAL-3, PROPOSAL-12 */
async function takeAnswer(c: Context<Env>, look: Look, actor: Actor): Promise<Response> {
  const field = await fieldsOf(c);
  if (!isOwnPage(c, look.county) || field('csrf') !== c.get('signedIn')?.csrf)
    return answerSentence(c, look, 'door.error.elsewhere', 403);
  const proposal = c.req.param('proposal') ?? '';
  const said = { voice: newId(), seconds: field('seconds') === 'yes', words: field('words').slice(0, 300) };
  const answer =
    field('do') === 'withdraw'
      ? await sayAs(look.county, actor, ['proposal.withdraw', { proposal }])
      : await sayAs(look.county, actor, ['proposal.say', { proposal, ...said }]);
  if (answer.status === 'refused') return answerSentence(c, look, 'door.error.refused', 403);
  return answerGo(c, look.to(`/my/proposal/${proposal}`));
}

const purposeOf = (actor: Actor): string => `propose:${actor.household ?? ''}`;

async function answerPropose(
  c: Context,
  look: Look,
  actor: Actor,
  given?: Omit<Proposing, 'token'>,
): Promise<Response> {
  const token = await makeToken(look.county, purposeOf(actor));
  const form = { title: '', text: '', named: false, faults: [], ...given, token };
  const { t, to } = look;
  return answerPage(
    c,
    look,
    {
      title: t('door.proposal.make'),
      here: '/my/propose',
      body: proposeBody(look, form),
      back: { href: to('/my/proposals'), label: t('door.proposal.title') },
      faults: form.faults,
      form: '/my/propose',
    },
    form.faults.length > 0 ? 400 : 200,
  );
}

/** PROPOSAL-1: what was written stays in the form whatever is wrong with it. */
async function propose(c: Context<Env>, look: Look, actor: Actor): Promise<Response> {
  const { county } = look;
  if (!isOwnPage(c, county)) return answerSentence(c, look, 'door.error.elsewhere', 403);
  const field = await fieldsOf(c);
  const given = {
    title: field('title').slice(0, 40),
    text: field('text').slice(0, 600),
    named: field('named') === 'yes',
  };
  if (field('redraw') !== '') return answerPropose(c, look, actor, { ...given, faults: [] });
  const ids = await readToken(county, purposeOf(actor), field('token'));
  const faults: Fault[] = [];
  if (given.title === '') faults.push({ field: 'title', key: 'door.proposal.whatMissing' });
  if (given.text === '') faults.push({ field: 'text', key: 'door.report.textMissing' });
  if (!ids) faults.push({ field: 'text', key: 'door.error.stale' });
  if (!ids || faults.length > 0) return answerPropose(c, look, actor, { ...given, faults });
  const input = { proposal: ids.case, from: ids.command, household: actor.household, ...given };
  const answer = await sayAs(county, actor, ['proposal.raise', input], ids.command);
  if (answer.status === 'accepted') return answerGo(c, look.to(`/my/proposal/${ids.case}`));
  const key = knownKey(`door.proposal.refused.${answer.code}`) ?? 'door.error.refused';
  return answerPropose(c, look, actor, { ...given, faults: [{ field: 'title', key }] });
}
