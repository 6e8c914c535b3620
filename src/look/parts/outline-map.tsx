// A map without a base map: outlines from GeoJSON-like rings, one step of soft colour, gaps hatched and named.
import type { JSX } from 'preact';

export type Ring = readonly (readonly [number, number])[];
export type MapShape = {
  id: string;
  /** Rings in longitude and latitude; the first is the outline. */
  rings: readonly Ring[];
  label?: string;
  /** A cell is filled; a gap is hatched in ochre; a group is only an outline over its cells. */
  kind: 'cell' | 'gap' | 'group';
};

type Projection = { width: number; height: number; x: (lon: number) => number; y: (lat: number) => number };
const width = 600;

/** Equal scale both ways at the middle latitude: right to well under 1 % for an area the size of a county. */
function projectionOf(shapes: readonly MapShape[]): Projection {
  const points = shapes.flatMap((shape) => shape.rings.flat());
  const lons = points.map((point) => point[0]);
  const lats = points.map((point) => point[1]);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = width / Math.max((east - west) * shrink, 1e-9);
  return {
    width,
    height: Math.max(1, (north - south) * scale),
    x: (lon) => (lon - west) * shrink * scale,
    y: (lat) => (north - lat) * scale,
  };
}

function pathOf(shape: MapShape, on: Projection): string {
  return shape.rings
    .map((ring) => `M${ring.map(([lon, lat]) => `${on.x(lon).toFixed(1)} ${on.y(lat).toFixed(1)}`).join('L')}Z`)
    .join('');
}

/** The centroid of the outline, where its name stands. */
function middleOf(ring: Ring): [number, number] {
  let [area, x, y] = [0, 0, 0];
  for (const [place, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring[(place + 1) % ring.length] ?? [x1, y1];
    const cross = x1 * y2 - x2 * y1;
    area += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  const first = ring[0] ?? [0, 0];
  return area === 0 ? [first[0], first[1]] : [x / (3 * area), y / (3 * area)];
}

type Label = { shape: MapShape; x: number; y: number };
/** About the room a hanzi and a line take on the drawing as it is usually shown. */
const sign = 19;
const line = 34;

/** A group's name gives way to the name of a gap: it moves up or down until both can be read. */
function placed(named: readonly MapShape[], on: Projection): Label[] {
  const labels = named.map((shape) => {
    const [lon, lat] = middleOf(shape.rings[0] ?? []);
    return { shape, x: on.x(lon), y: on.y(lat) };
  });
  const gaps = labels.filter(({ shape }) => shape.kind === 'gap');
  return labels.map((one) => {
    if (one.shape.kind === 'gap') return one;
    const near = gaps.find((gap) => {
      const room = ((one.shape.label?.length ?? 0) + (gap.shape.label?.length ?? 0)) * (sign / 2);
      return Math.abs(gap.x - one.x) < room && Math.abs(gap.y - one.y) < line;
    });
    if (near === undefined) return one;
    return { ...one, y: near.y + (one.y < near.y ? -line : line) };
  });
}

/** `label` says in one sentence what the map shows; `legend` gives the words for filled and hatched. */
export function OutlineMap(props: {
  shapes: readonly MapShape[];
  label: string;
  legend?: { cell: string; gap: string };
}): JSX.Element | null {
  if (props.shapes.length === 0) return null;
  const on = projectionOf(props.shapes);
  const order = { cell: 0, gap: 1, group: 2 };
  const drawn = props.shapes.toSorted((a, b) => order[a.kind] - order[b.kind]);
  const named = drawn.filter((shape) => shape.label !== undefined && shape.rings[0] !== undefined);
  return (
    <div>
      <div class="zd-map" role="img" aria-label={props.label}>
        <svg viewBox={`0 0 ${on.width} ${on.height.toFixed(0)}`} aria-hidden="true">
          <defs>
            <pattern id="zd-hatch" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="10" height="10" fill="var(--zd-soft-warning)" />
              <path d="M1 0V10" stroke="var(--color-warning)" stroke-width="2" />
            </pattern>
          </defs>
          {drawn.map((shape) => (
            <path
              key={shape.id}
              class={
                shape.kind === 'group' ? 'zd-map-group' : `zd-map-cell ${shape.kind === 'gap' ? 'zd-map-gap' : ''}`
              }
              d={pathOf(shape, on)}
            />
          ))}
        </svg>
        {placed(named, on).map(({ shape, x, y }) => (
          <span
            key={shape.id}
            class={`zd-map-label ${named.length > 3 ? 'zd-map-many' : ''} ${shape.kind === 'gap' ? 'zd-map-label-gap' : ''}`}
            style={{ left: `${((100 * x) / on.width).toFixed(2)}%`, top: `${((100 * y) / on.height).toFixed(2)}%` }}
          >
            {shape.label}
          </span>
        ))}
      </div>
      {props.legend === undefined ? null : (
        <p class="zd-map-key">
          <span>
            <svg viewBox="0 0 24 18" aria-hidden="true">
              <rect class="zd-map-cell" width="24" height="18" rx="4" style={{ stroke: 'var(--color-accent)' }} />
            </svg>
            {props.legend.cell}
          </span>
          <span>
            <svg viewBox="0 0 24 18" aria-hidden="true">
              <rect
                class="zd-map-cell zd-map-gap"
                width="24"
                height="18"
                rx="4"
                style={{ stroke: 'var(--color-warning)' }}
              />
            </svg>
            {props.legend.gap}
          </span>
        </p>
      )}
    </div>
  );
}
