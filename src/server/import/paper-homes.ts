// An old notebook or ledger: the home and the person each row speaks of, and what stands in it twice.
import { doorKey, type Ground, type KnownArea, type KnownHome, type KnownPost, villageOf } from './known.ts';
import { cleanName } from './person-names.ts';
import { emptyPlan, type Plan, type Step } from './plan.ts';
import { type Cells, cellsOf } from './row-cells.ts';
import type { TableRow } from './rows-below.ts';

export const homeColumns = [
  {
    name: '门牌号',
    en: 'Door',
    also: ['户号', '门牌', '门牌号码', '户编号', '住户门牌', 'door no', 'house no', 'house'],
  },
  {
    name: '户主',
    en: 'Head',
    also: [
      '户主姓名',
      '住户',
      '住户姓名',
      '农户',
      '走访对象',
      '走访户',
      '被走访人',
      '反映人',
      '群众姓名',
      '姓名',
      'household',
      'name',
    ],
  },
] as const;

interface Homes {
  /** The one the row names, by its door or, where only one is called so, by its head; notes what is wrong in the row. */
  of(cells: Cells, row: TableRow): KnownHome | undefined;
}

async function homesNamed(rows: readonly TableRow[], ground: Ground, village: KnownArea): Promise<Homes> {
  const all = (column: string, read: (text: string) => string): string[] => [
    ...new Set(rows.map(({ cells }) => read(cells[column] ?? '')).filter((text) => text !== '')),
  ];
  const homes = await ground.homes(village, { doors: all('门牌号', doorKey), heads: all('户主', cleanName) });
  return {
    of: (cells, row) => {
      const [door, head] = [doorKey(row.cells['门牌号'] ?? ''), cleanName(row.cells['户主'] ?? '')];
      const found = homes.filter(
        (home) => (door === '' || doorKey(home.door) === door) && (door !== '' || cleanName(home.head) === head),
      );
      const [home, ...more] = found;
      const column = door === '' ? '户主' : '门牌号';
      if (door === '' && head === '') cells.fail('门牌号', 'empty');
      else if (!home || more.length > 0) cells.fail(column, 'home-unknown', { value: row.cells[column] ?? '' });
      return home && more.length === 0 ? home : undefined;
    },
  };
}

/** Whoever is called so and sits in an office of the village, or the one who brings the file where nobody is named. */
export function postOf(cells: Cells, column: string, ground: Ground): KnownPost | undefined {
  const written = cleanName(cells.text(column, 60).split(/[、,，;；\s]/)[0] ?? '');
  if (written === '' && ground.bringer) return ground.bringer;
  const found = ground.posts.filter(({ name }) => name === written);
  const [one] = found;
  if (!one || new Set(found.map(({ person }) => person)).size > 1) {
    // The old notebook's writer may have left: it is kept under the one who brings it, with his name in the words.
    if (ground.bringer) return ground.bringer;
    cells.fail(column, 'visitor-unknown', { value: written });
  }
  return one;
}

interface Paper extends Homes {
  readonly village: KnownArea;
}

/** A step for each sound row; what says the same as a row before is taken once, and noted at `column`. */
export async function planPaper(
  rows: readonly TableRow[],
  ground: Ground,
  column: string,
  stepOf: (cells: Cells, row: TableRow, paper: Paper) => Omit<Step, 'line' | 'stage'> | undefined,
): Promise<Plan> {
  const plan = emptyPlan();
  const village = villageOf(ground);
  const paper = { village, ...(await homesNamed(rows, ground, village)) };
  const seen = new Map<string, number>();
  for (const row of rows) {
    const { line } = row;
    const step = stepOf(cellsOf(row, plan.errors), row, paper);
    if (!step) continue;
    const before = seen.get(step.record);
    if (before === undefined) {
      seen.set(step.record, line);
      plan.steps.push({ ...step, line, stage: 0 });
    } else plan.notes.push({ line, column, code: 'case-twice', facts: { line: before } });
  }
  return plan;
}

/** A day that must be there; what is wrong with it is noted once. */
export function dayIn(cells: Cells, column: string, missing = 'empty'): string {
  const day = cells.day(column);
  if (cells.ok() && day === '') cells.fail(column, missing);
  return day;
}
