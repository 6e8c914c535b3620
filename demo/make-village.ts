// Writes the demo village's files: node demo/make-village.ts [--seed N] [--out DIR]
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import writeExcel from 'write-excel-file/node';
import { demoSeed, makeVillage } from './make.ts';
import type { Table } from './tables.ts';
import { csv, geojson, networkTable, noticeTable, officeTable, placeTable, postTable, rosterTable } from './tables.ts';

/** Wide enough for the longest of the first rows; a hanzi takes two places. */
function widths(table: Table): { width: number }[] {
  const breadth = (text: string): number =>
    Array.from(text).reduce((sum, sign) => sum + (sign.charCodeAt(0) > 255 ? 2 : 1), 0);
  return (table[0] ?? []).map((_, column) => ({
    width: 2 + Math.max(...table.slice(0, 200).map((row) => breadth(String(row[column] ?? '')))),
  }));
}

async function sheet(path: string, name: string, table: Table): Promise<void> {
  const [titles = [], ...rows] = table;
  const head = titles.map((value) => ({ value: String(value), fontWeight: 'bold' as const }));
  const body = rows.map((row) => row.map((value) => (value === '' ? null : value)));
  await writeExcel([head, ...body], { sheet: name, columns: widths(table), stickyRowsCount: 1 }).toFile(path);
}

const { values } = parseArgs({ options: { seed: { type: 'string' }, out: { type: 'string' } } });
const out = values.out ?? join(import.meta.dirname, 'village');
const village = makeVillage(values.seed === undefined ? demoSeed : Number(values.seed));
await mkdir(out, { recursive: true });
await sheet(join(out, '住户花名册.xlsx'), '住户', rosterTable(village));
await sheet(join(out, '岗位名单.xlsx'), '岗位', postTable(village));
await writeFile(join(out, '机构目录.csv'), csv(officeTable(village)));
await writeFile(join(out, '区划.csv'), csv(placeTable(village)));
await writeFile(join(out, '网格.geojson'), geojson(village));
await writeFile(join(out, '供水管网.csv'), csv(networkTable(village)));
await writeFile(join(out, '通知.csv'), csv(noticeTable(village)));
process.stdout.write(`${village.households.length} households in ${out}\n`);
