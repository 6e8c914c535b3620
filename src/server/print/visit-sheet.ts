// Printing the sheet for the visits of a grid, for those who serve it.
import { Hono } from 'hono';
import { Problem } from '#kit/problem.ts';
import type { VisitSheet } from '#modules/visit/model.ts';
import { ask } from '../ask.ts';
import type { County } from '../county.ts';
import { markLine } from '../export/draw-list.ts';
import { answerSheet, letPaperOut } from '../export/let-out.ts';
import { actorOf, type Env, identify, mustBeSignedIn } from '../http.ts';
import { drawVisitSheet } from './visit-paper.ts';

export function visitSheetRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/visits/:grid/sheet.pdf', identify(county), mustBeSignedIn, async (c) => {
    const grid = c.req.param('grid');
    const actor = actorOf(c);
    if (!/^[0-9a-f-]{36}$/.test(grid)) throw new Problem('refused', 'not-yours');
    const sheet = (await ask(county, actor, 'visit.sheet', { grid })) as VisitSheet;
    const lang = c.req.query('lang') === 'en' ? 'en' : 'zh';
    const homes = sheet.homes.map(({ id }) => id);
    const said = await letPaperOut(county, actor, 'visit-sheets', homes);
    const mark = { line: markLine(said, lang), person: said.person, across: false };
    return answerSheet(c, await drawVisitSheet({ sheet, lang, mark }), 'visit-sheet', said);
  });
  return app;
}
