// A whole village handed out as files that need no program of ours: on the machine itself, in the name of an officer, told to every home (HOME-28).
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import type { Actor } from '#kit/actor.ts';
import { inScope } from '#data/scope.ts';
import { writeReadings } from '#data/readings.ts';
import type { County } from '../county.ts';
import { scopeOf } from '../scope-of.ts';
import { endSession, sessionScope, signedInBy, startSession } from '../session.ts';
import type { Wanted } from './let-out.ts';
import { type VillagePicture, readPictures, readSheets, type VillageSheet } from './village-sheets.ts';

export interface WholeVillage {
  readonly name: string;
  readonly sheets: readonly VillageSheet[];
  readonly pictures: readonly VillagePicture[];
  readonly homes: number;
  readonly mark: { readonly id: string; readonly at: number; readonly person: string; readonly office: string };
}

export interface VillageAsked {
  readonly code: string;
  /** Telephone of the officer in whose name it is handed out. */
  readonly by: string;
  readonly reason: Wanted['reason'];
  readonly words: string;
}

/** The officer with the posts held now. Throws `missing invite-nobody`. */
async function officerOf(county: County, phone: string): Promise<Actor> {
  const [person, ...more] = await inScope(county.database, sessionScope, (tx) =>
    tx.query<{ id: string }>('select id from person where phone = $1 and staff and blocked_at is null', [phone]),
  );
  if (!person || more.length > 0) throw new Problem('missing', 'invite-nobody', { who: phone });
  // His rights are judged as at his desk, by the same question.
  const { token } = await startSession(county.database, { person: person.id, kind: 'staff' });
  try {
    const signedIn = await signedInBy(county.database, token);
    if (!signedIn) throw new Problem('missing', 'invite-nobody', { who: phone });
    return signedIn.actor;
  } finally {
    await endSession(county.database, token);
  }
}

const roles = ['village-officer', 'township-officer'];
const villageText = `select name, ground::text as ground from area where code = $1 and kind = 'village' and (valid_to is null or valid_to > current_date)`;
const homesText = 'select id from household where closed_at is null and ground <@ $1::ltree';
const logText = `insert into let_out (id, at, person, office, role, what, format, reason, words, rows) values ($1, $2, $3, $4, $5, 'village', 'folder', $6, $7, $8)`;
const officeText =
  'select person.name as person, office.name as office from person, office where person.id = $1 and office.id = $2';

/** Reads everything in the officer's scope and writes first whose it was. Throws `missing village-unknown`, `refused village-not-his`. */
export async function handOutVillage(county: County, asked: VillageAsked): Promise<WholeVillage> {
  const actor = await officerOf(county, asked.by);
  const at = county.now();
  return inScope(
    county.database,
    scopeOf(actor),
    async (tx) => {
      const village = await tx.maybe<{ name: string; ground: string }>(villageText, [asked.code]);
      if (!village) throw new Problem('missing', 'village-unknown', { code: asked.code });
      const { name, ground } = village;
      const post = actor.posts.find(
        (one) => roles.includes(one.role) && (ground === one.ground || ground.startsWith(`${one.ground}.`)),
      );
      if (!post || actor.person === null) throw new Problem('refused', 'village-not-his');
      const homes = (await tx.query<{ id: string }>(homesText, [ground])).map(({ id }) => id);
      const sheets = await readSheets(tx, ground);
      const pictures = await readPictures(tx, ground);
      const id = newId();
      const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
      await writeReadings(tx, homes, { reader: actor, purpose: 'export.village', at, reason: asked.reason });
      const { office, role } = post;
      await tx.exec(logText, [id, new Date(at), actor.person, office, role, asked.reason, asked.words, rows]);
      const names = await tx.one<{ person: string; office: string }>(officeText, [actor.person, office]);
      return { name, sheets, pictures, homes: homes.length, mark: { id, at, ...names } };
    },
    { timeoutMs: 120_000 },
  );
}
