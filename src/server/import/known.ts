// What the county already holds that rows may speak of: its areas, offices, people and doors.
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { isUnder } from '#kit/actor.ts';
import type { AreaKind } from '#modules/territory/model.ts';
import type { OfficeKind } from '#modules/people/model.ts';

export interface KnownArea {
  readonly id: string;
  readonly ground: string;
  readonly kind: AreaKind;
  readonly code: string;
  readonly name: string;
}
export interface KnownOffice {
  readonly id: string;
  readonly ground: string;
  readonly kind: OfficeKind;
  readonly name: string;
}

/** What an import is made in: the county as it is, and how far the one who brings the file may reach. */
export interface Ground {
  readonly generation: string;
  readonly now: number;
  /** ltree path the rows must stay under; null = the whole county. */
  readonly within: string | null;
  /** Code of the village the file is about, when it is not the only one. */
  readonly village: string | null;
  readonly areas: KnownArea[];
  readonly offices: KnownOffice[];
  /** Staff by name and telephone → id. */
  readonly people: Map<string, string>;
  /** Homes of the village by door → id. */
  readonly doors: (village: KnownArea) => Promise<Map<string, string>>;
}

export const personKey = (name: string, phone: string): string => `${name}\n${phone}`;

const areasText = `select id, ground::text as ground, kind, code, name from area where valid_to is null order by ground`;
const officesText = `select id, ground::text as ground, kind, name from office where closed_at is null order by ground, name`;
const peopleText = `select id, name, phone from person where staff`;
const doorsText = `select id, door from household where ground <@ $1::ltree and closed_at is null`;

export async function readGround(
  tx: Tx,
  facts: Pick<Ground, 'generation' | 'now' | 'within' | 'village'>,
): Promise<Ground> {
  const [areas, offices, people] = await Promise.all([
    tx.query<KnownArea>(areasText),
    tx.query<KnownOffice>(officesText),
    tx.query<{ id: string; name: string; phone: string }>(peopleText),
  ]);
  return {
    ...facts,
    areas,
    offices,
    people: new Map(people.map((one) => [personKey(one.name, one.phone), one.id])),
    doors: async (village) => {
      const rows = await tx.query<{ id: string; door: string }>(doorsText, [village.ground]);
      return new Map(rows.map((row) => [row.door, row.id]));
    },
  };
}

export const mayReach = (ground: Ground, path: string): boolean =>
  ground.within === null || isUnder(path, ground.within);

/** The village the file is about: the one named, or the only one there is. Throws `invalid import-no-village` or `import-which-village`. */
export function villageOf(ground: Ground): KnownArea {
  const all = ground.areas.filter((area) => area.kind === 'village' && mayReach(ground, area.ground));
  const [first, ...more] = ground.village === null ? all : all.filter((area) => area.code === ground.village);
  if (!first) throw new Problem('invalid', 'import-no-village');
  if (more.length > 0) throw new Problem('invalid', 'import-which-village');
  return first;
}

/** An office by its name; where several are called so, the one in or above the chosen village. */
export function officeNamed(ground: Ground, name: string): KnownOffice | 'unknown' | 'ambiguous' {
  const called = ground.offices.filter(
    (office) => office.name === name && (office.ground === '' || mayReach(ground, office.ground)),
  );
  if (called.length === 1 && called[0]) return called[0];
  const village = ground.areas.find((area) => area.kind === 'village' && area.code === ground.village);
  const near = village
    ? called.filter((office) => isUnder(office.ground, village.ground) || isUnder(village.ground, office.ground))
    : [];
  if (near.length === 1 && near[0]) return near[0];
  return called.length === 0 ? 'unknown' : 'ambiguous';
}
