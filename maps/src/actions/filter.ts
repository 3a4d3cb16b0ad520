import { isFiltered, NO_FILTERS, toggleEverywhere, toggleFilter, type Filtered, type FilterKey } from '../filters';
import { LAYERS, type LayerName } from '../state';
import { always, type Act } from './app';

/** A number was clicked: show only what it counts, or everything again. The layer it speaks of is switched on. */
export const filterBy: Act<[name: Filtered, key: FilterKey, value: string]> = {
  available: always,
  run({ store }, name, key, value) {
    const { filters, layers } = store.get();
    store.set({ filters: toggleFilter(filters, name, key, value), layers: layers.includes(name) ? layers : [...layers, name] });
  },
};

/** One condition in every layer at once. */
export const filterEverywhere: Act<[condition: string]> = {
  available: always,
  run({ store }, condition) { store.set({ filters: toggleEverywhere(store.get().filters, condition) }); },
};

export const clearFilters: Act = {
  available: (state) => (isFiltered(state.filters) ? null : 'why.no_filter'),
  run({ store }) { store.set({ filters: NO_FILTERS }); },
};

export const toggleLayer: Act<[layer: LayerName]> = {
  available: always,
  run({ store }, layer) {
    const { layers } = store.get();
    store.set({ layers: LAYERS.filter((one) => (one === layer ? !layers.includes(one) : layers.includes(one))) });
  },
};
