// The roster of a village as the import reads it again: a row for each person, the columns of the home on the first (HOME-28).
import type { Tx } from '#data/database.ts';
import { homeWords, rosterColumns } from '../import/roster-columns.ts';
import { rowsFrom } from './row-cursor.ts';
import type { ListSheet } from './sheet-pieces.ts';
import { type Cell, text } from './spell.ts';

interface RosterRow {
  readonly id: string;
  readonly door: string;
  readonly group: string;
  readonly grid: string;
  readonly head: string;
  readonly phone: string;
  readonly home: string;
  readonly interval: number;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly name: string;
  readonly relation: string;
  readonly sex: string;
  readonly born: string;
  readonly own: string;
}

/** Whoever a home is called after stands first in it: the home's telephone stands in his row. */
const rosterText = `select household.id, door, coalesce(up.name, '') as "group", grid.name as grid, head, household.phone, household.home,
    visit_interval as interval, household.lat, household.lon, coalesce(member.name, '') as name, coalesce(relation, '') as relation,
    coalesce(sex, '') as sex, coalesce(born, '') as born, coalesce(member.phone, '') as own
  from household join area as grid on grid.id = household.grid left join area as up on up.id = grid.parent
    left join member on member.household = household.id and member.left_at is null
  where household.closed_at is null and household.ground <@ $1::ltree
  order by household.ground, length(door), door, household.id, (member.name = head) desc, member.id`;

/** What a home's care and taps are is in no list that leaves (HOME-28); the village is that of the whole list. */
const left = ['村', '关怀', '供水点'];
const columns = rosterColumns.filter(({ name }) => !left.includes(name));

const number = (n: number | null): Cell => (n === null ? text('') : { is: 'number', n });
const stateWord = (state: string): string => Object.entries(homeWords).find(([, one]) => one === state)?.[0] ?? '';

function cellsOf(row: RosterRow, isFirst: boolean): Cell[] {
  const ofHome: Readonly<Record<string, Cell>> = {
    在家情况: text(stateWord(row.home)),
    '走访间隔(天)': number(row.interval),
    经度: number(row.lon),
    纬度: number(row.lat),
  };
  const all: Readonly<Record<string, Cell>> = {
    门牌号: text(row.door),
    社: text(row.group),
    网格: text(row.grid),
    户主: text(row.head),
    与户主关系: text(row.relation),
    姓名: text(row.name),
    性别: text(row.sex),
    出生年月: text(row.born),
    联系电话: text(isFirst && row.phone !== '' ? row.phone : row.own),
    ...(isFirst ? ofHome : {}),
  };
  return columns.map(({ name }) => all[name] ?? text(''));
}

export const countRoster = (tx: Tx, ground: string): Promise<number> =>
  tx.one<{ n: number }>(`select count(*)::int as n from (${rosterText}) as roster`, [ground]).then(({ n }) => n);

export async function* rosterRows(tx: Tx, ground: string): AsyncGenerator<readonly Cell[]> {
  let before = '';
  for await (const row of rowsFrom<RosterRow>(tx, rosterText, [ground])) {
    yield cellsOf(row, row.id !== before);
    before = row.id;
  }
}

/** Its headings are those of the import. */
export const rosterSheet = (
  rows: ListSheet['rows'],
  { title, line }: Pick<ListSheet, 'title' | 'line'>,
): ListSheet => ({
  title,
  line,
  heads: columns.map(({ name }) => name),
  widths: columns.map(() => 14),
  rows,
});
