// Printing a public list for the board, as long as it is open: for the offices of its ground.
import { Hono } from 'hono';
import { hasRole } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import type { PublicityPage } from '#modules/publicity/model.ts';
import { isOpenNow } from '#modules/publicity/rules.ts';
import { ask } from '../ask.ts';
import type { County } from '../county.ts';
import { actorOf, type Env, identify, mustBeSignedIn } from '../http.ts';
import { answerSheet, letPaperOut } from '../export/let-out.ts';
import { scopeOf } from '../scope-of.ts';
import { drawPoster } from './poster-sheet.ts';

const phonesText = `select phone, supervision_phone as "supervisionPhone" from office where id = $1`;

export function posterRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/publicity/:id/poster.pdf', identify(county), mustBeSignedIn, async (c) => {
    const id = c.req.param('id');
    const actor = actorOf(c);
    const printing = hasRole(actor, ['village-officer', 'township-officer']);
    if (!printing || !/^[0-9a-f-]{36}$/.test(id)) throw new Problem('refused', 'not-yours');
    const page = (await ask(county, actor, 'publicity.page', { publicity: id })) as PublicityPage;
    const { list } = page;
    // PUBLICITY-6, PUBLICITY-14: what nobody may see yet or any more is not printed either.
    if (!isOpenNow(list, county.now())) throw new Problem('conflict', 'publicity-not-open');
    const phones = await inScope(county.database, scopeOf(actor), (tx) =>
      tx.one<{ phone: string; supervisionPhone: string }>(phonesText, [list.office]),
    );
    const pdf = await drawPoster({
      ...phones,
      size: c.req.query('size') === 'A3' ? 'A3' : 'A4',
      title: list.title,
      basis: list.basis,
      office: page.officeName,
      area: page.areaName,
      from: new Date(list.fromAt),
      to: new Date(list.toAt - 1),
      rows: list.rows,
      address: county.publicUrl === null ? null : `${county.publicUrl}/list/${list.id}`,
      lang: c.req.query('lang') === 'en' ? 'en' : 'zh',
    });
    // It hangs on a wall: logged, and without the name of who printed it.
    return answerSheet(c, pdf, 'poster', await letPaperOut(county, actor, 'poster', []));
  });
  return app;
}
