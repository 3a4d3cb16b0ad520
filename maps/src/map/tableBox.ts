/** The box of the table: dragged with mouse or finger when it is asked for, and outlined while it holds. */
import L from 'leaflet';
import type { App } from '../actions/app';
import { setBox } from '../actions/tableBox';
import type { Table } from '../table';

const LOOK: L.PolylineOptions = { color: '#b3470f', weight: 2, dashArray: '6 4', fillOpacity: 0.08, interactive: false };
/** A drag shorter than this, in pixels, is a tap: no box. */
const SHORTEST = 6;

export class TableBox {
  private readonly shown: L.LayerGroup;
  private ending: AbortController | null = null;

  constructor(private readonly map: L.Map, private readonly app: App) { this.shown = L.layerGroup().addTo(map); }

  show(table: Table | null): void {
    if (table?.boxing && !this.ending) this.begin();
    if (!table?.boxing && this.ending) this.end();
    if (table?.boxing) return;
    this.shown.clearLayers();
    if (table?.box) this.outline(L.latLngBounds([table.box[1], table.box[0]], [table.box[3], table.box[2]]));
  }

  private outline(bounds: L.LatLngBounds): void {
    this.shown.clearLayers();
    this.shown.addLayer(L.rectangle(bounds, LOOK));
  }

  private begin(): void {
    const element = this.map.getContainer();
    const { signal } = this.ending = new AbortController();
    let from: L.Point | null = null;
    this.map.dragging.disable();
    element.style.touchAction = 'none';
    element.classList.add('boxing');
    const at = (event: PointerEvent): L.Point => this.map.mouseEventToContainerPoint(event);
    element.addEventListener('pointerdown', (event) => { from = at(event); element.setPointerCapture(event.pointerId); }, { signal });
    element.addEventListener('pointermove', (event) => { if (from) this.outline(this.between(from, at(event))); }, { signal });
    element.addEventListener('pointerup', (event) => {
      const to = at(event);
      if (from && from.distanceTo(to) >= SHORTEST) this.drawn(this.between(from, to));
      from = null;
    }, { signal });
    // what is let go of after a drag is no tap on what lies there
    element.addEventListener('click', (event) => event.stopImmediatePropagation(), { signal, capture: true });
  }

  private between(one: L.Point, other: L.Point): L.LatLngBounds {
    return L.latLngBounds(this.map.containerPointToLatLng(one), this.map.containerPointToLatLng(other));
  }

  /** After the click that follows the drag. */
  private drawn(bounds: L.LatLngBounds): void {
    setTimeout(() => void setBox.run(this.app, [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]));
  }

  private end(): void {
    const element = this.map.getContainer();
    this.ending?.abort();
    this.ending = null;
    this.map.dragging.enable();
    element.style.touchAction = '';
    element.classList.remove('boxing');
  }
}
