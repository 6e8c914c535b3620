// The list of offices: what kind each is, where it serves, who stands above it, and which categories it handles.
import { isUnder } from '#kit/actor.ts';
import { findCategory } from '#modules/case/kinds/categories.ts';
import { officeKinds, type OfficeKind } from '#modules/people/model.ts';
import { type Ground, mayReach, officeNamed } from './known.ts';
import { emptyPlan, type Plan } from './plan.ts';
import type { Column, TableRow } from './read-table.ts';
import { cellsOf } from './row-cells.ts';
import { derivedId } from './row-ids.ts';

export const officeColumns: readonly Column[] = [
  { name: '名称', en: 'Name', also: ['机构名称', '单位', '部门名称', '单位名称'], needed: true },
  { name: '类型', en: 'Kind', also: ['机构类型', '单位类型', '部门类型', 'type'], needed: true },
  { name: '区划编码', en: 'Area', also: ['所属区划', '区划', '区划代码', '所在区划'], needed: true },
  { name: '电话', en: 'Phone', also: ['联系电话', '电话号码', '办公电话'] },
  { name: '监督电话', en: 'Supervision phone', also: ['supervision'] },
  { name: '上级机构', en: 'Above', also: ['上级', 'parent', '上级单位', '主管单位'], needed: true },
  { name: '事项编码', en: 'Duties', also: ['事项', '职责事项', '负责事项', '办理事项'] },
];

const kinds: Readonly<Record<string, OfficeKind>> = {
  ...(Object.fromEntries(officeKinds.filter((kind) => kind !== 'administration').map((kind) => [kind, kind])) as Record<
    string,
    OfficeKind
  >),
  二级网格: 'level-2',
  一级网格: 'level-1',
  包片: 'liaison',
  村: 'village',
  村级专岗: 'village-specialist',
  乡镇: 'township',
  站所: 'field-office',
  部门: 'department',
  县中心: 'county-centre',
  企业: 'outside-body',
  监督: 'supervision',
};

/** The way up: for each kind the kinds that may stand above it, the usual one first. */
const above: Readonly<Record<string, readonly OfficeKind[]>> = {
  'level-2': ['level-1'],
  'level-1': ['village'],
  liaison: ['village'],
  village: ['township'],
  'village-specialist': ['village'],
  township: ['county-centre'],
  'field-office': ['county-centre', 'township', 'department'],
  department: ['county-centre'],
  'outside-body': ['county-centre'],
  supervision: ['township', 'county-centre'],
};

export function planOffices(rows: readonly TableRow[], ground: Ground): Plan {
  const plan = emptyPlan();
  const depth = new Map<string, number>();
  for (const row of rows) {
    const cells = cellsOf(row, plan.errors);
    const name = cells.needed('名称', 60);
    const kind = cells.choice('类型', kinds);
    const code = cells.needed('区划编码', 17).normalize('NFKC');
    const phone = cells.phone('电话');
    const supervisionPhone = cells.phone('监督电话');
    const duties = cells.words('事项编码');
    const area = ground.areas.find((one) => one.code === code);
    if (cells.ok() && !area) cells.fail('区划编码', 'area-unknown', { value: code });
    if (area && !mayReach(ground, area.ground)) cells.fail('区划编码', 'not-your-ground', { value: code });
    const unknown = duties.find((duty) => !findCategory(duty));
    if (unknown) cells.fail('事项编码', 'category-unknown', { value: unknown });
    const aboveName = cells.text('上级机构', 60);
    const parent = aboveName === '' ? undefined : officeNamed({ ...ground, within: null }, aboveName);
    if (parent === 'unknown' || parent === 'ambiguous')
      cells.fail('上级机构', `office-${parent}`, { value: aboveName });
    else if (cells.ok() && parent === undefined && kind !== 'county-centre') cells.fail('上级机构', 'empty');
    else if (parent && area && !(above[kind] ?? []).includes(parent.kind))
      cells.fail('上级机构', 'office-not-above', { value: aboveName });
    else if (parent && area && !isUnder(area.ground, parent.ground))
      cells.fail('上级机构', 'office-elsewhere', { value: aboveName });
    if (!cells.ok() || !area || typeof parent === 'string') continue;
    const known = ground.offices.find((office) => office.name === name && office.ground === area.ground);
    const id = known?.id ?? derivedId(ground.generation, 'office', code, name);
    if (!known) ground.offices.push({ id, ground: area.ground, kind, name });
    const stage = parent ? (depth.get(parent.id) ?? 0) + 1 : 0;
    depth.set(id, stage);
    const common = { office: id, name, phone, supervisionPhone, duties };
    plan.steps.push({
      line: row.line,
      kind: 'office',
      record: id,
      stage,
      create: { name: 'office.open', input: { ...common, kind, area: area.id, parent: parent?.id ?? null } },
      change: { name: 'office.change', input: common },
    });
  }
  return plan;
}
