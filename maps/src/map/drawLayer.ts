/** What is being drawn, on the map: handles of a line, a point to drag, what it is led to, where the typed chainage is. */
import L from 'leaflet';
import type { App } from '../actions/app';
import { lead, reshape, tapDrawing } from '../actions/draw';
import { isPoint, lineOf, type Drawing } from '../drawing';
import type { LonLat } from '../network';
import type { LineEditor } from './lineEditor';

const COLOUR = '#b3470f';
const at = ([lon, lat]: LonLat): L.LatLngTuple => [lat, lon];

export class DrawLayer {
  private editor: LineEditor | null = null;
  private asked: Promise<void> | null = null;
  private handle: L.Marker | null = null;
  private readonly signs: L.LayerGroup;

  constructor(private readonly map: L.Map, private readonly app: App) {
    this.signs = L.layerGroup().addTo(map);
  }

  show(drawing: Drawing | null): void {
    this.signs.clearLayers();
    if (!drawing) { this.clear(); return; }
    const line = lineOf(drawing);
    if (isPoint(drawing.collection)) this.point(line[0]);
    else if (line.length > 1 || this.editor) this.line(line, drawing.tool === 'shape');
    if (drawing.tool !== 'shape' && !isPoint(drawing.collection)) this.end(drawing.tool === 'end' ? line.at(-1) : line[0]);
    if (drawing.snap) this.signs.addLayer(L.circleMarker(at(drawing.snap.at), { radius: 13, color: COLOUR, weight: 2, fill: false, interactive: false }));
    const { located } = drawing;
    if (!located) return;
    const foot: L.LatLngTuple = [located.lat, located.lon];
    this.signs.addLayer(L.circleMarker(foot, { radius: 7, color: '#0b5d6b', weight: 2.5, fillColor: '#fff', fillOpacity: 1, interactive: false }));
    if (line[0] && isPoint(drawing.collection)) this.signs.addLayer(L.polyline([at(line[0]), foot], { color: '#0b5d6b', weight: 2, dashArray: '4 5', interactive: false }));
  }

  private line(line: readonly LonLat[], shaping: boolean): void {
    if (this.editor) { this.editor.show(line, shaping); return; }
    this.asked ??= import('./lineEditor').then(({ LineEditor }) => {
      this.asked = null;
      const { drawing } = this.app.store.get();
      if (!drawing || isPoint(drawing.collection)) return;
      this.editor = new LineEditor(this.map, { reshaped: (now) => void reshape.run(this.app, now), lead: (where) => lead(this.app, where) });
      this.show(drawing);
    }, () => { this.asked = null; }); // no connection: the next step asks again
  }

  /** Where the next tap goes on from. */
  private end(vertex: LonLat | undefined): void {
    if (vertex) this.signs.addLayer(L.circleMarker(at(vertex), { radius: 8, color: COLOUR, weight: 3, fillColor: '#fff', fillOpacity: 1, interactive: false }));
  }

  private point(place: LonLat | undefined): void {
    if (!place) { this.handle?.remove(); this.handle = null; return; }
    if (this.handle) { this.handle.setLatLng(at(place)); return; }
    const icon = L.divIcon({ className: 'move-handle', html: '', iconSize: [44, 44] });
    const handle = L.marker(at(place), { icon, draggable: true, autoPan: true, keyboard: false, alt: '' }).addTo(this.map);
    handle.on('dragend', () => {
      const { lng, lat } = handle.getLatLng();
      void tapDrawing.run(this.app, [lng, lat]);
    });
    this.handle = handle;
  }

  private clear(): void {
    this.editor?.stop();
    this.editor = null;
    this.handle?.remove();
    this.handle = null;
  }
}
