// Printing the notice of what is to be put right at a place, for whoever serves its ground.
import { Hono } from 'hono';
import type { Actor } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { CasePage } from '#modules/case/model.ts';
import type { SpotPage } from '#modules/environment/model.ts';
import { ask } from '../ask.ts';
import type { County } from '../county.ts';
import { findSeen } from '../files/file-routes.ts';
import type { FileStore } from '../files/file-store.ts';
import { actorOf, type Env, identify, mustBeSignedIn } from '../http.ts';
import { markLine } from '../export/draw-list.ts';
import { answerSheet, letPaperOut } from '../export/let-out.ts';
import { drawNotice, type NoticePaper } from './notice-sheet.ts';

const mostPictures = 2;
const drawn: readonly string[] = ['image/jpeg', 'image/png'];

/** What a sheet can show: the picture itself, else its small one. */
async function picturesOf(
  county: County,
  files: FileStore,
  actor: Actor,
  ids: readonly string[],
): Promise<NoticePaper['pictures']> {
  const found = await Promise.all(ids.slice(0, mostPictures).map((id) => findSeen(county, actor, id)));
  const all = await Promise.all(
    found.map(async (file) => {
      if (!file) return [];
      const whole = drawn.includes(file.mime);
      const hash = whole ? file.keptHash : file.smallHash;
      const bytes = hash === null ? undefined : await files.get(hash);
      return bytes ? [{ mime: whole ? file.mime : 'image/jpeg', bytes }] : [];
    }),
  );
  return all.flat();
}

export function noticeRoutes(county: County, files: FileStore): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/spots/:id/notice.pdf', identify(county), mustBeSignedIn, async (c) => {
    const id = c.req.param('id');
    const actor = actorOf(c);
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem('refused', 'not-yours');
    const { spot } = (await ask(county, actor, 'spot.page', { spot: id })) as SpotPage;
    // ENV-7: as long as the matter is open.
    if (spot.matter === null || spot.matter.state === 'closed') throw new Problem('conflict', 'notice-none');
    const page = (await ask(county, actor, 'case.page', { case: spot.matter.id })) as CasePage;
    const pictures = spot.before.filter((one) => one.kind === 'picture' && one.state === 'received');
    const { number, text, reportedAt, resolveBy } = page.case;
    const lang = c.req.query('lang') === 'en' ? 'en' : 'zh';
    const mark = await letPaperOut(county, actor, 'notice', [page.case.household]);
    const pdf = await drawNotice({
      spot: spot.name,
      place: spot.place,
      number,
      text,
      to: page.holderName,
      from: page.firstReceiverName ?? '',
      foundOn: new Date(reportedAt),
      by: resolveBy === null ? null : new Date(resolveBy),
      pictures: await picturesOf(
        county,
        files,
        actor,
        pictures.map((one) => one.id),
      ),
      lang,
      mark: { line: markLine(mark, lang), person: mark.person, across: false },
    });
    return answerSheet(c, pdf, 'notice', mark);
  });
  return app;
}
