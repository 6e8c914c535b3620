// Polls on the household's pages: to vote as a verified adult or with a slip, to read the result and the board, to count again.
import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Actor } from '#kit/actor.ts';
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import type { Way } from '#modules/poll/model.ts';
import { isRunning } from '#modules/poll/rules.ts';
import type { County } from '../county.ts';
import { type Env, readJson } from '../http.ts';
import { exchange, pollIdOf, publicPoll } from '../polls/routes.ts';
import { pollScope } from '../polls/urn.ts';
import { answerSentence, asPage } from './answers.ts';
import { answerGo, answerPage, type Look } from './page.ts';
import {
  boardBody,
  type Casting,
  castBody,
  pollBody,
  type PublicPoll,
  recountBody,
  type RunningPoll,
} from './poll-page.ts';
import { isOwnPage } from './tokens.ts';

const runningText = `select id, title, closes_at as "closesAt" from poll
  where state = 'open' and closes_at > $2 and ground @> $1::ltree order by closes_at limit 10`;

/** Polls that run where this home lies. */
export async function runningPolls(county: County, ground: string): Promise<RunningPoll[]> {
  const rows = await inScope(
    county.database,
    pollScope,
    (tx) => tx.query<Omit<RunningPoll, 'closesAt'> & { closesAt: Date }>(runningText, [ground, new Date(county.now())]),
    { readOnly: true },
  );
  return rows.map((row) => ({ ...row, closesAt: row.closesAt.getTime() }));
}

/** POLL-5: the home reads that its ballot was given out, how, and on which day. */
async function takenBy(county: County, poll: string, voter: string): Promise<Casting['taken']> {
  const [row] = await inScope(
    county.database,
    pollScope,
    (tx) =>
      tx.query<{ way: Way; on: string }>(
        'select way, taken_on::text as on from poll_right where poll = $1 and voter = $2 and taken_on is not null',
        [poll, voter],
      ),
    { readOnly: true },
  );
  return row && { way: row.way, day: Date.parse(`${row.on}T12:00:00+08:00`) };
}

type Drawn = (look: Look, found: PublicPoll, c: Context) => ReturnType<typeof pollBody>;

/** A page about a poll that everybody may open. */
const publicPage = (county: County, draw: Drawn, tail = ''): ((c: Context) => Promise<Response>) =>
  asPage(county, async (c, look) => {
    const found = await publicPoll(county, c.req.param('poll') ?? '');
    if (!found) return answerSentence(c, look, 'door.poll.unknown', 404);
    const here = `/poll/${found.poll.id}`;
    const back = tail === '' ? {} : { back: { href: look.to(here), label: look.t('door.poll.back') } };
    return answerPage(c, look, {
      title: look.t('door.poll.title'),
      here: here + tail,
      body: draw(look, found, c),
      ...back,
    });
  });

async function answerCast(c: Context, look: Look, found: PublicPoll, casting: Casting): Promise<Response> {
  const { poll } = found;
  if (!isRunning(poll, look.county.now())) return answerGo(c, look.to(`/poll/${poll.id}`));
  return answerPage(c, look, {
    title: look.t('door.poll.title'),
    here: casting.slip ? `/poll/${poll.id}/slip` : `/my/poll/${poll.id}`,
    body: castBody(look, found, casting),
    back: { href: look.to(`/poll/${poll.id}`), label: look.t('door.poll.back') },
  });
}

export function doorPollRoutes(county: County, adultOf: (c: Context<Env>) => Actor | undefined): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/poll/:poll', publicPage(county, pollBody));
  app.get(
    '/poll/:poll/board',
    publicPage(county, (look, found, c) => boardBody(look, found, c.req.query('from') ?? ''), '/board'),
  );
  app.get(
    '/poll/:poll/recount',
    publicPage(county, (look, found) => recountBody(look, found), '/recount'),
  );
  app.get(
    '/poll/:poll/slip',
    asPage(county, async (c, look) => {
      const found = await publicPoll(county, c.req.param('poll') ?? '');
      if (!found) return answerSentence(c, look, 'door.poll.unknown', 404);
      return answerCast(c, look, found, { signs: `/poll/${found.poll.id}/slip`, csrf: '', voter: '', slip: true });
    }),
  );
  app.get(
    '/my/poll/:poll',
    asPage(county, async (c, look) => {
      const actor = adultOf(c as Context<Env>);
      if (!actor) return answerGo(c, look.to('/my/enter'));
      const found = await publicPoll(county, c.req.param('poll') ?? '');
      if (!found) return answerSentence(c, look, 'door.poll.unknown', 404);
      const { id, unit } = found.poll;
      const whose = (unit === 'household' ? actor.household : actor.member) ?? '';
      const voter = createHash('sha256').update(`${id} ${whose}`).digest('hex').slice(0, 16);
      const taken = whose === '' ? undefined : await takenBy(county, id, whose);
      const csrf = (c as Context<Env>).get('signedIn')?.csrf ?? '';
      return answerCast(c, look, found, { signs: `/my/poll/${id}/ballot`, csrf, voter, slip: false, taken });
    }),
  );
  app.post('/my/poll/:poll/ballot', async (c) => {
    const actor = adultOf(c);
    const { blinded, csrf } = (await readJson(c)) as Record<string, unknown>;
    if (!actor || !isOwnPage(c, county) || csrf !== c.get('signedIn')?.csrf) throw new Problem('refused', 'not-yours');
    const given = { actor, verb: 'poll.take', poll: pollIdOf(c), blinded, more: { right: newId() } } as const;
    return c.json(await exchange(county, given));
  });
  return app;
}
