// Printing the slip of a code that was just given out: only by whoever gave it, as long as nobody used it; the code itself is kept nowhere but there.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { markLine } from '../export/draw-list.ts';
import { answerSheet, letPaperOut } from '../export/let-out.ts';
import { read } from '../export/spell.ts';
import { actorOf, type Env, identify, mustBeOurPage, mustBeSignedIn, readJson } from '../http.ts';
import { type GivenCode, givenCode, type InvitationPurpose, sessionScope } from '../session.ts';
import { drawSlip } from './slip-sheet.ts';

const places: Readonly<Record<InvitationPurpose, (code: string) => string>> = {
  staff: (code) => `/desk/#/invitation/${code}`,
  phone: (code) => `/field/#/invitation/${code}`,
  adult: () => '/my/enter',
};

export function slipRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.use('/slip.pdf', identify(county), mustBeSignedIn, mustBeOurPage, bodyLimit({ maxSize: 1000 }));
  app.post('/slip.pdf', async (c) => {
    const actor = actorOf(c);
    const { code, lang: said } = ((await readJson(c)) ?? {}) as { code?: unknown; lang?: unknown };
    const typed = typeof code === 'string' ? code : '';
    const found: GivenCode | undefined = await inScope(county.database, sessionScope, (tx) =>
      givenCode(tx, typed, actor.person),
    );
    if (!found) throw new Problem('refused', 'code-not-valid');
    const lang = said === 'en' ? 'en' : 'zh';
    const taken = await letPaperOut(county, actor, 'slip', [found.household]);
    const origin = county.publicUrl?.replace(/\/$/, '');
    const pdf = await drawSlip({
      county: county.facts.name,
      name: found.name,
      purpose: found.purpose,
      code: typed,
      until: read({ is: 'moment', at: found.expiresAt.getTime() }),
      address: origin === undefined ? null : origin + places[found.purpose](typed),
      lang,
      mark: { line: markLine(taken, lang), person: taken.person, across: false },
    });
    return answerSheet(c, pdf, 'slip', taken);
  });
  return app;
}
