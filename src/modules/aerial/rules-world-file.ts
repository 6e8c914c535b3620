// Reads where a picture lies from a world file or a GeoTIFF's tags, in the coordinates that lay it on the village (AERIAL-5).
import type { Corners, Spot } from './model.ts';
import { isPlace, type Pixel, type Size } from './rules-place.ts';

/** x = a·column + b·row + c, y = d·column + e·row + f, of the middle of a pixel. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** The six lines of a world file: a, d, b, e, c, f. Undefined when it is none. */
export function readWorldFile(text: string): Affine | undefined {
  const numbers = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\s+/)
    .map((one) => Number(one.replace(',', '.')));
  const [a, d, b, e, c, f] = numbers;
  if (numbers.length !== 6 || numbers.some((one) => !Number.isFinite(one))) return undefined;
  if (a === undefined || d === undefined || b === undefined || e === undefined) return undefined;
  if (c === undefined || f === undefined || a * e - b * d === 0) return undefined;
  return { a, b, c, d, e, f };
}

const degrees = (radians: number): number => (radians * 180) / Math.PI;
const earth = 6_378_137;
/** First eccentricity squared of CGCS2000; of WGS 84 it differs in the tenth place. */
const e2 = 0.0066943800229;

const fromMercator = ([x, y]: Spot): Spot => [
  degrees(x / earth),
  degrees(2 * Math.atan(Math.exp(y / earth)) - Math.PI / 2),
];

/** Latitude whose arc from the equator has this length. */
function footLatitude(length: number): number {
  const mu = length / (earth * (1 - e2 / 4 - (3 * e2 ** 2) / 64 - (5 * e2 ** 3) / 256));
  const n = (1 - Math.sqrt(1 - e2)) / (1 + Math.sqrt(1 - e2));
  return (
    mu +
    ((3 * n) / 2 - (27 * n ** 3) / 32) * Math.sin(2 * mu) +
    ((21 * n ** 2) / 16 - (55 * n ** 4) / 32) * Math.sin(4 * mu) +
    ((151 * n ** 3) / 96) * Math.sin(6 * mu)
  );
}

/** From metres east of the zone's own 500 km line and north of the equator (Gauss and Krüger; scale 0.9996 is UTM). */
export function fromZone([east, north]: Spot, meridian: number, scale = 1): Spot {
  const lat = footLatitude(north / scale);
  const [sin, cos, tan] = [Math.sin(lat), Math.cos(lat), Math.tan(lat)];
  const curve = 1 - e2 * sin * sin;
  const across = earth / Math.sqrt(curve);
  const along = (earth * (1 - e2)) / curve ** 1.5;
  const second = (e2 / (1 - e2)) * cos * cos;
  const t = tan * tan;
  const d = (east - 500_000) / scale / across;
  const up =
    d ** 2 / 2 -
    ((5 + 3 * t + 10 * second - 4 * second ** 2 - (9 * e2) / (1 - e2)) * d ** 4) / 24 +
    ((61 + 90 * t + 298 * second + 45 * t ** 2) * d ** 6) / 720;
  const over = d - ((1 + 2 * t + second) * d ** 3) / 6 + ((5 + 28 * t + 24 * t ** 2 - 2 * second) * d ** 5) / 120;
  return [meridian + degrees(over / cos), degrees(lat - ((across * tan) / along) * up)];
}

type Reading = (spot: Spot) => Spot;

/** Every way in which the numbers of a world file may be meant around this place: the likeliest first. */
function readings(near: Spot, { c: x }: Affine): Reading[] {
  if (Math.abs(x) <= 180) return [([lon, lat]) => [lon, lat]];
  // 35 420 123 m: the zone stands before the metres.
  const zone = Math.floor(x / 1_000_000);
  const prefixed =
    zone >= 13 && zone <= 45
      ? [3 * zone, 6 * zone - 3].map(
          (meridian): Reading =>
            ([east, north]) =>
              fromZone([east - zone * 1_000_000, north], meridian),
        )
      : [];
  const three = Math.round(near[0] / 3) * 3;
  const six = Math.floor(near[0] / 6) * 6 + 3;
  return [
    ...prefixed,
    fromMercator,
    ...[three, six, three - 3, three + 3].map(
      (meridian): Reading =>
        (spot) =>
          fromZone(spot, meridian),
    ),
    (spot) => fromZone(spot, six, 0.9996),
  ];
}

/** Undefined when no reading lays the picture within a few kilometres of where it should be. */
export function cornersBy(affine: Affine, size: Size, near: Spot): Corners | undefined {
  const { a, b, c, d, e, f } = affine;
  // The file tells of the middle of the first pixel; a corner lies half a pixel before it.
  const at = ([x, y]: Pixel): Spot => [a * (x - 0.5) + b * (y - 0.5) + c, d * (x - 0.5) + e * (y - 0.5) + f];
  const pixels: readonly [Pixel, Pixel, Pixel] = [
    [0, 0],
    [size.width, 0],
    [0, size.height],
  ];
  let best: { corners: Corners; far: number } | undefined;
  for (const reading of readings(near, affine)) {
    const corners: Corners = [reading(at(pixels[0])), reading(at(pixels[1])), reading(at(pixels[2]))];
    if (!isPlace(corners)) continue;
    const far = farFrom(corners, near);
    if (best === undefined || far < best.far - 1e-9) best = { corners, far };
  }
  // Ten kilometres beyond its own edge: a neighbouring sheet is no picture of this village.
  return best !== undefined && best.far <= 0.1 ? best.corners : undefined;
}

/** Degrees from the picture's edge to the spot; 0 where it lies on it. */
function farFrom([one, right, down]: Corners, near: Spot): number {
  const middle: Spot = [(right[0] + down[0]) / 2, (right[1] + down[1]) / 2];
  const reach = Math.hypot(middle[0] - one[0], middle[1] - one[1]);
  return Math.max(0, Math.hypot(middle[0] - near[0], middle[1] - near[1]) - reach);
}

/** A world file in degrees, which every program reads. */
export function worldFileOf([one, right, down]: Corners, { width, height }: Size): string {
  const [a, d] = [(right[0] - one[0]) / width, (right[1] - one[1]) / width];
  const [b, e] = [(down[0] - one[0]) / height, (down[1] - one[1]) / height];
  const lines = [a, d, b, e, one[0] + (a + b) / 2, one[1] + (d + e) / 2];
  return `${lines.map((one) => one.toFixed(12)).join('\n')}\n`;
}
