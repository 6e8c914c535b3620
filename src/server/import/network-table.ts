// A supply network as a table: one row a node, with what feeds it and the doors that hang on it.
import type { FileNode, NetworkFile } from './network-nodes.ts';
import type { RowError } from './plan.ts';
import { type Column, readTable } from './read-table.ts';
import { cellsOf } from './row-cells.ts';
import { kindWords } from './supply-kinds.ts';

export const networkColumns: readonly Column[] = [
  { name: '编号', also: ['编码', 'code'], needed: true },
  { name: '名称', also: ['name'] },
  { name: '类型', also: ['kind'], needed: true },
  { name: '上级编号', also: ['上级', '上级编码', 'parent'], needed: true },
  { name: '住户', also: ['门牌号', '门牌', 'homes', 'doors'] },
  { name: '纬度', also: ['lat'] },
  { name: '经度', also: ['lon', 'lng'] },
];

export const listed = (text: string): string[] =>
  text
    .split(/[;；、|]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

export async function readNetworkTable(bytes: Buffer): Promise<NetworkFile> {
  const errors: RowError[] = [];
  const nodes: FileNode[] = [];
  for (const row of await readTable(bytes, networkColumns)) {
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
  return { nodes, errors };
}
