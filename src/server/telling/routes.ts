// What only the system administrator's screen asks of this server: whether texts and webhooks can leave it, and a webhook's secret.
import { Hono } from 'hono';
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import { webhookTable } from '#modules/telling/store.ts';
import type { County } from '../county.ts';
import { actorOf, type Env, identify, mustBeSignedIn } from '../http.ts';
import { scopeOf } from '../scope-of.ts';
import type { Ways } from './send.ts';
import { secretOf } from './webhook.ts';

export function tellingRoutes(county: County, ways: Ways): Hono<Env> {
  const app = new Hono<Env>();
  app.use('/api/telling/*', identify(county), mustBeSignedIn, async (c, next) => {
    if (!actorOf(c).posts.some((post) => post.role === 'system-admin')) throw new Problem('refused', 'not-yours');
    await next();
  });
  app.get('/api/telling/ways', (c) => c.json({ sms: ways.sms?.name ?? null, webhooks: ways.webhook.key !== null }));
  app.get('/api/telling/secret/:webhook', async (c) => {
    const id = c.req.param('webhook');
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem('refused', 'not-yours');
    const [webhook] = await inScope(county.database, scopeOf(actorOf(c)), (tx) => webhookTable.load(tx, [id]), {
      readOnly: true,
    });
    if (!webhook || ways.webhook.key === null) throw new Problem('refused', 'not-yours');
    county.log('webhook-secret-shown');
    return c.json({ secret: secretOf(ways.webhook.key, webhook.id) });
  });
  return app;
}
