/** "Lưu vào bản nháp": what was typed or dragged goes into a draft, nothing into the database. */
import { faultFrom } from '../api/http';
import { changesOf } from '../fields';
import { instant } from '../format';
import type { Edit, Move, State } from '../state';
import { translate, type StringKey } from '../strings';
import type { Entry } from '../drafting';
import { sessionEnded, type Act, type App } from './app';
import { meetConflict } from './conflict';
import { dropDraft } from './drafts';
import { intoDraft } from './draftSets';
import { faultsByField, nothingToSave } from './editAsset';
import { changeOf, notMoved, staleMove } from './moveAsset';

function mayNotDraft({ session, selection, permitted }: State): StringKey | null {
  if (permitted && !permitted.draft.may) return 'why.no_draft_right';
  return selection && session?.user?.may_draft.includes(selection.collection) ? null : 'why.no_draft_right';
}

async function put(app: App, work: Edit | Move, feature: NonNullable<Entry['feature']>): Promise<void> {
  const { lang } = app.store.get();
  const title = translate(lang, 'draft.new_title', { at: instant(new Date().toISOString()) });
  const draft = await intoDraft(app, { action: 'update', collection: work.collection, id: work.id, if_match: work.etag, feature }, title);
  dropDraft(work);
  app.store.set({ edit: null, move: null, toast: { text: translate(lang, 'draft.taken', { title: draft.title, n: draft.changes.length }), tone: 'good' } });
}

export const draftEdit: Act = {
  available: (state) => mayNotDraft(state) ?? nothingToSave(state),
  async run(app) {
    const { edit } = app.store.get();
    if (!edit || edit.saving) return;
    const { changes, faults } = changesOf(edit.collection, edit.base, edit.values);
    if (Object.keys(faults).length) { app.store.set({ edit: { ...edit, errors: faults } }); return; }
    app.store.set({ edit: { ...edit, saving: true, fault: null, errors: {} } });
    try {
      await put(app, edit, { properties: changes });
    } catch (cause) {
      const fault = faultFrom(cause);
      if (fault.status === 412) { await meetConflict(app, { ...edit, saving: false }); return; }
      sessionEnded(app, fault);
      const errors = faultsByField(edit, fault);
      app.store.set({ edit: { ...edit, saving: false, errors, fault: Object.keys(errors).length ? null : fault } });
    }
  },
};

export const draftMove: Act = {
  available: (state) => mayNotDraft(state) ?? notMoved(state),
  async run(app) {
    const { move } = app.store.get();
    if (!move?.to || move.saving) return;
    app.store.set({ move: { ...move, saving: true, fault: null } });
    try {
      await put(app, move, changeOf(move));
    } catch (cause) {
      await staleMove(app, { ...move, saving: false }, faultFrom(cause));
    }
  },
};
