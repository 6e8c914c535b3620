// The map itself with OpenLayers: vector layers on bare ground, a picture under them where there is one, and nothing fetched from anywhere.
import Feature from 'ol/Feature.js';
import OlMap from 'ol/Map.js';
import type MapBrowserEvent from 'ol/MapBrowserEvent.js';
import View from 'ol/View.js';
import { createEmpty, extend, isEmpty } from 'ol/extent.js';
import LineString from 'ol/geom/LineString.js';
import MultiPolygon from 'ol/geom/MultiPolygon.js';
import Point from 'ol/geom/Point.js';
import { defaults } from 'ol/interaction/defaults.js';
import PointerInteraction from 'ol/interaction/Pointer.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat, toLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import { isSame, type LonLat, rounded } from '../rules-outlines.ts';
import { placeLabels } from './map-labels.ts';
import { laidLayer } from './map-laid.ts';
import type { DotKind, MapDrawing, Pressed } from './map-drawing.ts';
import { stylesOf } from './map-styles.ts';

export interface MapActs {
  press(pressed: Pressed): void;
  /** A corner of the outlines is dragged, a little further each time; absent: corners stay where they are. */
  drag?: (from: LonLat, to: LonLat) => void;
  /** It was let go. */
  dropped?: () => void;
}

export interface OpenedMap {
  draw(drawing: MapDrawing, acts: MapActs): void;
  /** The theme is another now: the same once more in its colours. */
  recolour(): void;
  /** Shows these spots whole; all that is drawn without them. */
  show(spots?: readonly LonLat[]): void;
  zoom(by: number): void;
  stop(): void;
}

const toMap = (spot: LonLat): number[] => fromLonLat([spot[0], spot[1]]);
const toSpot = (at: number[]): LonLat => {
  const [lon = 0, lat = 0] = toLonLat(at);
  return [lon, lat];
};

/** A finger needs more room than a pointer. */
const reach = (event: MapBrowserEvent): number =>
  (event.originalEvent as PointerEvent).pointerType === 'touch' ? 22 : 12;

function cornerNear(map: OlMap, drawing: MapDrawing, event: MapBrowserEvent): LonLat | undefined {
  let best: LonLat | undefined;
  let least = reach(event);
  for (const { id, at } of drawing.dots) {
    if (!id.startsWith('corner ')) continue;
    const pixel = map.getPixelFromCoordinate(toMap(at));
    const far = Math.hypot((pixel[0] ?? 0) - (event.pixel[0] ?? 0), (pixel[1] ?? 0) - (event.pixel[1] ?? 0));
    if (far < least) [best, least] = [at, far];
  }
  return best;
}

interface Now {
  drawing: MapDrawing;
  acts: MapActs;
}

/** Corners are dragged by themselves; everything else drags the ground. */
function dragging(map: OlMap, now: Now): PointerInteraction {
  let from: LonLat | undefined;
  return new PointerInteraction({
    handleDownEvent: (event) => {
      from = now.acts.drag === undefined ? undefined : cornerNear(map, now.drawing, event);
      return from !== undefined;
    },
    handleDragEvent: (event) => {
      const to = rounded(toSpot(event.coordinate));
      if (from === undefined || isSame(from, to)) return;
      now.acts.drag?.(from, to);
      from = to;
    },
    handleUpEvent: () => {
      from = undefined;
      now.acts.dropped?.();
      return false;
    },
  });
}

function pressedAt(map: OlMap, event: MapBrowserEvent): Pressed {
  const at = toSpot(event.coordinate);
  const found: Pressed[] = [];
  map.forEachFeatureAtPixel(
    event.pixel,
    (feature) => {
      const kind = feature.get('kind') as DotKind | 'area' | 'gully' | 'path';
      if (kind !== 'path') found.push({ kind, id: String(feature.get('id')), at });
    },
    { hitTolerance: reach(event) / 2 },
  );
  // A dot lies above the area it stands in.
  return found.find((one) => one.kind !== 'area') ?? found[0] ?? { kind: 'ground', id: '', at };
}

function featuresOf(drawing: MapDrawing): { areas: Feature[]; paths: Feature[]; dots: Feature[] } {
  const areas = drawing.areas
    .toSorted((a, b) => Number(a.over) - Number(b.over))
    .map((area) => {
      const geometry = new MultiPolygon(area.rings.map((ring) => [ring.map(toMap)]));
      return new Feature({ geometry, id: area.id, kind: 'area', area });
    });
  const paths = drawing.paths.map(
    (path) =>
      new Feature({
        geometry: new LineString(path.path.map(toMap)),
        id: path.id,
        kind: path.kind === 'gully' ? 'gully' : 'path',
        path,
      }),
  );
  const dots = drawing.dots.map(
    (dot) => new Feature({ geometry: new Point(toMap(dot.at)), id: dot.id, kind: dot.kind, dot }),
  );
  return { areas, paths, dots };
}

export function openMap(place: HTMLElement): OpenedMap {
  const sources = { areas: new VectorSource(), paths: new VectorSource(), dots: new VectorSource() };
  const styles = stylesOf(place);
  const picture = laidLayer();
  const layers = (['areas', 'paths', 'dots'] as const).map(
    (name) => new VectorLayer({ source: sources[name], style: styles[name], updateWhileInteracting: true }),
  );
  const map = new OlMap({
    target: place,
    layers: [picture.layer, ...layers],
    view: new View({ center: [0, 0], zoom: 14, enableRotation: false }),
    controls: [],
    interactions: defaults({ altShiftDragRotate: false, pinchRotate: false }),
  });
  const now: Now = { drawing: { areas: [], paths: [], dots: [], picture: undefined }, acts: { press: () => {} } };
  const labels = placeLabels(place, map, toMap);
  map.addInteraction(dragging(map, now));
  map.on('click', (event) => now.acts.press(pressedAt(map, event)));
  map.on('postrender', () => labels.place());
  return {
    draw(drawing, acts) {
      now.drawing = drawing;
      now.acts = acts;
      const features = featuresOf(drawing);
      for (const name of ['areas', 'paths', 'dots'] as const) {
        sources[name].clear(true);
        sources[name].addFeatures(features[name]);
      }
      picture.lay(drawing.picture);
      styles.over(drawing.picture !== undefined);
      place.classList.toggle('zd-ground-pictured', drawing.picture !== undefined);
      labels.draw(drawing);
      map.render();
    },
    recolour() {
      styles.forget();
      for (const source of Object.values(sources)) source.changed();
    },
    show(spots) {
      const extent = createEmpty();
      if (spots !== undefined && spots.length > 0)
        for (const spot of spots) extend(extent, new Point(toMap(spot)).getExtent());
      else for (const source of Object.values(sources)) extend(extent, source.getExtent() ?? createEmpty());
      if (isEmpty(extent)) return;
      map.getView().fit(extent, { padding: [28, 28, 28, 28], maxZoom: 18, duration: 0 });
    },
    zoom(by) {
      const view = map.getView();
      view.setZoom((view.getZoom() ?? 14) + by);
    },
    stop() {
      labels.stop();
      map.setTarget(undefined);
      map.dispose();
    },
  };
}
