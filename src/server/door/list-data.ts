// Public lists as a door reads them: open ones with their names, those just over with title and numbers only (PUBLICITY-14).
import { emptyScope, inScope, type Scope } from '#data/scope.ts';
import type { Publicity, PublicityResult, PublicityState } from '#modules/publicity/model.ts';
import { isOpenNow } from '#modules/publicity/rules.ts';
import { publicityTable } from '#modules/publicity/store.ts';
import type { County } from '../county.ts';

const plateScope: Scope = { ...emptyScope, standing: 'plate' };
/** Sees lists that are over too; no name of theirs is asked for. */
const doorScope: Scope = { ...emptyScope, standing: 'service', service: 'door' };
/** How long a list that is over still stands among the others. */
const daysAfter = 90;

/** What is said of a list without a name on it. */
export interface ListHead {
  readonly id: string;
  readonly title: string;
  readonly office: string;
  readonly toAt: number;
  readonly rowCount: number;
  readonly state: PublicityState;
  readonly result: PublicityResult | null;
  readonly said: string;
  /** PUBLICITY-11: none is told of while it is open. */
  readonly objections: number;
  readonly open: boolean;
}

const headText = `select publicity.id, publicity.title, office.name as office, extract(epoch from from_at) * 1000 as "fromAt", extract(epoch from to_at) * 1000 as "toAt",
    row_count as "rowCount", state, result, said, jsonb_array_length(objections) as objections
  from publicity join office on office.id = publicity.office`;
type HeadRow = Omit<ListHead, 'open'> & { readonly fromAt: number };

function headOf({ fromAt, ...row }: HeadRow, now: number): ListHead {
  const times = { fromAt: Number(fromAt), toAt: Number(row.toAt) };
  const open = isOpenNow({ ...times, state: row.state }, now);
  return { ...row, toAt: times.toAt, open, objections: open ? 0 : row.objections };
}

/** Lists of this ground: open ones first, then those that were over not long ago. What waits or was taken back is none. */
export const listsAt = (county: County, ground: string): Promise<ListHead[]> =>
  inScope(
    county.database,
    doorScope,
    async (tx) => {
      const rows = await tx.query<HeadRow>(
        `${headText} where publicity.ground @> $1::ltree and state in ('shown', 'closed') and to_at > $2::timestamptz - $3::int * interval '1 day' order by to_at desc limit 30`,
        [ground, new Date(county.now()), daysAfter],
      );
      const heads = rows.map((row) => headOf(row, county.now()));
      return heads.sort((a, b) => Number(b.open) - Number(a.open));
    },
    { readOnly: true },
  );

/** One list without its names; undefined when there is nothing to tell of it. `ground`: it must be about this place. */
export const headAt = (county: County, id: string, ground: string | null): Promise<ListHead | undefined> =>
  inScope(
    county.database,
    doorScope,
    async (tx) => {
      const [row] = await tx.query<HeadRow>(
        `${headText} where publicity.id = $1 and ($2::ltree is null or publicity.ground @> $2::ltree) and state in ('shown', 'closed')`,
        [id, ground],
      );
      return row && headOf(row, county.now());
    },
    { readOnly: true },
  );

export interface OpenList {
  readonly list: Publicity;
  readonly officePhone: string;
  readonly supervisionPhone: string;
}

/** One open list with its lines. */
export const openList = (county: County, id: string, ground: string | null): Promise<OpenList | undefined> =>
  inScope(
    county.database,
    plateScope,
    async (tx) => {
      const [list] = await publicityTable.load(tx, [id]);
      if (!list || !isOpenNow(list, county.now())) return undefined;
      if (ground !== null && !`${ground}.`.startsWith(`${list.ground}.`)) return undefined;
      const phones = await tx.one<{ officePhone: string; supervisionPhone: string }>(
        `select phone as "officePhone", supervision_phone as "supervisionPhone" from office where id = $1`,
        [list.office],
      );
      return { list, ...phones };
    },
    { readOnly: true },
  );
