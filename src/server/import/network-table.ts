// A supply network as a table: one row a node, with what feeds it and the doors that hang on it.
import type { FileNode, NetworkFile } from './network-nodes.ts';
import type { RowError } from './plan.ts';
import type { Column, Mapping } from './headings.ts';
import { noHeadings, openTable, seenOf, wholeTable } from './read-table.ts';
import { cellsOf } from './row-cells.ts';
import { kindWords } from './supply-kinds.ts';

export const networkColumns: readonly Column[] = [
  { name: '编号', en: 'Code', also: ['编码', '节点编号', '代码', 'id', 'node'], needed: true },
  { name: '名称', en: 'Name', also: ['节点名称', '设施名称'] },
  { name: '类型', en: 'Kind', also: ['节点类型', '设施类型', '类别', 'type'], needed: true },
  {
    name: '上级编号',
    en: 'Fed by',
    also: ['上级', '上级编码', '上级节点', '上游编号', '上游', 'parent', 'fed from', 'upstream'],
    needed: true,
  },
  { name: '住户', en: 'Homes', also: ['门牌号', '门牌', 'doors'] },
  { name: '纬度', en: 'Latitude', also: ['lat'] },
  { name: '经度', en: 'Longitude', also: ['lon', 'lng'] },
];

export const listed = (text: string): string[] =>
  text
    .split(/[;；、|]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** A table that lacks columns is only shown, so that a person can choose them. Throws `invalid` file-…. */
export async function readNetworkTable(bytes: Buffer, mapping?: Mapping): Promise<NetworkFile> {
  const errors: RowError[] = [];
  const nodes: FileNode[] = [];
  const table = await openTable(bytes, networkColumns, { mapping });
  if (table.headings.list.every(({ field }) => field === '')) throw noHeadings(networkColumns);
  if (table.headings.missing.length > 0) return { nodes, errors, table: seenOf(table, 0) };
  const { rows } = await wholeTable(table);
  for (const row of rows) {
    const cells = cellsOf(row, errors);
    const node = {
      line: row.line,
      code: cells.needed('编号', 30),
      kind: cells.choice('类型', kindWords),
      name: cells.text('名称', 60),
      feeds: [...new Set(listed(cells.text('上级编号', 600)))],
      doors: cells.words('住户'),
      lat: cells.number('纬度', -90, 90),
      lon: cells.number('经度', -180, 180),
    };
    if (cells.ok()) nodes.push(node);
  }
  return { nodes, errors, table: seenOf(table, rows.length) };
}
