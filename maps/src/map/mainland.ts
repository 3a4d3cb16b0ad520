/**
 * The mainland around Việt Nam as one plain shape under the provinces, only so that neighbours do not look like sea.
 * Generalised to about 20 km from general knowledge; it draws no boundary and its eastern edge lies hidden under
 * the provinces. Not used for anything else.
 */
import { LAND } from '../symbology';
import { TILE } from './tileData';

const OUTLINE: readonly (readonly [number, number])[] = [
  [104.75, 10.3], [104.45, 10.42], [104.25, 10.56], [103.95, 10.5], [103.65, 10.5], [103.5, 10.62], [103.6, 10.95], [103.2, 10.9],
  [103.05, 11.3], [102.95, 11.75], [102.75, 12.05], [102.4, 12.2], [102.05, 12.55], [101.4, 12.62], [100.95, 12.6], [100.9, 13.3],
  [100.55, 13.52], [100.05, 13.4], [99.95, 12.7], [99.6, 11.75], [99.25, 10.9], [99.15, 10.2], [99.25, 9.3], [99.95, 9.2],
  [100.3, 8.4], [100.4, 7.5], [101, 6.9], [102.1, 6.2], [103.2, 5], [96, 3], [92, 12], [92, 26], [108.2, 26], [108.2, 21.6],
  [107, 21.6], [105, 20.5], [104.6, 18.8], [106, 18], [106.8, 16.95], [107.9, 15.9], [108.3, 14.2], [108.2, 12.3], [107, 11.6], [106.4, 11],
];

export function paintMainland(canvas: CanvasRenderingContext2D, spot: { readonly x: number; readonly y: number }, zoom: number): void {
  const world = 256 * 2 ** zoom;
  canvas.beginPath();
  for (const [lon, lat] of OUTLINE) {
    const x = ((lon + 180) / 360) * world - spot.x * TILE;
    const sine = Math.sin((lat * Math.PI) / 180);
    const y = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * world - spot.y * TILE;
    canvas.lineTo(x, y);
  }
  canvas.closePath();
  canvas.fillStyle = LAND;
  canvas.fill();
}
