/** "Sửa hình học": move a point along its road, freely, or to a typed chainage. Nothing moves outside this mode. */
import { faultFrom, isCancelled } from '../api/http';
import type { Change } from '../api/endpoints';
import type { Fault } from '../api/types';
import { formatChainage, parseChainage } from '../chainage';
import { MOVABLE } from '../fields';
import { distance, readable } from '../format';
import { meant, type Meaning } from '../meaning';
import { AT_REST, type Move, type MoveMode, type Place, type State } from '../state';
import { translate, type StringKey } from '../strings';
import { contested } from '../past';
import { always, mayNotEdit, mayNotSave, sessionEnded, type Act, type App } from './app';
import { fieldsOf, meetingOf } from './conflict';
import { leaving } from './leave';
import { showSaved } from './saved';

/** How far from the road the pointer may be and still be led back to it, in metres. */
const WITHIN_M = 5000;
let current: AbortController | null = null;

export const startMove: Act = {
  available: (state) => mayNotEdit(state, state.selection, MOVABLE)
    ?? (state.asset.data?.feature.geometry?.type === 'Point' ? null : 'why.no_place'),
  run(app) {
    const { asset, view } = app.store.get();
    const point = asset.data?.feature.geometry;
    if (!asset.data || point?.type !== 'Point') return;
    const [lon, lat] = point.coordinates as [number, number];
    const { collection, id, etag, feature: { properties } } = asset.data;
    const road = String(properties.road ?? '');
    const at = properties.at_m === null || properties.at_m === undefined ? null : Number(properties.at_m);
    app.store.set({
      ...AT_REST,
      move: {
        collection, id, etag, mode: road ? 'road' : 'free', road, from: { lon, lat, at_m: at, chainage: String(properties.chainage ?? '') },
        to: null, typed: '', reason: '', locating: false, saving: false, fault: null,
      },
      tab: 'overview', sheet: 'card', goal: { view: { lon, lat, zoom: Math.max(15, view?.zoom ?? 0) } },
    });
  },
};

export const chooseMoveMode: Act<[mode: MoveMode]> = {
  available: always,
  run({ store }, mode) {
    const { move } = store.get();
    if (move) store.set({ move: { ...move, mode, to: null, fault: null, typed: '' } });
  },
};

/** The handle was dragged, or the map clicked: along the road it is led to the nearest place on it. */
export const moveTo: Act<[place: Place]> = {
  available: (state) => (state.move ? null : 'why.nothing_selected'),
  async run({ store, api }, place) {
    const { move } = store.get();
    if (!move || move.saving) return;
    current?.abort();
    if (move.mode === 'free' || !move.road) { store.set({ move: { ...move, to: { ...place, located: null }, fault: null } }); return; }
    const cancel = new AbortController();
    current = cancel;
    store.set({ move: { ...move, mode: 'road', locating: true, fault: null } });
    try {
      const [found] = await api.locatePoint(place.lon, place.lat, move.road, WITHIN_M, cancel.signal);
      const now = store.get().move;
      if (!now) return;
      const to = found ? { lon: found.lon, lat: found.lat, located: found } : null;
      const fault = found ? null : { status: 422, code: 'far_from_road', detail: '', field: null, facts: { road: move.road } };
      store.set({ move: { ...now, to, locating: false, fault } });
    } catch (cause) {
      const now = store.get().move;
      if (!isCancelled(cause) && now) store.set({ move: { ...now, locating: false, fault: faultFrom(cause) } });
    }
  },
};

export const typeMove: Act<[text: string]> = {
  available: always,
  run({ store }, typed) {
    const { move } = store.get();
    if (move) store.set({ move: { ...move, typed, fault: null } });
  },
};

/** A typed chainage looked up on the road: shows where it is before anything is saved. */
export const previewTyped: Act = {
  available: (state) => (state.move?.typed.trim() ? null : 'why.no_chainage'),
  async run({ store, api }) {
    const { move } = store.get();
    if (!move) return;
    const chainage = parseChainage(move.typed);
    if (!chainage) {
      store.set({ move: { ...move, fault: { status: 422, code: 'chainage-unreadable', detail: '', field: 'chainage', facts: { value: move.typed } } } });
      return;
    }
    store.set({ move: { ...move, locating: true, fault: null } });
    try {
      const found = await api.locateChainage(move.road, formatChainage(chainage));
      if (found.lon === null) { // a road known only by its posts: a measure, but no point to show
        store.set({ move: { ...move, locating: false, to: null, fault: { status: 422, code: 'not-locatable', detail: '', field: 'chainage', facts: { road: move.road } } } });
        return;
      }
      const to = { lon: found.lon, lat: found.lat, located: found };
      store.set({ move: { ...move, locating: false, to }, goal: { view: { lon: found.lon, lat: found.lat, zoom: Math.max(15, store.get().view?.zoom ?? 0) } } });
    } catch (cause) {
      store.set({ move: { ...move, locating: false, to: null, fault: faultFrom(cause) } });
    }
  },
};

export const cancelMove: Act = {
  available: always,
  run(app) { leaving(app, () => app.store.set({ move: null })); },
};

/** Metres between the old place and the new one: along the road when both are on it, else as the crow flies. */
export function movedBy(move: Move): number | null {
  if (!move.to) return null;
  if (move.to.located && move.from.at_m !== null) return move.to.located.at_m - move.from.at_m;
  const [lat1, lat2] = [move.from.lat, move.to.lat].map((one) => (one * Math.PI) / 180) as [number, number];
  const half = Math.sin((lat2 - lat1) / 2) ** 2
    + Math.cos(lat1) * Math.cos(lat2) * Math.sin(((move.to.lon - move.from.lon) * Math.PI) / 360) ** 2;
  return 2 * 6371008.8 * Math.asin(Math.sqrt(half));
}

export function changeOf(move: Move): Change {
  const { to, mode } = move;
  if (mode === 'typed' && to?.located) return { properties: { located_by: 'chainage', road: move.road, chainage: to.located.chainage } };
  if (to?.located) return { properties: { located_by: 'chainage', at_m: to.located.at_m } };
  return { properties: { located_by: 'coordinates' }, geometry: { type: 'Point', coordinates: [to?.lon ?? 0, to?.lat ?? 0] } };
}

export function notMoved({ move }: State): StringKey | null {
  return move?.saving || move?.locating ? 'why.loading' : move?.to ? null : 'why.not_moved';
}

export const saveMove: Act<[meaning: Meaning]> = {
  available: (state) => notMoved(state) ?? mayNotSave(state),
  async run(app, meaning) {
    const { move, lang, happenedOn } = app.store.get();
    if (!move?.to || move.saving) return;
    app.store.set({ move: { ...move, saving: true, fault: null } });
    try {
      const answer = await app.api.change(move.collection, move.id, move.etag, changeOf(move), { reason: move.reason, ...meant(meaning, happenedOn) });
      showSaved(app, move, answer, told(move, lang));
    } catch (cause) {
      await staleMove(app, { ...move, saving: false }, faultFrom(cause), () => saveMove.run(app, meaning));
    }
  },
};

/** Someone saved before us: show their version, keep what was dragged; saving again is then a decision, not an accident. */
export async function staleMove(app: App, move: Move, fault: Fault, again: () => unknown): Promise<void> {
  if (sessionEnded(app, fault)) { app.store.set({ move }); return; }
  if (fault.status !== 412) { app.store.set({ move: { ...move, fault } }); return; }
  const { etag, since } = meetingOf(fault);
  if (since.length && !contested(['geom'], fieldsOf(since)).length) { // they changed other things: the move goes on top
    app.store.set({ move: { ...move, etag } });
    await again();
    return;
  }
  try {
    const { data, etag } = await app.api.item(move.collection, move.id);
    const asset = { collection: move.collection, id: move.id, feature: data, etag };
    app.store.set({ asset: { status: 'ready', data: asset }, move: { ...move, etag, fault: { ...fault, code: 'stale_move' } } });
  } catch (cause) {
    app.store.set({ move: { ...move, fault: faultFrom(cause) } });
  }
}

function told(move: Move, lang: 'vi' | 'en'): string {
  const metres = distance(lang, Math.abs(movedBy(move) ?? 0));
  return move.to?.located ? translate(lang, 'toast.moved_to', { metres, chainage: readable(lang, move.to.located.chainage) }) : translate(lang, 'toast.moved', { metres });
}
