// Printing a village's door plates: new random codes for homes without one, kept as hashes; the codes themselves leave only on the sheet.
import { Hono } from 'hono';
import type { Actor } from '#kit/actor.ts';
import { servesGround } from '#kit/actor.ts';
import { newId, randomCode, sha256Hex } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { execute } from '../execute.ts';
import { actorOf, type Env, identify, mustBeSignedIn } from '../http.ts';
import { scopeOf } from '../scope-of.ts';
import { answerSheet, letPaperOut } from '../export/let-out.ts';
import { type DoorPlate, drawPlates } from './plate-sheet.ts';
import type { SheetLang } from './sheet.ts';

interface Home {
  readonly id: string;
  readonly door: string;
  readonly plated: boolean;
}
interface Village {
  readonly name: string;
  readonly ground: string;
  readonly phone: string;
}

const villageText = `select area.name, area.ground::text as ground, coalesce(office.phone, '') as phone from area
  left join office on office.area = area.id and office.kind = 'village' and office.closed_at is null where area.id = $1 and area.kind = 'village' limit 1`;
const homesText = `select id, door, plate_hash is not null as plated from household where ground <@ $1::ltree and closed_at is null and ($2 or plate_hash is null) order by ground, door`;

/**
 * The sheets of a village as PDF. `again` ends all plates that hang there and gives every home a new one.
 * Throws `conflict plates-need-https`, `conflict plates-all-issued`, `refused not-yours`.
 */
export async function platesOf(
  county: County,
  actor: Actor,
  areaId: string,
  { again, lang = 'zh' }: { readonly again: boolean; readonly lang?: SheetLang },
): Promise<{ pdf: Uint8Array; plates: number }> {
  const origin = county.publicUrl;
  // The address is painted on doors for years: it must be the one that lasts.
  if (!origin?.startsWith('https:')) throw new Problem('conflict', 'plates-need-https');
  const { village, homes } = await inScope(
    county.database,
    scopeOf(actor),
    async (tx) => {
      const found = await tx.maybe<Village>(villageText, [areaId]);
      const mine = found && (actor.service === 'import' || servesGround(actor, found.ground, ['village-officer']));
      if (!mine) throw new Problem('refused', 'not-yours');
      return { village: found, homes: await tx.query<Home>(homesText, [found.ground, again]) };
    },
    { readOnly: true },
  );
  if (homes.length === 0) throw new Problem('conflict', 'plates-all-issued');
  const plates: DoorPlate[] = [];
  for (const home of homes) {
    const { code, short } = await issue(county, actor, home.id);
    plates.push({
      village: village.name,
      door: home.door,
      address: `${origin.replace(/\/$/, '')}/h/${code}`,
      short,
      phone: village.phone,
    });
  }
  county.log('plates-printed', { plates: plates.length, again });
  return { pdf: await drawPlates(plates, village.name, lang), plates: plates.length };
}

/** Gives one home its codes; of the QR's code only the hash stays here. */
async function issue(county: County, actor: Actor, household: string): Promise<{ code: string; short: string }> {
  for (let attempt = 1; ; attempt++) {
    const code = randomCode(26);
    const short = randomCode(8);
    const input = { household, plateHash: await sha256Hex(code), plateShort: short };
    try {
      const answer = await execute(county, actor, {
        v: 1,
        id: newId(),
        name: 'household.plate',
        input,
        at: county.now(),
        device: null,
        author: actor.person,
      });
      if (answer.status === 'accepted') return { code, short };
      // Eight signs may meet those of another home of the village, once in a long while.
      if (answer.code !== 'id-taken' || attempt === 4) throw new Problem('refused', 'not-yours');
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'id-taken' || attempt === 4) throw error;
    }
  }
}

export function plateRoutes(county: County): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/plates.pdf', identify(county), mustBeSignedIn, async (c) => {
    const again = c.req.query('again') === '1';
    // An address that ends every plate of a village works from our own pages only, never from a link somebody sent.
    const site = c.req.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin' && (again || site !== 'none'))
      throw new Problem('refused', 'csrf');
    const area = c.req.query('village') ?? '';
    if (!/^[0-9a-f-]{36}$/.test(area)) throw new Problem('refused', 'not-yours');
    const { pdf } = await platesOf(county, actorOf(c), area, {
      again,
      lang: c.req.query('lang') === 'en' ? 'en' : 'zh',
    });
    // Nothing of a home but its door hangs on its door: they are logged, and carry no name of who printed them.
    return answerSheet(c, pdf, 'plates', await letPaperOut(county, actorOf(c), 'plates', []));
  });
  return app;
}
