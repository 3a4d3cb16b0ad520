import type { App } from '../actions/app';

type Work = typeof import('./work');
let loaded: Work | null = null;
let asked = false;

/** The panels for working, or null while they are being fetched (the page is drawn again when they are here). */
export function work(app: App): Work | null {
  if (!loaded && !asked) {
    asked = true;
    import('./work').then(
      (module) => { loaded = module; app.store.set({}); },
      () => { asked = false; }, // no connection: the next drawing asks again
    );
  }
  return loaded;
}
