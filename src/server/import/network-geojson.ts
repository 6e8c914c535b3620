// A supply network as GeoJSON: points are nodes, lines are pipes between them.
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import { isFirst } from '#modules/supply/kinds/networks.ts';
import { feedsAlong, type FileNode, type NetworkFile, type Pipe } from './network-nodes.ts';
import { listed } from './network-table.ts';
import type { RowError } from './plan.ts';
import { cellsOf } from './row-cells.ts';
import { kindWords } from './supply-kinds.ts';

const position = z.array(z.number()).check(z.minLength(2), z.maxLength(4));
const feature = z.object({
  properties: z.nullish(z.record(z.string(), z.unknown())),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Point'), coordinates: position }),
    z.object({
      type: z.literal('LineString'),
      coordinates: z.array(position).check(z.minLength(2), z.maxLength(5000)),
    }),
  ]),
});
const collection = z.object({ features: z.array(z.unknown()).check(z.maxLength(20_000)) });
type Feature = z.infer<typeof feature>;

const names = {
  编号: ['编号', '编码', 'code', 'id'],
  名称: ['名称', 'name'],
  类型: ['类型', 'kind', 'type'],
  上级编号: ['上级编号', '上级', 'parent'],
  住户: ['住户', '门牌号', 'homes', 'doors'],
} as const;

function said(properties: Feature['properties'], words: readonly string[]): string {
  const found = words.map((word) => properties?.[word]).find((value) => value !== undefined && value !== null);
  if (Array.isArray(found)) return found.map(String).join('、');
  return typeof found === 'string' || typeof found === 'number' ? String(found).trim() : '';
}

const metresPerDegree = 111_320;
/** An end of a line belongs to the node that lies nearest, and not farther than this. */
const reach = 20;

/** Nodes by squares a little larger than the reach, so that an end looks at nine squares and not at all nodes. */
class Nearby {
  readonly #squares = new Map<string, FileNode[]>();
  readonly #size = 0.0005;

  constructor(nodes: readonly FileNode[]) {
    for (const node of nodes) {
      const key = this.#key(node.lon ?? 0, node.lat ?? 0, 0, 0);
      const square = this.#squares.get(key);
      if (square) square.push(node);
      else this.#squares.set(key, [node]);
    }
  }

  #key(lon: number, lat: number, east: number, north: number): string {
    return `${Math.floor(lon / this.#size) + east},${Math.floor(lat / this.#size) + north}`;
  }

  find([lon = 0, lat = 0]: readonly number[]): string | undefined {
    const shrink = Math.cos((lat * Math.PI) / 180);
    let nearest: FileNode | undefined;
    let least = (reach / metresPerDegree) ** 2;
    // One pass without a sort: a file may put all its nodes into one square.
    for (const east of [-1, 0, 1]) {
      for (const north of [-1, 0, 1]) {
        for (const node of this.#squares.get(this.#key(lon, lat, east, north)) ?? []) {
          const far = (((node.lon ?? 0) - lon) * shrink) ** 2 + ((node.lat ?? 0) - lat) ** 2;
          if (far > least) continue;
          least = far;
          nearest = node;
        }
      }
    }
    return nearest?.code;
  }
}

function pointOf(
  { properties }: Feature,
  [lon = 0, lat = 0]: readonly number[],
  line: number,
  errors: RowError[],
): FileNode | undefined {
  const cells = cellsOf(
    { line, cells: Object.fromEntries(Object.entries(names).map(([name, words]) => [name, said(properties, words)])) },
    errors,
  );
  const node = {
    line,
    code: cells.needed('编号', 30),
    name: cells.text('名称', 60),
    kind: cells.choice('类型', kindWords, 'branch'),
    feeds: listed(cells.text('上级编号', 600)),
    doors: cells.words('住户'),
    lat,
    lon,
  };
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) cells.fail('geometry', 'not-on-earth');
  return cells.ok() ? node : undefined;
}

const lengthOf = (line: readonly (readonly number[])[]): number =>
  line.slice(1).reduce((sum, [lon = 0, lat = 0], at) => {
    const [x = 0, y = 0] = line[at] ?? [];
    return sum + Math.hypot((lon - x) * Math.cos((lat * Math.PI) / 180), lat - y) * metresPerDegree;
  }, 0);

/** No network nests so deep; to take it apart only to say so would cost seconds. */
const isDeep = (text: string): boolean => /(?:\[\s*){8}/.test(text);

function featuresOf(text: string): readonly unknown[] {
  try {
    if (isDeep(text)) throw new Problem('invalid', 'file-not-geojson');
    const read = z.safeParse(collection, JSON.parse(text));
    if (read.success) return read.data.features;
  } catch {
    // No JSON at all.
  }
  throw new Problem('invalid', 'file-not-geojson');
}

/** A line that says `from` and `to` flows so; of the others each flows away from where the network begins. */
export function readNetworkGeoJson(text: string): NetworkFile {
  const errors: RowError[] = [];
  const nodes: FileNode[] = [];
  const lines: { line: number; at: Feature }[] = [];
  for (const [index, raw] of featuresOf(text).entries()) {
    const read = z.safeParse(feature, raw);
    const line = index + 1;
    if (!read.success) errors.push({ line, column: 'geometry', code: 'not-a-node', facts: {} });
    else if (read.data.geometry.type === 'LineString') lines.push({ line, at: read.data });
    else {
      const node = pointOf(read.data, read.data.geometry.coordinates, line, errors);
      if (node) nodes.push(node);
    }
  }
  const nearby = new Nearby(nodes);
  const codes = new Set(nodes.map((node) => node.code));
  const [pipes, told]: [Pipe[], Map<string, string[]>] = [[], new Map()];
  for (const { line, at } of lines) {
    const [from, to] = [said(at.properties, ['from', '起点']), said(at.properties, ['to', '终点'])];
    const ends = at.geometry.coordinates as number[][];
    const [a, b] = [from || nearby.find(ends[0] ?? []), to || nearby.find(ends.at(-1) ?? [])];
    const lost = [from, to].find((code) => code !== '' && !codes.has(code));
    if (lost !== undefined)
      errors.push({ line, column: 'geometry', code: 'node-unknown', facts: { value: lost.slice(0, 40) } });
    else if (a === undefined || b === undefined)
      errors.push({ line, column: 'geometry', code: 'line-end', facts: { most: reach } });
    else if (from && to) told.set(b, [...(told.get(b) ?? []), a]);
    else if (a !== b) pipes.push({ ends: [a, b], length: lengthOf(ends) });
  }
  const firsts = nodes.filter((node) => isFirst(node.kind)).map((node) => node.code);
  const along = pipes.length === 0 ? new Map<string, string[]>() : feedsAlong([...codes], pipes, firsts);
  const fed = nodes.map((node) => ({
    ...node,
    feeds: [...new Set([...node.feeds, ...(told.get(node.code) ?? []), ...(along.get(node.code) ?? [])])],
  }));
  return { nodes: fed, errors };
}
