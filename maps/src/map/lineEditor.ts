/** The vertices of a line as handles to drag, with midpoints to add one: terra-draw, fetched when somebody draws. */
import L from 'leaflet';
import { TerraDraw, TerraDrawLineStringMode, TerraDrawSelectMode } from 'terra-draw';
import { TerraDrawLeafletAdapter } from 'terra-draw-leaflet-adapter';
import type { LonLat } from '../network';

const ID = 'drawn';
const PRECISION = 9;
const PANE_ORDER = 600;
const COLOUR = '#b3470f';
const NO_KEYS = { deselect: null, delete: null, rotate: null, scale: null };

export interface Told {
  readonly reshaped: (line: readonly LonLat[]) => void;
  /** Where a dragged vertex is led to; null: it stays under the pointer. */
  readonly lead: (at: LonLat) => LonLat | null;
}

const round = (line: readonly LonLat[]): [number, number][] => line.map(([lon, lat]) => [Number(lon.toFixed(PRECISION)), Number(lat.toFixed(PRECISION))]);

/**
 * The adapter orders its panes by <style> elements, which the content security policy refuses: the pane's own style does. A pane outlives
 * the editor, because Leaflet draws into the one it first knew by that name; what the adapter takes away when it ends is an empty element.
 */
function adapterFor(map: L.Map): TerraDrawLeafletAdapter {
  const adapter = new TerraDrawLeafletAdapter({ lib: L, map, coordinatePrecision: PRECISION, minPixelDragDistance: 2, minPixelDragDistanceSelecting: 4 });
  return Object.assign(adapter, {
    createPaneStyleSheet(name: string, order: number): HTMLElement {
      const pane = map.getPane(name) ?? map.createPane(name);
      pane.style.zIndex = String(PANE_ORDER + order);
      return document.createElement('i');
    },
  });
}

export class LineEditor {
  private readonly draw: TerraDraw;
  private shown: readonly LonLat[] = [];
  private shaping = false;
  /** While a line is being shown, what terra-draw says of taking the old one away is no edit. */
  private showing = false;

  constructor(map: L.Map, private readonly told: Told) {
    const snappable = { toCustom: ({ lng, lat }: { lng: number; lat: number }) => this.led([lng, lat]) };
    const coordinates = { draggable: true, deletable: true, midpoints: { draggable: true }, snappable };
    const touch = matchMedia('(pointer: coarse)').matches;
    const styles = {
      selectedLineStringColor: COLOUR, selectedLineStringWidth: 4, selectionPointColor: '#ffffff', selectionPointOutlineColor: COLOUR, selectionPointOutlineWidth: 3,
      selectionPointWidth: touch ? 9 : 6, midPointColor: COLOUR, midPointOutlineColor: '#ffffff', midPointOutlineWidth: 1, midPointWidth: touch ? 6 : 4,
    } as const;
    let handles = 0;
    this.draw = new TerraDraw({
      adapter: adapterFor(map),
      idStrategy: { isValidId: (id) => typeof id === 'string', getId: () => `handle-${++handles}` },
      modes: [
        new TerraDrawSelectMode({ flags: { linestring: { feature: { draggable: false, coordinates } } }, keyEvents: NO_KEYS, allowManualDeselection: false, pointerDistance: touch ? 44 : 24, styles }),
        new TerraDrawLineStringMode({ styles: { lineStringColor: COLOUR, lineStringWidth: 4 } }),
      ],
    });
    this.draw.start();
    this.draw.on('finish', () => this.tell());
    this.draw.on('change', (_ids, type, context) => { if (type === 'update' && !(context && 'origin' in context && context.origin === 'api')) this.tellIfDeleted(); });
  }

  /** What terra-draw changed is what it shows already; anything else is drawn anew. */
  show(line: readonly LonLat[], shaping: boolean): void {
    if (line === this.shown && shaping === this.shaping) return;
    this.shown = line;
    this.shaping = shaping;
    this.showing = true;
    try {
      this.replace(line, shaping);
    } finally {
      this.showing = false;
    }
  }

  private replace(line: readonly LonLat[], shaping: boolean): void {
    this.draw.clear();
    if (line.length < 2) { this.draw.setMode('static'); return; }
    const [added] = this.draw.addFeatures([{ type: 'Feature', id: ID, geometry: { type: 'LineString', coordinates: round(line) }, properties: { mode: 'linestring' } }]);
    if (!added?.valid) throw new Error(`terra-draw: ${added?.reason ?? 'refused'}`);
    this.draw.setMode(shaping ? 'select' : 'static');
    if (shaping) this.draw.selectFeature(ID);
  }

  stop(): void { this.draw.stop(); }

  private led(at: LonLat): [number, number] | undefined {
    const to = this.told.lead(at);
    return to ? [to[0], to[1]] : undefined;
  }

  private now(): readonly LonLat[] {
    const geometry = this.draw.getSnapshotFeature(ID)?.geometry;
    return geometry?.type === 'LineString' ? geometry.coordinates as unknown as LonLat[] : [];
  }

  private tell(): void {
    if (this.showing) return;
    this.shown = this.now();
    this.told.reshaped(this.shown);
  }

  private tellIfDeleted(): void {
    if (this.now().length < this.shown.length) this.tell();
  }
}
