/** A tile's bytes → features in pixels of a 512 px tile, with a spatial index of their boxes. Pure. */
import { VectorTile } from '@mapbox/vector-tile';
import Flatbush from 'flatbush';
import { PbfReader } from 'pbf';

export const TILE = 512;
export type Shape = 'point' | 'line' | 'area';
export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface TileFeature {
  readonly layer: string;
  readonly shape: Shape;
  readonly attributes: Attributes;
  /** Each part flat: x0, y0, x1, y1 … in tile pixels, y down. */
  readonly parts: readonly Float32Array[];
}

export interface TileData {
  readonly byLayer: ReadonlyMap<string, readonly TileFeature[]>;
  readonly features: readonly TileFeature[];
  readonly index: Flatbush | null;
}

export const EMPTY_TILE: TileData = { byLayer: new Map(), features: [], index: null };
/** The letter of a layer's public ids: a tile carries their number as the feature's id (TileJSON says so too). */
export const LETTERS: Readonly<Record<string, string>> = { roads: 'R', sections: 'S', bridges: 'B', culverts: 'C', 'km-posts': 'P', waterways: 'W' };
const ID_DIGITS = 6;
const SHAPES: readonly (Shape | null)[] = [null, 'point', 'line', 'area'];

function boxOf(parts: readonly Float32Array[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 2) {
      box[0] = Math.min(box[0], part[at]!); box[1] = Math.min(box[1], part[at + 1]!);
      box[2] = Math.max(box[2], part[at]!); box[3] = Math.max(box[3], part[at + 1]!);
    }
  }
  return box;
}

export function indexed(features: readonly TileFeature[]): TileData {
  if (!features.length) return EMPTY_TILE;
  const index = new Flatbush(features.length, 16, Float32Array);
  const byLayer = new Map<string, TileFeature[]>();
  for (const feature of features) {
    index.add(...boxOf(feature.parts));
    const same = byLayer.get(feature.layer);
    if (same) same.push(feature); else byLayer.set(feature.layer, [feature]);
  }
  index.finish();
  return { byLayer, features, index };
}

/** Nothing where a feature has no number: lines that several sections were merged into have none. */
function idOf(layer: string, number: number | undefined): { readonly id?: string } {
  const letter = LETTERS[layer];
  return letter && number ? { id: `${letter}-${String(number).padStart(ID_DIGITS, '0')}` } : {};
}

export function decodeTile(bytes: ArrayBuffer | null): TileData {
  if (!bytes?.byteLength) return EMPTY_TILE;
  const features: TileFeature[] = [];
  for (const [name, layer] of Object.entries(new VectorTile(new PbfReader(new Uint8Array(bytes))).layers)) {
    const scale = TILE / layer.extent;
    for (let n = 0; n < layer.length; n += 1) {
      const feature = layer.feature(n);
      const shape = SHAPES[feature.type];
      if (!shape) continue;
      const parts = feature.loadGeometry().map((ring) => Float32Array.from(ring.flatMap((point) => [point.x * scale, point.y * scale])));
      features.push({ layer: name, shape, attributes: { ...feature.properties as Attributes, ...idOf(name, feature.id) }, parts });
    }
  }
  return indexed(features);
}
