import { AT_REST, hasUnsaved } from '../state';
import { always, type Act, type App } from './app';
import { dropDraft } from './drafts';
import { dropDrawing } from './keptDrawing';
import { dropRecording } from './keptRecording';

/** Go on at once, or ask first when something typed or dragged is not saved. */
export function leaving(app: App, go: () => void): void {
  if (hasUnsaved(app.store.get())) app.store.set({ dialog: { kind: 'unsaved', go } });
  else go();
}

/** Answer to "you have unsaved changes": what was typed stays as a draft, or is thrown away. */
export const leaveUnsaved: Act<[keep: boolean]> = {
  available: always,
  run(app, keep) {
    const { dialog, edit, drawing, recording } = app.store.get();
    if (dialog?.kind !== 'unsaved') return;
    app.store.set({ ...AT_REST, dialog: null });
    if (edit && !keep) dropDraft(edit);
    if (drawing && !keep) dropDrawing(drawing.collection, drawing.id);
    if (recording && !keep) dropRecording(recording);
    dialog.go();
  },
};

export const closeDialog: Act = {
  available: always,
  run(app) { app.store.set({ dialog: null }); },
};
