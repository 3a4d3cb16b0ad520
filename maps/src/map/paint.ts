/** Ordered paint rules: how each layer of a tile is drawn at a zoom. Knows the canvas, not Leaflet. */
import { passes, roadPasses, type Filters } from '../filters';
import {
  BOUNDARY, BRAND, CONDITION_LOOK, conditionKey, DRAWN_FROM, INK, LAND, LETTER_FROM_RADIUS, PAPER, roadLook, symbolRadius, WATER, waterWidth, zoomFactor,
} from '../symbology';
import type { LayerName } from '../state';
import type { TileData, TileFeature } from './tileData';

export interface Style {
  readonly layers: readonly LayerName[];
  readonly filters: Filters;
  readonly selected: string;
  readonly moving: string;
}
type Canvas = CanvasRenderingContext2D;

export function trace(canvas: Canvas, feature: TileFeature): void {
  canvas.beginPath();
  for (const part of feature.parts) {
    canvas.moveTo(part[0]!, part[1]!);
    for (let at = 2; at < part.length; at += 2) canvas.lineTo(part[at]!, part[at + 1]!);
    if (feature.shape === 'area') canvas.closePath();
  }
}

function stroke(canvas: Canvas, feature: TileFeature, colour: string, width: number, dash: readonly number[] = []): void {
  trace(canvas, feature);
  canvas.strokeStyle = colour;
  canvas.lineWidth = width;
  canvas.setLineDash(dash.map((one) => one * width));
  canvas.stroke();
  canvas.setLineDash([]);
}

function fill(canvas: Canvas, feature: TileFeature, colour: string): void {
  trace(canvas, feature);
  canvas.fillStyle = colour;
  canvas.fill('evenodd');
}

/** Does the reader's filter leave this feature on the map? Hit-testing asks the same question. */
export function isShown(feature: TileFeature, style: Style): boolean {
  const { layer, attributes } = feature;
  if (layer === 'communes') return true;
  if (!style.layers.includes(layer as LayerName)) return false;
  if (layer === 'roads') return roadPasses(style.filters, attributes.road_class);
  if (layer === 'sections' || layer === 'bridges' || layer === 'culverts') return passes(style.filters[layer], attributes);
  return layer === 'km-posts' || layer === 'waterways';
}

export function lineWidth(feature: TileFeature, zoom: number): number {
  return roadLook(feature.attributes.road_class).width * zoomFactor(zoom);
}

export function pointRadius(feature: TileFeature, zoom: number): number {
  const bad = feature.attributes.condition === 'XAU' || feature.attributes.condition === 'RAT_XAU';
  if (feature.layer === 'km-posts') return symbolRadius(zoom) * 0.6;
  return symbolRadius(zoom) * (feature.layer === 'culverts' ? 0.82 : 1) * (bad ? 1.2 : 1);
}

export function paintBase(canvas: Canvas, data: TileData, zoom: number): void {
  for (const land of data.byLayer.get('land') ?? []) {
    if (land.attributes.kind === 'sea') continue;
    fill(canvas, land, LAND);
    stroke(canvas, land, BOUNDARY, 1);
  }
  const communes = data.byLayer.get('communes') ?? [];
  for (const commune of communes) fill(canvas, commune, PAPER);
  for (const commune of communes) stroke(canvas, commune, BOUNDARY, zoom < 11 ? 0.6 : 1.1, zoom < 11 ? [] : [5, 3]);
}

function halo(canvas: Canvas, feature: TileFeature, width: number): void {
  canvas.globalAlpha = 0.9;
  stroke(canvas, feature, '#ffffff', width + 12);
  canvas.globalAlpha = 0.55;
  stroke(canvas, feature, BRAND, width + 9);
  canvas.globalAlpha = 1;
}

function paintWaterways(canvas: Canvas, data: TileData, zoom: number, style: Style): void {
  const waters = (data.byLayer.get('waterways') ?? []).filter((feature) => isShown(feature, style));
  const width = (water: TileFeature): number => waterWidth(water.attributes.kind) * zoomFactor(zoom);
  canvas.lineCap = 'round';
  canvas.lineJoin = 'round';
  for (const water of waters) if (water.attributes.id === style.selected) halo(canvas, water, width(water));
  for (const water of waters) stroke(canvas, water, WATER, width(water));
  canvas.lineCap = 'butt';
  canvas.lineJoin = 'miter';
}

function paintRoads(canvas: Canvas, data: TileData, zoom: number, style: Style): void {
  const order = (feature: TileFeature): number => roadLook(feature.attributes.road_class).order;
  const of = (layer: string): TileFeature[] => (data.byLayer.get(layer) ?? [])
    .filter((feature) => isShown(feature, style)).sort((a, b) => order(a) - order(b));
  const roads = of('roads');
  const sections = of('sections');
  const chosen = [...roads, ...sections].filter((feature) => feature.attributes.id === style.selected);
  canvas.lineCap = 'round';
  for (const feature of chosen) halo(canvas, feature, lineWidth(feature, zoom));
  for (const road of roads) stroke(canvas, road, '#8b9693', lineWidth(road, zoom) + (zoom < 10 ? 1 : 1.8));
  for (const road of roads) stroke(canvas, road, '#ffffff', lineWidth(road, zoom));
  canvas.lineCap = 'butt';
  for (const section of sections) {
    const look = CONDITION_LOOK[conditionKey(section.attributes.condition)];
    const width = lineWidth(section, zoom);
    if (!roads.length) stroke(canvas, section, '#ffffff', width + 1.6);
    stroke(canvas, section, look.colour, width, look.dash);
  }
}

function letter(canvas: Canvas, text: string, x: number, y: number, radius: number, colour: string): void {
  canvas.fillStyle = colour;
  canvas.font = `700 ${Math.round(radius * 1.45)}px "Noto Sans", system-ui, sans-serif`;
  canvas.textAlign = 'center';
  canvas.textBaseline = 'middle';
  canvas.fillText(text, x, y + radius * 0.08);
}

/** Bridges are squares, culverts rings; the two bad conditions stand on a corner and are larger. */
function outline(canvas: Canvas, feature: TileFeature, x: number, y: number, radius: number): void {
  canvas.beginPath();
  if (feature.layer === 'culverts') { canvas.arc(x, y, radius, 0, 2 * Math.PI); return; }
  if (feature.attributes.condition === 'XAU' || feature.attributes.condition === 'RAT_XAU') {
    const r = radius * 1.25;
    canvas.moveTo(x, y - r); canvas.lineTo(x + r, y); canvas.lineTo(x, y + r); canvas.lineTo(x - r, y); canvas.closePath();
    return;
  }
  canvas.roundRect(x - radius, y - radius, 2 * radius, 2 * radius, radius * 0.3);
}

function paintPoint(canvas: Canvas, feature: TileFeature, zoom: number): void {
  const [x, y] = [feature.parts[0]![0]!, feature.parts[0]![1]!];
  const radius = pointRadius(feature, zoom);
  const look = CONDITION_LOOK[conditionKey(feature.attributes.condition)];
  const ring = feature.layer === 'culverts';
  const lettered = radius >= LETTER_FROM_RADIUS;
  outline(canvas, feature, x, y, radius);
  canvas.strokeStyle = '#ffffff';
  canvas.lineWidth = ring ? radius * 0.7 + 2.4 : 2.4;
  canvas.stroke();
  canvas.fillStyle = ring ? '#ffffff' : look.colour;
  canvas.fill();
  if (ring) {
    canvas.strokeStyle = look.colour;
    canvas.lineWidth = radius * (lettered ? 0.36 : 0.7);
    canvas.stroke();
  }
  const dark = ring || look.letter === 'C';
  if (lettered) letter(canvas, look.letter, x, y, radius * (ring ? 0.86 : 1), dark ? INK : '#ffffff');
}

function paintKmPost(canvas: Canvas, feature: TileFeature, zoom: number): void {
  const [x, y] = [feature.parts[0]![0]!, feature.parts[0]![1]!];
  const r = pointRadius(feature, zoom);
  canvas.fillStyle = '#ffffff';
  canvas.fillRect(x - r - 1, y - r * 1.3 - 1, 2 * r + 2, 2.6 * r + 2);
  canvas.fillStyle = '#4a5654';
  canvas.fillRect(x - r, y - r * 1.3, 2 * r, 2.6 * r);
}

function pointHalo(canvas: Canvas, feature: TileFeature, zoom: number): void {
  const [x, y] = [feature.parts[0]![0]!, feature.parts[0]![1]!];
  canvas.beginPath();
  canvas.arc(x, y, pointRadius(feature, zoom) + 8, 0, 2 * Math.PI);
  canvas.fillStyle = 'rgb(11 93 107 / 18%)';
  canvas.fill();
  canvas.strokeStyle = '#ffffff';
  canvas.lineWidth = 5;
  canvas.stroke();
  canvas.strokeStyle = BRAND;
  canvas.lineWidth = 2.6;
  canvas.stroke();
}

export function paintAssets(canvas: Canvas, data: TileData, zoom: number, style: Style): void {
  paintWaterways(canvas, data, zoom, style);
  paintRoads(canvas, data, zoom, style);
  const points = (layer: LayerName): TileFeature[] => (data.byLayer.get(layer) ?? [])
    .filter((feature) => isShown(feature, style) && feature.attributes.id !== style.moving);
  const posts = zoom >= DRAWN_FROM['km-posts'] ? points('km-posts') : [];
  const culverts = points('culverts');
  const bridges = points('bridges');
  for (const chosen of [...posts, ...culverts, ...bridges].filter((one) => one.attributes.id === style.selected)) pointHalo(canvas, chosen, zoom);
  for (const post of posts) paintKmPost(canvas, post, zoom);
  for (const culvert of culverts) paintPoint(canvas, culvert, zoom);
  for (const bridge of bridges) paintPoint(canvas, bridge, zoom);
}
