// What the county already holds that rows may speak of: its areas, offices, people and doors.
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { isUnder } from '#kit/actor.ts';
import type { Household, Member } from '#modules/household/model.ts';
import type { SeenDoors } from './seen-doors.ts';
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

export interface KnownPost {
  readonly person: string;
  readonly office: string;
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
  /** Who serves in the ground the file may reach, also in posts that are over. */
  readonly posts: readonly KnownPost[];
  /** What the rows before said, where a long list comes in pieces. */
  readonly seen: SeenDoors;
  /** Who brings the file, where it is a person in a post. */
  readonly bringer: KnownPost | undefined;
  /** Homes of the village at these doors or under these names. */
  readonly homes: (village: KnownArea, asked: AskedHomes) => Promise<readonly KnownHome[]>;
}

export interface AskedHomes {
  /** As `doorKey` writes them. */
  readonly doors: readonly string[];
  readonly heads: readonly string[];
}

export type KnownMember = Pick<Member, 'id' | 'name' | 'relation' | 'sex' | 'born' | 'phone'>;
/** A home as the county has it, with who lives there. */
export type KnownHome = Pick<
  Household,
  | 'id'
  | 'grid'
  | 'door'
  | 'head'
  | 'phone'
  | 'home'
  | 'lat'
  | 'lon'
  | 'visitInterval'
  | 'care'
  | 'declined'
  | 'supplyPoints'
> & { readonly members: readonly KnownMember[] };

/** `3-07`, `3-7` and `３－７` are one door. */
export const doorKey = (door: string): string =>
  door
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\s/g, '')
    .replaceAll(/[—–−]/g, '-')
    .replaceAll(/(?<!\d)0+(?=\d)/g, '');

export const personKey = (name: string, phone: string): string => `${name}\n${phone}`;

const areasText = `select id, ground::text as ground, kind, code, name from area where valid_to is null order by ground`;
const officesText = `select id, ground::text as ground, kind, name from office where closed_at is null order by ground, name`;
const peopleText = `select id, name, phone from person where staff`;
const postsText = `select post.person, post.office, person.name from post join person on person.id = post.person
  where $1::ltree is null or post.ground <@ $1::ltree or post.ground @> $1::ltree order by post.from_at desc`;
const homesText = `select home.id, grid, door, head, phone, home, lat, lon, visit_interval as "visitInterval", care, declined, supply_points as "supplyPoints",
    coalesce((select jsonb_agg(jsonb_build_object('id', member.id, 'name', name, 'relation', relation, 'sex', sex, 'born', born, 'phone', member.phone) order by member.id)
      from member where member.household = home.id and left_at is null), '[]') as members
  from household as home where ground <@ $1::ltree and closed_at is null and head <> ''
    and (head = any($3) or regexp_replace(translate(lower(normalize(door, NFKC)), '—–− ', '---'), '(^|[^0-9])0+([0-9])', '\\1\\2', 'g') = any($2))`;

export async function readGround(
  tx: Tx,
  facts: Pick<Ground, 'generation' | 'now' | 'within' | 'village' | 'bringer' | 'seen'>,
): Promise<Ground> {
  const [areas, offices, people, posts] = await Promise.all([
    tx.query<KnownArea>(areasText),
    tx.query<KnownOffice>(officesText),
    tx.query<{ id: string; name: string; phone: string }>(peopleText),
    tx.query<KnownPost>(postsText, [facts.within]),
  ]);
  return {
    ...facts,
    areas,
    offices,
    posts,
    people: new Map(people.map((one) => [personKey(one.name, one.phone), one.id])),
    homes: (village, { doors, heads }) => tx.query<KnownHome>(homesText, [village.ground, doors, heads]),
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
