// Colours of the map, read from the theme of the page when something is drawn, so that light, dark and sun look alike everywhere.
import type { FeatureLike } from 'ol/Feature.js';
import Circle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import type ImageStyle from 'ol/style/Image.js';
import RegularShape from 'ol/style/RegularShape.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { AreaTone, MapArea, MapDot, MapPath } from './map-drawing.ts';

export interface MapStyles {
  areas(feature: FeatureLike): Style[];
  paths(feature: FeatureLike): Style[];
  dots(feature: FeatureLike, resolution: number): Style[];
  /** A picture lies under the areas now, or none: then they are seen through, or filled. */
  over(picture: boolean): void;
  /** The theme is another now. */
  forget(): void;
}

const softOf: Readonly<Record<AreaTone, string>> = {
  plain: '--zd-soft-accent',
  gap: '--zd-soft-warning',
  bare: '--zd-ground-none',
  chosen: '--zd-soft-primary',
  1: '--zd-ground-1',
  2: '--zd-ground-2',
  3: '--zd-ground-3',
  4: '--zd-ground-4',
  5: '--zd-ground-5',
  6: '--zd-ground-6',
};
const inkOf = (tone: AreaTone | undefined): string =>
  typeof tone === 'number' ? `--zd-ground-ink-${tone}` : tone === 'gap' ? '--color-warning' : '--color-accent';

/** Over a picture an area is no more than a breath of its colour, and its edge is what tells. */
const breath = (plain: string): string => plain.replace('rgb(', 'rgba(').replace(')', ', 0.18)');

function areaStyle(colour: (name: string) => string, { tone, over }: MapArea, pictured: boolean): Style[] {
  if (over)
    return [new Style({ stroke: new Stroke({ color: colour('--color-accent'), width: tone === 'chosen' ? 4 : 2.5 }) })];
  const width = tone === 'chosen' ? 3 : pictured ? 1.75 : 1.25;
  const edge = tone === 'chosen' ? '--color-primary' : '--zd-ground-edge';
  const fill = colour(pictured && typeof tone === 'number' ? inkOf(tone) : softOf[tone]);
  return [
    new Style({
      fill: new Fill({ color: pictured ? breath(fill) : fill }),
      stroke: new Stroke({ color: colour(edge), width }),
      zIndex: tone === 'chosen' ? 1 : 0,
    }),
  ];
}

function pathStyle(colour: (name: string) => string, { kind, chosen }: MapPath): Style[] {
  if (kind === 'pipe') return [new Style({ stroke: new Stroke({ color: colour('--color-info'), width: 2 }) })];
  if (kind === 'gully')
    return [
      new Style({
        stroke: new Stroke({
          color: colour(chosen ? '--color-primary' : '--color-warning'),
          width: chosen ? 5 : 3,
          lineDash: [10, 6],
        }),
      }),
    ];
  return [new Style({ stroke: new Stroke({ color: colour('--color-error'), width: 3, lineDash: [4, 6] }) })];
}

type Colour = (name: string) => string;

/** The sign of a dot by its kind, at the size that the distance asks for. */
function signOf(colour: Colour, { kind, tone }: MapDot, near: number): ImageStyle {
  const edge = new Stroke({ color: colour('--color-base-100'), width: 1.5 });
  const fill = (name: string): Fill => new Fill({ color: colour(name) });
  const ring = (name: string, width: number): Stroke => new Stroke({ color: colour(name), width });
  if (kind === 'matter')
    return new RegularShape({ points: 4, angle: 0, radius: 9 * near, fill: fill('--color-info'), stroke: edge });
  if (kind === 'incident')
    return new RegularShape({ points: 3, radius: 11 * near, fill: fill('--color-error'), stroke: edge });
  if (kind === 'node')
    return new RegularShape({
      points: 4,
      angle: Math.PI / 4,
      radius: 6 * near,
      fill: fill('--color-info'),
      stroke: edge,
    });
  if (kind === 'fault') return new Circle({ radius: 10, stroke: ring('--color-error', 3) });
  if (kind === 'corner')
    return new Circle({ radius: 5, fill: fill('--color-base-100'), stroke: ring('--color-primary', 2) });
  if (kind === 'vacant')
    return new Circle({ radius: 3.5 * near, fill: fill('--color-base-100'), stroke: ring(inkOf(tone), 1.5) });
  return new Circle({ radius: 4.5 * near, fill: fill(inkOf(tone)), stroke: edge });
}

/** What lies above what where they meet. */
const heights: Readonly<Record<MapDot['kind'], number>> = {
  node: 1,
  vacant: 3,
  home: 3,
  matter: 4,
  incident: 5,
  corner: 7,
  fault: 8,
};

function dotStyle(colour: Colour, dot: MapDot, resolution: number): Style[] {
  const near = resolution < 1.6 ? 1.4 : resolution < 5 ? 1 : 0.75;
  const sign = new Style({ image: signOf(colour, dot, near), zIndex: heights[dot.kind] });
  if (!dot.chosen) return [sign];
  const stroke = new Stroke({ color: colour('--color-primary'), width: 3 });
  return [sign, new Style({ image: new Circle({ radius: 10 * near, stroke }), zIndex: 9 })];
}

/** However the theme writes a colour: the library knows only red, green and blue. */
function plainColour(written: string): string {
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (pen === null) return 'rgb(128, 128, 128)';
  pen.fillStyle = written;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

/** Colours are looked up once: the page asks for new ones when the theme changes. */
export function stylesOf(place: HTMLElement): MapStyles {
  const known = new Map<string, string>();
  let pictured = false;
  const probe = document.createElement('span');
  probe.hidden = true;
  place.append(probe);
  const colour = (name: string): string => {
    const found = known.get(name);
    if (found !== undefined) return found;
    probe.style.color = `var(${name})`;
    const plain = plainColour(getComputedStyle(probe).color);
    known.set(name, plain);
    return plain;
  };
  return {
    areas: (feature) => areaStyle(colour, feature.get('area') as MapArea, pictured),
    paths: (feature) => pathStyle(colour, feature.get('path') as MapPath),
    dots: (feature, resolution) => dotStyle(colour, feature.get('dot') as MapDot, resolution),
    over: (picture) => {
      pictured = picture;
    },
    forget: () => known.clear(),
  };
}
