// Printing a mediation agreement: for those who mediate and for the office that holds the matter, and the homes see that it was opened.
import { Hono } from 'hono';
import { Problem } from '#kit/problem.ts';
import type { DisputePage } from '#modules/dispute/model.ts';
import { ask } from '../ask.ts';
import type { County } from '../county.ts';
import { actorOf, type Env, identify, mustBeSignedIn } from '../http.ts';
import { markLine } from '../export/draw-list.ts';
import { answerSheet, letPaperOut } from '../export/let-out.ts';
import { drawAgreement } from './agreement-sheet.ts';

export function agreementRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/disputes/:id/agreement.pdf', identify(county), mustBeSignedIn, async (c) => {
    const id = c.req.param('id');
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem('refused', 'not-yours');
    const page = (await ask(county, actorOf(c), 'dispute.page', { dispute: id })) as DisputePage;
    // DISPUTE-16: as it stands, and only what was agreed.
    if (page.dispute.agreement === null) throw new Problem('conflict', 'agreement-none');
    const mediating = page.dispute.mediators.filter((one) => one.refusedBy === null).map((one) => one.office);
    const offices = page.offices.filter((one) => mediating.includes(one.id)).map((one) => one.name);
    const lang = c.req.query('lang') === 'en' ? 'en' : 'zh';
    const said = await letPaperOut(county, actorOf(c), 'agreement', [page.dispute.household, ...page.dispute.homes]);
    const mark = { line: markLine(said, lang), person: said.person, across: false };
    const pdf = await drawAgreement({ dispute: page.dispute, offices, places: page.places, lang, mark });
    return answerSheet(c, pdf, 'agreement', said);
  });
  return app;
}
