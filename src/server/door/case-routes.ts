// Following a matter by its own secret: look, say whether it is solved, take it back. Without a login.
import { type Context, Hono } from 'hono';
import { readCode } from '#kit/id.ts';
import type { County } from '../county.ts';
import type { FileStore } from '../files/file-store.ts';
import { addressOf } from '../http.ts';
import { limiter } from '../limits.ts';
import { secretActor } from '../session.ts';
import { asPage, fieldsOf } from './answers.ts';
import { caseBySecret, findSecret } from './case-data.ts';
import { answerGo, answerPage, type Fault, type Look } from './page.ts';
import { mustHaveLeft } from './plate-code.ts';
import { followForm } from './plate-page.ts';
import { mountCase, type Opened } from './say-routes.ts';

const secretLength = 16;

const answerFollow = (
  c: Context,
  look: Look,
  given: { typed: string; faults: readonly Fault[] },
  status: 200 | 400 | 404 = 200,
): Promise<Response> =>
  answerPage(
    c,
    look,
    {
      title: look.t('door.follow.title'),
      here: '/follow',
      body: followForm(look, given.faults, given.typed),
      faults: given.faults,
    },
    status,
  );

export function caseRoutes(county: County, files: FileStore): Hono {
  const app = new Hono();
  // 80 random bits: nobody guesses one; the brake keeps the noise of trying down.
  const wrong = limiter(30, 5, 20_000, county.now);
  const find = async (c: Context, typed: string): Promise<string | undefined> => {
    const address = addressOf(c, county);
    mustHaveLeft(wrong, address);
    const found = await findSecret(county, readCode(typed));
    if (!found) wrong.take(address);
    return found;
  };
  const opened = (answer: (c: Context, at: Opened) => Promise<Response>): ((c: Context) => Promise<Response>) =>
    asPage(county, async (c, look) => {
      const secret = readCode(c.req.param('secret') ?? '');
      const id = await find(c, secret);
      const matter = id ? await caseBySecret(county, id) : undefined;
      if (!matter)
        return answerFollow(c, look, { typed: '', faults: [{ field: 'secret', key: 'door.follow.wrong' }] }, 404);
      return answer(c, {
        county,
        look,
        actor: secretActor(matter.id),
        matter,
        base: `/c/${encodeURIComponent(secret)}`,
      });
    });

  app.get(
    '/follow',
    asPage(county, (c, look) => answerFollow(c, look, { typed: '', faults: [] })),
  );
  app.post(
    '/follow',
    asPage(county, async (c, look) => {
      const typed = (await fieldsOf(c))('secret');
      const secret = readCode(typed);
      if (secret.length !== secretLength)
        return answerFollow(c, look, { typed, faults: [{ field: 'secret', key: 'door.follow.length' }] }, 400);
      if (!(await find(c, secret)))
        return answerFollow(c, look, { typed, faults: [{ field: 'secret', key: 'door.follow.wrong' }] }, 404);
      return answerGo(c, look.to(`/c/${encodeURIComponent(secret)}`));
    }),
  );
  mountCase({ app, files }, '/c/:secret', opened);
  return app;
}
