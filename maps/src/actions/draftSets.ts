/** Drafts on the server: seen, filled, tried, led from state to state. (What is typed and not saved yet is kept by drafts.ts.) */
import { faultFrom } from '../api/http';
import type { Draft, Drafting, DraftChange, Entry, Step } from '../drafting';
import { laidOver } from '../drafting';
import type { CollectionId, Fault } from '../api/types';
import type { Meant } from '../meaning';
import { RECORD_KINDS } from '../records';
import type { State } from '../state';
import { translate, type StringKey } from '../strings';
import { always, sessionEnded, type Act, type App } from './app';
import { forgetSummaries, loadSummary } from './loadSummary';
import { loadAsset } from './loadAsset';
import { TOUCHED } from './network';
import { boxOf } from './select';

export function drafting({ store }: App, patch: Partial<Drafting>): void {
  store.set({ drafting: { ...store.get().drafting, ...patch } });
}

/** Whether this person has anything to do with drafts. */
export function worksWithDrafts({ session }: Pick<State, 'session'>): boolean {
  return Boolean(session?.user && (session.user.may_draft.length || session.user.may_review.length));
}

export const loadDrafts: Act = {
  available: (state) => (worksWithDrafts(state) ? null : 'why.no_drafts'),
  async run(app) {
    const { list } = app.store.get().drafting;
    drafting(app, { list: { status: 'loading', ...(list.data ? { data: list.data } : {}) } });
    try {
      drafting(app, { list: { status: 'ready', data: await app.api.drafts.list() } });
    } catch (cause) {
      const fault = faultFrom(cause);
      if (!sessionEnded(app, fault)) drafting(app, { list: { status: 'failed', fault } });
    }
  },
};

/** Open a draft (or go back to the list) and try it at once while there is something to decide. */
export const openDraft: Act<[id: number | null]> = {
  available: always,
  async run(app, id) {
    drafting(app, { open: { status: id === null ? 'idle' : 'loading' }, check: { status: 'idle' }, fault: null });
    if (id === null) { await loadDrafts.run(app); return; }
    app.store.set({ panel: 'drafts', sheet: 'left' });
    try {
      shown(app, await app.api.drafts.one(id));
    } catch (cause) {
      const fault = faultFrom(cause);
      if (!sessionEnded(app, fault)) drafting(app, { open: { status: 'failed', fault } });
    }
  },
};

function shown(app: App, draft: Draft): void {
  drafting(app, { open: { status: 'ready', data: draft }, check: { status: 'idle' }, busy: false, fault: null });
  if (draft.may.includes('check') && draft.changes.length) void checkDraft.run(app);
}

export const checkDraft: Act = {
  available: always,
  async run(app) {
    const draft = app.store.get().drafting.open.data;
    if (!draft) return;
    drafting(app, { check: { status: 'loading' } });
    try {
      const data = await app.api.drafts.check(draft.id);
      if (app.store.get().drafting.open.data === draft) drafting(app, { check: { status: 'ready', data } });
    } catch (cause) {
      if (app.store.get().drafting.open.data === draft) drafting(app, { check: { status: 'failed', fault: faultFrom(cause) } });
    }
  },
};

/** Do something to the open draft and show what became of it; what is refused is told, and the draft read anew when it had moved. */
async function doing(app: App, act: (draft: Draft) => Promise<Draft | void>): Promise<boolean> {
  const { open, busy } = app.store.get().drafting;
  if (!open.data || busy) return false;
  drafting(app, { busy: true, fault: null });
  try {
    shown(app, await act(open.data) ?? await app.api.drafts.one(open.data.id));
    return true;
  } catch (cause) {
    await refused(app, open.data.id, faultFrom(cause));
    return false;
  }
}

async function refused(app: App, id: number, fault: Fault): Promise<void> {
  drafting(app, { busy: false, fault });
  if (sessionEnded(app, fault) || fault.status !== 412) return;
  try {
    shown(app, await app.api.drafts.one(id));
    drafting(app, { fault: { ...fault, code: 'stale_draft' } });
  } catch (cause) {
    drafting(app, { fault: faultFrom(cause) });
  }
}

export const beginDraft: Act<[title: string]> = {
  available: always,
  async run(app, title) {
    drafting(app, { busy: true, fault: null });
    try {
      const draft = await app.api.drafts.begin(title);
      drafting(app, { target: draft.id });
      shown(app, draft);
    } catch (cause) {
      drafting(app, { busy: false, fault: faultFrom(cause) });
    }
  },
};

export const removeChange: Act<[change: number]> = {
  available: always,
  async run(app, change) { await doing(app, (draft) => app.api.drafts.remove(draft, change)); },
};

/** One place up. */
export const raiseChange: Act<[index: number]> = {
  available: always,
  async run(app, index) {
    await doing(app, (draft) => {
      const order = draft.changes.map((one) => one.change);
      [order[index - 1], order[index]] = [order[index]!, order[index - 1]!];
      return app.api.drafts.order(draft, order);
    });
  },
};

/** Let a change rest on what there is now: its writer has seen what moved. An operation is planned anew, and its effect shown when it is tried. */
export const rebaseChange: Act<[change: DraftChange]> = {
  available: always,
  async run(app, { change, entry }) {
    await doing(app, async (draft) => {
      const { etag } = await app.api.item(entry.collection as CollectionId, entry.id ?? '');
      const shown = entry.operation && await app.api.operate(entry.id ?? '', entry.operation, entry.body, { dryRun: true });
      return app.api.drafts.replace(draft, change, { ...entry, if_match: etag, ...(shown ? { token: shown.data.token } : {}) });
    });
  },
};

export const commentDraft: Act<[text: string]> = {
  available: always,
  async run(app, text) { await doing(app, (draft) => app.api.drafts.comment(draft.id, text)); },
};

export const inviteMember: Act<[username: string]> = {
  available: always,
  async run(app, username) { await doing(app, (draft) => app.api.drafts.invite(draft.id, username)); },
};

export const dismissMember: Act<[username: string]> = {
  available: always,
  async run(app, username) { await doing(app, (draft) => app.api.drafts.dismiss(draft.id, username)); },
};

/** Submit, withdraw, return with a reason, accept (`meant`: as what). An accepted draft changes map, numbers and card. */
export const stepDraft: Act<[step: Step, text: string, meant?: Meant]> = {
  available: always,
  async run(app, step, text, meant) {
    if (!await doing(app, (draft) => app.api.drafts.step(draft, step, text, meant))) return;
    const { lang, revisions, drafting: { open } } = app.store.get();
    app.store.set({ toast: { text: translate(lang, `draft.done_${step}` as StringKey, { title: open.data?.title }), tone: 'good' } });
    if (step !== 'accept') return;
    forgetSummaries();
    const written = [...new Set(open.data?.changes.flatMap(drawnWith))];
    app.store.set({ revisions: { ...revisions, ...Object.fromEntries(written.map((name) => [name, (revisions[name] ?? 0) + 1])) }, history: { status: 'idle' } });
    void loadSummary.run(app);
    void loadAsset.run(app);
  },
};

/** The layers that show a change: what is recorded of a structure may give it another condition. */
function drawnWith({ collection, entry }: DraftChange): readonly CollectionId[] {
  if (entry.operation) return TOUCHED;
  const records: readonly string[] = RECORD_KINDS;
  return records.includes(collection) ? ['bridges', 'culverts', 'sections'] : [collection as CollectionId];
}

export const showChange: Act<[change: DraftChange]> = {
  available: always,
  run({ store }, { base, differences }) {
    const after = differences.geometry?.after as { coordinates?: unknown } | null | undefined;
    const box = boxOf([boxOf(base?.geometry?.coordinates), boxOf(after?.coordinates)].filter(Boolean).flatMap((one) => [[one![0], one![1]], [one![2], one![3]]]));
    if (!box) return;
    const point = box[0] === box[2] && box[1] === box[3];
    store.set({ goal: point ? { view: { lon: box[0], lat: box[1], zoom: Math.max(15, store.get().view?.zoom ?? 0) } } : { bbox: box } });
  },
};

/** Put a change into the chosen draft, or a new one; of an asset already in it, over what is said there, or refused where that would undo it. */
export async function intoDraft(app: App, entry: Entry, title: string): Promise<Draft> {
  const { target } = app.store.get().drafting;
  const draft = target === null ? await app.api.drafts.begin(title) : await app.api.drafts.one(target);
  drafting(app, { target: draft.id }); // refused now, the next try goes into the same one
  const there = entry.id ? draft.changes.find((one) => one.entry.id === entry.id && one.collection === entry.collection) : undefined;
  const together = there && laidOver(there.entry, entry);
  const filled = together ? await app.api.drafts.replace(draft, there.change, together) : await app.api.drafts.add(draft.id, entry);
  drafting(app, { target: filled.id, open: { status: 'idle' }, check: { status: 'idle' } });
  void loadDrafts.run(app);
  return filled;
}
