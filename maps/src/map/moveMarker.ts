/** While an asset is being moved: a handle to drag, where it stood, and the line between. Nothing is saved here. */
import L from 'leaflet';
import type { App } from '../actions/app';
import { moveTo } from '../actions/moveAsset';
import type { Move } from '../state';

const HANDLE = (): L.DivIcon => L.divIcon({ className: 'move-handle', html: '', iconSize: [44, 44] });

export class MoveMarker {
  private handle: L.Marker | null = null;
  private origin: L.CircleMarker | null = null;
  private trail: L.Polyline | null = null;
  private dragging = false;
  private due = 0;

  constructor(private readonly map: L.Map, private readonly app: App) {}

  show(move: Move | null): void {
    if (!move) { this.clear(); return; }
    const from: L.LatLngTuple = [move.from.lat, move.from.lon];
    const to: L.LatLngTuple = move.to ? [move.to.lat, move.to.lon] : from;
    if (!this.handle) this.create(from);
    if (!this.dragging) this.handle?.setLatLng(to);
    this.trail?.setLatLngs([from, to]);
  }

  private create(from: L.LatLngTuple): void {
    this.origin = L.circleMarker(from, { radius: 6, color: '#5a6664', weight: 2, fillColor: '#ffffff', fillOpacity: 1, interactive: false }).addTo(this.map);
    this.trail = L.polyline([from, from], { color: '#0b5d6b', weight: 2.5, dashArray: '4 5', interactive: false }).addTo(this.map);
    this.handle = L.marker(from, { icon: HANDLE(), draggable: true, autoPan: true, keyboard: false, alt: '' }).addTo(this.map);
    this.handle.on('dragstart', () => { this.dragging = true; });
    this.handle.on('drag', () => this.ask(120));
    this.handle.on('dragend', () => { this.dragging = false; this.ask(0); });
  }

  /** At most one question every so often while dragging; always one at the end. */
  private ask(wait: number): void {
    if (wait && this.due) return;
    clearTimeout(this.due);
    this.due = window.setTimeout(() => {
      this.due = 0;
      const at = this.handle?.getLatLng();
      if (at) void moveTo.run(this.app, { lon: at.lng, lat: at.lat });
    }, wait);
  }

  private clear(): void {
    clearTimeout(this.due);
    this.due = 0;
    for (const layer of [this.handle, this.origin, this.trail]) layer?.remove();
    this.handle = this.origin = this.trail = null;
    this.dragging = false;
  }
}
