/** The open draft on the map: each change where it lies now (hollow, dashed) and where it would lie (solid, unbroken), by number. */
import L from 'leaflet';
import { marksOf, type Drafting, type Mark } from '../drafting';
import type { Geometry } from '../api/types';

const BEFORE: L.PathOptions = { color: '#5b2a86', weight: 3, dashArray: '7 6', opacity: 0.95, interactive: false };
const AFTER: L.PathOptions = { color: '#0b3d2e', weight: 4, opacity: 0.95, interactive: false };

export class DraftMarks {
  private readonly group = L.layerGroup();

  constructor(map: L.Map) { this.group.addTo(map); }

  show({ open, check }: Drafting): void {
    this.group.clearLayers();
    for (const mark of marksOf(open.data, check.data)) this.draw(mark);
  }

  private draw({ n, before, after }: Mark): void {
    const same = JSON.stringify(before) === JSON.stringify(after);
    if (before && !same) this.shape(before, BEFORE, after ? 'draft-before' : 'draft-before draft-gone', n);
    if (after) this.shape(after, AFTER, 'draft-after', n);
    const [from, to] = [pointOf(before), pointOf(after)];
    if (from && to && !same) this.group.addLayer(L.polyline([from, to], { ...BEFORE, weight: 2 }));
  }

  private shape(geometry: Geometry, look: L.PathOptions, className: string, n: number): void {
    const at = pointOf(geometry);
    if (!at) this.group.addLayer(L.geoJSON(geometry as unknown as GeoJSON.GeometryObject, { style: look, interactive: false }));
    const label = document.createElement('span');
    label.textContent = String(n);
    const spot = at ?? L.geoJSON(geometry as unknown as GeoJSON.GeometryObject).getBounds().getCenter();
    this.group.addLayer(L.marker(spot, { icon: L.divIcon({ className: `draft-mark ${className}`, html: label, iconSize: [26, 26] }), interactive: false, keyboard: false }));
  }
}

function pointOf(geometry: Geometry | null): L.LatLngTuple | null {
  if (geometry?.type !== 'Point') return null;
  const [lon, lat] = geometry.coordinates as [number, number];
  return [lat, lon];
}
