import { AT_REST, sameSelection, type Selection, type Tab } from '../state';
import { always, type Act } from './app';
import { leaving } from './leave';

/** Choose an asset (or nothing); its card opens, the map marks it. Unsaved work asks first. */
export const select: Act<[selection: Selection | null]> = {
  available: always,
  run(app, selection) {
    const state = app.store.get();
    if (sameSelection(state.selection, selection)) {
      if (selection) app.store.set({ sheet: 'card' });
      return;
    }
    leaving(app, () => app.store.set({ selection, pin: null, tab: 'overview', ...AT_REST, sheet: selection ? 'card' : 'none' }));
  },
};

export const chooseTab: Act<[tab: Tab]> = {
  available: always,
  run(app, tab) { app.store.set({ tab }); },
};

/** Bring the selected asset into view. */
export const zoomToSelection: Act = {
  available: (state) => (state.asset.status === 'ready' && state.asset.data.feature.geometry ? null : 'why.no_place'),
  run(app) {
    const { asset, view } = app.store.get();
    const box = asset.data ? boxOf(asset.data.feature.geometry?.coordinates) : null;
    if (!box) return;
    const [west, south, east, north] = box;
    const isPoint = west === east && south === north;
    app.store.set({ goal: isPoint ? { view: { lon: west, lat: south, zoom: Math.max(15, view?.zoom ?? 0) } } : { bbox: box } });
  },
};

/** The box around any GeoJSON coordinates; null when there are none. */
export function boxOf(coordinates: unknown): [number, number, number, number] | null {
  if (!Array.isArray(coordinates) || !coordinates.length) return null;
  if (typeof coordinates[0] === 'number') return [coordinates[0], coordinates[1], coordinates[0], coordinates[1]] as [number, number, number, number];
  return coordinates.map(boxOf).reduce((a, b) => (a && b
    ? [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])] : a ?? b));
}
