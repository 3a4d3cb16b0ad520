import { HOME, type Panel, type State } from '../state';
import { translate } from '../strings';
import { always, type Act } from './app';

const PRINT_PATIENCE_MS = 6000;
const pause = (ms: number): Promise<void> => new Promise((done) => { setTimeout(done, ms); });

export const zoomBy: Act<[step: number]> = {
  available: always,
  run({ store }, step) {
    const { view, bbox } = store.get();
    if (view && bbox) store.set({ step: { zoom: step, n: (store.get().step?.n ?? 0) + 1 } });
  },
};

export const wholeProvince: Act = {
  available: always,
  run({ store }) { store.set({ goal: HOME }); },
};

/** Where am I: for people standing at a bridge. */
export const locateMe: Act = {
  available: () => ('geolocation' in navigator && isSecureContext ? null : 'why.no_geolocation'),
  run({ store }) {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => store.set({ goal: { view: { lon: coords.longitude, lat: coords.latitude, zoom: 16 } } }),
      () => store.set({ toast: { text: translate(store.get().lang, 'toast.no_position'), tone: 'bad' } }),
      { enableHighAccuracy: true, timeout: 15000 },
    );
  },
};

/** The address holds the whole state, so copying it shares what is seen. */
export const copyLink: Act = {
  available: () => ('clipboard' in navigator ? null : 'why.no_clipboard'),
  async run({ store }) {
    const { lang } = store.get();
    try {
      await navigator.clipboard.writeText(location.href);
      store.set({ toast: { text: translate(lang, 'toast.copied'), tone: 'good' } });
    } catch {
      store.set({ toast: { text: translate(lang, 'toast.not_copied'), tone: 'bad' } });
    }
  },
};

export const printMap: Act = {
  available: (state) => (state.move || state.edit || state.network || state.drawing ? 'why.print_editing' : null),
  async run() {
    const { classList, dataset } = document.documentElement;
    classList.add('printing');
    try {
      await pause(150); // the map takes its size on paper and asks for the tiles it lacks
      for (let waited = 0; dataset.tiles === 'loading' && waited < PRINT_PATIENCE_MS; waited += 100) await pause(100);
      window.print();
    } finally {
      classList.remove('printing');
    }
  },
};

export const retryTiles: Act = {
  available: always,
  run({ store }) { store.set({ tilesFailed: false }); },
};

export const choosePanel: Act<[panel: Panel]> = {
  available: always,
  run({ store }, panel) { store.set({ panel, sheet: 'left' }); },
};

export const chooseSheet: Act<[sheet: State['sheet']]> = {
  available: always,
  run({ store }, sheet) { store.set({ sheet: store.get().sheet === sheet ? 'none' : sheet }); },
};

export const dismissToast: Act = {
  available: always,
  run({ store }) { store.set({ toast: null }); },
};
