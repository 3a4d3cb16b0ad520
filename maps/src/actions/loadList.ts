import { faultFrom, isCancelled } from '../api/http';
import type { CollectionId, FeaturePage } from '../api/types';
import { FILTERED, type Filtered } from '../filters';
import { UNRATED } from '../symbology';
import { UNDER_CURSOR, type List, type State } from '../state';
import { NEW_TABLE } from '../table';
import { always, type Act } from './app';

const PAGE = 50;
const TABLE_PAGE = 200;
let current: AbortController | null = null;

/** What selects the assets in view: also what a change of all of them selects. */
export function listQuery(state: State): Record<string, string | number | undefined> {
  const filter = FILTERED.includes(state.listOf as Filtered) ? state.filters[state.listOf as Filtered] : null;
  const classes = state.listOf === 'roads' ? state.filters.sections.road_class : filter?.road_class;
  const conditions = filter?.condition.map((one) => (one === UNRATED ? 'none' : one));
  return {
    bbox: (state.table?.box ?? state.bbox)?.map((one) => one.toFixed(6)).join(','), limit: PAGE, count: 'true',
    condition: conditions?.join(','), road_class: classes?.join(','),
    unit: state.unit === UNDER_CURSOR ? undefined : state.unit,
  };
}

function sorted({ table }: State): Record<string, string | number> {
  if (!table) return {};
  return { limit: TABLE_PAGE, ...(table.sort ? { sortby: `${table.sort.descending ? '-' : ''}${table.sort.name}` } : {}) };
}

const nextOf = (page: FeaturePage): string | null => page.links?.find((link) => link.rel === 'next')?.href ?? null;

/** The assets in view as a list: the way to them by keyboard and screen reader. */
export const loadList: Act = {
  available: always,
  async run({ store, api }) {
    current?.abort();
    const state = store.get();
    if ((state.panel !== 'list' && !state.table) || !state.bbox) return;
    const cancel = new AbortController();
    current = cancel;
    store.set({ list: { status: 'loading', ...(state.list.data ? { data: state.list.data } : {}) } });
    try {
      const page = await api.items(state.listOf, { ...listQuery(state), ...sorted(state) }, cancel.signal);
      const data: List = { features: page.features, matched: page.numberMatched ?? null, next: nextOf(page) };
      const { table } = store.get(); // "all" was all of what was seen before
      store.set({ list: { status: 'ready', data }, ...(table?.all ? { table: { ...table, all: false, shown: null } } : {}) });
    } catch (cause) {
      if (!isCancelled(cause)) store.set({ list: { status: 'failed', fault: faultFrom(cause) } });
    }
  },
};

export const loadMore: Act = {
  available: (state) => (state.list.data?.next ? null : 'why.no_more'),
  async run({ store, api }) {
    const { list } = store.get();
    if (list.status !== 'ready' || !list.data.next) return;
    store.set({ list: { status: 'loading', data: list.data } });
    try {
      const page = await api.nextItems(list.data.next);
      store.set({ list: { status: 'ready', data: { ...list.data, features: [...list.data.features, ...page.features], next: nextOf(page) } } });
    } catch (cause) {
      store.set({ list: { status: 'failed', fault: faultFrom(cause), data: list.data } });
    }
  },
};

export const chooseList: Act<[collection: CollectionId]> = {
  available: always,
  run({ store }, listOf) { store.set({ listOf, list: { status: 'idle' }, ...(store.get().table ? { table: NEW_TABLE } : {}) }); },
};
