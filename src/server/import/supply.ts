// The water supply as a tree: from the source over tanks, mains and valves to the taps at the doors.
import { type Ground, villageOf } from './known.ts';
import { emptyPlan, type Plan } from './plan.ts';
import type { Column, TableRow } from './read-table.ts';
import { cellsOf } from './row-cells.ts';
import { derivedId } from './row-ids.ts';
import { kindWords } from './supply-kinds.ts';

export const supplyColumns: readonly Column[] = [
  { name: '编号', en: 'Code', also: ['编码', '节点编号', '代码', '序列号', 'node', 'id'], needed: true },
  { name: '名称', en: 'Name', also: ['节点名称', '设施名称'] },
  { name: '类型', en: 'Kind', also: ['节点类型', '设施类型', '类别', 'type'], needed: true },
  {
    name: '上级编号',
    en: 'Fed by',
    also: ['上级', '上级编码', 'parent', '上级节点', '上游编号', '上游', '来源', 'fed from', 'upstream'],
    needed: true,
  },
  { name: '纬度', en: 'Latitude', also: ['lat'] },
  { name: '经度', en: 'Longitude', also: ['lon', 'lng'] },
];

/** Only a network of water is brought so far; its letter is that of the water categories. */
const network = 'W';

export function planSupply(rows: readonly TableRow[], ground: Ground): Plan {
  const plan = emptyPlan();
  const village = villageOf(ground);
  const codes = new Set(rows.map((row) => row.cells['编号'] ?? ''));
  const seen = new Set<string>();
  for (const row of rows) {
    const cells = cellsOf(row, plan.errors);
    const code = cells.needed('编号', 30);
    const kind = cells.choice('类型', kindWords);
    const name = cells.text('名称', 60);
    const parent = cells.text('上级编号', 30);
    const lat = cells.number('纬度', -90, 90);
    const lon = cells.number('经度', -180, 180);
    if (cells.ok() && seen.has(code)) cells.fail('编号', 'twice', { value: code });
    if (cells.ok() && kind !== 'source' && parent === '') cells.fail('上级编号', 'empty');
    if (parent !== '' && !codes.has(parent)) cells.fail('上级编号', 'node-unknown', { value: parent });
    if (!cells.ok()) continue;
    seen.add(code);
    const node = derivedId(ground.generation, 'supply-node', village.code, network, code);
    const input = {
      node,
      village: village.id,
      network,
      code,
      name,
      kind,
      parent: parent === '' ? null : parent,
      lat,
      lon,
    };
    plan.steps.push({
      line: row.line,
      kind: 'supply-node',
      record: node,
      stage: 0,
      create: { name: 'supply.place', input },
    });
  }
  return plan;
}
