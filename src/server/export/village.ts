// A whole village handed out as files that need no program of ours: on the machine itself, in the name of an officer, told to every home (HOME-28).
import { newId } from '#kit/id.ts';
import { Problem } from '#kit/problem.ts';
import type { Actor } from '#kit/actor.ts';
import type { Tx } from '#data/database.ts';
import { type Reading, writeReadings } from '#data/readings.ts';
import { inScope } from '#data/scope.ts';
import type { County } from '../county.ts';
import { scopeOf } from '../scope-of.ts';
import { endSession, sessionScope, signedInBy, startSession } from '../session.ts';
import type { Wanted } from './let-out.ts';
import { countRoster, rosterRows } from './roster.ts';
import { rowsFrom } from './row-cursor.ts';
import type { Cell as RosterCell } from './spell.ts';
import { openSheets, readPictures, type VillagePicture, type VillageSheet } from './village-sheets.ts';

export interface WholeVillage {
  readonly name: string;
  readonly sheets: readonly VillageSheet[];
  readonly pictures: readonly VillagePicture[];
  /** Rows of the roster that can be brought in again. */
  readonly people: number;
  roster(): AsyncGenerator<readonly RosterCell[]>;
  readonly mark: VillageMark;
}
interface VillageMark {
  readonly id: string;
  readonly at: number;
  readonly person: string;
  readonly office: string;
  readonly reason: Wanted['reason'];
  readonly words: string;
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

/** As many homes at once are told that they were handed out. */
const toldAtOnce = 5_000;
/** A hundred thousand homes take minutes. Until the last moment nothing is written, so nobody waits for this transaction. */
const longest = 3_600_000;

async function tellHomes(tx: Tx, ground: string, reading: Reading): Promise<number> {
  let homes: string[] = [];
  let count = 0;
  const tell = async (): Promise<void> => {
    await writeReadings(tx, homes, reading);
    count += homes.length;
    homes = [];
  };
  for await (const { id } of rowsFrom<{ id: string }>(tx, homesText, [ground])) {
    homes.push(id);
    if (homes.length === toldAtOnce) await tell();
  }
  await tell();
  return count;
}

/**
 * Lets `write` take everything in the officer's scope, row by row. It is told and logged in the same transaction, after the
 * last row: what `write` made may be given away when this resolves, and must go where it throws. Throws `missing
 * village-unknown`, `refused village-not-his`.
 */
export async function handOutVillage(
  county: County,
  asked: VillageAsked,
  write: (village: WholeVillage) => Promise<void>,
): Promise<{ readonly homes: number }> {
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
      const { office, role } = post;
      const { reason, words } = asked;
      const id = newId();
      const names = await tx.one<{ person: string; office: string }>(officeText, [actor.person, office]);
      const sheets = await openSheets(tx, ground);
      const pictures = await readPictures(tx, ground);
      const people = await countRoster(tx, ground);
      const mark = { id, at, ...names, reason, words };
      await write({ name, sheets, pictures, people, roster: () => rosterRows(tx, ground), mark });
      const homes = await tellHomes(tx, ground, { reader: actor, purpose: 'export.village', at, reason });
      const rows = sheets.reduce((sum, sheet) => sum + sheet.count, people);
      await tx.exec(logText, [id, new Date(at), actor.person, office, role, reason, words, rows]);
      return { homes };
    },
    { timeoutMs: longest },
  );
}
