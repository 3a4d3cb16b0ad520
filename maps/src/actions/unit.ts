import { faultFrom } from '../api/http';
import { UNDER_CURSOR } from '../state';
import { always, type Act } from './app';
import { boxOf } from './select';

/** Show the numbers of one commune, of the one under the cursor, or of the whole province. */
export const chooseUnit: Act<[unit: string]> = {
  available: always,
  run({ store }, unit) { store.set({ unit }); },
};

/** The names to choose from. */
export const loadUnits: Act = {
  available: always,
  async run({ store, api }) {
    store.set({ units: { status: 'loading' } });
    try {
      const page = await api.items('communes', { limit: 1000, level: 'COMMUNE' });
      const names = page.features.filter((one) => !one.properties.valid_to)
        .map((one) => ({ code: String(one.properties.code), name: String(one.properties.name_vi) }))
        .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
      store.set({ units: { status: 'ready', data: names } });
    } catch (cause) {
      store.set({ units: { status: 'failed', fault: faultFrom(cause) } });
    }
  },
};

/** The outline of the chosen commune, for the map to show it and go there. */
export const loadOutline: Act<[go: boolean]> = {
  available: always,
  async run({ store, api }, go) {
    const { unit } = store.get();
    if (!unit || unit === UNDER_CURSOR) { store.set({ outline: null }); return; }
    try {
      const { data } = await api.item('communes', unit);
      if (store.get().unit !== unit) return;
      const bbox = boxOf(data.geometry?.coordinates);
      store.set({ outline: data, ...(go && bbox ? { goal: { bbox } } : {}) });
    } catch (cause) {
      store.set({ outline: null, toast: { text: faultFrom(cause).code, tone: 'bad' } });
    }
  },
};

/** The words for codes, in both languages. */
export const loadCodes: Act = {
  available: always,
  async run({ store, api }) {
    try {
      store.set({ codes: { status: 'ready', data: await api.codeLists() } });
    } catch (cause) {
      store.set({ codes: { status: 'failed', fault: faultFrom(cause) } });
    }
  },
};
