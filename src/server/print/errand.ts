// Printing the paper of an errand, mandate and receipt in one, for whoever serves the home; the home sees that it was opened.
import { Hono } from 'hono';
import { Problem } from '#kit/problem.ts';
import type { ErrandPage } from '#modules/errand/model.ts';
import { ask } from '../ask.ts';
import type { County } from '../county.ts';
import { actorOf, type Env, identify, mustBeSignedIn } from '../http.ts';
import { markLine } from '../export/draw-list.ts';
import { answerSheet, letPaperOut } from '../export/let-out.ts';
import { drawErrand } from './errand-sheet.ts';

export function errandRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/errands/:id/paper.pdf', identify(county), mustBeSignedIn, async (c) => {
    const id = c.req.param('id');
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem('refused', 'not-yours');
    const page = (await ask(county, actorOf(c), 'errand.page', { errand: id })) as ErrandPage;
    const member = page.members.find((one) => one.id === page.errand.member);
    const lang = c.req.query('lang') === 'en' ? 'en' : 'zh';
    const mark = await letPaperOut(county, actorOf(c), 'errand-paper', [page.errand.household]);
    const pdf = await drawErrand({
      errand: page.errand,
      who: member?.name ?? page.head,
      place: `${page.place} ${page.door}`,
      officeName: (office) => page.offices[office] ?? '',
      lang,
      mark: { line: markLine(mark, lang), person: mark.person, across: false },
    });
    return answerSheet(c, pdf, 'errand', mark);
  });
  return app;
}
