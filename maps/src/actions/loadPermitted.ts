import { faultFrom } from '../api/http';
import { EDITABLE } from '../fields';
import { sameSelection } from '../state';
import { always, sessionEnded, type Act } from './app';

/** Ask what the reader may do to the selected asset, so that what is off says what is missing. Unknown, a save still tells. */
export const loadPermitted: Act = {
  available: always,
  async run(app) {
    const { store, api } = app;
    const { selection, session } = store.get();
    if (store.get().permitted) store.set({ permitted: null });
    if (!selection || !session?.user || !EDITABLE.includes(selection.collection)) return;
    try {
      const permitted = await api.permitted(selection.collection, selection.id);
      if (sameSelection(store.get().selection, selection) && store.get().session === session) store.set({ permitted });
    } catch (cause) {
      sessionEnded(app, faultFrom(cause));
    }
  },
};
