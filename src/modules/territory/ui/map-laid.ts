// The picture under the map: laid by three of its corners, so that it may be turned and stretched, and drawn anew where the map is looked at.
import ImageLayer from 'ol/layer/Image.js';
import { fromLonLat } from 'ol/proj.js';
import ImageCanvas from 'ol/source/ImageCanvas.js';
import type { MapPicture } from './map-drawing.ts';

type Point = readonly [x: number, y: number];

/** Draws the whole picture into the part of the map that is asked for. */
function paint(image: HTMLImageElement, corners: readonly Point[], [west, , , north]: number[], perPixel: number) {
  return (pen: CanvasRenderingContext2D): void => {
    const at = ([x, y]: Point): Point => [(x - (west ?? 0)) / perPixel, ((north ?? 0) - y) / perPixel];
    const [one, right, down] = corners.map(at);
    if (!one || !right || !down) return;
    const [wide, high] = [image.naturalWidth, image.naturalHeight];
    pen.setTransform(
      (right[0] - one[0]) / wide,
      (right[1] - one[1]) / wide,
      (down[0] - one[0]) / high,
      (down[1] - one[1]) / high,
      one[0],
      one[1],
    );
    pen.drawImage(image, 0, 0);
  };
}

export interface LaidLayer {
  readonly layer: ImageLayer<ImageCanvas>;
  /** Lays it, moves it, or takes it off when there is none any more. */
  lay(next: MapPicture | undefined): void;
}

export function laidLayer(): LaidLayer {
  const layer = new ImageLayer<ImageCanvas>({ visible: false });
  let shown: MapPicture | undefined;
  let image: HTMLImageElement | undefined;
  const source = new ImageCanvas({
    ratio: 1.2,
    canvasFunction(extent, resolution, pixelRatio, size) {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [Math.ceil(size[0] ?? 1), Math.ceil(size[1] ?? 1)];
      const pen = canvas.getContext('2d');
      if (pen === null || image === undefined || shown === undefined) return canvas;
      const corners = shown.corners.map((corner): Point => {
        const [x = 0, y = 0] = fromLonLat([...corner]);
        return [x, y];
      });
      paint(image, corners, extent, resolution / pixelRatio)(pen);
      return canvas;
    },
  });
  layer.setSource(source);
  return {
    layer,
    lay(next) {
      const before = shown;
      shown = next;
      layer.setVisible(next !== undefined);
      if (next === undefined || before === next) return;
      layer.setOpacity(next.opacity ?? 1);
      if (before?.url === next.url && image !== undefined) {
        if (before.corners.join() !== next.corners.join()) source.changed();
        return;
      }
      const coming = new Image();
      coming.addEventListener('load', () => {
        if (shown?.url !== next.url) return;
        image = coming;
        source.changed();
      });
      coming.src = next.url;
    },
  };
}
