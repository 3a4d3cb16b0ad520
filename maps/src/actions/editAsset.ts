/** Editing an asset's facts: begin, type, save, leave. Geometry is not touched here (see moveAsset.ts). */
import { faultFrom } from '../api/http';
import type { Fault } from '../api/types';
import { changesOf, EDITABLE, fieldOf, sameValue } from '../fields';
import { instant } from '../format';
import { meant, type Meaning } from '../meaning';
import { AT_REST, type Edit, type State } from '../state';
import { translate, type StringKey } from '../strings';
import { always, mayNotEdit, mayNotSave, sessionEnded, type Act, type App } from './app';
import { dropDraft, findDraft, type Draft } from './drafts';
import { meetConflict } from './conflict';
import { leaving } from './leave';
import { showSaved } from './saved';
import { writtenOf } from './sectionEnds';

function begin(app: App, draft: Draft | null): void {
  const { asset } = app.store.get();
  if (asset.status !== 'ready') return;
  const { collection, id, etag, feature } = asset.data;
  app.store.set({
    ...AT_REST,
    edit: {
      collection, id, etag: draft?.etag ?? etag, base: draft?.base ?? feature.properties, values: draft?.values ?? {},
      reason: draft?.reason ?? '', errors: {}, fault: null, saving: false, conflict: null, mergedWith: [],
    },
    tab: 'overview', sheet: 'card',
  });
}

export const startEdit: Act = {
  available: (state) => mayNotEdit(state, state.selection, EDITABLE),
  run(app) { begin(app, null); },
};

/** Go on with what was typed before a reload; the version it started from decides whether it conflicts. */
export const resumeDraft: Act = {
  available: (state) => mayNotEdit(state, state.selection, EDITABLE),
  run(app) {
    const { selection } = app.store.get();
    if (selection) begin(app, findDraft(selection));
  },
};

export const discardDraft: Act = {
  available: always,
  run({ store }) {
    const { selection } = store.get();
    if (selection) dropDraft(selection);
    store.set({ asset: { ...store.get().asset } });
  },
};

function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

/** One field typed; back at its base value it is no change any more. */
export const typeField: Act<[name: string, text: string]> = {
  available: always,
  run({ store }, name, text) {
    const { edit } = store.get();
    const field = edit && fieldOf(edit.collection, name);
    if (!edit || !field) return;
    const { changes, faults } = changesOf(edit.collection, edit.base, { [name]: text });
    const same = !faults[name] && !(name in changes) && sameValue(field, edit.base[name], edit.base[name]);
    store.set({ edit: { ...edit, values: same ? without(edit.values, name) : { ...edit.values, [name]: text }, errors: without(edit.errors, name) } });
  },
};

export const typeReason: Act<[text: string]> = {
  available: always,
  run({ store }, reason) {
    const { edit, move } = store.get();
    if (edit) store.set({ edit: { ...edit, reason } });
    else if (move) store.set({ move: { ...move, reason } });
  },
};

export const cancelEdit: Act = {
  available: always,
  run(app) { leaving(app, () => app.store.set({ edit: null })); },
};

/** Every field a refusal speaks of: the one named, and those told in its facts. */
export function faultsByField(edit: Edit, fault: Fault): Record<string, Fault> {
  const told = fault.facts.codes && typeof fault.facts.codes === 'object' ? Object.keys(fault.facts.codes) : [];
  const names = [fault.field, ...told].filter((name): name is string => Boolean(name && fieldOf(edit.collection, name)));
  return Object.fromEntries(names.map((name) => [name, fault]));
}

export function nothingToSave(state: State): StringKey | null {
  if (!state.edit || state.edit.saving) return 'why.loading';
  if (state.edit.conflict) return 'why.conflict';
  return Object.keys(state.edit.values).length ? null : 'why.no_change';
}

export const saveEdit: Act<[meaning: Meaning]> = {
  available: (state) => nothingToSave(state) ?? mayNotSave(state),
  async run(app, meaning) {
    const { store, api } = app;
    const { edit, lang, happenedOn } = store.get();
    if (!edit || edit.saving) return;
    const { changes, faults } = changesOf(edit.collection, edit.base, edit.values);
    if (Object.keys(faults).length) { store.set({ edit: { ...edit, errors: faults } }); return; }
    store.set({ edit: { ...edit, saving: true, fault: null, errors: {} } });
    try {
      const answer = await api.change(edit.collection, edit.id, edit.etag, { properties: await writtenOf(app, edit, changes) }, { reason: edit.reason, ...meant(meaning, happenedOn) });
      const names = Object.keys(changes).map((name) => translate(lang, `field.${name}` as StringKey)).join(', ');
      const told = translate(lang, 'toast.changed', { names });
      showSaved(app, edit, answer, edit.mergedWith.length ? translate(lang, 'merge.done', { told, names: edit.mergedWith.join(', ') }) : told);
    } catch (cause) {
      await refused(app, edit, faultFrom(cause), meaning);
    }
  },
};

async function refused(app: App, edit: Edit, fault: Fault, meaning: Meaning): Promise<void> {
  const still = { ...edit, saving: false };
  if (fault.status === 412) {
    if (meetConflict(app, still, fault) === 'merged') await saveEdit.run(app, meaning);
    return;
  }
  if (sessionEnded(app, fault)) { app.store.set({ edit: still }); return; }
  const deleted = fault.status === 404 && fault.facts.deleted as { by: string | null; db_user: string; at: string } | undefined;
  if (deleted) { app.store.set({ edit: { ...still, fault: { ...fault, code: 'deleted_meanwhile', facts: { by: deleted.by ?? deleted.db_user, at: instant(deleted.at) } } } }); return; }
  const errors = faultsByField(edit, fault);
  app.store.set({ edit: { ...still, errors, fault: Object.keys(errors).length ? null : fault } });
}
