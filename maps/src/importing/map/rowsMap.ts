/** The map of a report: our base map and roads, the rows on it; a click chooses a row. */
import L from 'leaflet';
import { NO_FILTERS } from '../../filters';
import { CanvasTiles } from '../../map/canvasTiles';
import { pick } from '../../map/hit';
import { addFixedLabels } from '../../map/islands';
import { Labels } from '../../map/labels';
import { paintMainland } from '../../map/mainland';
import { paintAssets, paintBase, type Style } from '../../map/paint';
import { watchReadiness } from '../../map/readiness';
import { HOME } from '../../state';
import { choose, type Store } from '../actions/work';
import { FIRST, type State } from '../run';
import { COLOURS, RowTiles, RULES } from './rowTiles';

const ROADS: Style = { layers: ['roads'], filters: NO_FILTERS, selected: '', moving: '' };
const LIMITS: L.LatLngBoundsExpression = [[5.5, 100.5], [23.8, 118]];
const CLOSEST = 15;
const FINGER = 14;
const GAP = { color: '#b35c00', weight: 3, dashArray: '6 5', fillOpacity: 0, interactive: false };

export class RowsMap {
  private readonly map: L.Map;
  private readonly rows = new RowTiles();
  private readonly layer: CanvasTiles;
  private gap: L.LayerGroup | null = null;
  private readonly lines: L.LayerGroup;

  constructor(element: HTMLElement, private readonly store: Store) {
    this.map = L.map(element, { attributionControl: false, minZoom: 5, maxZoom: 19, maxBounds: LIMITS, fadeAnimation: false });
    for (const [name, order] of Object.entries({ labels: 450, fixed: 460 })) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = String(order);
      pane.style.pointerEvents = 'none';
    }
    const base = new CanvasTiles(['land', 'communes', 'places'], (canvas, data, spot) => { paintMainland(canvas, spot, spot.z); paintBase(canvas, data, spot.z); });
    const roads = new CanvasTiles(['roads'], (canvas, data, spot) => paintAssets(canvas, data, spot.z, ROADS), { zIndex: 2 });
    this.layer = this.rows.layer(() => this.store.get().chosen);
    watchReadiness([base, roads, this.layer], () => undefined);
    const [west, south, east, north] = HOME.bbox;
    this.map.fitBounds([[south, west], [north, east]]);
    this.map.addLayer(base).addLayer(roads).addLayer(this.layer).addLayer(new Labels(base, roads, () => ROADS));
    addFixedLabels(this.map);
    this.lines = L.layerGroup().addTo(this.map);
    this.map.on('click', ({ latlng }) => this.clicked(latlng));
    store.subscribe((now, before) => this.follow(now, before));
    new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(element);
    this.follow(store.get(), FIRST);
  }

  private follow(now: State, before: State): void {
    if (now.places !== before.places) this.show(now);
    if (now.chosen !== before.chosen || now.rows !== before.rows) { this.showGap(now); this.showLines(now, now.rows !== before.rows); }
    if (now.chosen !== before.chosen) {
      this.layer.restyle();
      const place = now.places.find(([row]) => row === now.chosen);
      if (place && !this.map.getBounds().contains([place[2], place[1]])) this.map.panTo([place[2], place[1]], { animate: false });
    }
  }

  private show({ places }: State): void {
    this.rows.show(places);
    this.layer.refresh();
    if (places.length) this.map.fitBounds(L.latLngBounds(places.map(([, lon, lat]) => [lat, lon])), { padding: [30, 30], maxZoom: CLOSEST, animate: false });
  }

  /** The lines of the roads and sections that are listed; the chosen one broad. */
  private showLines({ rows, chosen }: State, fresh: boolean): void {
    this.lines.clearLayers();
    const all = L.latLngBounds([]);
    for (const one of rows?.rows ?? []) {
      if (!one.line) continue;
      const style = { color: COLOURS[one.outcome], weight: one.row === chosen ? 7 : 4, opacity: 0.85, interactive: false };
      const drawn = L.geoJSON(one.line, { interactive: false, style });
      this.lines.addLayer(drawn);
      all.extend(drawn.getBounds());
    }
    if (fresh && all.isValid()) this.map.fitBounds(all, { padding: [30, 30], maxZoom: CLOSEST, animate: false });
  }

  /** From where the coordinates of the chosen row are to where its chainage says it stands. */
  private showGap({ rows, chosen }: State): void {
    this.gap?.remove();
    this.gap = null;
    const told = rows?.rows.find(({ row }) => row === chosen)?.findings.find(({ facts }) => Array.isArray(facts.expected));
    if (!told) return;
    const [given, expected] = [told.value.split(',').map(Number), told.facts.expected as readonly number[]].map(([lon, lat]) => L.latLng(lat!, lon!)) as [L.LatLng, L.LatLng];
    this.gap = L.layerGroup([L.polyline([given, expected], GAP), L.circleMarker(expected, { ...GAP, radius: 7, dashArray: '' })]).addTo(this.map);
    if (!this.map.getBounds().contains(L.latLngBounds([given, expected]))) this.map.fitBounds(L.latLngBounds([given, expected]), { padding: [40, 40], maxZoom: CLOSEST, animate: false });
  }

  private clicked(latlng: L.LatLng): void {
    const zoom = this.map.getZoom();
    const spot = this.layer.at(this.map.project(latlng, zoom), zoom);
    const found = spot && pick(spot.data, spot.x, spot.y, FINGER, RULES, () => true);
    if (found) void choose(this.store, Number(found.feature.attributes.id));
  }
}
