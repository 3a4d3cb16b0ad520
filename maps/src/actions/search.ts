import { AT_REST } from '../state';
import { faultFrom, isCancelled } from '../api/http';
import type { SearchResult } from '../api/types';
import { readable } from '../format';
import { always, type Act } from './app';
import { leaving } from './leave';

const PAUSE = 220;
const ORDER: readonly SearchResult['kind'][] = ['chainage', 'coordinate', 'road', 'bridge', 'culvert', 'commune', 'district', 'province', 'place'];
const PINNED: readonly SearchResult['kind'][] = ['chainage', 'coordinate', 'place'];
/** Enter was pressed before the answer came: its first result is opened then, never one of an older question. */
let opensFirst = false;
let due = 0;
let current: AbortController | null = null;

/** Look for road + chainage, a name, a code, a commune, a place or coordinates, shortly after the last key. */
export const search: Act<[text: string]> = {
  available: always,
  run(app, text) {
    const { store, api } = app;
    opensFirst = false;
    clearTimeout(due);
    current?.abort();
    const query = text.trim();
    if (query.length < 2) { store.set({ query: text, results: { status: 'idle' } }); return; }
    const before = store.get().results.data;
    store.set({ query: text, results: { status: 'loading', ...(before ? { data: before } : {}) } });
    const cancel = new AbortController();
    current = cancel;
    due = window.setTimeout(() => {
      api.search(query, cancel.signal).then(
        ({ results: data, problems: [problem] }) => {
          store.set({ results: { status: 'ready', data }, misplaced: problem ? { status: 422, detail: '', ...problem } : null });
          const [first] = inOrder(data);
          if (opensFirst && first) openResult.run(app, first);
        },
        (cause: unknown) => { if (!isCancelled(cause)) store.set({ results: { status: 'failed', fault: faultFrom(cause) } }); },
      );
    }, PAUSE);
  },
};

/** Results by kind, in the order they are shown. */
export function inOrder(results: readonly SearchResult[]): SearchResult[] {
  return [...results].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

export const openFirst: Act = {
  available: (state) => (state.results.status === 'loading' ? null : 'why.loading'),
  run() { opensFirst = true; },
};

const ZOOM: Partial<Record<SearchResult['kind'], number>> = { chainage: 16, bridge: 16, culvert: 16, place: 14, coordinate: 16 };

/** Go to a result; when it is an asset, select it. */
export const openResult: Act<[result: SearchResult]> = {
  available: always,
  run(app, result) {
    leaving(app, () => {
      const { collection, id, lon, lat, bbox } = result;
      const goal = bbox ? { bbox } : lon !== null && lat !== null ? { view: { lon, lat, zoom: ZOOM[result.kind] ?? 14 } } : null;
      const selection = collection && id && result.kind !== 'chainage' ? { collection, id } : null;
      app.store.set({
        query: result.label, results: { status: 'idle' }, ...AT_REST,
        pin: PINNED.includes(result.kind) && lon !== null && lat !== null ? { lon, lat, label: readable(app.store.get().lang, result.label) } : null,
        ...(selection ? { selection, tab: 'overview', sheet: 'card' } : { sheet: 'none' }),
      });
      if (goal) app.store.set({ goal });
    });
  },
};
