/** Where a search led that is no asset: a chainage, a place, coordinates. */
import L from 'leaflet';
import type { Pin } from '../state';

export class PinMarker {
  private marker: L.Marker | null = null;

  constructor(private readonly map: L.Map) {}

  show(pin: Pin | null): void {
    this.marker?.remove();
    this.marker = null;
    if (!pin) return;
    const label = document.createElement('span');
    label.textContent = pin.label;
    const icon = L.divIcon({ className: 'pin', html: label, iconSize: [22, 22] });
    this.marker = L.marker([pin.lat, pin.lon], { icon, interactive: false, keyboard: false }).addTo(this.map);
  }
}
