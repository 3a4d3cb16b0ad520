/** Leading a place on the map to the exact geometry near it: a km post or vertex first, else the nearest point of a segment. Pure; metres on the local plane. */
import type { CollectionId, Feature } from './api/types';
import type { LonLat } from './network';

export interface Snap {
  readonly at: LonLat;
  readonly to: 'post' | 'vertex' | 'segment';
  readonly collection: CollectionId;
  readonly id: string;
  readonly name: string;
  readonly metres: number;
}
/** One asset that may be snapped to, every vertex as the database holds it. */
export interface Target { readonly collection: CollectionId; readonly id: string; readonly name: string; readonly lines: readonly (readonly LonLat[])[] }

const METRES_A_DEGREE = 111_320;
/** Nine decimals are a tenth of a millimetre: what the line editor accepts. */
const rounded = ([lon, lat]: LonLat): LonLat => [Number(lon.toFixed(9)), Number(lat.toFixed(9))];

export function metresBetween(a: LonLat, b: LonLat): number {
  const east = (b[0] - a[0]) * Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180);
  return Math.hypot(east, b[1] - a[1]) * METRES_A_DEGREE;
}

/** The point of the segment a–b nearest to p. */
function footOn(p: LonLat, a: LonLat, b: LonLat): LonLat {
  const shrink = Math.cos((p[1] * Math.PI) / 180);
  const [dx, dy] = [(b[0] - a[0]) * shrink, b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const share = length ? Math.max(0, Math.min(1, ((p[0] - a[0]) * shrink * dx + (p[1] - a[1]) * dy) / length)) : 0;
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}

function nearer(found: Snap | null, at: LonLat, one: Omit<Snap, 'metres'>, within: number): Snap | null {
  const metres = metresBetween(at, one.at);
  return metres <= Math.min(within, found?.metres ?? Infinity) ? { ...one, metres } : found;
}

/** What lies within so many metres of a place: a vertex goes before a segment, however much nearer that is. */
export function snapTo(at: LonLat, targets: readonly Target[], within: number): Snap | null {
  let [point, edge]: (Snap | null)[] = [null, null];
  for (const { lines, ...of } of targets) {
    for (const line of lines) {
      line.forEach((vertex, n) => {
        point = nearer(point ?? null, at, { ...of, at: rounded(vertex), to: of.collection === 'km-posts' ? 'post' : 'vertex' }, within);
        const next = line[n + 1];
        if (next) edge = nearer(edge ?? null, at, { ...of, at: rounded(footOn(at, vertex, next)), to: 'segment' }, within);
      });
    }
  }
  return point ?? edge ?? null;
}

/** A feature of the API as a target; null for one without a place, or of areas. */
export function targetOf(collection: CollectionId, { id, geometry, properties }: Feature): Target | null {
  const found = geometry && linesOf(geometry.type, geometry.coordinates);
  if (!found) return null;
  const name = collection === 'km-posts' ? `Km${String(properties.km ?? '')}` : String(properties.code || properties.name || id);
  return { collection, id, name, lines: found };
}

export function linesOf(type: string, coordinates: unknown): readonly (readonly LonLat[])[] | null {
  if (type === 'Point') return [[coordinates as LonLat]];
  if (type === 'LineString') return [coordinates as LonLat[]];
  return type === 'MultiLineString' ? coordinates as LonLat[][] : null;
}
