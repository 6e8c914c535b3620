// Where a picture lies on the ground: from its pixels to degrees and back, and how it moves by its corners or by matched points (AERIAL-4, AERIAL-5).
import type { Corners, Spot } from './model.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}
/** A spot of the picture in its pixels, from its top left corner. */
export type Pixel = readonly [x: number, y: number];
/** What is seen there, and where it belongs. */
export interface Pair {
  readonly pixel: Pixel;
  readonly spot: Spot;
}

const metresOfDegree = 111_320;
/** Degrees as metres around a latitude: small enough a world to be flat. */
const flat = ([lon, lat]: Spot, at: number): Spot => [
  lon * metresOfDegree * Math.cos((at * Math.PI) / 180),
  lat * metresOfDegree,
];
const round = ([x, y]: Spot, at: number): Spot => [
  x / (metresOfDegree * Math.cos((at * Math.PI) / 180)),
  y / metresOfDegree,
];

export function spotOf([x, y]: Pixel, [one, right, down]: Corners, { width, height }: Size): Spot {
  const [u, v] = [x / width, y / height];
  return [
    one[0] + (right[0] - one[0]) * u + (down[0] - one[0]) * v,
    one[1] + (right[1] - one[1]) * u + (down[1] - one[1]) * v,
  ];
}

export function pixelOf(spot: Spot, [one, right, down]: Corners, { width, height }: Size): Pixel {
  const [ax, ay, bx, by] = [right[0] - one[0], right[1] - one[1], down[0] - one[0], down[1] - one[1]];
  const [dx, dy] = [spot[0] - one[0], spot[1] - one[1]];
  const all = ax * by - bx * ay;
  return [((dx * by - bx * dy) / all) * width, ((ax * dy - dx * ay) / all) * height];
}

export const lastCorner = ([one, right, down]: Corners): Spot => [
  right[0] + down[0] - one[0],
  right[1] + down[1] - one[1],
];

/** Square metres that it covers. */
export function groundOfCorners([one, right, down]: Corners): number {
  const [a, b, c] = [flat(one, one[1]), flat(right, one[1]), flat(down, one[1])];
  return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]));
}

/** AERIAL-4: on the earth, and between a courtyard and a large county. */
export function isPlace(corners: Corners): boolean {
  const all = [...corners, lastCorner(corners)];
  const onEarth = all.every(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 85);
  const ground = groundOfCorners(corners);
  return onEarth && ground >= 400 && ground <= 2e10;
}

const cornersFrom = (at: (pixel: Pixel) => Spot, { width, height }: Size): Corners => [
  at([0, 0]),
  at([width, 0]),
  at([0, height]),
];

/** Upright over a box on the ground, as large as fits, its own proportions kept. */
export function cornersOver(
  [west, south, east, north]: readonly [number, number, number, number],
  size: Size,
): Corners {
  const lat = (south + north) / 2;
  const [a, b] = [flat([west, south], lat), flat([east, north], lat)];
  const scale = Math.max((b[0] - a[0]) / size.width, (b[1] - a[1]) / size.height);
  const middle: Spot = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const at = ([x, y]: Pixel): Spot =>
    round([middle[0] + (x - size.width / 2) * scale, middle[1] - (y - size.height / 2) * scale], lat);
  return cornersFrom(at, size);
}

export const shifted = (corners: Corners, from: Spot, to: Spot): Corners => {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const move = ([lon, lat]: Spot): Spot => [lon + dx, lat + dy];
  return [move(corners[0]), move(corners[1]), move(corners[2])];
};

/** Turned and stretched so that both pixels lie where they belong; the picture keeps its proportions. */
function turned([one, two]: readonly [Pair, Pair], size: Size): Corners | undefined {
  const lat = one.spot[1];
  const [a, b] = [flat(one.spot, lat), flat(two.spot, lat)];
  // Pixels count downwards, metres upwards.
  const [px, py] = [two.pixel[0] - one.pixel[0], -(two.pixel[1] - one.pixel[1])];
  const [gx, gy] = [b[0] - a[0], b[1] - a[1]];
  const all = px * px + py * py;
  if (all === 0) return undefined;
  const [c, s] = [(gx * px + gy * py) / all, (gy * px - gx * py) / all];
  const at = ([x, y]: Pixel): Spot => {
    const [dx, dy] = [x - one.pixel[0], -(y - one.pixel[1])];
    return round([a[0] + c * dx - s * dy, a[1] + s * dx + c * dy], lat);
  };
  return cornersFrom(at, size);
}

/** The one place in which three pixels lie where they belong; none when they stand in a line. */
function bent(pairs: readonly [Pair, Pair, Pair], size: Size): Corners | undefined {
  const [a, b, c] = pairs;
  const [bx, by, cx, cy] = [
    b.pixel[0] - a.pixel[0],
    b.pixel[1] - a.pixel[1],
    c.pixel[0] - a.pixel[0],
    c.pixel[1] - a.pixel[1],
  ];
  const all = bx * cy - cx * by;
  // Nearer to a line than a twentieth of what the three span, a small slip of the hand would throw the picture far away.
  if (Math.abs(all) < 0.05 * Math.hypot(bx, by) * Math.hypot(cx, cy)) return undefined;
  const at = ([x, y]: Pixel): Spot => {
    const [dx, dy] = [x - a.pixel[0], y - a.pixel[1]];
    const [u, v] = [(dx * cy - cx * dy) / all, (bx * dy - dx * by) / all];
    return [
      a.spot[0] + u * (b.spot[0] - a.spot[0]) + v * (c.spot[0] - a.spot[0]),
      a.spot[1] + u * (b.spot[1] - a.spot[1]) + v * (c.spot[1] - a.spot[1]),
    ];
  };
  return cornersFrom(at, size);
}

/** AERIAL-5: one pair shifts, two turn and stretch, three bend. Undefined when the points say nothing. */
export function matched(pairs: readonly Pair[], corners: Corners, size: Size): Corners | undefined {
  const [one, two, three] = pairs;
  if (one === undefined) return undefined;
  if (two === undefined) return shifted(corners, spotOf(one.pixel, corners, size), one.spot);
  const found = three === undefined ? turned([one, two], size) : bent([one, two, three], size);
  return found !== undefined && isPlace(found) ? found : undefined;
}

/** A corner (0 top left, 1 top right, 2 bottom left, 3 bottom right) dragged to a spot, the one across kept where it is. */
export function draggedTo(corners: Corners, size: Size, corner: number, to: Spot): Corners | undefined {
  const { width, height } = size;
  const pixels: readonly Pixel[] = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ];
  const [own, across] = [pixels[corner], pixels[3 - corner]];
  if (own === undefined || across === undefined) return undefined;
  const kept = { pixel: across, spot: spotOf(across, corners, size) };
  const found = turned([kept, { pixel: own, spot: to }], size);
  return found !== undefined && isPlace(found) ? found : undefined;
}
