import { faultFrom, isCancelled } from '../api/http';
import { sameSelection } from '../state';
import { always, sessionEnded, type Act } from './app';

let current: AbortController | null = null;

/** Fetch the selected asset's facts, with the version (ETag) an edit will be based on. */
export const loadAsset: Act = {
  available: always,
  async run({ store, api }) {
    current?.abort();
    const { selection, asset } = store.get();
    if (!selection) { store.set({ asset: { status: 'idle' }, history: { status: 'idle' }, records: { status: 'idle' } }); return; }
    const cancel = new AbortController();
    current = cancel;
    const known = asset.data && sameSelection(asset.data, selection) ? { data: asset.data } : {};
    store.set({ asset: { status: 'loading', ...known } });
    try {
      const { data, etag } = await api.item(selection.collection, selection.id, cancel.signal);
      store.set({ asset: { status: 'ready', data: { ...selection, feature: data, etag } } });
    } catch (cause) {
      if (!isCancelled(cause)) store.set({ asset: { status: 'failed', fault: faultFrom(cause) } });
    }
  },
};

/** Fetch who changed the asset when, why and how. */
export const loadHistory: Act = {
  available: (state) => (state.session?.user ? null : 'why.history_sign_in'),
  async run(app) {
    const { store, api } = app;
    const { selection, session, history } = store.get();
    if (!selection || !session?.user) return;
    store.set({ history: { status: 'loading', ...(history.data ? { data: history.data } : {}) } });
    try {
      const data = await api.history(selection.collection, selection.id);
      if (sameSelection(store.get().selection, selection)) store.set({ history: { status: 'ready', data } });
    } catch (cause) {
      const fault = faultFrom(cause);
      if (!sessionEnded(app, fault)) store.set({ history: { status: 'failed', fault } });
    }
  },
};
