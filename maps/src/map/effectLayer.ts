/** A change of the network before it is made: what is tapped, and where each thing goes. Old places hollow and grey, new ones filled; the way between dashed. */
import L from 'leaflet';
import { nameOf, type Affected, type Network } from '../network';

const OLD = '#5a6664';
const NEW = '#0b5d6b';
const ASKED = '#b3470f';
/** A point that moved less than this, in metres, stays one point. */
const SEEN_M = 0.5;

export class EffectLayer {
  private readonly shown: L.LayerGroup;

  constructor(map: L.Map) { this.shown = L.layerGroup().addTo(map); }

  show(network: Network | null): void {
    this.shown.clearLayers();
    if (!network) return;
    const { line, posts, effect } = network;
    const tapped = [...line, ...posts.flatMap((post) => (post.at ? [post.at] : []))].map(([lon, lat]) => [lat, lon] as L.LatLngTuple);
    if (line.length > 1) this.add(L.polyline(tapped.slice(0, line.length), { color: NEW, weight: 4, dashArray: '8 6', interactive: false }));
    for (const at of tapped) this.add(L.circleMarker(at, { radius: 5, color: NEW, weight: 2, fillColor: '#fff', fillOpacity: 1, interactive: false }));
    for (const road of effect?.roads ?? []) {
      if (road.before?.geometry) this.line(road.before.geometry, OLD, 8, 0.35);
      if (road.after?.geometry) this.line(road.after.geometry, NEW, 3, 0.9);
    }
    for (const one of effect?.assets ?? []) this.asset(one, nameOf(one) === network.shownAsset);
  }

  private asset(one: Affected, chosen: boolean): void {
    const [before, after] = [one.before?.geometry, one.after?.geometry];
    const colour = one.decision ? ASKED : NEW;
    const moves = (one.moved_m ?? 0) > SEEN_M || !after;
    const elsewhere = one.before?.road !== one.after?.road;
    if (before && moves) this.mark(before, OLD, 0, chosen);
    if (after && (moves || chosen || elsewhere || one.decision)) this.mark(after, colour, 1, chosen);
    if (moves && before?.type === 'Point' && after?.type === 'Point') {
      this.add(L.polyline([before, after].map(({ coordinates: [lon, lat] }) => [lat, lon] as L.LatLngTuple), { color: colour, weight: 2, dashArray: '3 5', interactive: false }));
    }
  }

  private mark(geometry: GeoJSON.Geometry, colour: string, fill: number, chosen: boolean): void {
    if (geometry.type !== 'Point') { this.line(geometry, colour, chosen ? 9 : 5, fill ? 0.8 : 0.5); return; }
    const [lon, lat] = geometry.coordinates as [number, number];
    this.add(L.circleMarker([lat, lon], { radius: chosen ? 10 : 6, color: colour, weight: 2.5, fillColor: fill ? colour : '#fff', fillOpacity: 1, interactive: false }));
  }

  private line(geometry: GeoJSON.Geometry, colour: string, weight: number, opacity: number): void {
    this.add(L.geoJSON(geometry, { interactive: false, style: { color: colour, weight, opacity } }));
  }

  private add(layer: L.Layer): void { this.shown.addLayer(layer); }
}
