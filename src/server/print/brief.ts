// Printing the brief of a week or a month, for the desk of a village, a township or the county: of its own place.
import { Hono } from 'hono';
import { hasRole } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Brief, CommonFact, Overview } from '#modules/measure/model.ts';
import { briefSpans } from '#modules/measure/rules-spans.ts';
import { ask } from '../ask.ts';
import type { County } from '../county.ts';
import { markLine } from '../export/draw-list.ts';
import { answerSheet, letPaperOut } from '../export/let-out.ts';
import { actorOf, type Env, identify, mustBeSignedIn } from '../http.ts';
import { drawBrief } from './brief-sheet.ts';

const places = ['village-officer', 'township-officer', 'county-officer'];

export function briefRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/brief.pdf', identify(county), mustBeSignedIn, async (c) => {
    const actor = actorOf(c);
    if (!hasRole(actor, places)) throw new Problem('refused', 'not-yours');
    const span = briefSpans.find((one) => one === c.req.query('span')) ?? 'month';
    const back = /^\d$/.test(c.req.query('back') ?? '') ? Number(c.req.query('back')) : 0;
    const brief = (await ask(county, actor, 'measure.brief', { span, back })) as Brief;
    const page = (await ask(county, actor, 'measure.overview', { quarter: brief.quarter })) as Overview;
    const counted = page.kind === 'village' || page.kind === 'township';
    const facts = counted ? ((await ask(county, actor, 'measure.facts', {})) as CommonFact[]) : [];
    const lang = c.req.query('lang') === 'en' ? 'en' : 'zh';
    const said = await letPaperOut(county, actor, 'brief', []);
    const mark = { line: markLine(said, lang), person: said.person, across: false };
    const pdf = await drawBrief({ span, brief, page, facts, unit: said.office, lang, mark });
    return answerSheet(c, pdf, `brief-${span}-${brief.from}`, said);
  });
  return app;
}
