// Lists that staff take out of the county: asked for by their own page, with a purpose and words, never by a link.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isAmong } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { County } from '../county.ts';
import { actorOf, type Env, identify, mustBeOurPage, mustBeSignedIn, readJson } from '../http.ts';
import { drawList } from './draw-list.ts';
import { answerSheet, letOut, type ListKind, listKinds, readReason } from './let-out.ts';
import { lists } from './lists.ts';

const isList = (what: string): what is ListKind => (listKinds as readonly string[]).includes(what);

interface Said {
  readonly format?: unknown;
  readonly reason?: unknown;
  readonly words?: unknown;
  readonly area?: unknown;
  readonly lang?: unknown;
}

export function exportRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.use('/api/export/*', identify(county), mustBeSignedIn, mustBeOurPage, bodyLimit({ maxSize: 4096 }));
  app.post('/api/export/:what', async (c) => {
    const actor = actorOf(c);
    const what = c.req.param('what');
    if (!isList(what)) throw new Problem('missing', 'query-unknown');
    const shape = lists[what];
    if (!isAmong(actor, shape.who)) throw new Problem('refused', 'not-yours');
    const said = ((await readJson(c)) ?? {}) as Said;
    const area = typeof said.area === 'string' && /^[0-9a-f-]{36}$/.test(said.area) ? said.area : null;
    const format = said.format === 'pdf' ? 'pdf' : 'xlsx';
    const { rows, mark } = await letOut(county, actor, { what, format, ...readReason(said) }, (tx, most) =>
      shape.find(tx, { actor, area }, most),
    );
    county.log('let-out', { what, format, rows: rows.length });
    const bytes = await drawList({ what, shape, rows, mark, lang: said.lang === 'en' ? 'en' : 'zh' });
    return answerSheet(c, bytes, what, mark);
  });
  return app;
}
