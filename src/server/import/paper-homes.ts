// The home and the person a row of an old notebook or ledger speaks of.
import { doorKey, type Ground, type KnownHome, type KnownPost, villageOf } from './known.ts';
import { cleanName } from './person-names.ts';
import type { Cells } from './row-cells.ts';
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

export interface Homes {
  /** The one the row names, by its door or, where only one is called so, by its head; notes what is wrong in the row. */
  of(cells: Cells, row: TableRow): KnownHome | undefined;
}

export async function homesNamed(rows: readonly TableRow[], ground: Ground): Promise<Homes> {
  const all = (column: string, read: (text: string) => string): string[] => [
    ...new Set(rows.map(({ cells }) => read(cells[column] ?? '')).filter((text) => text !== '')),
  ];
  const homes = await ground.homes(villageOf(ground), { doors: all('门牌号', doorKey), heads: all('户主', cleanName) });
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
