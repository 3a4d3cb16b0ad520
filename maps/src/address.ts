/** Keeps address and state the same: steps go into the browser's history, moving about does not; Back and Forward work. */
import { AT_REST } from './state';
import type { App } from './actions/app';
import { leaving } from './actions/leave';
import { isNewStep, readLink, writeLink } from './permalink';

const PAUSE = 200;

export function followAddress(app: App): void {
  let due = 0;
  let written = app.store.get();
  const write = (): void => {
    const now = app.store.get();
    const hash = writeLink(now);
    if (hash !== location.hash) history[isNewStep(now, written) ? 'pushState' : 'replaceState'](null, '', hash);
    written = now;
  };
  history.replaceState(null, '', writeLink(written));
  app.store.subscribe((now) => {
    if (writeLink(now) === writeLink(written)) return;
    clearTimeout(due);
    if (isNewStep(now, written)) write(); else due = window.setTimeout(write, PAUSE);
  });
  window.addEventListener('popstate', () => {
    clearTimeout(due);
    leaving(app, () => {
      const link = readLink(location.hash, app.store.get());
      written = { ...app.store.get(), ...link };
      app.store.set({ ...link, ...AT_REST, sheet: link.selection ? 'card' : 'none', ...(link.view ? { goal: { view: link.view, exact: true } } : {}) });
    });
  });
}
