/** The map of the page: our base map, the answer on it, where was asked; drawing of a box, a polygon or a point. */
import L from 'leaflet';
import { CanvasTiles } from '../../map/canvasTiles';
import { pick } from '../../map/hit';
import { addFixedLabels } from '../../map/islands';
import { Labels } from '../../map/labels';
import { paintMainland } from '../../map/mainland';
import { paintAssets, paintBase, type Style } from '../../map/paint';
import { watchReadiness } from '../../map/readiness';
import { UnitMask } from '../../map/unitMask';
import { NO_FILTERS } from '../../filters';
import { HOME } from '../../state';
import { boxOf } from '../../actions/select';
import { hasLeft } from '../../actions/session';
import type { App } from '../actions/app';
import { chooseRow } from '../actions/choose';
import { drawn } from '../actions/place';
import type { Point } from '../query';
import type { State } from '../state';
import { speaker } from '../strings';
import { readNumber, readPoints, rounded, writePoint } from '../values';
import { Answered } from './answerTiles';

const ROADS: Style = { layers: ['roads'], filters: NO_FILTERS, selected: '', moving: '' };
const LOOK = { color: '#0b5d6b', weight: 2, fillOpacity: 0.06, dashArray: '6 4', interactive: false };
const LIMITS: L.LatLngBoundsExpression = [[5.5, 100.5], [18.8, 117]];
const CLOSEST = 15;
const at = ([lon, lat]: Point): L.LatLngTuple => [lat, lon];
const boundsOf = ([west, south, east, north]: readonly [number, number, number, number]): L.LatLngBounds => L.latLngBounds([south, west], [north, east]);

export class PlanningMap {
  private readonly map: L.Map;
  private readonly answered = new Answered();
  private readonly roads: CanvasTiles;
  private readonly answer: CanvasTiles;
  private readonly mask: UnitMask;
  private asked: L.LayerGroup | null = null;

  constructor(element: HTMLElement, private readonly app: App) {
    this.map = L.map(element, { zoomControl: false, attributionControl: false, minZoom: 7, maxZoom: 19, maxBounds: LIMITS, fadeAnimation: false, doubleClickZoom: false });
    for (const [name, order] of Object.entries({ mask: 350, labels: 450, fixed: 460 })) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = String(order);
      pane.style.pointerEvents = 'none';
    }
    const base = new CanvasTiles(['land', 'communes', 'places'], (canvas, data, spot) => { paintMainland(canvas, spot, spot.z); paintBase(canvas, data, spot.z); });
    this.roads = new CanvasTiles(['roads'], (canvas, data, spot) => paintAssets(canvas, data, spot.z, ROADS), { zIndex: 2 });
    this.answer = this.answered.tiles(() => this.app.store.get().chosen);
    this.mask = new UnitMask(this.map, false);
    watchReadiness([base, this.roads, this.answer], (failed) => { if (failed !== app.store.get().tilesFailed) app.store.set({ tilesFailed: failed }); });
    const { view } = app.store.get();
    if (view) this.map.setView([view.lat, view.lon], view.zoom);
    else this.map.fitBounds(boundsOf(HOME.bbox));
    this.map.addLayer(base).addLayer(this.roads).addLayer(this.answer).addLayer(new Labels(base, this.roads, () => ROADS));
    addFixedLabels(this.map);
    L.control.zoom({ position: 'topright' }).addTo(this.map);
    L.control.scale({ imperial: false, position: 'bottomright' }).addTo(this.map);
    this.map.on('click', (event) => this.clicked(event));
    this.map.on('moveend', () => this.tellView());
    app.store.subscribe((now, before) => this.follow(now, before));
    new ResizeObserver(() => this.resized()).observe(element);
    this.showAsked(app.store.get());
    this.nameButtons(app.store.get());
  }

  private nameButtons({ lang }: State): void {
    for (const way of ['in', 'out'] as const) {
      const button = this.map.getContainer().querySelector(`.leaflet-control-zoom-${way}`);
      for (const name of ['title', 'aria-label']) button?.setAttribute(name, speaker(lang)(`tool.zoom_${way}`));
    }
  }

  private pendingGoal: State['goal'] = null;

  /** The map is being moved by the page, not by its reader. */
  private led = false;
  private told: State['view'] = null;

  private lead(move: () => void): void {
    this.led = true;
    move();
    this.led = false;
  }

  private tellView(): void {
    if (this.led) return;
    const { lat, lng } = this.map.getCenter();
    this.told = { zoom: this.map.getZoom(), lat, lon: lng };
    this.app.store.set({ view: this.told });
  }

  /** On a phone the map may be hidden while an answer comes: it goes there once it has a size. */
  private resized(): void {
    this.lead(() => this.map.invalidateSize({ animate: false }));
    if (this.pendingGoal && this.map.getSize().x) this.go(this.pendingGoal);
  }

  private go(goal: NonNullable<State['goal']>): void {
    const size = this.map.getSize();
    this.pendingGoal = size.x && size.y ? null : goal;
    if (!this.pendingGoal) this.lead(() => this.map.fitBounds(boundsOf(goal), { padding: [28, 28], maxZoom: CLOSEST, animate: false }));
  }

  private follow(now: State, before: State): void {
    if (now.answer.data?.features !== before.answer.data?.features) {
      this.answered.show(now.answer.data?.question.of ?? 'bridges', now.answer.data?.features ?? []);
      this.answer.refresh();
    }
    if (now.goal && now.goal !== before.goal) this.go(now.goal);
    const { view } = now;
    if (view && view !== before.view && view !== this.told) this.lead(() => this.map.setView([view.lat, view.lon], view.zoom, { animate: false }));
    if (before.session && now.session?.user?.username !== before.session.user?.username) this.roads[hasLeft(now, before) ? 'forget' : 'refresh']();
    if (now.chosen !== before.chosen) this.mark(now);
    if (now.lang !== before.lang) this.nameButtons(now);
    if (now.outline !== before.outline) this.mask.show(now.outline);
    if (now.question.place !== before.question.place || now.corners !== before.corners || now.drawing !== before.drawing) this.showAsked(now);
    this.map.getContainer().classList.toggle('is-drawing', now.drawing !== null);
  }

  /** The chosen row is marked, and brought into view when it is out of it. */
  private mark(now: State): void {
    this.answer.restyle();
    const box = boxOf(now.answer.data?.features.find((one) => one.id === now.chosen)?.geometry?.coordinates);
    if (box && !this.map.getBounds().contains(boundsOf(box))) this.lead(() => this.map.panTo(boundsOf(box).getCenter(), { animate: false }));
  }

  /** The box, polygon or circle asked for, or what of it is drawn so far. */
  private showAsked(now: State): void {
    this.asked?.remove();
    const { place } = now.question;
    const shapes: L.Layer[] = [];
    const read = now.drawing ? readPoints(now.corners ?? '') : place.kind === 'area' ? place.points : [];
    const points = typeof read === 'number' ? [] : read.map(at);
    if (points.length >= 3) shapes.push(L.polygon(points, LOOK));
    else if (points.length === 2 && now.drawing !== 'polygon') shapes.push(L.rectangle(L.latLngBounds(points), LOOK));
    else if (points.length === 2) shapes.push(L.polyline(points, LOOK));
    if (now.drawing) shapes.push(...points.map((point) => L.circleMarker(point, { ...LOOK, dashArray: '', radius: 5, fillOpacity: 1 })));
    if (place.kind === 'near' && place.at) shapes.push(L.circle(at(place.at), { ...LOOK, radius: readNumber(place.metres) ?? 0 }), L.circleMarker(at(place.at), { ...LOOK, dashArray: '', radius: 5, fillOpacity: 1 }));
    this.asked = L.layerGroup(shapes).addTo(this.map);
  }

  private clicked({ latlng, originalEvent }: L.LeafletMouseEvent): void {
    const state = this.app.store.get();
    const corner = rounded([latlng.lng, latlng.lat]);
    if (state.drawing === 'point') { drawn(this.app, [corner]); return; }
    if (state.drawing) {
      const corners = [state.corners, writePoint(corner)].filter(Boolean).join('\n');
      const points = readPoints(corners);
      if (state.drawing === 'box' && typeof points !== 'number' && points.length === 2) drawn(this.app, points);
      else this.app.store.set({ corners });
      return;
    }
    const coarse = (originalEvent as PointerEvent).pointerType === 'touch';
    const zoom = this.map.getZoom();
    const spot = this.answer.at(this.map.project(latlng, zoom), zoom);
    const found = spot && pick(spot.data, spot.x, spot.y, coarse ? 18 : 9, [{ layer: this.answered.layer, reach: 3 }], () => true);
    if (found && found.feature.attributes.id !== state.chosen) chooseRow(this.app, String(found.feature.attributes.id));
  }
}
