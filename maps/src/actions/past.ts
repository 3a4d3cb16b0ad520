/** What happened: the change sets and the bin, one set on the map, undoing it, and putting back what was deleted. */
import { faultFrom } from '../api/http';
import { marksOfRows, type Asked, type Gone, type Past, type RowTold } from '../past';
import type { State } from '../state';
import { translate, type StringKey } from '../strings';
import { always, sessionEnded, type Act, type App } from './app';
import { loadAsset, loadHistory } from './loadAsset';
import { forgetSummaries, loadSummary } from './loadSummary';
import { boxOf } from './select';

const LAYERS_TOUCHED = ['roads', 'sections', 'bridges', 'culverts', 'km-posts', 'waterways'] as const;

export function past({ store }: App, patch: Partial<Past>): void {
  store.set({ past: { ...store.get().past, ...patch } });
}

function queryOf({ past: { asked }, bbox }: State): Record<string, string> {
  return {
    datetime: asked.since ? `${asked.since}/..` : '', by: asked.by.trim(),
    bbox: asked.inView && bbox ? bbox.map((one) => one.toFixed(6)).join(',') : '', limit: '20',
  };
}
const signedIn = (state: State): StringKey | null => (state.session?.user ? null : 'why.history_sign_in');

/** Fetch the list in view, from its beginning or on from where it ended. */
export const loadPast: Act<[more?: boolean]> = {
  available: signedIn,
  async run(app, more = false) {
    const { look } = app.store.get().past;
    const known = app.store.get().past[look].data;
    if (signedIn(app.store.get())) return;
    past(app, { [look]: { status: 'loading', ...(known ? { data: known } : {}) } });
    try {
      const query = (more && known?.next) || queryOf(app.store.get());
      const page = await app.api.past[look](query);
      const data = more && known ? { rows: [...known.rows, ...page.rows], next: page.next } : page;
      past(app, { [look]: { status: 'ready', data } });
    } catch (cause) {
      const fault = faultFrom(cause);
      if (!sessionEnded(app, fault)) past(app, { [look]: { status: 'failed', fault } });
    }
  },
};

export const lookAt: Act<[look: Past['look']]> = {
  available: always,
  run(app, look) { past(app, { look, open: { status: 'idle' }, marks: [] }); void loadPast.run(app); },
};

export const askPast: Act<[patch: Partial<Asked>]> = {
  available: always,
  run(app, patch) { past(app, { asked: { ...app.store.get().past.asked, ...patch } }); void loadPast.run(app); },
};

/** Open one set (null: back to the list); what it did is drawn on the map, before and after. */
export const openSet: Act<[n: number | null]> = {
  available: always,
  async run(app, n) {
    if (n === null) { past(app, { open: { status: 'idle' }, marks: [] }); return; }
    past(app, { open: { status: 'loading' } });
    try {
      const data = await app.api.past.set(n);
      past(app, { open: { status: 'ready', data } });
      showRows(app, data.rows);
    } catch (cause) {
      const fault = faultFrom(cause);
      if (!sessionEnded(app, fault)) past(app, { open: { status: 'failed', fault } });
    }
  },
};

/** Draw where rows were and are, and go there. */
export function showRows(app: App, rows: readonly Pick<RowTold, 'geometry'>[]): void {
  past(app, { marks: marksOfRows(rows as readonly RowTold[]) });
  const shapes = rows.flatMap(({ geometry }) => [geometry.before, geometry.after]).filter((one) => one !== null);
  const box = boxOf(shapes.map((one) => one.coordinates));
  if (box) app.store.set({ goal: { bbox: box } });
}

/** Everything may read differently now: card, map, numbers, lists. */
function seenAnew(app: App, told: string): void {
  const { revisions } = app.store.get();
  forgetSummaries();
  app.store.set({
    revisions: { ...revisions, ...Object.fromEntries(LAYERS_TOUCHED.map((layer) => [layer, (revisions[layer] ?? 0) + 1])) },
    history: { status: 'idle' }, toast: { text: told, tone: 'good' },
  });
  for (const load of [loadSummary, loadAsset, loadHistory]) void load.run(app);
}

async function undoing(app: App, act: () => Promise<unknown>, told: string): Promise<boolean> {
  past(app, { busy: true });
  try {
    await act();
    seenAnew(app, told);
    return true;
  } catch (cause) {
    const fault = faultFrom(cause);
    if (!sessionEnded(app, fault)) app.store.set({ toast: { text: translate(app.store.get().lang, 'past.refused', { code: String(fault.facts.rule ?? fault.code) }), tone: 'bad' } });
    return false;
  } finally {
    past(app, { busy: false });
  }
}

/** Why the open set cannot be undone. */
export function whyNotUndone({ past: { open, busy } }: State): StringKey | null {
  if (busy || open.status !== 'ready') return 'why.loading';
  if (!open.data.newer) return 'why.set_too_large';
  return open.data.newer.count ? 'why.newer_stands' : null;
}

export const revertSet: Act<[reason: string]> = {
  available: whyNotUndone,
  async run(app, reason) {
    const set = app.store.get().past.open.data;
    if (!set) return;
    const { lang } = app.store.get();
    const said = reason || translate(lang, 'past.undone_reason', { n: set.n });
    if (await undoing(app, () => app.api.past.revertSet(set.n, said), translate(lang, 'past.undone', { n: set.n }))) past(app, { open: { status: 'idle' }, marks: [] });
    else void openSet.run(app, set.n);
    void loadPast.run(app);
  },
};

export const restore: Act<[gone: Pick<Gone, 'collection' | 'id' | 'label'>]> = {
  available: always,
  async run(app, { collection, id, label }) {
    await undoing(app, () => app.api.past.restore(collection, id), translate(app.store.get().lang, 'past.restored', { name: label || id }));
    if (app.store.get().panel === 'past') void loadPast.run(app);
  },
};

/** The asset as it was before one of its changes: that version becomes the present one, or of it some fields only. Whatever was changed
 * since goes back with the whole version: the button that asks for it counts those changes. */
export const revertTo: Act<[n: number, fields?: readonly string[]]> = {
  available: (state) => (state.past.busy ? 'why.loading' : null),
  async run(app, n, fields) {
    const { asset, history, lang } = app.store.get();
    if (!asset.data) return;
    const { collection, id, etag } = asset.data;
    const through = history.data?.[0]?.n ?? n;
    const of = fields ? { fields } : through > n ? { through } : {};
    await undoing(app, () => app.api.past.revert(collection, id, etag, n, of, translate(lang, 'past.reverted_reason', { n })), translate(lang, 'past.reverted'));
  },
};

/** What is being edited was deleted meanwhile: bring it back and go on with what was typed, on top of what is back. */
export const restoreEdited: Act = {
  available: always,
  async run(app) {
    const { edit, lang } = app.store.get();
    if (!edit || edit.saving) return;
    const { collection, id } = edit;
    app.store.set({ edit: { ...edit, saving: true } }); // nothing is saved on a version that is on its way
    const back = await undoing(app, () => app.api.past.restore(collection, id), translate(lang, 'past.restored', { name: id }));
    const still = { ...edit, saving: false };
    try {
      const { data, etag } = await app.api.item(collection, id);
      app.store.set({ edit: { ...still, etag, base: data.properties, fault: null } });
    } catch (cause) {
      app.store.set({ edit: { ...still, fault: back ? faultFrom(cause) : edit.fault } });
    }
  },
};
