// The ways of a ballot that need no session: a slip is exchanged for a signature, a ballot goes into the urn, the board is read.
import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type Actor, serviceActor } from '#kit/actor.ts';
import { newId, readCode } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import type { Ballot, Poll } from '#modules/poll/model.ts';
import { isRunning } from '#modules/poll/rules.ts';
import { loadBoard, pollTable } from '#modules/poll/store.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import { addressOf, type Env, readJson } from '../http.ts';
import { limiter } from '../limits.ts';
import { blindSign, pollKeysOf } from './poll-keys.ts';
import { castBallot, pollScope } from './urn.ts';

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

export const pollIdOf = (c: Context): string => {
  const id = c.req.param('poll') ?? '';
  if (!isId(id)) throw new Problem('missing', 'poll-unknown');
  return id;
};

/** An open poll, or one that was, as everybody may read it; undefined for a draft and for none. */
export async function publicPoll(
  county: County,
  id: string,
): Promise<{ poll: Poll; board: readonly Ballot[]; office: string } | undefined> {
  if (!isId(id)) return undefined;
  return inScope(
    county.database,
    pollScope,
    async (tx) => {
      const [poll] = await pollTable.load(tx, [id]);
      if (!poll || poll.state === 'draft') return undefined;
      const { name } = await tx.one<{ name: string }>('select name from office where id = $1', [poll.office]);
      return { poll, board: await loadBoard(tx, id), office: name };
    },
    { readOnly: true },
  );
}

export interface Exchange {
  readonly actor: Actor;
  readonly verb: 'poll.take' | 'poll.take-by-slip';
  readonly poll: string;
  readonly blinded: unknown;
  readonly more: object;
}

const pollOf = (county: County, poll: string): Promise<Poll | undefined> =>
  inScope(county.database, pollScope, async (tx) => (await pollTable.load(tx, [poll]))[0], { readOnly: true });

/**
 * POLL-5: writes down that the right was used, then signs what was brought. The same blinded ballot is signed again when the
 * answer was lost; another one never.
 */
export async function exchange(
  county: County,
  { actor, verb, poll, blinded, more }: Exchange,
): Promise<{ signed: string }> {
  const bytes = Buffer.from(typeof blinded === 'string' ? blinded : '', 'base64url');
  if (bytes.length !== 256) throw new Problem('invalid', 'ballot-unreadable');
  const found = await pollOf(county, poll);
  // POLL-13: of a poll that is over the keys are gone by right; whoever comes late is told that he is late.
  if (found && found.key !== null && !isRunning(found, county.now())) throw new Problem('conflict', 'poll-not-running');
  // Before the right is used up: without the keys nothing can be signed.
  const secrets = await pollKeysOf(county).get(poll);
  if (found?.key?.n !== secrets.publicKey.n) throw new Problem('conflict', 'poll-keys-gone');
  const signed = blindSign(secrets, bytes).toString('base64url');
  const answer = await execute(county, actor, {
    v: 1,
    id: newId(),
    name: verb,
    input: { poll, blindedHash: sha256(bytes), ...more },
    at: county.now(),
    device: null,
    author: actor.person,
  });
  if (answer.status === 'refused') throw new Problem(answer.kind as 'refused', answer.code, answer.facts);
  return { signed };
}

/** What anybody needs to count again. */
export const boardFile = ({ poll, board }: { poll: Poll; board: readonly Ballot[] }): object => ({
  poll: poll.id,
  title: poll.title,
  choices: poll.choices,
  closesAt: poll.closesAt,
  closedAt: poll.closedAt,
  because: poll.because,
  key: poll.key,
  count: poll.count,
  ballots: board,
});

export function pollRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  // In memory only, and forgotten with it: who asks is written down nowhere.
  const slips = limiter(20, 5, 20_000, county.now);
  const casts = limiter(60, 60, 20_000, county.now);
  for (const under of ['/poll/:poll/cast', '/poll/:poll/slip']) app.use(under, bodyLimit({ maxSize: 4_000 }));
  app.post('/poll/:poll/cast', async (c) => {
    casts.take(addressOf(c, county));
    await castBallot(county, pollIdOf(c), await readJson(c));
    return c.json({});
  });
  app.post('/poll/:poll/slip', async (c) => {
    slips.take(addressOf(c, county));
    const { code, blinded } = (await readJson(c)) as Record<string, unknown>;
    const more = { codeHash: sha256(readCode(typeof code === 'string' ? code : '')) };
    return c.json(
      await exchange(county, {
        actor: serviceActor('polls'),
        verb: 'poll.take-by-slip',
        poll: pollIdOf(c),
        blinded,
        more,
      }),
    );
  });
  app.get('/poll/:poll/board.json', async (c) => {
    const found = await publicPoll(county, c.req.param('poll'));
    if (found?.poll.state !== 'counted') throw new Problem('missing', 'poll-unknown');
    return c.json(boardFile(found));
  });
  return app;
}
