/** A new asset: typed, placed by road and chainage or on the map, made by one POST that is safe to send again. */
import { faultFrom } from '../api/http';
import type { Fault, Located } from '../api/types';
import { formatChainage, parseChainage } from '../chainage';
import { bodyOf, freshKey, hasShape, isPoint, lineOf, newFields, type Body, type Drawing } from '../drawing';
import { meant, type Meaning } from '../meaning';
import type { State } from '../state';
import { translate, type StringKey } from '../strings';
import { always, sessionEnded, type Act, type App } from './app';
import { mayCreate } from './draw';
import { dropDrawing } from './keptDrawing';
import { showSaved } from './saved';
import { measuresOf } from './sectionEnds';

function put({ store }: App, changes: Partial<Drawing>): void {
  const { drawing } = store.get();
  if (drawing) store.set({ drawing: { ...drawing, ...changes } });
}

export const typeNew: Act<[name: string, text: string]> = {
  available: always,
  run(app, name, text) {
    const { drawing } = app.store.get();
    if (!drawing) return;
    const { [name]: _gone, ...errors } = drawing.errors;
    const placing = name === 'road' || name === 'chainage';
    put(app, { values: { ...drawing.values, [name]: text }, errors, ...(placing ? { located: null } : {}) });
  },
};

export const sayWhyNew: Act<[text: string]> = { available: always, run(app, reason) { put(app, { reason }); } };
export const chooseRests: Act<[rests: Drawing['rests']]> = { available: always, run(app, rests) { put(app, { rests }); } };

/** The chainage typed, on the map at once; nothing is written. */
export const showChainage: Act = {
  available: ({ drawing }) => (drawing?.values.road?.trim() && drawing.values.chainage?.trim() ? null : 'why.no_chainage'),
  async run(app) {
    const { drawing, view } = app.store.get();
    const chainage = parseChainage(drawing?.values.chainage ?? '');
    if (!drawing) return;
    if (!chainage) {
      put(app, { errors: { ...drawing.errors, chainage: { status: 422, code: 'chainage-unreadable', detail: '', field: 'chainage', facts: { value: drawing.values.chainage } } } });
      return;
    }
    put(app, { busy: true, fault: null });
    try {
      const located = await app.api.locateChainage(drawing.values.road!.trim(), formatChainage(chainage));
      if (located.lon === null) { // a road known only by its posts: a measure, but no point to show
        put(app, { busy: false, located: null, rests: 'chainage', errors: { ...drawing.errors, chainage: { status: 422, code: 'not-locatable', detail: '', field: 'chainage', facts: { road: located.road } } } });
        return;
      }
      put(app, { busy: false, located, rests: lineOf(drawing).length ? drawing.rests : 'chainage' });
      app.store.set({ goal: { view: { lon: located.lon, lat: located.lat, zoom: Math.max(15, view?.zoom ?? 0) } } });
    } catch (cause) {
      const fault = faultFrom(cause);
      put(app, { busy: false, located: null, errors: { ...drawing.errors, [fault.field === 'road' ? 'road' : 'chainage']: fault } });
    }
  },
};

/** A proposal taken over: the asset then rests on that road and chainage. */
export const takeProposal: Act<[near: Located]> = {
  available: always,
  run(app, near) {
    const { drawing } = app.store.get();
    if (!drawing) return;
    const beside = drawing.collection === 'km-posts' ? {} : { chainage: near.chainage };
    put(app, { values: { ...drawing.values, road: near.road, ...beside }, located: near, rests: drawing.collection === 'km-posts' ? 'map' : 'chainage' });
  },
};

/** Why what is drawn is no asset yet; null when it has a place. */
export function notPlaced({ drawing }: State): StringKey | null {
  if (!drawing || drawing.busy) return 'why.loading';
  if (!hasShape(drawing.collection)) return null;
  if (isPoint(drawing.collection)) return lineOf(drawing).length || (drawing.rests === 'chainage' && drawing.values.chainage) ? null : 'draw.why.no_place';
  return lineOf(drawing).length > 1 ? null : 'draw.why.short';
}

export function notCreatable(state: State): StringKey | null {
  const { drawing } = state;
  if (!drawing || drawing.busy) return 'why.loading';
  return (mayCreate(state, drawing.collection) ? null : 'why.draft_only') ?? notPlaced(state);
}

/** The feature to be made, busy from now on; null when something typed cannot be read, which is told at its field. */
export async function readyBody(app: App, drawing: Drawing): Promise<Body['body'] | null> {
  const { body, faults } = bodyOf(drawing);
  if (Object.keys(faults).length) { put(app, { errors: faults }); return null; }
  put(app, { busy: true, errors: {}, fault: null });
  if (drawing.collection === 'sections') Object.assign(body.properties, await measuresOf(app, drawing.values.road?.trim() ?? '', drawing.values));
  return body;
}

export const createAsset: Act<[meaning: Meaning]> = {
  available: notCreatable,
  async run(app, meaning) {
    const { drawing, lang, happenedOn } = app.store.get();
    if (!drawing || notCreatable(app.store.get())) return;
    try {
      const body = await readyBody(app, drawing);
      if (!body) return;
      const answer = await app.api.create(drawing.collection, body, drawing.key, { reason: drawing.reason, ...meant(meaning, happenedOn) });
      const made = { collection: drawing.collection, id: answer.data.id };
      dropDrawing(drawing.collection, null);
      app.store.set({ drawing: null, selection: made, sheet: 'card' });
      showSaved(app, made, answer, translate(lang, 'draw.made'));
    } catch (cause) {
      notMade(app, faultFrom(cause));
    }
  },
};

/** Every field a refusal speaks of gets it; what is about no field of the form stands above the buttons. */
export function notMade(app: App, fault: Fault): void {
  const { drawing } = app.store.get();
  if (!drawing) return;
  if (sessionEnded(app, fault)) { put(app, { busy: false }); return; }
  const told = fault.facts.codes && typeof fault.facts.codes === 'object' ? Object.keys(fault.facts.codes) : [];
  const known = newFields(drawing.collection).map((field) => field.name);
  const names = [...new Set([fault.field ?? '', ...told])].filter((name) => known.includes(name));
  // a refused request keeps nothing under its key, but the body will differ: the next try is another request
  put(app, { busy: false, key: freshKey(), errors: Object.fromEntries(names.map((name) => [name, fault])), fault: names.length ? null : fault });
}
