/** The Leaflet map: base tiles, asset tiles, labels, fixed labels. Draws the state; tells gestures to the actions. */
import L from 'leaflet';
import type { App } from '../actions/app';
import { moveTo } from '../actions/moveAsset';
import { tapDrawing } from '../actions/draw';
import { tapNetwork } from '../actions/network';
import { select } from '../actions/select';
import { hasLeft } from '../actions/session';
import { marksOf } from '../drafting';
import { HOME, type Goal, type State, type View } from '../state';
import { CanvasTiles } from './canvasTiles';
import { EffectLayer } from './effectLayer';
import { DrawLayer } from './drawLayer';
import { DraftMarks } from './draftMarks';
import { addFixedLabels } from './islands';
import { FindingMarks } from './findingMarks';
import { Labels } from './labels';
import { paintMainland } from './mainland';
import { MoveMarker } from './moveMarker';
import { TableBox } from './tableBox';
import { paintAssets, paintBase, type Style } from './paint';
import { pickAsset, pickCommune, type Picked } from './picking';
import { watchReadiness } from './readiness';
import { PinMarker } from './pin';
import { UnitMask } from './unitMask';

const PANES = { mask: 350, labels: 450, fixed: 460 };
const LIMITS: L.LatLngBoundsExpression = [[5.5, 100.5], [18.8, 117]];
const CLOSEST_FIT = 16;
type Box = readonly [number, number, number, number];
interface Edge { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
const NOTHING_COVERED: Edge = { left: 0, right: 0, top: 0, bottom: 0 };
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

/** What the panels cover, so that "go there" means the part of the map one sees. */
function covered(state: State): Edge {
  if (innerWidth <= 700) return { left: 12, right: 12, top: 76, bottom: state.sheet === 'none' ? 60 : innerHeight * 0.55 };
  return { left: 328, right: state.selection || state.drawing ? 392 : 60, top: 76, bottom: 36 };
}

const styleOf = (state: State): Style => ({
  layers: state.layers, filters: state.filters, selected: state.selection?.id ?? '', moving: state.move?.to ? state.move.id : '',
});

export class MapView {
  private readonly map: L.Map;
  private readonly base: CanvasTiles;
  private readonly assets: CanvasTiles;
  private readonly labels: Labels;
  private readonly mask: UnitMask;
  private readonly commune: UnitMask;
  private readonly effect: EffectLayer;
  private readonly marker: MoveMarker;
  private readonly pin: PinMarker;
  private readonly findings: FindingMarks;
  private readonly drafts: DraftMarks;
  private readonly past: DraftMarks;
  private readonly drawing: DrawLayer;
  private readonly box: TableBox;
  private style: Style;

  constructor(element: HTMLElement, private readonly app: App) {
    const state = app.store.get();
    this.style = styleOf(state);
    this.map = L.map(element, {
      zoomControl: false, attributionControl: false, minZoom: 7, maxZoom: 19, maxBounds: LIMITS, maxBoundsViscosity: 0.8,
      fadeAnimation: false, zoomAnimation: !calm, inertia: !calm,
    });
    for (const [name, order] of Object.entries(PANES)) {
      const pane = this.map.createPane(name);
      pane.style.zIndex = String(order);
      pane.style.pointerEvents = 'none';
    }
    this.base = new CanvasTiles(['land', 'communes', 'places'], (canvas, data, spot) => {
      paintMainland(canvas, spot, spot.z);
      paintBase(canvas, data, spot.z);
    });
    this.assets = new CanvasTiles(['roads', 'sections', 'bridges', 'culverts', 'km-posts', 'waterways'], (canvas, data, spot) =>
      paintAssets(canvas, data, spot.z, this.style), { zIndex: 2 });
    this.labels = new Labels(this.base, this.assets, () => this.style);
    this.mask = new UnitMask(this.map, true);
    this.commune = new UnitMask(this.map, false);
    this.effect = new EffectLayer(this.map);
    this.marker = new MoveMarker(this.map, app);
    this.pin = new PinMarker(this.map);
    this.findings = new FindingMarks(this.map, app);
    this.drafts = new DraftMarks(this.map);
    this.past = new DraftMarks(this.map);
    this.drawing = new DrawLayer(this.map, app);
    this.box = new TableBox(this.map, app);
    this.start(state);
  }

  private start(state: State): void {
    const { map, base, assets } = this;
    watchReadiness([base, assets], (failed) => { if (failed !== this.app.store.get().tilesFailed) this.app.store.set({ tilesFailed: failed }); });
    map.on('moveend', () => this.tellView());
    map.on('click', (event) => this.clicked(event));
    map.on('mousemove', (event) => this.hovered(event));
    if (state.view) this.go({ view: state.view }, NOTHING_COVERED);
    else this.go(HOME, covered(state));
    map.addLayer(base).addLayer(assets).addLayer(this.labels);
    addFixedLabels(map);
    L.control.scale({ imperial: false, position: 'bottomright', maxWidth: 120 }).addTo(map);
    this.app.store.subscribe((now, before) => this.follow(now, before));
    window.addEventListener('focus', () => { void base.refreshIfOld(); void assets.refreshIfOld(); });
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  }

  private tellView(): void {
    const { lat, lng } = this.map.getCenter();
    const box = this.map.getBounds();
    this.app.store.set({
      view: { lat, lon: lng, zoom: this.map.getZoom() },
      bbox: [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()],
    });
  }

  private follow(now: State, before: State): void {
    if (now.goal && now.goal !== before.goal) {
      this.go(now.goal, 'exact' in now.goal ? NOTHING_COVERED : covered(now));
      this.app.store.set({ goal: null });
    }
    if (now.step && now.step !== before.step) this.map.setZoom(this.map.getZoom() + now.step.zoom, { animate: !calm });
    const style = styleOf(now);
    if ((Object.keys(style) as (keyof Style)[]).some((key) => style[key] !== this.style[key])) {
      this.style = style;
      this.assets.restyle();
      this.labels.later();
    }
    if (hasLeft(now, before)) { this.assets.forget(); this.labels.later(); }
    if (now.revisions !== before.revisions) this.assets.refresh();
    if (now.outline !== before.outline) this.mask.show(now.outline);
    if (now.asset.data !== before.asset.data) this.commune.show(now.asset.data?.collection === 'communes' ? now.asset.data.feature : null);
    if (now.pin !== before.pin) this.pin.show(now.pin);
    if (now.worklist !== before.worklist || now.panel !== before.panel) this.findings.show(now.panel === 'checks' ? now.worklist.data?.findings ?? [] : []);
    if (now.drafting !== before.drafting) this.drafts.show(marksOf(now.drafting.open.data, now.drafting.check.data));
    if (now.past.marks !== before.past.marks) this.past.show(now.past.marks);
    if (now.move !== before.move) this.marker.show(now.move);
    if (now.drawing !== before.drawing) this.drawing.show(now.drawing);
    if (now.network !== before.network) this.effect.show(now.network);
    if (now.table !== before.table) this.box.show(now.table);
    if (before.tilesFailed && !now.tilesFailed && (this.base.failed || this.assets.failed)) this.retry();
  }

  private retry(): void {
    this.base.refresh();
    this.assets.refresh();
  }

  private go(goal: Goal, edge: Edge): void {
    const { lat, lon, zoom } = 'bbox' in goal ? this.fitting(goal.bbox, goal.atLeast, edge) : goal.view;
    const shift = L.point((edge.right - edge.left) / 2, (edge.bottom - edge.top) / 2);
    const centre = this.map.unproject(this.map.project([lat, lon], zoom).add(shift), zoom);
    this.map.setView(centre, zoom, { animate: !calm });
  }

  /** The closest view that shows a box beside the panels, though never farther than `atLeast`. */
  private fitting([west, south, east, north]: Box, atLeast: number | undefined, edge: Edge): View {
    const bounds = L.latLngBounds([south, west], [north, east]);
    const zoom = this.map.getBoundsZoom(bounds, false, L.point(edge.left + edge.right, edge.top + edge.bottom));
    const middle = bounds.getCenter();
    return { lat: middle.lat, lon: middle.lng, zoom: Math.max(Math.min(zoom, CLOSEST_FIT), atLeast ?? 0) };
  }

  private under(event: L.LeafletMouseEvent): Picked | null {
    const touch = (event.originalEvent as PointerEvent).pointerType === 'touch' || matchMedia('(pointer: coarse)').matches;
    return pickAsset(this.map, this.assets, event.latlng, touch ? 16 : 8, this.style);
  }

  private clicked(event: L.LeafletMouseEvent): void {
    const state = this.app.store.get();
    if (state.move) {
      void moveTo.run(this.app, { lon: event.latlng.lng, lat: event.latlng.lat });
      return;
    }
    if (state.drawing) { tapDrawing.run(this.app, [event.latlng.lng, event.latlng.lat]); return; }
    if (state.network?.operation) { void tapNetwork.run(this.app, [event.latlng.lng, event.latlng.lat]); return; }
    const found = this.under(event) ?? pickCommune(this.map, this.base, event.latlng);
    select.run(this.app, found ? { collection: found.collection, id: found.id } : null);
  }

  private hoverDue = 0;

  private hovered(event: L.LeafletMouseEvent): void {
    clearTimeout(this.hoverDue);
    this.hoverDue = window.setTimeout(() => {
      const asset = this.under(event);
      this.map.getContainer().classList.toggle('over-asset', Boolean(asset));
      const commune = pickCommune(this.map, this.base, event.latlng);
      const known = this.app.store.get().hoveredUnit;
      if (commune?.id === known?.id) return;
      this.app.store.set({ hoveredUnit: commune && { id: commune.id, name: String(commune.feature.attributes.name) } });
    }, 60);
  }
}
