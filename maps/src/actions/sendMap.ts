/** What the map shows now (box, layers, filters, unit) as one HTML file to mail: it opens without a network. */
import { faultFrom, isCancelled } from '../api/http';
import type { Fault } from '../api/types';
import { FILTERED, type Filtered } from '../filters';
import { number } from '../format';
import { UNDER_CURSOR, type LayerName, type State } from '../state';
import { translate } from '../strings';
import { UNRATED } from '../symbology';
import type { Act } from './app';
import { saveFile } from './saveFile';

/** The road class chosen for sections holds for roads too, as on the map. */
function filterOf(state: State, layer: LayerName): Record<string, string> {
  const filter = FILTERED.includes(layer as Filtered) ? state.filters[layer as Filtered] : null;
  const classes = layer === 'roads' ? state.filters.sections.road_class : filter?.road_class ?? [];
  const conditions = filter?.condition.map((one) => (one === UNRATED ? 'none' : one)) ?? [];
  return { ...(conditions.length ? { [`${layer}.condition`]: conditions.join(',') } : {}), ...(classes.length ? { [`${layer}.road_class`]: classes.join(',') } : {}) };
}

export function mapAddress(state: State): string {
  const { bbox, unit, layers } = state;
  const asked = {
    layers: layers.join(','), ...(bbox ? { bbox: bbox.map((one) => one.toFixed(6)).join(',') } : {}), ...(unit && unit !== UNDER_CURSOR ? { unit } : {}),
    ...Object.assign({}, ...layers.map((layer) => filterOf(state, layer))) as Record<string, string>,
  };
  return `/api/map?${new URLSearchParams(asked).toString()}`;
}

function refusal({ lang }: State, { code, facts }: Fault): string {
  if (facts.reason === 'too-many-features') return translate(lang, 'send.too_many', { limit: number(lang, Number(facts.limit)) });
  return code === 'too-many-exports' ? translate(lang, 'send.busy') : translate(lang, 'send.failed', { code });
}

export const sendMap: Act = {
  available: ({ saving, bbox, layers }) => (saving || !bbox ? 'why.loading' : layers.length ? null : 'why.no_layers'),
  async run({ store }) {
    if (sendMap.available(store.get())) return;
    const told = (bytes: number): void => store.set({ saving: { form: 'map', bytes, view: true } });
    store.set({ toast: null });
    told(0);
    try {
      const name = await saveFile(mapAddress(store.get()), told);
      store.set({ toast: { text: translate(store.get().lang, 'send.saved', { name }), tone: 'good' } });
    } catch (cause) {
      if (isCancelled(cause)) return;
      store.set({ toast: { text: refusal(store.get(), faultFrom(cause)), tone: 'bad' } });
    } finally {
      store.set({ saving: null });
    }
  },
};
