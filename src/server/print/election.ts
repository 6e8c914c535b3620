// Printing the papers of an election, for those who run it; a printed roll is noted in every home's readings.
import { Hono } from 'hono';
import { dayOf } from '#kit/calendar.ts';
import { Problem } from '#kit/problem.ts';
import { runnerOf } from '#modules/election/commands.ts';
import type { ElectionPage, RollRow } from '#modules/election/model.ts';
import { ask } from '../ask.ts';
import type { County } from '../county.ts';
import { answerSheet, letPaperOut } from '../export/let-out.ts';
import { actorOf, type Env, identify, mustBeSignedIn } from '../http.ts';
import { drawElection, electionPapers } from './election-sheet.ts';

export function electionRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/elections/:id/:paper{[a-z]+\\.pdf}', identify(county), mustBeSignedIn, async (c) => {
    const election = c.req.param('id');
    const paper = electionPapers.find((one) => `${one}.pdf` === c.req.param('paper'));
    const actor = actorOf(c);
    if (!paper || !/^[0-9a-f-]{36}$/.test(election)) throw new Problem('refused', 'not-yours');
    const page = (await ask(county, actor, 'election.page', { election })) as ElectionPage;
    if (!runnerOf(actor, page.election.ground)) throw new Problem('refused', 'not-yours');
    const roll = paper === 'roll' ? ((await ask(county, actor, 'election.roll', { election })) as RollRow[]) : [];
    const pdf = await drawElection(paper, {
      page,
      roll,
      office: page.offices[page.election.contests[0]?.office ?? ''] ?? '',
      today: dayOf(county.now()),
      lang: c.req.query('lang') === 'en' ? 'en' : 'zh',
    });
    // They hang on walls and go into ballot boxes: logged, and without a name of who printed them.
    const mark = await letPaperOut(county, actor, `election-${paper}`, [...new Set(roll.map((one) => one.home))]);
    return answerSheet(c, pdf, `election-${paper}`, mark);
  });
  return app;
}
