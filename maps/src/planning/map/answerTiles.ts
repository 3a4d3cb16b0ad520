/** The answer cut into tiles in memory, so that the map's own canvas layer draws it with the map's own symbols. Pure but for Leaflet's layer. */
import Flatbush from 'flatbush';
import type { CollectionId, Feature } from '../../api/types';
import { NO_FILTERS } from '../../filters';
import { CanvasTiles, type TileSpot } from '../../map/canvasTiles';
import { paintAssets, trace } from '../../map/paint';
import { EMPTY_TILE, indexed, TILE, type Shape, type TileData, type TileFeature } from '../../map/tileData';
import type { LayerName } from '../../state';
import { BRAND } from '../../symbology';

/** How far a symbol may reach beyond the tile its point is in, in pixels. */
export const REACH = 24;
/** Symbols are at least as large as the main map draws them at this zoom. */
const LEAST_ZOOM = 13;
interface Placed { readonly shape: Shape; readonly attributes: TileFeature['attributes']; /** x, y in the Mercator world of 0 to 1. */ readonly parts: readonly Float64Array[] }

/** Degrees → x, y in the Mercator world of 0 to 1. */
export function world([lon, lat]: readonly [number, number]): [number, number] {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [(lon + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** The lists of positions in any geometry: one a point, a line, a ring. */
function pathsOf(coordinates: unknown): (readonly [number, number])[][] {
  if (!Array.isArray(coordinates) || !coordinates.length) return [];
  if (typeof coordinates[0] === 'number') return [[coordinates as unknown as [number, number]]];
  if (typeof (coordinates[0] as unknown[])[0] === 'number') return [coordinates as [number, number][]];
  return coordinates.flatMap(pathsOf);
}

const shapeOf = (type: string): Shape => (type.endsWith('Point') ? 'point' : type.endsWith('LineString') ? 'line' : 'area');

function placed(feature: Feature): Placed[] {
  if (!feature.geometry) return [];
  const { condition, road_class, km } = feature.properties;
  const attributes = { id: feature.id, ...(condition ? { condition: String(condition) } : {}), ...(road_class ? { road_class: String(road_class) } : {}), ...(km === undefined ? {} : { km: Number(km) }) };
  return [{ shape: shapeOf(feature.geometry.type), attributes, parts: pathsOf(feature.geometry.coordinates).map((path) => Float64Array.from(path.flatMap(world))) }];
}

export class Answered {
  private features: readonly Placed[] = [];
  private index: Flatbush | null = null;
  private version = 0;
  layer: CollectionId = 'bridges';

  show(layer: CollectionId, features: readonly Feature[]): void {
    this.layer = layer;
    this.features = features.flatMap(placed);
    this.version += 1;
    this.index = this.features.length ? new Flatbush(this.features.length) : null;
    for (const { parts } of this.features) {
      const xs = parts.flatMap((part) => [...part.filter((_one, n) => n % 2 === 0)]);
      const ys = parts.flatMap((part) => [...part.filter((_one, n) => n % 2 === 1)]);
      this.index?.add(xs.reduce((a, b) => Math.min(a, b), 1), ys.reduce((a, b) => Math.min(a, b), 1), xs.reduce((a, b) => Math.max(a, b), 0), ys.reduce((a, b) => Math.max(a, b), 0));
    }
    this.index?.finish();
  }

  /** What of the answer is in a tile, in its pixels. */
  tile({ x, y, z }: TileSpot): TileData {
    const size = 256 * 2 ** z;
    const [left, top] = [x * TILE, y * TILE];
    const near = this.index?.search((left - REACH) / size, (top - REACH) / size, (left + TILE + REACH) / size, (top + TILE + REACH) / size) ?? [];
    if (!near.length) return EMPTY_TILE;
    return indexed(near.sort((a, b) => a - b).map((n): TileFeature => {
      const { shape, attributes, parts } = this.features[n]!;
      return { layer: this.layer, shape, attributes, parts: parts.map((part) => Float32Array.from(part, (at, i) => at * size - (i % 2 ? top : left))) };
    }));
  }

  /** A layer of these tiles; `chosen` is the id marked. */
  tiles(chosen: () => string): CanvasTiles {
    return new CanvasTiles({
      version: () => Promise.resolve(String(this.version)), tile: (spot, etag) => Promise.resolve({ etag, read: () => this.tile(spot) }),
    }, (canvas, data, { z }) => paint(canvas, data, z, chosen()), { zIndex: 3 });
  }
}

function paint(canvas: CanvasRenderingContext2D, data: TileData, zoom: number, chosen: string): void {
  for (const area of data.byLayer.get('communes') ?? []) paintPlain(canvas, area, area.attributes.id === chosen, 1.6);
  for (const water of data.byLayer.get('waterways') ?? []) paintPlain(canvas, water, water.attributes.id === chosen, 2.6);
  for (const road of data.byLayer.get('roads') ?? []) paintPlain(canvas, road, road.attributes.id === chosen, 3.4);
  for (const post of data.byLayer.get('km-posts') ?? []) paintPost(canvas, post, post.attributes.id === chosen);
  const layers: readonly LayerName[] = ['sections', 'bridges', 'culverts'];
  // the answer is what one came for: its symbols never shrink to dots
  paintAssets(canvas, data, Math.max(zoom, LEAST_ZOOM), { layers, filters: NO_FILTERS, selected: chosen, moving: '' });
}

/** Areas, roads and waterways have no condition: our own colour, wider and darker when chosen. */
function paintPlain(canvas: CanvasRenderingContext2D, feature: TileFeature, chosen: boolean, width: number): void {
  trace(canvas, feature);
  if (feature.shape === 'area') {
    canvas.fillStyle = chosen ? 'rgb(11 93 107 / 38%)' : 'rgb(11 93 107 / 14%)';
    canvas.fill('evenodd');
  }
  canvas.strokeStyle = BRAND;
  canvas.lineWidth = chosen ? width * 2.4 : width;
  canvas.stroke();
}

function paintPost(canvas: CanvasRenderingContext2D, { parts }: TileFeature, chosen: boolean): void {
  const [x, y] = [parts[0]![0]!, parts[0]![1]!];
  const half = chosen ? 7 : 4;
  canvas.fillStyle = '#ffffff';
  canvas.fillRect(x - half - 1.5, y - half - 1.5, 2 * half + 3, 2 * half + 3);
  canvas.fillStyle = chosen ? BRAND : '#4a5654';
  canvas.fillRect(x - half, y - half, 2 * half, 2 * half);
}
