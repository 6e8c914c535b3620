// What the household's pages read, each through the narrowest scope that can see it.
import type { Tx } from '#data/database.ts';
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import type { Office, StaffedOffice } from '#modules/people/model.ts';
import { nearestOffice, receivingOffice } from '#modules/people/rules.ts';
import { loadChain } from '#modules/people/store.ts';
import type { County } from '../county.ts';
import { hashOf } from '../session.ts';

const plateScope: Scope = { ...emptyScope, standing: 'plate' };
/** Sees homes, and only so much of one is asked as stands on its door anyway. */
const doorScope: Scope = { ...emptyScope, standing: 'service', service: 'door' };

/** A home as far as its plate may know it: which, where, and what is painted on the door. */
export interface Plate {
  readonly household: string;
  readonly ground: string;
  readonly door: string;
  readonly village: string;
}

export interface ShortPlate {
  /** ltree path of the village. */
  readonly village: string;
  readonly code: string;
}

const doorText = `select $1::uuid as household, $2::text as ground, household.door, coalesce(village.name, '') as village
  from household left join area as village on village.ground = subpath(household.ground, 0, least(3, nlevel(household.ground))) where household.id = $1`;

async function plateOf(tx: Tx, found: { household: string; ground: string } | undefined): Promise<Plate | undefined> {
  return tx.maybe<Plate>(doorText, [found?.household ?? null, found?.ground ?? null]);
}

/** By the random code of the QR. Known, unknown and unreadable codes take the same two questions. */
export const findPlate = (county: County, code: string): Promise<Plate | undefined> =>
  inScope(
    county.database,
    doorScope,
    async (tx) => plateOf(tx, await tx.maybe('select household, ground from zd_plate($1)', [hashOf(code)])),
    { readOnly: true },
  );

/** By the typed code, inside its village only. */
export const findShortPlate = (county: County, { village, code }: ShortPlate): Promise<Plate | undefined> =>
  inScope(
    county.database,
    doorScope,
    async (tx) =>
      plateOf(tx, await tx.maybe('select household, ground from zd_plate_short($1::ltree, $2)', [village, code])),
    { readOnly: true },
  );

export interface Serving {
  /** The grid's own office, and the one that answers for it now. */
  readonly grid: Office | undefined;
  readonly office: StaffedOffice | undefined;
  readonly person: { readonly name: string; readonly phone: string } | undefined;
  readonly supervisionPhone: string;
}

export interface PlateNotice {
  readonly title: string;
  readonly text: string;
  readonly office: string;
  readonly from: number;
}

const noticeText = `select notice.title, notice.text, office.name as office, notice.from_at as "from" from notice join office on office.id = notice.office
  where notice.ground @> $1::ltree and notice.from_at <= $2 and (notice.to_at is null or notice.to_at > $2) and notice.withdrawn_at is null
    and not exists (select from poll where poll.notice = notice.id)
  order by notice.from_at desc limit 5`;

/** Who is there now: whoever is away is stood in for, or not named. */
const servingText = `select person.name, person.phone from post join person on person.id =
    case when post.away_from <= now() and (post.away_to is null or post.away_to > now()) then post.deputy else post.person end
  where post.office = $1 and post.from_at <= now() and post.to_at > now() and post.ended_at is null order by person.name limit 1`;

async function servingAt(tx: Tx, ground: string): Promise<Serving> {
  const chain = await loadChain(tx, ground, null);
  const grid = nearestOffice(chain, 'level-2') ?? nearestOffice(chain, 'level-1');
  const office = grid && receivingOffice(grid, chain);
  const person = await tx.query<{ name: string; phone: string }>(servingText, [office?.id ?? null]);
  const near = [...chain].sort((a, b) => b.ground.length - a.ground.length);
  const supervision = near.find((one) => one.supervisionPhone !== '')?.supervisionPhone ?? '';
  const committee = near.find((one) => one.kind === 'supervision')?.phone ?? '';
  return {
    grid,
    office: office?.staffed ? office : undefined,
    person: person[0],
    supervisionPhone: supervision || committee,
  };
}

/** Who serves this ground and what is told there: all of it known to everybody inside the county. */
export const serviceSide = (county: County, ground: string): Promise<{ serving: Serving; notices: PlateNotice[] }> =>
  inScope(
    county.database,
    plateScope,
    async (tx) => {
      const serving = await servingAt(tx, ground);
      const rows = await tx.query<PlateNotice & { from: unknown }>(noticeText, [ground, new Date(county.now())]);
      return { serving, notices: rows.map((row) => ({ ...row, from: (row.from as unknown as Date).getTime() })) };
    },
    { readOnly: true },
  );

export interface Village {
  readonly name: string;
  readonly ground: string;
  readonly township: string;
  readonly townshipGround: string;
}

/** All villages with their townships, as the area tree has them. */
export const villages = (county: County): Promise<Village[]> =>
  inScope(
    county.database,
    plateScope,
    (tx) =>
      tx.query<Village>(
        `select village.name, village.ground::text as ground, township.name as township, township.ground::text as "townshipGround" from area as village
         join area as township on township.id = village.parent where village.kind = 'village' and village.valid_to is null order by township.name, village.name limit 2000`,
      ),
    { readOnly: true },
  );
