// Opening a plate: scanned, or typed inside a village.
import { type Context, Hono } from 'hono';
import { readCode } from '#kit/id.ts';
import type { County } from '../county.ts';
import { answerUnknownPlate, asPage, fieldsOf } from './answers.ts';
import { type Plate, serviceSide, villages } from './door-data.ts';
import { listsAt } from './list-data.ts';
import { answerGo, answerPage, type Fault, type Look } from './page.ts';
import { platesOf, shortAddress } from './plate-code.ts';
import { type CodeFields, codeBody, plateBody } from './plate-page.ts';
import { proposalCounts } from './proposal-data.ts';
import { runningPolls } from './poll-routes.ts';

export function plateTitle({ t, elder }: Look, plate: Plate): string {
  const facts = { village: plate.village, door: plate.door };
  return elder ? t('door.plate.titleShort', facts) : t('door.plate.title', facts);
}

export function plateRoutes(county: County): Hono {
  const app = new Hono();
  const plates = platesOf(county);
  app.get(
    '/h/:plate',
    asPage(county, async (c, look) => {
      const plate = await plates.find(c, c.req.param('plate') ?? '');
      if (!plate) return answerUnknownPlate(c, look);
      const base = `/h/${encodeURIComponent(c.req.param('plate') ?? '')}`;
      const [service, polls, lists, proposals] = await Promise.all([
        serviceSide(county, plate.ground),
        runningPolls(county, plate.ground),
        listsAt(county, plate.ground),
        proposalCounts(county, plate.ground),
      ]);
      return answerPage(c, look, {
        title: plateTitle(look, plate),
        here: base,
        body: plateBody(look, plate, base, { ...service, polls, lists, proposals }),
      });
    }),
  );
  app.get(
    '/plate',
    asPage(county, (c, look) => answerCode(c, look, county)),
  );
  app.post(
    '/plate',
    asPage(county, (c, look) => openTyped(c, look, county)),
  );
  return app;
}

async function answerCode(
  c: Context,
  look: Look,
  county: County,
  given?: { fields: CodeFields; faults: readonly Fault[] },
): Promise<Response> {
  const township = c.req.query('township') ?? '';
  const fields = given?.fields ?? { village: '', code: '', township };
  const faults = given?.faults ?? [];
  const body = codeBody(look, await villages(county), fields, faults);
  return answerPage(
    c,
    look,
    { title: look.t('door.code.title'), here: '/plate', body, faults },
    faults.length > 0 ? 400 : 200,
  );
}

async function openTyped(c: Context, look: Look, county: County): Promise<Response> {
  const field = await fieldsOf(c);
  const fields = { village: field('village'), code: field('code'), township: c.req.query('township') ?? '' };
  const code = readCode(fields.code);
  const faults: Fault[] = [];
  if (!/^\d+(\.\d+)*$/.test(fields.village)) faults.push({ field: 'village', key: 'door.code.villageMissing' });
  if (code.length !== 8) faults.push({ field: 'code', key: 'door.code.length' });
  if (faults.length === 0) {
    const short = { village: fields.village, code };
    if (await platesOf(county).findTyped(c, short)) return answerGo(c, look.to(shortAddress(short)));
    faults.push({ field: 'code', key: 'door.code.wrong' });
  }
  return answerCode(c, look, county, { fields, faults });
}
