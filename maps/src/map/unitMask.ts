/** A commune stands out: its outline is drawn; where its numbers are shown, everything else is veiled as well. */
import L from 'leaflet';
import type { Feature } from '../api/types';

const VEIL: L.LatLngTuple[] = [[-60, 60], [-60, 160], [60, 160], [60, 60]];
type Rings = readonly (readonly (readonly [number, number])[])[];

function outerRings(feature: Feature): L.LatLngTuple[][] {
  const geometry = feature.geometry;
  const polygons = (geometry?.type === 'Polygon' ? [geometry.coordinates] : geometry?.type === 'MultiPolygon' ? geometry.coordinates : []) as Rings[];
  return polygons.flatMap((rings) => rings.slice(0, 1).map((ring) => ring.map(([lon, lat]): L.LatLngTuple => [lat, lon])));
}

export class UnitMask {
  private drawn: L.LayerGroup | null = null;

  constructor(private readonly map: L.Map, private readonly veil: boolean) {}

  show(feature: Feature | null): void {
    this.drawn?.remove();
    this.drawn = null;
    const rings = feature ? outerRings(feature) : [];
    if (!rings.length) return;
    const usual = { interactive: false, pane: 'mask', renderer: L.svg({ pane: 'mask', padding: 0.6 }) };
    this.drawn = L.layerGroup([
      ...(this.veil ? [L.polygon([VEIL, ...rings], { ...usual, stroke: false, fillColor: '#f4f6f2', fillOpacity: 0.62 })] : []),
      L.polygon(rings, { ...usual, fill: false, color: '#0b5d6b', weight: 2.2 }),
    ]).addTo(this.map);
  }
}
