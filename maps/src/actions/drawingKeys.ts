import type { App } from './app';
import { redo, undo } from './draw';

/** Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z while something is drawn; in a text field they stay the field's own. True: it was one of them. */
export function drawingKey(app: App, event: KeyboardEvent, typing: boolean): boolean {
  const state = app.store.get();
  const writing = typing && !(event.target as Element).matches('input[type=radio], input[type=file]');
  if (!state.drawing || state.dialog || writing || !(event.ctrlKey || event.metaKey)) return false;
  const key = event.key.toLowerCase();
  if (key !== 'z' && key !== 'y') return false;
  (key === 'y' || event.shiftKey ? redo : undo).run(app);
  return true;
}
