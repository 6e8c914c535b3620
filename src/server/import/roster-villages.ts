// Which village a row of a roster belongs to, where one file holds several: by a column of its own, or by the name of its sheet (BRING-10).
import { type Ground, type KnownArea, mayReach, villageOf } from './known.ts';
import type { RowError } from './plan.ts';
import type { TableRow } from './rows-below.ts';

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '');
/** `柳湾村民委员会`, `柳湾村` and `柳湾` are one. */
const stem = (text: string): string => plain(text).replace(/(村民委员会|村委会|居民委员会|居委会|社区|村)$/, '');

type Villages = readonly Pick<KnownArea, 'kind' | 'code' | 'name' | 'ground'>[];

/** By code, by name, by name with its township before it, or by what its name begins with. */
export function villagesCalled<A extends Villages[number]>(areas: readonly A[], written: string): A[] {
  const text = plain(written);
  const villages = areas.filter((area) => area.kind === 'village');
  const above = ({ ground }: A): string =>
    plain(areas.find((one) => one.ground === ground.slice(0, ground.lastIndexOf('.')))?.name ?? '');
  const ways: ((area: A) => boolean)[] = [
    (area) => area.code === text || plain(area.name) === text,
    (area) => `${above(area)}${plain(area.name)}` === text,
    (area) => stem(text) !== '' && stem(area.name) === stem(text),
  ];
  for (const way of ways) {
    const found = villages.filter(way);
    if (found.length > 0) return found;
  }
  return [];
}

function villageNamed(
  ground: Ground,
  written: string,
): KnownArea | 'village-unknown' | 'not-your-ground' | 'village-which' {
  const called = villagesCalled(ground.areas, written);
  const [first, ...more] = called.filter((area) => mayReach(ground, area.ground));
  if (called.length === 0) return 'village-unknown';
  if (!first) return 'not-your-ground';
  return more.length > 0 ? 'village-which' : first;
}

/** The rows by village, in the order of the file. An empty cell is that of the row above, also where a long list comes in pieces. */
export function byVillage(
  rows: readonly TableRow[],
  ground: Ground,
  errors: RowError[],
): ReadonlyMap<KnownArea, readonly TableRow[]> {
  const known = new Map<string, ReturnType<typeof villageNamed>>();
  const found = new Map<KnownArea, TableRow[]>();
  for (const row of rows) {
    const written = row.cells['村'] ?? '';
    if (written !== '') ground.seen.village = written;
    const text = ground.seen.village;
    const village = known.get(text) ?? (text === '' ? villageOf(ground) : villageNamed(ground, text));
    known.set(text, village);
    if (typeof village === 'string')
      errors.push({ line: row.line, column: '村', code: village, facts: { value: text.slice(0, 40) } });
    else if (found.get(village)?.push(row) === undefined) found.set(village, [row]);
  }
  return found;
}
