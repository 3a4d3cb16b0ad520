/** The points and lines of any GeoJSON, each with its name; areas have no place in a drawing and are left out. Pure. */
import type { Shape } from './drawing';
import type { LonLat } from './network';

type Json = Readonly<Record<string, unknown>>;

/** Heights are dropped: a centreline is drawn on the ground plane. Throws SyntaxError for what is no WGS 84 position. */
function position(one: unknown): LonLat {
  const [lon, lat] = Array.isArray(one) ? (one as unknown[]).map(Number) : [];
  if (lon === undefined || lat === undefined || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) throw new SyntaxError('not a longitude and latitude');
  return [lon, lat];
}

function linesIn(geometry: Json): LonLat[][] {
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown[] };
  if (type === 'GeometryCollection') return (geometry.geometries as Json[]).flatMap(linesIn);
  if (!Array.isArray(coordinates)) return [];
  if (type === 'Point') return [[position(coordinates)]];
  if (type === 'MultiPoint') return coordinates.map((one) => [position(one)]);
  if (type === 'LineString') return [coordinates.map(position)];
  return type === 'MultiLineString' ? coordinates.map((line) => (line as unknown[]).map(position)) : [];
}

export function shapesOf(json: unknown): readonly Shape[] {
  const found = json as Json | null;
  if (found?.type === 'FeatureCollection' && Array.isArray(found.features)) return (found.features as unknown[]).flatMap(shapesOf);
  if (typeof found?.type !== 'string') throw new SyntaxError('not GeoJSON');
  if (found.type !== 'Feature') return linesIn(found).map((line) => ({ name: '', line }));
  const geometry = found.geometry as Json | null;
  const name = String((found.properties as Json | null)?.name ?? '');
  return geometry ? linesIn(geometry).map((line) => ({ name, line })) : [];
}
