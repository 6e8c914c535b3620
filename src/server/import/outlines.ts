// Outlines of villages, groups and grids from GeoJSON, put on areas that are there already.
import * as z from 'zod/mini';
import { Problem } from '#kit/problem.ts';
import type { Shape } from '#modules/territory/model.ts';
import { type Ground, mayReach } from './known.ts';
import { emptyPlan, type Plan } from './plan.ts';
import { mostBytes } from './read-table.ts';
import { readFileText } from '#kit/file-text.ts';

const point = z.pipe(
  z.array(z.number()).check(z.minLength(2), z.maxLength(4)),
  z.transform((parts): [number, number] => [parts[0] ?? 0, parts[1] ?? 0]),
);
const ring = z.array(point).check(z.minLength(4), z.maxLength(5000));
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).check(z.minLength(1)) }),
  z.object({
    type: z.literal('MultiPolygon'),
    coordinates: z.array(z.array(ring).check(z.minLength(1))).check(z.minLength(1)),
  }),
]);
const feature = z.object({ properties: z.record(z.string(), z.unknown()), geometry });
const collection = z.object({ features: z.array(z.unknown()).check(z.maxLength(20_000)) });

/** Holes are left out: an outline says where a grid ends, not what is missing in it. */
const outerRings = (shape: z.infer<typeof geometry>): Shape =>
  shape.type === 'Polygon'
    ? shape.coordinates.slice(0, 1)
    : shape.coordinates.flatMap((polygon) => polygon.slice(0, 1));

const onEarth = (shape: Shape): boolean =>
  shape.flat().every(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90);

/** `line` of an error is the number of the feature, from 1. */
export function planOutlines(bytes: Buffer, ground: Ground): Plan {
  if (bytes.length > mostBytes) throw new Problem('invalid', 'file-too-big', { most: mostBytes / 1024 / 1024 });
  const plan = emptyPlan();
  for (const [index, raw] of featuresOf(bytes).entries()) {
    const line = index + 1;
    const fail = (column: string, code: string, facts: Record<string, string | number> = {}): void =>
      void plan.errors.push({ line, column, code, facts });
    const read = z.safeParse(feature, raw);
    if (!read.success) {
      fail('geometry', 'not-an-outline');
      continue;
    }
    const shape = outerRings(read.data.geometry);
    const written = read.data.properties['code'] ?? read.data.properties['编码'];
    const code = typeof written === 'number' || typeof written === 'string' ? String(written) : '';
    const area = ground.areas.find((one) => one.code === code);
    if (!area) fail('code', 'area-unknown', { value: code.slice(0, 40) });
    else if (!mayReach(ground, area.ground)) fail('code', 'not-your-ground', { value: code });
    else if (!onEarth(shape)) fail('geometry', 'not-an-outline');
    else {
      const draw = { name: 'area.draw', input: { area: area.id, shape } };
      plan.steps.push({ line, kind: 'area', record: area.id, stage: 0, create: draw, change: draw });
    }
  }
  return plan;
}

function featuresOf(bytes: Buffer): readonly unknown[] {
  try {
    const read = z.safeParse(collection, JSON.parse(readFileText(bytes).replace(/^\uFEFF/, '')));
    if (read.success) return read.data.features;
  } catch {
    // No JSON at all.
  }
  throw new Problem('invalid', 'file-not-geojson');
}
