/** What lies under a point of a tile: points before lines before areas, the nearest first, within a tolerance. Pure. */
import type { TileData, TileFeature } from './tileData';

export interface HitRule {
  readonly layer: string;
  /** How far the drawn symbol reaches from its geometry, in pixels: half a line's width, a point's radius. */
  readonly reach: number;
}
export interface Hit { readonly feature: TileFeature; readonly distance: number }

export function segmentDistance(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const at = length ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - at * dx, y - ay - at * dy);
}

function lineDistance(part: Float32Array, x: number, y: number): number {
  let least = Infinity;
  for (let at = 0; at + 3 < part.length; at += 2) {
    least = Math.min(least, segmentDistance(x, y, part[at]!, part[at + 1]!, part[at + 2]!, part[at + 3]!));
  }
  return least;
}

/** Even-odd rule over all rings, so holes count. */
export function inside(parts: readonly Float32Array[], x: number, y: number): boolean {
  let odd = false;
  for (const part of parts) {
    for (let at = 0, last = part.length - 2; at < part.length; last = at, at += 2) {
      const ay = part[at + 1]!;
      const by = part[last + 1]!;
      if (ay > y !== by > y && x < ((part[last]! - part[at]!) * (y - ay)) / (by - ay) + part[at]!) odd = !odd;
    }
  }
  return odd;
}

export function distanceTo(feature: TileFeature, x: number, y: number): number {
  if (feature.shape === 'area') return inside(feature.parts, x, y) ? 0 : Infinity;
  const each = feature.shape === 'line'
    ? (part: Float32Array): number => lineDistance(part, x, y)
    : (part: Float32Array): number => Math.hypot(part[0]! - x, part[1]! - y);
  return Math.min(Infinity, ...feature.parts.map(each));
}

/** The best hit: rules in order of preference; within one rule the nearest. `accept` leaves out what is filtered away. */
export function pick(
  tile: TileData, x: number, y: number, tolerance: number, rules: readonly HitRule[], accept: (feature: TileFeature) => boolean,
): Hit | null {
  if (!tile.index) return null;
  const widest = tolerance + Math.max(0, ...rules.map((rule) => rule.reach));
  const near = tile.index.search(x - widest, y - widest, x + widest, y + widest).map((n) => tile.features[n]!);
  for (const rule of rules) {
    let best: Hit | null = null;
    for (const feature of near) {
      if (feature.layer !== rule.layer || !accept(feature)) continue;
      const distance = Math.max(0, distanceTo(feature, x, y) - rule.reach);
      if (distance <= tolerance && distance < (best?.distance ?? Infinity)) best = { feature, distance };
    }
    if (best) return best;
  }
  return null;
}
