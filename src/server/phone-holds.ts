// What one phone may hold: whose ground in full, whose only as a roster, and how many homes at most.
import type { Actor } from '#kit/actor.ts';
import { Problem } from '#kit/problem.ts';
import type { Tx } from '#data/database.ts';
import { fieldRoles } from '#modules/people/model.ts';
import { inGrids } from '#modules/territory/store.ts';

export interface Holds {
  /** Grounds whose homes are held with their people, entries and promises. */
  readonly full: readonly string[];
  /** Grounds of which only the roster and the open matters are held: a township has thousands of homes and its desk for the rest. */
  readonly roster: readonly string[];
}

/** Homes a phone holds in full unless the security administrator allowed it more. */
export const mostHomes = 300;
/** Homes a phone holds in all, as a roster too: nobody's word lifts this. */
export const mostRoster = 5000;
/** A ground that grew a little goes on being served; a fresh start is refused at once. */
const growth = 1.1;

const fullRoles: readonly string[] = [...fieldRoles, 'village-officer'];

export function holdsOf(actor: Actor): Holds {
  const groundsOf = (roles: readonly string[]): string[] => [
    ...new Set(actor.posts.filter((post) => roles.includes(post.role)).map((post) => post.ground)),
  ];
  return { full: groundsOf(fullRoles), roster: groundsOf(['township-officer']) };
}

/** Whether anything at all may stand on a phone of this actor. */
export const holdsNothing = ({ full, roster }: Holds): boolean => full.length === 0 && roster.length === 0;

export const allGrounds = ({ full, roster }: Holds): string[] => [...full, ...roster];

export interface HomeCount {
  readonly full: number;
  readonly all: number;
}

const countText = `select count(*) filter (where ground <@ any($1::ltree[]))::int as full, count(*)::int as all
  from household where closed_at is null and ${inGrids('($1::ltree[] || $2::ltree[])')} and (ground <@ any($1::ltree[]) or ground <@ any($2::ltree[]))`;
const allowedText = 'select most_homes as "most" from device where id = $1';

/** Throws `refused phone-too-many-homes` with how many there are and how many may be. */
export async function countHomes(
  tx: Tx,
  holds: Holds,
  of: { readonly device: string | null; readonly isStart: boolean },
): Promise<HomeCount> {
  const [[count], [allowed]] = await Promise.all([
    tx.query<HomeCount>(countText, [holds.full, holds.roster]),
    tx.query<{ most: number | null }>(allowedText, [of.device]),
  ]);
  const { full, all } = count ?? { full: 0, all: 0 };
  const most = allowed?.most ?? mostHomes;
  const room = of.isStart ? 1 : growth;
  if (full > most * room) throw new Problem('refused', 'phone-too-many-homes', { homes: full, most });
  if (all > mostRoster * room) throw new Problem('refused', 'phone-too-many-homes', { homes: all, most: mostRoster });
  return { full, all };
}
