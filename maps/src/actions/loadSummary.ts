import { faultFrom, isCancelled } from '../api/http';
import { shownUnit, type Summary } from '../state';
import { always, type Act } from './app';

let current: AbortController | null = null;
const known = new Map<string, Summary>();

/** Numbers written here are stale after a save. */
export function forgetSummaries(): void { known.clear(); }

/** Kilometres by class and condition, bridges and culverts by condition, for the unit shown. */
export const loadSummary: Act = {
  available: always,
  async run({ store, api }) {
    current?.abort();
    const unit = shownUnit(store.get());
    const cached = known.get(unit);
    if (cached) { store.set({ summary: { status: 'ready', data: cached } }); return; }
    const cancel = new AbortController();
    current = cancel;
    const before = store.get().summary.data;
    store.set({ summary: { status: 'loading', ...(before ? { data: before } : {}) } });
    try {
      const [sections, bridges, culverts] = await Promise.all([
        api.statistics('sections', { 'group-by': 'condition,road_class', unit }, cancel.signal),
        api.statistics('bridges', { 'group-by': 'condition', unit }, cancel.signal),
        api.statistics('culverts', { 'group-by': 'condition', unit }, cancel.signal),
      ]);
      known.set(unit, { sections, bridges, culverts });
      store.set({ summary: { status: 'ready', data: { sections, bridges, culverts } } });
    } catch (cause) {
      if (!isCancelled(cause)) store.set({ summary: { status: 'failed', fault: faultFrom(cause) } });
    }
  },
};
