// The grid that a row of a roster means, however its group and grid are written.
import { type Ground, type KnownArea, mayReach } from './known.ts';
import { readNumeral } from './read-days.ts';
import type { Cells } from './row-cells.ts';

/** `第三村民小组`, `3社` and `三社` are one: the number in it. */
function numberIn(text: string): number | undefined {
  const hit = /^第?([一二三四五六七八九十]+|\d+)(号|村民|居民)*(小组|组|社|队|网格|号|格)*$/.exec(
    text.normalize('NFKC').replaceAll(/\s/g, ''),
  );
  return hit?.[1] === undefined ? undefined : readNumeral(hit[1]);
}
const isCalled = (area: KnownArea, text: string): boolean =>
  area.name.normalize('NFKC') === text || (numberIn(text) !== undefined && numberIn(text) === numberIn(area.name));

/** The grid a row names: by its own name, by group and number, or the only one the group has. */
export function gridOf(cells: Cells, ground: Ground, village: KnownArea): KnownArea | undefined {
  const [group, own] = [cells.text('社', 30).normalize('NFKC'), cells.text('网格', 30).normalize('NFKC')];
  if (group === '' && own === '') cells.fail('社', 'empty');
  const name = own.startsWith(group) ? own : `${group}${own}`;
  const grids = ground.areas.filter((area) => area.kind === 'level-2' && area.ground.startsWith(`${village.ground}.`));
  const groupOf = (area: KnownArea): KnownArea | undefined =>
    ground.areas.find((one) => one.ground === area.ground.slice(0, area.ground.lastIndexOf('.')));
  const inGroup = (area: KnownArea): boolean => {
    const above = groupOf(area);
    return group === '' || (above !== undefined && isCalled(above, group));
  };
  const short = (area: KnownArea): string => {
    const [whole, above] = [area.name.normalize('NFKC'), groupOf(area)?.name.normalize('NFKC') ?? ''];
    return above !== '' && whole.startsWith(above) ? whole.slice(above.length) : whole;
  };
  const called = (area: KnownArea): boolean =>
    area.name.normalize('NFKC') === name ||
    (inGroup(area) && (own === '' || isCalled(area, own) || isCalled({ ...area, name: short(area) }, own)));
  const exact = grids.find((area) => area.name.normalize('NFKC') === name);
  const [found, ...more] = exact ? [exact] : grids.filter(called);
  if (cells.ok() && more.length > 0) cells.fail('网格', 'grid-which', { value: name, n: more.length + 1 });
  else if (cells.ok() && !found) cells.fail('网格', 'grid-unknown', { value: name });
  if (found && !mayReach(ground, found.ground)) cells.fail('网格', 'not-your-ground', { value: name });
  return found;
}
