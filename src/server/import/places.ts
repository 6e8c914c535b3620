// The list of areas: county, township, village, groups and grids, each under the one above it.
import { areaKinds, type AreaKind } from '#modules/territory/model.ts';
import { type Ground, mayReach } from './known.ts';
import { emptyPlan, type Plan } from './plan.ts';
import type { Column, TableRow } from './read-table.ts';
import { cellsOf } from './row-cells.ts';
import { derivedId } from './row-ids.ts';

export const placeColumns: readonly Column[] = [
  { name: '编码', en: 'Code', also: ['区划编码', '代码', '行政区划代码', '区划代码'], needed: true },
  { name: '名称', en: 'Name', also: ['区划名称', '地名', '区域名称'], needed: true },
  { name: '类型', en: 'Kind', also: ['级别', '层级', 'type', 'level'], needed: true },
  {
    name: '上级编码',
    en: 'Above',
    also: ['上级', '上级代码', 'parent', '上级区划编码', '上级区划', '父级编码'],
    needed: true,
  },
];

const kinds: Readonly<Record<string, AreaKind>> = {
  ...(Object.fromEntries(areaKinds.map((kind) => [kind, kind])) as Record<AreaKind, AreaKind>),
  县: 'county',
  乡镇: 'township',
  乡: 'township',
  镇: 'township',
  村: 'village',
  一级网格: 'level-1',
  二级网格: 'level-2',
};
const lengths: Readonly<Record<AreaKind, number>> = {
  county: 6,
  township: 9,
  village: 12,
  'level-1': 15,
  'level-2': 17,
};

export function planPlaces(rows: readonly TableRow[], ground: Ground): Plan {
  const plan = emptyPlan();
  for (const row of rows) {
    const cells = cellsOf(row, plan.errors);
    const code = cells.needed('编码', 17).normalize('NFKC');
    const name = cells.needed('名称', 60);
    const kind = cells.choice('类型', kinds);
    const above = cells.text('上级编码', 15).normalize('NFKC');
    if (cells.ok() && (!/^\d+$/.test(code) || code.length !== lengths[kind]))
      cells.fail('编码', 'area-code', { value: code, digits: lengths[kind] });
    const parent = ground.areas.find((area) => area.code === above);
    if (cells.ok() && kind !== 'county' && !parent) cells.fail('上级编码', 'area-unknown', { value: above });
    if (
      cells.ok() &&
      parent &&
      (areaKinds.indexOf(parent.kind) !== areaKinds.indexOf(kind) - 1 || !code.startsWith(parent.code))
    ) {
      cells.fail('上级编码', 'area-not-above', { value: above });
    }
    const known = ground.areas.find((area) => area.code === code);
    const path = known?.ground ?? (parent ? `${parent.ground}.${code.slice(parent.code.length)}` : code);
    if (cells.ok() && !mayReach(ground, path)) cells.fail('编码', 'not-your-ground', { value: code });
    if (!cells.ok()) continue;
    const id = known?.id ?? derivedId(ground.generation, 'area', code);
    if (!known) ground.areas.push({ id, ground: path, kind, code, name });
    const input = { area: id, kind, code, name, parent: parent?.id ?? null, validFrom: '2000-01-01' };
    plan.steps.push({
      line: row.line,
      kind: 'area',
      record: id,
      stage: areaKinds.indexOf(kind),
      create: { name: 'area.open', input },
      change: { name: 'area.rename', input: { area: id, name } },
    });
  }
  return plan;
}
