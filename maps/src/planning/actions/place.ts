/** Where: drawn or typed corners, a unit by its name, a place by its name, coordinates or a click. */
import { faultFrom, isCancelled } from '../../api/http';
import type { SearchResult } from '../../api/types';
import { NO_STRETCH, PROVINCE, type Area, type Place, type Point, type Stretch } from '../query';
import type { State, UnitFound } from '../state';
import { readPoint, readPoints, rounded, writePoint } from '../values';
import { change, type App } from './app';

const PAUSE = 220;
export const NEAR: Place = { kind: 'near', at: null, road: '', metres: '500', name: '' };

export function choosePlace(app: App, kind: Place['kind']): void {
  const empty: Readonly<Record<Place['kind'], Place>> = { province: PROVINCE, area: { kind: 'area', points: [] }, unit: { kind: 'unit', code: '', name: '' }, near: NEAR };
  app.store.set({ drawing: null, corners: null, outline: null });
  change(app, { place: empty[kind] });
}

/** Corners from the map or the text field become the area; what cannot be read yet stays as text. */
export function setCorners(app: App, text: string): void {
  const points = readPoints(text);
  const area: Area = { kind: 'area', points: typeof points === 'number' ? [] : points.map(rounded) };
  app.store.set({ corners: text });
  change(app, { place: area });
}

export function draw(app: App, drawing: State['drawing']): void {
  app.store.set({ drawing, sheet: 'map', toast: '', ...(drawing && drawing !== 'point' ? { corners: '' } : {}) });
  if (drawing && drawing !== 'point') change(app, { place: { kind: 'area', points: [] } });
}

/** The map finished a drawing. */
export function drawn(app: App, points: readonly Point[]): void {
  if (app.store.get().drawing === 'point') {
    const [at] = points;
    if (at) near(app, rounded(at), '');
  } else {
    setCorners(app, points.map(rounded).map(writePoint).join('\n'));
  }
  app.store.set({ drawing: null, sheet: 'query' });
}

export function near(app: App, at: Point | null, name: string, road = ''): void {
  const { place } = app.store.get().question;
  change(app, { place: { kind: 'near', metres: place.kind === 'near' ? place.metres : '500', at, road, name } });
}

let due = 0;
let current: AbortController | null = null;

/** Ask a little after the last key; an older question is given up. */
function soon(asking: (signal: AbortSignal) => Promise<void>): void {
  clearTimeout(due);
  current?.abort();
  const cancel = new AbortController();
  current = cancel;
  due = window.setTimeout(() => {
    asking(cancel.signal).catch((cause: unknown) => { if (!isCancelled(cause)) throw cause; });
  }, PAUSE);
}

/** Communes and districts, in force or ended, whose names have what was typed. */
export function findUnits(app: App, typed: string): void {
  if (typed.trim().length < 2) { app.store.set({ units: { status: 'idle' } }); return; }
  app.store.set({ units: { status: 'loading', data: app.store.get().units.data ?? [] } });
  soon(async (signal) => {
    try {
      const units = (await app.ask.units(typed.trim(), signal)).map(({ properties, geometry }): UnitFound => ({
        code: properties.valid_to ? `${String(properties.code)}@${String(properties.valid_from)}` : String(properties.code), name: String(properties.name_vi),
        level: String(properties.level), from: String(properties.valid_from ?? ''), to: String(properties.valid_to ?? ''), drawn: geometry !== null,
      }));
      app.store.set({ units: { status: 'ready', data: units.sort((a, b) => Number(Boolean(a.to)) - Number(Boolean(b.to))) } });
    } catch (cause) {
      if (isCancelled(cause)) throw cause;
      app.store.set({ units: { status: 'failed', fault: faultFrom(cause) } });
    }
  });
}

export function chooseUnit(app: App, unit: Pick<UnitFound, 'code' | 'name'>): void {
  change(app, { place: { kind: 'unit', code: unit.code, name: unit.name } });
}

/** The outline of the unit asked for, for the map, and its name. */
export async function knowOutline(app: App): Promise<void> {
  const { store, ask } = app;
  const { place } = store.get().question;
  if (place.kind !== 'unit' || !place.code) { store.set({ outline: null }); return; }
  try {
    const outline = await ask.unit(place.code);
    const now = store.get().question.place;
    if (now.kind !== 'unit' || now.code !== place.code) return;
    store.set({ outline });
    const name = String(outline.properties.name_vi ?? place.name);
    if (name !== now.name) change(app, { place: { ...now, name } }); // a link may carry another name than the unit has
  } catch (cause) {
    faultFrom(cause); // without an outline the map shows none; the question itself is answered or refused by the API
    store.set({ outline: null });
  }
}

/** Places, roads with chainage, structures or coordinates: whatever the search of the map knows. */
export function findPlaces(app: App, typed: string): void {
  const at = readPoint(typed);
  if (at) near(app, at, '');
  if (typed.trim().length < 2) { app.store.set({ places: { status: 'idle' } }); return; }
  app.store.set({ places: { status: 'loading', data: app.store.get().places.data ?? [] } });
  soon(async (signal) => {
    try {
      const found = await app.ask.places(typed.trim(), signal);
      app.store.set({ places: { status: 'ready', data: found.filter((one) => one.kind === 'road' || (one.lon !== null && one.kind !== 'commune')) } });
    } catch (cause) {
      if (isCancelled(cause)) throw cause;
      app.store.set({ places: { status: 'failed', fault: faultFrom(cause) } });
    }
  });
}

export function choosePlaceFound(app: App, { kind, id, lon, lat, label }: SearchResult): void {
  if (kind === 'road' && id) near(app, null, label, label);
  else if (lon !== null && lat !== null) near(app, [lon, lat], label);
}

export function setStretch(app: App, part: Partial<Stretch>): void {
  const stretch = { ...app.store.get().question.stretch, ...part };
  change(app, { stretch: stretch.road ? stretch : part.road === '' ? NO_STRETCH : stretch });
}
