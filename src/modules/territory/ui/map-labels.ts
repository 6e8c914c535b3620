// Names on the map as text of the page, so that they follow its sizes and themes: placed where they fit, the more important first.
import type OlMap from 'ol/Map.js';
import type { Shape } from '../model.ts';
import { areaOf, type LonLat } from '../rules-outlines.ts';
import type { MapDrawing } from './map-drawing.ts';

interface Label {
  readonly at: LonLat;
  readonly text: string;
  readonly look: string;
  /** The lower, the sooner it is placed. */
  readonly rank: number;
  /** Metres on the ground per pixel above which it is left out. */
  readonly far: number;
  readonly dot: boolean;
}

/** The middle of the largest ring, where a name stands. */
function middleOf(shape: Shape): LonLat {
  const ring = shape.toSorted((a, b) => Math.abs(areaOf(b)) - Math.abs(areaOf(a)))[0] ?? [];
  const [lon0, lat0] = ring[0] ?? [0, 0];
  let [area, x, y] = [0, 0, 0];
  for (const [at, spot] of ring.entries()) {
    const next = ring[(at + 1) % ring.length] ?? spot;
    const [x1, y1, x2, y2] = [spot[0] - lon0, spot[1] - lat0, next[0] - lon0, next[1] - lat0];
    const cross = x1 * y2 - x2 * y1;
    area += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  return area === 0 ? [lon0, lat0] : [lon0 + x / (3 * area), lat0 + y / (3 * area)];
}

function labelsOf(drawing: MapDrawing): Label[] {
  const areas = drawing.areas.flatMap((area): Label[] =>
    area.label === '' || area.rings.length === 0
      ? []
      : [
          {
            at: middleOf(area.rings),
            text: area.label,
            look: area.over ? 'zd-ground-over' : 'zd-ground-name',
            rank: area.tone === 'gap' ? 0 : area.over ? 1 : 2,
            far: area.over ? Number.POSITIVE_INFINITY : 14,
            dot: false,
          },
        ],
  );
  const dots = drawing.dots.flatMap((dot): Label[] =>
    dot.label === ''
      ? []
      : [
          {
            at: dot.at,
            text: dot.label,
            look: dot.chosen ? 'zd-ground-door zd-ground-on' : 'zd-ground-door',
            rank: dot.chosen ? 0 : dot.kind === 'incident' ? 1 : 3,
            far: dot.chosen ? Number.POSITIVE_INFINITY : dot.kind === 'incident' ? 8 : 1.6,
            dot: true,
          },
        ],
  );
  return [...areas, ...dots].sort((a, b) => a.rank - b.rank);
}

type Box = readonly [number, number, number, number];
const meet = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

export interface Labels {
  draw(drawing: MapDrawing): void;
  place(): void;
  stop(): void;
}

export function placeLabels(place: HTMLElement, map: OlMap, toMap: (spot: LonLat) => number[]): Labels {
  const sheet = document.createElement('div');
  sheet.className = 'zd-ground-labels';
  sheet.setAttribute('aria-hidden', 'true');
  place.append(sheet);
  let labels: { label: Label; at: number[]; span: HTMLSpanElement; size: readonly [number, number] | undefined }[] = [];
  return {
    draw(drawing) {
      labels = labelsOf(drawing).map((label) => {
        const span = document.createElement('span');
        span.className = label.look;
        span.textContent = label.text;
        span.hidden = true;
        return { label, at: toMap(label.at), span, size: undefined };
      });
      sheet.replaceChildren(...labels.map(({ span }) => span));
    },
    place() {
      const [width = 0, height = 0] = map.getSize() ?? [];
      const perPixel = map.getView().getResolution() ?? 1;
      const taken: Box[] = [];
      for (const one of labels) {
        const { label, at, span } = one;
        const [x = 0, y = 0] = map.getPixelFromCoordinate(at) ?? [];
        const near = perPixel <= label.far && x > 0 && y > 0 && x < width && y < height;
        span.hidden = !near;
        if (!near) continue;
        one.size ??= [span.offsetWidth, span.offsetHeight];
        const [wide, high] = one.size;
        const left = x - wide / 2;
        const top = label.dot ? y + 7 : y - high / 2;
        const box: Box = [left - 2, top, left + wide + 2, top + high];
        // Half a name at the edge says nothing; it comes when the map is moved.
        const isCut = left < 0 || top < 0 || left + wide > width || top + high > height;
        if (isCut || taken.some((other) => meet(other, box))) {
          span.hidden = true;
          continue;
        }
        taken.push(box);
        span.style.transform = `translate(${left.toFixed(0)}px, ${top.toFixed(0)}px)`;
      }
    },
    stop: () => sheet.remove(),
  };
}
