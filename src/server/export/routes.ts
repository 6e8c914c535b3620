// Ledgers that staff take out of the county: asked for by their own page, with a purpose and words, never by a link.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isAmong } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { ledgerKinds } from '#modules/household/kinds/ledgers.ts';
import type { County } from '../county.ts';
import { actorOf, type Env, identify, mustBeOurPage, mustBeSignedIn, readJson } from '../http.ts';
import { speaker, type SheetLang } from '../print/sheet.ts';
import { drawList } from './draw-list.ts';
import { findRows, type Part } from './ledger.ts';
import { answerSheet, formats, letOut, readReason } from './let-out.ts';
import { ledgerOf } from './lists.ts';

interface Said {
  readonly format?: unknown;
  readonly size?: unknown;
  readonly reason?: unknown;
  readonly words?: unknown;
  readonly area?: unknown;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly lang?: unknown;
}

/** A day as people have it in their calendar; absent where none was said. */
function readDay(said: unknown, field: string): string | null {
  if (said === undefined || said === null || said === '') return null;
  const day = typeof said === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(said) ? new Date(`${said}T00:00:00Z`) : undefined;
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== said)
    throw new Problem('invalid', 'export-day-unknown', { field });
  return said;
}

/** Throws `invalid export-day-unknown`, `invalid export-days-turned`. */
function readPart({ area, from, to }: Said): Part {
  const part = {
    area: typeof area === 'string' && /^[0-9a-f-]{36}$/.test(area) ? area : null,
    from: readDay(from, 'from'),
    to: readDay(to, 'to'),
  };
  if (part.from !== null && part.to !== null && part.to < part.from)
    throw new Problem('invalid', 'export-days-turned', { field: 'to' });
  return part;
}

/** Of where and when, for the head of the paper. */
async function partWords(tx: Tx, { area, from, to }: Part, lang: SheetLang): Promise<string> {
  const say = speaker(lang);
  const found =
    area === null ? undefined : await tx.maybe<{ name: string }>('select name from area where id = $1', [area]);
  const days =
    from !== null && to !== null
      ? say('print.ledger.part.days', { from, to })
      : from !== null
        ? say('print.ledger.part.since', { from })
        : to !== null
          ? say('print.ledger.part.until', { to })
          : '';
  return [found ? say('print.ledger.part.area', { area: found.name }) : '', days].filter(Boolean).join('    ');
}

export function exportRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.use('/api/export/*', identify(county), mustBeSignedIn, mustBeOurPage, bodyLimit({ maxSize: 4096 }));
  app.post('/api/export/:what', async (c) => {
    const actor = actorOf(c);
    const what = ledgerKinds.find((one) => one === c.req.param('what'));
    if (!what) throw new Problem('missing', 'query-unknown');
    const ledger = ledgerOf(what);
    if (!isAmong(actor, ledger.who)) throw new Problem('refused', 'not-yours');
    const said = ((await readJson(c)) ?? {}) as Said;
    const read = readPart(said);
    const asked = ledger.timed ? read : { ...read, from: null, to: null };
    const format = formats.find((one) => one === said.format) ?? 'xlsx';
    const lang = said.lang === 'en' ? 'en' : 'zh';
    let part = '';
    const { rows, mark } = await letOut(county, actor, { what, format, ...readReason(said) }, async (tx, most) => {
      part = await partWords(tx, asked, lang);
      return findRows(tx, ledger, { actor, ...asked }, most);
    });
    county.log('let-out', { what, format, rows: rows.length });
    const size = said.size === 'A3' ? 'A3' : 'A4';
    const bytes = await drawList({ what, ledger, rows, mark, lang, size, part });
    return answerSheet(c, bytes, what, mark);
  });
  return app;
}
