// The roster of households: one row per member, the columns of the home on each row or only on the first.
import { careTags } from '#modules/household/kinds/care-tags.ts';
import { wanted } from '#modules/household/rules-words.ts';
import { type Ground, type KnownArea, type KnownHome, type KnownMember } from './known.ts';
import { cleanName, hasPrivateSign, nameKey } from './person-names.ts';
import { type CellChange, emptyPlan, type Plan } from './plan.ts';
import { readMonth } from './read-days.ts';
import { homeWords, sexWords } from './roster-columns.ts';
import { gridOf } from './roster-grid.ts';
import { askedOf, findKnown, headOf, homesOf, type RosterHome } from './roster-homes.ts';
import { byVillage } from './roster-villages.ts';
import { type Cells, cellsOf } from './row-cells.ts';
import { derivedId } from './row-ids.ts';
import type { TableRow } from './rows-below.ts';

function careOf(cells: Cells, cell: string): string[] {
  const tags = cell.split(/[；;、,，]/).map((tag) => tag.trim());
  const said = tags.filter((tag) => tag !== '');
  const unknown = said.find((tag) => !careTags.some((known) => known.zh === tag));
  if (unknown) cells.fail('关怀', 'care-unknown', { value: unknown.slice(0, 30) });
  return said;
}

function nameIn(cells: Cells, column: string): string {
  const name = cleanName(cells.needed(column, 60));
  if (hasPrivateSign(name)) cells.fail(column, 'private-sign');
  return name;
}

interface Home extends RosterHome {
  readonly id: string;
  readonly known: KnownHome | undefined;
  readonly village: KnownArea;
}

/** What the rows say of a home; undefined where a cell is empty or its column is missing. */
function saidOf(home: Home, cells: Cells) {
  const first = home.rows[0]?.cells ?? {};
  const said = (column: string): boolean => first[column] !== '' && first[column] !== undefined;
  const { row, column } = headOf(home.rows);
  const head = row && row.line !== cells.line ? cleanName(row.cells[column] ?? '') : nameIn(cells, column);
  const state = cells.choice('在家情况', homeWords, 'at-home');
  const days = cells.number('走访间隔(天)', 1, 366);
  const care = careOf(cells, first['关怀'] ?? '');
  const tap = cells.text('供水点', 30);
  const lon = cells.number('经度', -180, 180);
  const lat = cells.number('纬度', -90, 90);
  const phone = home.rows
    .map((one) => cellsOf({ line: one.line, cells: { 联系电话: one.cells['联系电话'] ?? '' } }, []).phone('联系电话'))
    .find((one) => one !== '');
  const headSaid = column === '户主' || home.rows.some((one) => one.cells['与户主关系'] !== '');
  return {
    head: headSaid || !home.known ? head : undefined,
    phone,
    home: said('在家情况') ? state : undefined,
    lat: lat !== null && lon !== null ? lat : undefined,
    lon: lat !== null && lon !== null ? lon : undefined,
    visitInterval: days === null ? undefined : Math.round(days),
    care: said('关怀') ? care : undefined,
    supplyPoints: tap === '' ? undefined : [tap],
  };
}
type Said = ReturnType<typeof saidOf>;

const columnOf: Readonly<Record<keyof Said, string>> = {
  head: '户主',
  phone: '联系电话',
  home: '在家情况',
  lat: '纬度',
  lon: '经度',
  visitInterval: '走访间隔(天)',
  care: '关怀',
  supplyPoints: '供水点',
};

/** What differs from the home as it is: an empty cell takes nothing away. */
function differing(said: Said, known: KnownHome): Partial<Said> {
  // Points of other networks carry their network's letter and stay.
  const points = said.supplyPoints && [
    ...known.supplyPoints.filter((code) => code.includes(':')),
    ...said.supplyPoints,
  ];
  const now = { ...said, supplyPoints: points, care: said.care && wanted(said.care, known.declined) };
  const plain = (value: unknown): string =>
    JSON.stringify(Array.isArray(value) ? value.map(String).toSorted((a, b) => (a < b ? -1 : 1)) : value);
  return Object.fromEntries(
    Object.entries(now).filter(
      ([key, value]) => value !== undefined && plain(value) !== plain(known[key as keyof Said]),
    ),
  );
}

const changesOf = (diff: Partial<Said>, cells: TableRow['cells']): CellChange[] =>
  Object.keys(diff).map((key) => {
    const column = columnOf[key as keyof Said];
    return {
      column,
      now: key === 'phone' ? (diff.phone ?? '') : key === 'head' ? (diff.head ?? '') : (cells[column] ?? ''),
    };
  });

function planHome(home: Home, ground: Ground, plan: Plan): boolean {
  const { id, door, rows, known, village } = home;
  const [first] = rows;
  if (!first) return false;
  const cells = cellsOf(first, plan.errors);
  if (door === '' && !known) cells.fail('门牌号', 'empty');
  if ([...door].length > 20) cells.fail('门牌号', 'too-long', { most: 20 });
  const grid =
    known && first.cells['社'] === '' && first.cells['网格'] === '' ? undefined : gridOf(cells, ground, village);
  const said = saidOf(home, cells);
  const second = rows.find((row) =>
    ['社', '网格'].some((column) => row.cells[column] !== '' && row.cells[column] !== first.cells[column]),
  );
  if (second)
    plan.errors.push({ line: second.line, column: '网格', code: 'door-in-two-grids', facts: { value: door } });
  if (!cells.ok() || second || (!grid && !known)) return false;
  if (known && grid && grid.id !== known.grid)
    plan.notes.push({ line: first.line, column: '网格', code: 'home-elsewhere', facts: { value: grid.name } });
  const head = said.head ?? known?.head ?? '';
  const full = {
    head,
    pinyin: nameKey(head),
    phone: said.phone ?? '',
    home: said.home ?? ('at-home' as const),
    lat: said.lat ?? null,
    lon: said.lon ?? null,
    visitInterval: said.visitInterval ?? 180,
    care: said.care ?? [],
    supplyPoints: said.supplyPoints ?? [],
  };
  const diff = known ? differing(said, known) : {};
  const isNew = Object.keys(diff).length > 0;
  const input = { household: id, ...diff, ...(diff.head === undefined ? {} : { pinyin: full.pinyin }) };
  plan.steps.push({
    line: first.line,
    kind: 'household',
    record: id,
    stage: 0,
    create: {
      name: 'household.register',
      input: { household: id, grid: grid?.id ?? known?.grid ?? '', door, ...full },
    },
    ...(isNew ? { change: { name: 'household.change', input, says: { household: id, ...full } } } : {}),
    ...(known ? { asBefore: !isNew, changes: changesOf(diff, first.cells) } : {}),
    label: `${known?.door ?? door} ${head}`,
    together: id,
  });
  return true;
}

const memberWords = { relation: '与户主关系', sex: '性别', born: '出生年月', phone: '联系电话' } as const;

function planMembers({ id, rows, known, door }: Home, ground: Ground, plan: Plan): void {
  const times = new Map<string, number>();
  const left: KnownMember[] = [...(known?.members ?? [])];
  for (const row of rows) {
    const cells = cellsOf(row, plan.errors);
    const name = nameIn(cells, '姓名');
    const relation = cells.text('与户主关系', 20);
    const sex = cells.choice('性别', sexWords, '' as '男');
    const written = row.cells['出生年月'] ?? '';
    const born = written === '' ? '' : readMonth(written);
    if (born === undefined) cells.fail('出生年月', 'not-a-month', { value: written.slice(0, 20) });
    const phone = cells.phone('联系电话');
    if (!cells.ok()) continue;
    const again = (times.get(name) ?? 0) + 1;
    times.set(name, again);
    const same = left.findIndex((one) => cleanName(one.name) === name);
    const before = same < 0 ? undefined : left.splice(same, 1)[0];
    const member = before?.id ?? derivedId(ground.generation, 'member', id, name, again);
    const said = { relation, sex, born: born ?? '', phone };
    const differs = Object.entries(said).filter(
      ([key, value]) => before && value !== '' && value !== before[key as keyof typeof said],
    );
    const diff = Object.fromEntries(differs);
    plan.steps.push({
      line: row.line,
      kind: 'member',
      record: member,
      stage: 1,
      create: { name: 'member.add', input: { member, household: id, name, pinyin: nameKey(name), ...said } },
      ...(differs.length > 0
        ? { change: { name: 'member.change', input: { member, ...diff }, says: { member, ...said } } }
        : {}),
      ...(before
        ? {
            asBefore: differs.length === 0,
            changes: differs.map(([key, now]) => ({ column: memberWords[key as keyof typeof said], now })),
          }
        : {}),
      label: `${known?.door ?? door} ${name}`,
      together: id,
    });
  }
}

async function planVillage(village: KnownArea, rows: readonly TableRow[], ground: Ground, plan: Plan): Promise<void> {
  const found = homesOf(rows, { ...plan, seen: ground.seen, village: village.code });
  const known = await ground.homes(village, askedOf(found));
  for (const home of found) {
    const same = findKnown(home, known);
    const line = home.rows[0]?.line ?? 0;
    if (same.other) {
      plan.errors.push({ line, column: '门牌号', code: 'other-home', facts: { value: home.door } });
      continue;
    }
    if (same.by === 'head' && home.door !== '' && same.known)
      plan.notes.push({ line, column: '门牌号', code: 'same-home', facts: { value: same.known.door } });
    const id = same.known?.id ?? derivedId(ground.generation, 'household', village.code, home.door);
    const one: Home = { ...home, village, id, known: same.known };
    if (planHome(one, ground, plan)) planMembers(one, ground, plan);
  }
}

export async function planRoster(rows: readonly TableRow[], ground: Ground): Promise<Plan> {
  const plan = emptyPlan();
  for (const [village, own] of byVillage(rows, ground, plan.errors)) await planVillage(village, own, ground, plan);
  return plan;
}
