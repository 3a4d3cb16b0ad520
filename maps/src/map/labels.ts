/** One canvas of labels over the tiles: places, communes, road shields, bridge names, km posts, without collisions. */
import L from 'leaflet';
import { roadLook } from '../symbology';
import type { CanvasTiles } from './canvasTiles';
import { isShown, pointRadius, type Style } from './paint';
import { centre, middle, place, type Label, type Placed } from './placement';
import type { TileData, TileFeature } from './tileData';

const FACE = '"Be Vietnam Pro", Inter, "Segoe UI", "Noto Sans", system-ui, sans-serif';
const FONT: Record<Label['kind'], string> = {
  town: `600 14px ${FACE}`, village: `500 12px ${FACE}`, commune: `italic 400 11.5px ${FACE}`,
  shield: `700 11px ${FACE}`, bridge: `500 11.5px ${FACE}`, post: `500 10.5px ${FACE}`,
  water: `italic 500 11.5px ${FACE}`,
};
const COLOUR: Record<Label['kind'], string> = {
  town: '#22302f', village: '#33413f', commune: '#6a7572', shield: '#ffffff', bridge: '#1d2b2a', post: '#4a5654', water: '#2f6f8f',
};

type Corner = { readonly x: number; readonly y: number };

function pointLabels(data: TileData, corner: Corner, zoom: number, style: Style): Label[] {
  const spot = (feature: TileFeature): Corner => ({ x: corner.x + feature.parts[0]![0]!, y: corner.y + feature.parts[0]![1]! });
  const shown = (layer: string): TileFeature[] => (data.byLayer.get(layer) ?? []).filter((one) => isShown(one, style));
  const labels: Label[] = [];
  for (const town of data.byLayer.get('places') ?? []) {
    const rank = Number(town.attributes.rank);
    if (rank > 1 && zoom < 9 + rank - 1) continue;
    labels.push({ ...spot(town), text: String(town.attributes.name), kind: rank === 1 ? 'town' : 'village', rank });
  }
  if (zoom >= 14) {
    for (const bridge of shown('bridges')) {
      const { x, y } = spot(bridge);
      labels.push({ x, y: y + pointRadius(bridge, zoom) + 11, text: String(bridge.attributes.name ?? ''), kind: 'bridge', rank: 6 });
    }
  }
  if (zoom >= 13) {
    for (const post of shown('km-posts')) {
      const { x, y } = spot(post);
      labels.push({ x, y: y - 15, text: `Km${post.attributes.km}`, kind: 'post', rank: 7 });
    }
  }
  return labels.filter((label) => label.text);
}

function shields(data: TileData, corner: Corner, zoom: number, style: Style): Label[] {
  const labels: Label[] = [];
  const layer = style.layers.includes('roads') ? 'roads' : '';
  for (const road of data.byLayer.get(layer) ?? []) {
    const text = String(road.attributes.code ?? '');
    if (!isShown(road, style) || !text || !road.parts.length) continue;
    const best = road.parts.map(middle).reduce((a, b) => (b.length > a.length ? b : a));
    const look = roadLook(road.attributes.road_class);
    if (best.length < 90 || (zoom < 10 && look.order < 3)) continue;
    labels.push({ text, x: corner.x + best.x, y: corner.y + best.y, kind: 'shield', colour: look.shield, rank: 4 - look.order * 0.1 });
  }
  return labels;
}

function waterNames(data: TileData, corner: Corner, zoom: number, style: Style): Label[] {
  if (zoom < 12) return [];
  return (data.byLayer.get('waterways') ?? []).filter((one) => one.attributes.name && one.parts.length && isShown(one, style)).flatMap((water) => {
    const best = water.parts.map(middle).reduce((a, b) => (b.length > a.length ? b : a));
    return best.length < 90 ? [] : [{ text: String(water.attributes.name), x: corner.x + best.x, y: corner.y + best.y, kind: 'water' as const, rank: 7.5 }];
  });
}

/** A commune may lie in several tiles: its label stands in the largest piece. */
function communeLabels(tiles: readonly { data: TileData; corner: Corner }[]): Label[] {
  const best = new Map<string, { area: number; label: Label }>();
  for (const { data, corner } of tiles) {
    for (const commune of data.byLayer.get('communes') ?? []) {
      for (const ring of commune.parts) {
        const { x, y, area } = centre(ring);
        const text = String(commune.attributes.name ?? '');
        const known = best.get(text)?.area ?? 9000;
        if (text && area > known) best.set(text, { area, label: { text, x: corner.x + x, y: corner.y + y, kind: 'commune', rank: 8 } });
      }
    }
  }
  return [...best.values()].map((one) => one.label);
}

export class Labels extends L.Layer {
  declare private canvas: HTMLCanvasElement;
  declare private waiting: number;

  constructor(private readonly base: CanvasTiles, private readonly assets: CanvasTiles, private readonly style: () => Style) {
    super();
    this.waiting = 0;
  }

  override onAdd(map: L.Map): this {
    this.canvas = L.DomUtil.create('canvas', 'labels leaflet-zoom-hide', map.getPane('labels'));
    map.on('moveend zoomend resize', this.later, this);
    for (const tiles of [this.base, this.assets]) tiles.on('tileload load refreshed', this.later, this);
    this.later();
    return this;
  }

  override onRemove(map: L.Map): this {
    map.off('moveend zoomend resize', this.later, this);
    this.canvas.remove();
    return this;
  }

  later(): void {
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => this.draw());
  }

  private collect(zoom: number): Label[] {
    const style = this.style();
    const base = [...this.base.visible(zoom)];
    const labels = [...this.assets.visible(zoom)].flatMap(({ data, corner }) => [
      ...pointLabels(data, corner, zoom, style), ...shields(data, corner, zoom, style), ...waterNames(data, corner, zoom, style)]);
    labels.push(...base.flatMap(({ data, corner }) => pointLabels(data, corner, zoom, style)));
    return zoom >= 11 ? [...labels, ...communeLabels(base)] : labels;
  }

  private draw(): void {
    const map = this._map;
    const size = map.getSize();
    const pad = 120;
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    L.DomUtil.setPosition(this.canvas, map.containerPointToLayerPoint([-pad, -pad]));
    this.canvas.width = (size.x + 2 * pad) * ratio;
    this.canvas.height = (size.y + 2 * pad) * ratio;
    this.canvas.style.width = `${size.x + 2 * pad}px`;
    this.canvas.style.height = `${size.y + 2 * pad}px`;
    const context = this.canvas.getContext('2d');
    if (!context) return;
    context.scale(ratio, ratio);
    const corner = map.getPixelBounds().min!.subtract([pad, pad]);
    const labels = this.collect(map.getZoom()).map((label) => ({ ...label, x: label.x - corner.x, y: label.y - corner.y }))
      .filter((label) => label.x > 0 && label.y > 0 && label.x < size.x + 2 * pad && label.y < size.y + 2 * pad);
    const measure = (label: Label): { width: number; height: number } => {
      context.font = FONT[label.kind];
      const width = context.measureText(label.text).width;
      return label.kind === 'shield' ? { width: width + 12, height: 18 } : { width, height: 15 };
    };
    for (const label of place(labels, measure)) paintLabel(context, label);
  }
}

function paintLabel(context: CanvasRenderingContext2D, label: Placed): void {
  context.font = FONT[label.kind];
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  if (label.kind === 'shield') {
    context.beginPath();
    context.roundRect(label.x - label.width / 2, label.y - 9, label.width, 18, 4);
    context.fillStyle = label.colour ?? '#5a6664';
    context.fill();
    context.strokeStyle = '#ffffff';
    context.lineWidth = 1.5;
    context.stroke();
  } else {
    context.strokeStyle = 'rgb(255 255 255 / 92%)';
    context.lineWidth = 3.5;
    context.strokeText(label.text, label.x, label.y);
  }
  context.fillStyle = COLOUR[label.kind];
  context.fillText(label.text, label.x, label.y + (label.kind === 'shield' ? 0.5 : 0));
}
