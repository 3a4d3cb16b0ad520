/** Deleting an asset: what goes along is shown first, and only that is deleted; the bin brings all of it back. */
import { meant, type Meaning } from '../meaning';
import { AT_REST } from '../state';
import { faultFrom } from '../api/http';
import { EDITABLE } from '../fields';
import { translate } from '../strings';
import { always, mayNotEdit, sessionEnded, type Act } from './app';
import { forgetSummaries, loadSummary } from './loadSummary';

export const askDelete: Act = {
  available: (state) => mayNotEdit(state, state.selection, EDITABLE),
  async run(app) {
    const { asset } = app.store.get();
    if (!asset.data) return;
    const { collection, id, etag } = asset.data;
    try {
      const goes = await app.api.past.along(collection, id);
      app.store.set({ happenedOn: '', dialog: { kind: 'delete', collection, id, etag, goes, busy: false, fault: null } });
    } catch (cause) {
      const fault = faultFrom(cause);
      if (!sessionEnded(app, fault)) app.store.set({ asset: { status: 'failed', fault } });
    }
  },
};

export const deleteAsset: Act<[meaning: Meaning, reason: string]> = {
  available: always,
  async run(app, meaning, reason) {
    const { dialog, lang, revisions, happenedOn } = app.store.get();
    if (dialog?.kind !== 'delete' || dialog.busy) return;
    const { collection, id, etag, goes } = dialog;
    app.store.set({ dialog: { ...dialog, busy: true, fault: null } });
    try {
      await app.api.past.remove(collection, id, etag, goes.along, { reason, ...meant(meaning, happenedOn) });
      forgetSummaries();
      app.store.set({
        ...AT_REST, dialog: null, selection: null, sheet: 'none', revisions: { ...revisions, [collection]: (revisions[collection] ?? 0) + 1 },
        toast: { text: translate(lang, 'past.deleted', { id }), tone: 'good' },
      });
      void loadSummary.run(app);
    } catch (cause) {
      const fault = faultFrom(cause);
      app.store.set({ dialog: { ...dialog, busy: false, fault } });
      sessionEnded(app, fault);
    }
  },
};
