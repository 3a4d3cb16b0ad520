/** Where the findings of the worklist are: a mark a place, its colour and shape by how serious. */
import L from 'leaflet';
import type { App } from '../actions/app';
import { select } from '../actions/select';
import type { Finding } from '../findings';

export class FindingMarks {
  private readonly layer: L.LayerGroup;

  constructor(map: L.Map, private readonly app: App) { this.layer = L.layerGroup().addTo(map); }

  show(findings: readonly Finding[]): void {
    this.layer.clearLayers();
    for (const one of findings) {
      if (one.place?.type !== 'Point') continue;
      const [lon, lat] = one.place.coordinates as [number, number];
      const icon = L.divIcon({ className: `finding-mark is-${one.severity}`, html: one.severity === 'notice' ? 'i' : '!', iconSize: [18, 18], iconAnchor: [9, 24] });
      L.marker([lat, lon], { icon, keyboard: false, title: one.id }).on('click', () => { void select.run(this.app, { collection: one.collection, id: one.id }); }).addTo(this.layer);
    }
  }
}
