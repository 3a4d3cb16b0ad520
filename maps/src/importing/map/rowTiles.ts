/** The rows of a report cut into tiles in memory and drawn on the map's own canvas: a colour and a shape an outcome. */
import Flatbush from 'flatbush';
import { CanvasTiles, type TileSpot } from '../../map/canvasTiles';
import { EMPTY_TILE, indexed, TILE, type TileData, type TileFeature } from '../../map/tileData';
import { REACH, world } from '../../planning/map/answerTiles';
import type { Outcome, Place } from '../run';

const LAYER = 'rows';
/** As .mark-… of the style sheet. */
export const COLOURS: Readonly<Record<Outcome, string>> = { create: '#257a66', update: '#1c6ea6', unchanged: '#66716e', duplicate: '#8a5a00', refused: '#a50f3c' };
export const RULES = [{ layer: LAYER, reach: 6 }];

export class RowTiles {
  private spots: readonly { readonly x: number; readonly y: number; readonly place: Place }[] = [];
  private index: Flatbush | null = null;
  private version = 0;

  show(places: readonly Place[]): void {
    this.spots = places.map((place) => { const [x, y] = world([place[1], place[2]]); return { x, y, place }; });
    this.version += 1;
    this.index = this.spots.length ? new Flatbush(this.spots.length) : null;
    for (const { x, y } of this.spots) this.index?.add(x, y, x, y);
    this.index?.finish();
  }

  private tile({ x, y, z }: TileSpot): TileData {
    const size = 256 * 2 ** z;
    const [left, top] = [x * TILE, y * TILE];
    const near = this.index?.search((left - REACH) / size, (top - REACH) / size, (left + TILE + REACH) / size, (top + TILE + REACH) / size) ?? [];
    if (!near.length) return EMPTY_TILE;
    return indexed(near.sort((a, b) => a - b).map((n): TileFeature => {
      const { x: east, y: south, place: [row, , , outcome, severity] } = this.spots[n]!;
      return { layer: LAYER, shape: 'point', attributes: { id: row, outcome, severity: severity ?? '' }, parts: [Float32Array.from([east * size - left, south * size - top])] };
    }));
  }

  layer(chosen: () => number | null): CanvasTiles {
    return new CanvasTiles({
      version: () => Promise.resolve(String(this.version)), tile: (spot, etag) => Promise.resolve({ etag, read: () => this.tile(spot) }),
    }, (canvas, data) => paint(canvas, data, chosen()), { zIndex: 3 });
  }
}

/** Refused and doubtful rows last, so that nothing hides them. */
function paint(canvas: CanvasRenderingContext2D, data: TileData, chosen: number | null): void {
  const rank = ({ attributes }: TileFeature): number => (attributes.id === chosen ? 3 : attributes.outcome === 'refused' ? 2 : attributes.severity === 'warning' ? 1 : 0);
  for (const feature of [...(data.byLayer.get(LAYER) ?? [])].sort((a, b) => rank(a) - rank(b))) {
    const [x, y] = [feature.parts[0]![0]!, feature.parts[0]![1]!];
    const outcome = feature.attributes.outcome as Outcome;
    const size = feature.attributes.id === chosen ? 9 : 6;
    if (feature.attributes.severity === 'warning') ring(canvas, x, y, size + 4);
    canvas.beginPath();
    SHAPES[outcome](canvas, x, y, size);
    canvas.closePath();
    canvas.fillStyle = COLOURS[outcome];
    canvas.fill();
    canvas.lineWidth = feature.attributes.id === chosen ? 3 : 1.5;
    canvas.strokeStyle = feature.attributes.id === chosen ? '#1d2b2a' : '#ffffff';
    canvas.stroke();
  }
}

function ring(canvas: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  canvas.beginPath();
  canvas.arc(x, y, size, 0, 2 * Math.PI);
  canvas.lineWidth = 3;
  canvas.strokeStyle = '#d9a300';
  canvas.stroke();
}

type Shape = (canvas: CanvasRenderingContext2D, x: number, y: number, size: number) => void;
const polygon = (...corners: readonly (readonly [number, number])[]): Shape => (canvas, x, y, size) => {
  corners.forEach(([dx, dy], n) => canvas[n ? 'lineTo' : 'moveTo'](x + dx * size, y + dy * size));
};
const disc: Shape = (canvas, x, y, size) => canvas.arc(x, y, size, 0, 2 * Math.PI);
const SHAPES: Readonly<Record<Outcome, Shape>> = {
  create: disc,
  update: polygon([-1, -1], [1, -1], [1, 1], [-1, 1]),
  unchanged: (canvas, x, y, size) => disc(canvas, x, y, size * 0.6),
  duplicate: polygon([0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]),
  refused: polygon([0, -1.3], [1.2, 0.9], [-1.2, 0.9]),
};
