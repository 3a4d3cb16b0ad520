import { faultFrom, isCancelled } from '../api/http';
import { BEARERS, recordsOf, type Records } from '../records';
import { sameSelection } from '../state';
import type { Act } from './app';

let current: AbortController | null = null;

/** Fetch what was found, signed and done at the selected asset: as much of it as this visitor may read. */
export const loadRecords: Act = {
  available: ({ selection }) => (selection && BEARERS.includes(selection.collection) ? null : 'why.no_records'),
  async run({ store, api }) {
    current?.abort();
    const { selection } = store.get();
    store.set({ records: { status: 'loading' } });
    if (!selection || !BEARERS.includes(selection.collection)) return;
    const cancel = new AbortController();
    current = cancel;
    try {
      const kinds = recordsOf(selection.collection);
      const all = await Promise.all(kinds.map((kind) => api.records(selection.collection, selection.id, kind, cancel.signal)));
      const data = Object.fromEntries(kinds.map((kind, n) => [kind, all[n]])) as Records;
      if (sameSelection(store.get().selection, selection)) store.set({ records: { status: 'ready', data } });
    } catch (cause) {
      if (!isCancelled(cause)) store.set({ records: { status: 'failed', fault: faultFrom(cause) } });
    }
  },
};
