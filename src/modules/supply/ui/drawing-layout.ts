// Where the nodes of a network stand on its drawing: by their places on the ground, else as a tree from left to right; and where their names fit.
import { isFirst, isLast } from '../kinds/networks.ts';
import { type Branch, allBranches } from './outline.ts';

export interface Spot {
  readonly branch: Branch;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly spots: readonly Spot[];
  /** From degrees to the drawing, where it shows the ground. */
  readonly ground: ((lon: number, lat: number) => readonly [number, number]) | undefined;
}

const width = 640;
const edge = 28;

const isPlaced = ({ node }: Branch): boolean => node.lat !== null && node.lon !== null;

/** Enough of the nodes have a place to draw them where they are. */
export function hasPlaces(roots: readonly Branch[]): boolean {
  const drawn = allBranches(roots).filter(({ node }) => !isLast(node.kind));
  return drawn.length > 1 && drawn.filter(isPlaced).length >= drawn.length * 0.6;
}

export function layOnGround(roots: readonly Branch[], around: readonly (readonly [number, number])[]): Layout {
  const placed = allBranches(roots).filter(isPlaced);
  const lons = [...placed.map(({ node }) => node.lon ?? 0), ...around.map(([lon]) => lon)];
  const lats = [...placed.map(({ node }) => node.lat ?? 0), ...around.map(([, lat]) => lat)];
  const least = (values: readonly number[]): number =>
    values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const [west, east, south, north] = [least(lons), most(lons), least(lats), most(lats)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const span = Math.max((east - west) * shrink, (north - south) * 0.7, 1e-6);
  const scale = (width - 2 * edge) / span;
  const slack = (width - 2 * edge - (east - west) * shrink * scale) / 2;
  const ground = (lon: number, lat: number): readonly [number, number] => [
    edge + slack + (lon - west) * shrink * scale,
    edge + (north - lat) * scale,
  ];
  const spots = placed.map((branch) => {
    const [x, y] = ground(branch.node.lon ?? 0, branch.node.lat ?? 0);
    return { branch, x, y };
  });
  return { width, height: Math.max(200, 2 * edge + (north - south) * scale), spots, ground };
}

const row = 30;

/** A branch stands level with the middle of what it feeds; taps are not drawn. */
export function layAsTree(roots: readonly Branch[]): Layout {
  const all = allBranches(roots).filter(({ node }) => !isLast(node.kind));
  const deepest = all.reduce((most, { depth }) => Math.max(most, depth), 0);
  const step = Math.min(150, (width - 2 * edge - 70) / Math.max(deepest, 1));
  const at = new Map<Branch, number>();
  const kept = (branch: Branch): Branch[] => branch.children.filter(({ node }) => !isLast(node.kind));
  let leaves = 0;
  const waiting = [...roots].toReversed();
  for (let branch = waiting.pop(); branch !== undefined; branch = waiting.pop()) {
    if (isLast(branch.node.kind)) continue;
    const children = kept(branch);
    if (children.length > 0) waiting.push(...children.toReversed());
    else at.set(branch, edge + row * leaves++);
  }
  for (const branch of all.toReversed()) {
    const children = kept(branch);
    const [first, last] = [children[0], children.at(-1)];
    if (first && last) at.set(branch, ((at.get(first) ?? 0) + (at.get(last) ?? 0)) / 2);
  }
  const spots = all.map((branch) => ({ branch, x: edge + branch.depth * step, y: at.get(branch) ?? edge }));
  return { width, height: 2 * edge + row * Math.max(leaves - 1, 1), spots, ground: undefined };
}

export interface Label {
  readonly spot: Spot;
  readonly left: number;
  readonly top: number;
}

const sign = (text: string): number =>
  [...text].reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) > 0x2e7f ? 15 : 9), 0);

/** Names where nothing else stands, the weightier first; one that fits nowhere is left to the outline beside it. */
export function labelsOf(layout: Layout, chosen: string | undefined): Label[] {
  const weight = ({ branch }: Spot): number =>
    branch.node.id === chosen
      ? 0
      : isFirst(branch.node.kind)
        ? 1
        : isLast(branch.node.kind)
          ? 9
          : 2 + branch.depth / 100;
  const boxes: (readonly [number, number, number, number])[] = layout.spots
    .filter(({ branch }) => !isLast(branch.node.kind))
    .map(({ x, y }) => [x - 6, y - 6, 12, 12]);
  const free = (x: number, y: number, w: number, h: number): boolean =>
    x >= 0 &&
    x + w <= layout.width &&
    y >= 0 &&
    y + h <= layout.height &&
    boxes.every(([a, b, c, d]) => x + w <= a || a + c <= x || y + h <= b || b + d <= y);
  const labels: Label[] = [];
  const named = layout.spots.filter(({ branch }) => !isLast(branch.node.kind) || branch.node.id === chosen);
  for (const spot of named.toSorted((a, b) => weight(a) - weight(b))) {
    const w = sign(spot.branch.node.code) + 4;
    const h = 20;
    const tries = [
      [spot.x + 9, spot.y - h / 2],
      [spot.x - 9 - w, spot.y - h / 2],
      [spot.x - w / 2, spot.y - 9 - h],
      [spot.x - w / 2, spot.y + 9],
    ] as const;
    const fit = tries.find(([x, y]) => free(x, y, w, h));
    if (!fit) continue;
    boxes.push([fit[0], fit[1], w, h]);
    labels.push({ spot, left: fit[0], top: fit[1] });
  }
  return labels;
}
