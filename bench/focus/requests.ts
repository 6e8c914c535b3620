// Reads a city's requests with the known parents of duplicates, as Boston publishes them.
import { readFileSync } from 'node:fs';
import type { Told } from '../../src/focus/duplicates.ts';

export interface Request extends Told {
  readonly id: string;
  /** Place in the list of the request that this one repeats. */
  readonly parent?: number;
}

/** Cells of one line; a cell in quotes may hold commas and doubled quotes. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    (hit) => hit[1]?.replaceAll('""', '"') ?? hit[2] ?? '',
  );

const metresPerDegree = 111_195;

/** In the order of time. Requests that name themselves or one that is not in the file have no known parent. */
export function readRequests(file: string): Request[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').split(/\r?\n/).filter(Boolean);
  const names = cellsOf(head);
  const rows = lines.map((line) => {
    const cells = cellsOf(line);
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
  const times = rows.map((row) => Date.parse(`${row.opened}Z`) / 86_400_000);
  const order = [...rows.keys()].sort((a, b) => times[a]! - times[b]! || a - b);
  const places = new Map(order.map((at, place) => [rows[at]!.id, place]));
  // One city is flat enough for one width of a degree.
  const width = metresPerDegree * Math.cos((Number(rows[0]?.lat) * Math.PI) / 180);
  return order.map((at) => {
    const row = rows[at]!;
    const parent = row.duplicate_of && row.duplicate_of !== row.id ? places.get(row.duplicate_of) : undefined;
    return {
      id: row.id ?? '',
      at: times[at]!,
      east: Number(row.lon) * width,
      north: Number(row.lat) * metresPerDegree,
      type: row.type ?? '',
      family: row.reason ?? '',
      text: row.title ?? '',
      ...(parent === undefined ? {} : { parent }),
    };
  });
}
