/** Drawing on the map: begin, tap, drag, undo and redo, leave. Nothing is written here (see createAsset.ts, realignDrawn.ts). */
import { faultFrom, isCancelled } from '../api/http';
import type { CollectionId } from '../api/types';
import { canRedo, canUndo, DRAWABLE, freshKey, hasShape, isPoint, lineOf, onPiece, piecesOf, stepTo, withTap, type Drawable, type Drawing, type Tool } from '../drawing';
import type { LonLat } from '../network';
import { snapTo, targetOf } from '../snapping';
import { AT_REST, type State } from '../state';
import type { StringKey } from '../strings';
import { always, mayNotEdit, type Act, type App } from './app';
import { dropDrawing, findDrawing, keepDrawing } from './keptDrawing';
import { leaving } from './leave';
import { boxOf } from './select';

/** Nearer to exact geometry than this on the screen, in pixels, a place is led to it. */
const REACH_PX = 14;
/** Below this zoom a screen holds too much, and a pixel is too many metres, for snapping to mean anything. */
const SNAPS_FROM = 13;
const TARGETS_A_COLLECTION = 300;
const SNAPPED_TO: readonly CollectionId[] = ['roads', 'km-posts'];
const FRESH = {
  at: 0, pieces: [], piece: 0, others: false, snap: null, targets: [], values: {}, rests: 'map', near: [], located: null, offered: null, firstRow: 0, reason: '', errors: {}, fault: null, busy: false, keptAt: null,
} as const;

function open({ store }: App, drawing: Drawing): void {
  store.set({ ...AT_REST, drawing, dialog: null, pin: null, tab: 'overview', sheet: 'card', ...(drawing.id ? {} : { selection: null }) });
}

/** Begun from the road as it is, or taken up where a reload or crash ended it. */
export const startDrawing: Act = {
  available: (state) => mayNotEdit(state, state.selection, ['roads']) ?? (piecesOf(state.asset.data?.feature).length ? null : 'draw.why.pieces'),
  run(app) {
    const { asset } = app.store.get();
    const pieces = piecesOf(asset.data?.feature);
    if (!asset.data || !pieces.length) return;
    const { id, etag } = asset.data;
    const kept = findDrawing('roads', id);
    open(app, { ...FRESH, collection: 'roads', id, etag, steps: [pieces[0]!], pieces: pieces.length > 1 ? pieces : [], tool: 'shape', key: '', ...(kept ?? {}) });
    void loadTargets.run(app);
  },
};

/** Why a new asset of a kind, or of any, may not be made by this reader; null when it may. */
export function mayNotAdd(state: State, collection?: Drawable): StringKey | null {
  const user = state.session?.user;
  if (!user) return 'why.sign_in';
  const asked = collection ? [collection] : DRAWABLE;
  return asked.some((one) => mayCreate(state, one) || user.may_draft.includes(one)) ? null : 'why.no_right';
}

/** Whether this reader may make such an asset at once. */
export const mayCreate = ({ session }: State, collection: Drawable): boolean => Boolean(session?.user?.rights.some(({ act, collection: one }) => act === 'create' && one === collection));

export const chooseNew: Act = {
  available: (state) => mayNotAdd(state),
  run(app) { leaving(app, () => app.store.set({ ...AT_REST, dialog: { kind: 'add' } })); },
};

export const startNew: Act<[collection: Drawable]> = {
  available: always,
  run(app, collection) {
    const kept = findDrawing(collection, null);
    open(app, { ...FRESH, collection, id: null, etag: '', steps: [[]], tool: 'end', key: freshKey(), rests: hasShape(collection) ? 'map' : 'chainage', ...(kept ?? {}) });
    void loadTargets.run(app);
  },
};

/** The exact geometry in view, from the API: tiles are simplified, and are never snapped to. */
export const loadTargets: Act = {
  available: always,
  async run({ store, api }) {
    const { drawing, view, bbox } = store.get();
    if (!drawing || !hasShape(drawing.collection)) return;
    if (!bbox || (view?.zoom ?? 0) < SNAPS_FROM) { store.set({ drawing: { ...drawing, targets: [] } }); return; }
    try {
      const pages = await Promise.all(SNAPPED_TO.map(async (collection) => (await api.items(collection, { bbox: bbox.join(','), limit: TARGETS_A_COLLECTION })).features
        .filter((one) => one.id !== drawing.id).map((one) => targetOf(collection, one))));
      const now = store.get().drawing;
      if (now) store.set({ drawing: { ...now, targets: pages.flat().filter((one) => one !== null) } });
    } catch (cause) {
      const now = store.get().drawing;
      if (now && !isCancelled(cause)) store.set({ drawing: { ...now, fault: faultFrom(cause) } });
    }
  },
};

const metresAPixel = (lat: number, zoom: number): number => (40_075_016.7 * Math.cos((lat * Math.PI) / 180)) / 2 ** (zoom + 8);

/** Where a pointer is led to; null: it stays where it is. Tells the panel and the map what it is led to. */
export function lead({ store }: App, at: LonLat): LonLat | null {
  const { drawing, view } = store.get();
  if (!drawing || !view) return null;
  const snap = snapTo(at, drawing.targets, REACH_PX * metresAPixel(at[1], view.zoom));
  if (snap?.at.join() !== drawing.snap?.at.join()) store.set({ drawing: { ...drawing, snap } });
  return snap?.at ?? null;
}

function change({ store }: App, next: (drawing: Drawing) => Drawing): void {
  const { drawing } = store.get();
  if (drawing && !drawing.busy) store.set({ drawing: next(drawing) });
}

export const tapDrawing: Act<[at: LonLat]> = {
  available: always,
  run(app, at) {
    const to = lead(app, at) ?? at;
    change(app, (drawing) => withTap(drawing, to));
    const { drawing } = app.store.get();
    if (drawing && isPoint(drawing.collection)) void proposeRoads.run(app, to);
  },
};

/** The line as a drag, an added or a deleted vertex left it; or as the table or a file has it. */
export const reshape: Act<[line: readonly LonLat[]]> = {
  available: always,
  run(app, line) {
    change(app, (drawing) => ({ ...stepTo(drawing, line), offered: null }));
    const { drawing } = app.store.get();
    const [at] = line;
    if (drawing && at && isPoint(drawing.collection)) void proposeRoads.run(app, at);
  },
};

export const undo: Act = {
  available: ({ drawing }) => (drawing && canUndo(drawing) ? null : 'draw.why.no_undo'),
  run(app) { change(app, (drawing) => (canUndo(drawing) ? { ...drawing, at: drawing.at - 1, snap: null } : drawing)); },
};

export const redo: Act = {
  available: ({ drawing }) => (drawing && canRedo(drawing) ? null : 'draw.why.no_redo'),
  run(app) { change(app, (drawing) => (canRedo(drawing) ? { ...drawing, at: drawing.at + 1, snap: null } : drawing)); },
};

export const chooseTool: Act<[tool: Tool]> = {
  available: always,
  run(app, tool) { change(app, (drawing) => ({ ...drawing, tool, snap: null })); },
};

/** A road of several pieces is drawn piece by piece; none of the others is touched. */
export const choosePiece: Act<[piece: number]> = {
  available: always,
  run(app, piece) {
    change(app, (drawing) => onPiece(drawing, piece));
    const { drawing } = app.store.get();
    const box = drawing && boxOf(lineOf(drawing));
    if (box) app.store.set({ goal: { bbox: box } });
  },
};

export const showVertices: Act<[from: number]> = {
  available: always,
  run(app, from) { change(app, (drawing) => ({ ...drawing, firstRow: Math.max(0, from) })); },
};

/** A point asks which roads are near, so that its road and chainage can be taken over with the distance told. */
export const proposeRoads: Act<[at: LonLat]> = {
  available: always,
  async run({ store, api }, [lon, lat]) {
    try {
      const near = await api.roadsNear(lon, lat);
      const { drawing } = store.get();
      const [at] = drawing ? lineOf(drawing) : [];
      if (drawing && at?.[0] === lon && at[1] === lat) store.set({ drawing: { ...drawing, near } });
    } catch (cause) {
      const { drawing } = store.get();
      if (drawing) store.set({ drawing: { ...drawing, fault: faultFrom(cause) } });
    }
  },
};

/** What is kept for the reader to go on with is thrown away: the drawing starts again. */
export const startAnew: Act = {
  available: always,
  run(app) {
    const { drawing } = app.store.get();
    if (!drawing) return;
    dropDrawing(drawing.collection, drawing.id);
    if (drawing.id) startDrawing.run(app);
    else startNew.run(app, drawing.collection);
  },
};

export const cancelDrawing: Act = {
  available: always,
  run(app) { leaving(app, () => app.store.set({ drawing: null })); },
};

/** Every step is kept at once; another part of the map has other geometry to be led to. */
export function followDrawing(app: App, now: State, before: State): void {
  const { drawing } = now;
  if (!drawing) return;
  const kept = before.drawing;
  if (kept && (['steps', 'at', 'piece', 'values', 'reason'] as const).some((name) => drawing[name] !== kept[name])) keepDrawing(drawing);
  if (now.bbox !== before.bbox) void loadTargets.run(app);
}
