// The roster of households: one row per member, the columns of the home on each row or only on the first.
import { careTags } from '#modules/household/kinds/care-tags.ts';
import type { HomeState } from '#modules/household/model.ts';
import { type Ground, type KnownArea, mayReach, villageOf } from './known.ts';
import { cleanName, hasPrivateSign, nameKey } from './person-names.ts';
import { emptyPlan, type Plan, type RowError } from './plan.ts';
import type { Column, TableRow } from './read-table.ts';
import { type Cells, cellsOf, readMonth } from './row-cells.ts';
import { derivedId } from './row-ids.ts';

export const rosterColumns: readonly Column[] = [
  { name: '门牌号', also: ['户号', '门牌', 'door'], needed: true },
  { name: '社', also: ['组', '村民小组', '小组', '一级网格', 'group'], needed: true },
  { name: '网格', also: ['二级网格', '所属网格', 'grid'], needed: true },
  { name: '户主', also: ['户主姓名', 'head'] },
  { name: '与户主关系', also: ['关系', 'relation'] },
  { name: '姓名', also: ['成员姓名', 'name'], needed: true },
  { name: '性别', also: ['sex'] },
  { name: '出生年月', also: ['出生日期', '生日', 'born'] },
  { name: '联系电话', also: ['电话', '手机', '手机号', 'phone'] },
  { name: '在家情况', also: ['居住情况', 'home'] },
  { name: '走访间隔(天)', also: ['走访间隔', 'interval'] },
  { name: '关怀', also: ['关怀标签', 'care'] },
  { name: '供水点', also: ['水表', '供水点编号', 'tap'] },
  { name: '经度', also: ['lon', 'lng'] },
  { name: '纬度', also: ['lat'] },
];

const homes: Readonly<Record<string, HomeState>> = { 在家: 'at-home', 外出: 'away', 空户: 'vacant' };
const sexes = { 男: '男', 女: '女' } as const;
const ofHome = ['社', '网格', '户主', '在家情况', '走访间隔(天)', '关怀', '供水点', '经度', '纬度'];

/** Rows of one door. A row without a door belongs to the door above it (merged cells read so). */
function byDoor(rows: readonly TableRow[], errors: RowError[]): Map<string, TableRow[]> {
  const doors = new Map<string, TableRow[]>();
  let last = '';
  for (const row of rows) {
    last = (row.cells['门牌号'] ?? '').normalize('NFKC') || last;
    if (last === '') errors.push({ line: row.line, column: '门牌号', code: 'empty', facts: {} });
    else doors.set(last, [...(doors.get(last) ?? []), row]);
  }
  return doors;
}

function careOf(cells: Cells, cell: string): string[] {
  const tags = cell.split(/[；;]/).map((tag) => tag.trim());
  const wanted = tags.filter((tag) => tag !== '');
  const unknown = wanted.find((tag) => !careTags.some((known) => known.zh === tag));
  if (unknown) cells.fail('关怀', 'care-unknown', { value: unknown.slice(0, 30) });
  return wanted;
}

function memberName(cells: Cells, column: string, most: number): string {
  const name = cleanName(cells.needed(column, most));
  if (hasPrivateSign(name)) cells.fail(column, 'private-sign');
  return name;
}

function gridOf(cells: Cells, ground: Ground, village: KnownArea): KnownArea | undefined {
  const [group, own] = [cells.needed('社', 30).normalize('NFKC'), cells.needed('网格', 30).normalize('NFKC')];
  const name = own.startsWith(group) ? own : `${group}${own}`;
  const inGroup = (area: KnownArea): boolean =>
    ground.areas.find((one) => one.ground === area.ground.slice(0, area.ground.lastIndexOf('.')))?.name === group;
  const called = (area: KnownArea): boolean =>
    area.name.normalize('NFKC') === name || (area.name.normalize('NFKC') === own && inGroup(area));
  const grid = ground.areas.find(
    (area) => area.kind === 'level-2' && area.ground.startsWith(`${village.ground}.`) && called(area),
  );
  if (cells.ok() && !grid) cells.fail('网格', 'grid-unknown', { value: name });
  if (grid && !mayReach(ground, grid.ground)) cells.fail('网格', 'not-your-ground', { value: name });
  return grid;
}

interface Door {
  readonly door: string;
  readonly id: string;
  readonly rows: readonly TableRow[];
  readonly village: KnownArea;
}

function planHome({ door, id, rows, village }: Door, ground: Ground, plan: Plan): boolean {
  const [first] = rows;
  if (!first) return false;
  const cells = cellsOf(first, plan.errors);
  if ([...door].length > 20) cells.fail('门牌号', 'too-long', { most: 20 });
  const grid = gridOf(cells, ground, village);
  const written = first.cells['户主'] === '' ? '姓名' : '户主';
  const head = memberName(cells, written, 60);
  const home = cells.choice('在家情况', homes, 'at-home');
  const days = cells.number('走访间隔(天)', 1, 366);
  const care = careOf(cells, first.cells['关怀'] ?? '');
  const tap = cells.text('供水点', 30);
  const lon = cells.number('经度', -180, 180);
  const lat = cells.number('纬度', -90, 90);
  const second = rows.find((row) =>
    ['社', '网格'].some((column) => row.cells[column] !== '' && row.cells[column] !== first.cells[column]),
  );
  if (second)
    plan.errors.push({ line: second.line, column: '网格', code: 'door-in-two-grids', facts: { value: door } });
  if (!cells.ok() || second || !grid) return false;
  const phone =
    rows.map((row) => (row.cells['联系电话'] ?? '').normalize('NFKC')).find((one) => /^[\d+()-]{3,20}$/.test(one)) ??
    '';
  const common = {
    head,
    pinyin: nameKey(head),
    phone,
    home,
    lat,
    lon,
    visitInterval: Math.round(days ?? 180),
    care,
    supplyPoints: tap === '' ? [] : [tap],
  };
  plan.steps.push({
    line: first.line,
    kind: 'household',
    record: id,
    stage: 0,
    create: { name: 'household.register', input: { household: id, grid: grid.id, door, ...common } },
    change: { name: 'household.change', input: { household: id, ...common } },
  });
  return true;
}

function planMembers({ id, rows }: Door, ground: Ground, plan: Plan): void {
  const times = new Map<string, number>();
  for (const row of rows) {
    const cells = cellsOf(row, plan.errors);
    const name = memberName(cells, '姓名', 60);
    const relation = cells.text('与户主关系', 20);
    const sex = cells.choice('性别', sexes, '' as '男');
    const written = row.cells['出生年月'] ?? '';
    const born = written === '' ? '' : readMonth(written);
    if (born === undefined) cells.fail('出生年月', 'not-a-month', { value: written.slice(0, 20) });
    const phone = cells.phone('联系电话');
    if (!cells.ok()) continue;
    const again = (times.get(name) ?? 0) + 1;
    times.set(name, again);
    const member = derivedId(ground.generation, 'member', id, name, again);
    const input = { member, household: id, name, pinyin: nameKey(name), relation, sex, born, phone };
    plan.steps.push({
      line: row.line,
      kind: 'member',
      record: member,
      stage: 1,
      create: { name: 'member.add', input },
    });
  }
}

export async function planRoster(rows: readonly TableRow[], ground: Ground): Promise<Plan> {
  const plan = emptyPlan();
  const village = villageOf(ground);
  const known = await ground.doors(village);
  for (const [door, own] of byDoor(rows, plan.errors)) {
    const first = own[0];
    const whole = own.map((row) => (row === first ? row : { ...row, cells: withHome(row.cells, first) }));
    const one: Door = {
      door,
      rows: whole,
      village,
      id: known.get(door) ?? derivedId(ground.generation, 'household', village.code, door),
    };
    if (planHome(one, ground, plan)) planMembers(one, ground, plan);
  }
  return plan;
}

/** Cells of the home left empty on a later row are those of the first. */
function withHome(cells: TableRow['cells'], first: TableRow | undefined): TableRow['cells'] {
  const inherited = ofHome
    .filter((column) => cells[column] === '')
    .map((column) => [column, first?.cells[column] ?? '']);
  return { ...cells, ...Object.fromEntries(inherited) };
}
