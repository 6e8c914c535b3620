// The rows of a roster as homes: which rows are one door, which are written twice, and which home of the county each one is.
import { doorKey, type KnownHome } from './known.ts';
import { cleanName } from './person-names.ts';
import { SeenDoors } from './seen-doors.ts';
import type { RowError } from './plan.ts';
import { readMonth } from './read-days.ts';
import type { TableRow } from './rows-below.ts';

export interface RosterHome {
  /** '' where the table has no doors. */
  readonly door: string;
  readonly rows: readonly TableRow[];
}

const ofHome = ['社', '网格', '户主', '在家情况', '走访间隔(天)', '关怀', '供水点', '经度', '纬度'];
const isHead = (cells: TableRow['cells']): boolean =>
  /^(户主|本人|户主本人|head|self)$/i.test(cells['与户主关系'] ?? '');

/** The name a home goes by: as it is written, else whoever is called head, else who stands first. */
export function headOf(rows: readonly TableRow[]): { readonly row: TableRow | undefined; readonly column: string } {
  const named = rows.find(({ cells }) => cells['户主'] !== '');
  if (named) return { row: named, column: '户主' };
  return { row: rows.find(({ cells }) => isHead(cells)) ?? rows[0], column: '姓名' };
}
const headName = (rows: readonly TableRow[]): string => {
  const { row, column } = headOf(rows);
  return cleanName(row?.cells[column] ?? '');
};

/** Does a new home begin here? A row without a door belongs to the door above it (merged cells read so). */
function begins(cells: TableRow['cells'], last: readonly TableRow[], door: string): boolean {
  const first = last[0];
  if (!first) return true;
  const own = doorKey(cells['门牌号'] ?? '');
  if (own !== '' && own !== doorKey(door)) return true;
  const head = cells['户主'] ?? '';
  if (head !== '') return cleanName(head) !== headName(last);
  return own === '' && door === '' && isHead(cells) && last.some((row) => isHead(row.cells));
}

function blocksOf(rows: readonly TableRow[]): RosterHome[] {
  const blocks: { door: string; rows: TableRow[] }[] = [];
  for (const row of rows) {
    const last = blocks.at(-1);
    if (last && !begins(row.cells, last.rows, last.door)) last.rows.push(row);
    else {
      const own = (row.cells['门牌号'] ?? '').normalize('NFKC').replaceAll(/\s/g, '');
      blocks.push({ door: own, rows: [row] });
    }
  }
  return blocks;
}

/** Cells of the home left empty on a later row are those of the first; a table of heads only names nobody else. */
function whole(home: RosterHome): RosterHome {
  const first = home.rows[0]?.cells ?? {};
  const rows = home.rows.map(({ line, cells }) => {
    const inherited = ofHome.filter((column) => cells[column] === '').map((column) => [column, first[column] ?? '']);
    return { line, cells: { ...cells, ...Object.fromEntries(inherited) } };
  });
  if (rows.some(({ cells }) => cells['姓名'] !== '')) return { ...home, rows };
  return { ...home, rows: rows.map(({ line, cells }) => ({ line, cells: { ...cells, 姓名: cells['户主'] ?? '' } })) };
}

const month = (row: TableRow): string => readMonth(row.cells['出生年月'] ?? '') ?? '';
const samePerson = (one: TableRow, other: TableRow): boolean =>
  cleanName(one.cells['姓名'] ?? '') === cleanName(other.cells['姓名'] ?? '') &&
  one.cells['姓名'] !== '' &&
  (month(one) === month(other) || month(one) === '' || month(other) === '');

/** A person who stands there twice is taken once, and it is said where he stood first. */
function once(home: RosterHome, notes: RowError[]): RosterHome {
  const rows: TableRow[] = [];
  for (const row of home.rows) {
    const before = rows.find((one) => samePerson(one, row));
    if (!before) rows.push(row);
    else notes.push({ line: row.line, column: '姓名', code: 'row-twice', facts: { line: before.line } });
  }
  return { ...home, rows };
}

/** The homes of a roster. A door that comes again is the same home where its head is the same, and a fault where it is not. */
export function homesOf(
  rows: readonly TableRow[],
  {
    errors,
    notes,
    seen = new SeenDoors(),
    village = '',
  }: { errors: RowError[]; notes: RowError[]; seen?: SeenDoors; village?: string },
): RosterHome[] {
  const homes = new Map<string, RosterHome>();
  for (const block of blocksOf(rows)) {
    const line = block.rows[0]?.line ?? 0;
    const head = headName(block.rows);
    const key = block.door === '' ? `${head}\n${line}` : doorKey(block.door);
    // Two villages may have the same door.
    const before = seen.meet(`${village} ${key}`, head, line);
    const here = homes.get(key);
    if (!before) homes.set(key, block);
    else if (!before.sameHead)
      errors.push({ line, column: '门牌号', code: 'door-twice', facts: { value: block.door, line: before.line } });
    else if (here) homes.set(key, { door: here.door, rows: [...here.rows, ...block.rows] });
    else notes.push({ line, column: '门牌号', code: 'row-twice', facts: { line: before.line } });
  }
  return [...homes.values()].map((home) => once(whole(home), notes));
}

const phonesOf = (home: RosterHome): string[] =>
  home.rows
    .map(({ cells }) => (cells['联系电话'] ?? '').normalize('NFKC').replaceAll(/\D/g, ''))
    .filter((one) => one !== '');

const isFamily = (home: RosterHome, known: KnownHome): boolean => {
  const names = new Set([headName(home.rows), ...home.rows.map(({ cells }) => cleanName(cells['姓名'] ?? ''))]);
  return (
    names.has(cleanName(known.head)) ||
    known.members.some(({ name }) => names.has(cleanName(name))) ||
    (known.phone !== '' && phonesOf(home).includes(known.phone.replaceAll(/\D/g, '')))
  );
};

/** By its door, where at least a name or the telephone is the same; else by head and telephone. */
export function findKnown(
  home: RosterHome,
  known: readonly KnownHome[],
): { readonly known?: KnownHome; readonly by?: 'door' | 'head'; readonly other?: true } {
  const key = doorKey(home.door);
  const atDoor = home.door === '' ? [] : known.filter((one) => doorKey(one.door) === key);
  const exact = atDoor.find((one) => one.door === home.door) ?? atDoor[0];
  if (exact) return isFamily(home, exact) ? { known: exact, by: 'door' } : { other: true };
  const head = headName(home.rows);
  const phones = phonesOf(home);
  const [named, ...more] = known.filter(
    (one) => cleanName(one.head) === head && phones.includes(one.phone.replaceAll(/\D/g, '')),
  );
  return named && more.length === 0 ? { known: named, by: 'head' } : {};
}

export const askedOf = (homes: readonly RosterHome[]): { readonly doors: string[]; readonly heads: string[] } => ({
  doors: [...new Set(homes.map(({ door }) => doorKey(door)).filter((door) => door !== ''))],
  heads: [...new Set(homes.map(({ rows }) => headName(rows)).filter((head) => head !== ''))],
});
