import { hasUnsaved } from '../state';
import { always, type Act, type App } from './app';
import { dropDraft } from './drafts';
import { dropDrawing } from './keptDrawing';

/** Go on at once, or ask first when something typed or dragged is not saved. */
export function leaving(app: App, go: () => void): void {
  if (hasUnsaved(app.store.get())) app.store.set({ dialog: { kind: 'unsaved', go } });
  else go();
}

/** Answer to "you have unsaved changes": what was typed stays as a draft, or is thrown away. */
export const leaveUnsaved: Act<[keep: boolean]> = {
  available: always,
  run(app, keep) {
    const { dialog, edit, drawing } = app.store.get();
    if (dialog?.kind !== 'unsaved') return;
    app.store.set({ dialog: null, edit: null, move: null, network: null, drawing: null });
    if (edit && !keep) dropDraft(edit);
    if (drawing && !keep) dropDrawing(drawing.collection, drawing.id);
    dialog.go();
  },
};

export const closeDialog: Act = {
  available: always,
  run(app) { app.store.set({ dialog: null }); },
};
