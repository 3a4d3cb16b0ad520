/** "Lưu vào bản nháp": what was typed, dragged, drawn, recorded, shown of the network or is to be deleted goes into a draft, nothing into the database. */
import { faultFrom } from '../api/http';
import type { CollectionId } from '../api/types';
import { changesOf } from '../fields';
import { date, instant } from '../format';
import { bodyOf } from '../network';
import { sentBy } from '../recording';
import { AT_REST, type Edit, type Move, type State } from '../state';
import { translate, type StringKey } from '../strings';
import type { Draft, Entry } from '../drafting';
import { sessionEnded, type Act, type App } from './app';
import { meetConflict } from './conflict';
import { notMade, notPlaced, readyBody } from './createAsset';
import { dropDraft } from './drafts';
import { intoDraft } from './draftSets';
import { faultsByField, nothingToSave } from './editAsset';
import { dropDrawing } from './keptDrawing';
import { dropRecording } from './keptRecording';
import { changeOf, notMoved, staleMove } from './moveAsset';
import { notDecided, notOperated } from './network';
import { notRecorded, nothingRecorded } from './recordAsset';
import { writtenOf } from './sectionEnds';

function mayNotDraft({ session, selection, permitted }: State): StringKey | null {
  if (permitted && !permitted.draft.may) return 'why.no_draft_right';
  return selection && session?.user?.may_draft.includes(selection.collection) ? null : 'why.no_draft_right';
}

/** One change into the draft chosen, its reason and the day of the change as a comment there; nothing is at work any more. */
async function take(app: App, entry: Entry, reason: string): Promise<void> {
  const { lang, happenedOn } = app.store.get();
  const day = happenedOn && `${translate(lang, 'meaning.on')}: ${date(happenedOn)}`;
  const why = [reason, day].filter(Boolean).join(' · ');
  const title = translate(lang, 'draft.new_title', { at: instant(new Date().toISOString()) });
  const draft = await intoDraft(app, entry, title);
  const said = !why || await sayWhy(app, draft, `${entry.id ?? translate(lang, 'draft.create')}: ${why}`);
  const told = said ? translate(lang, 'draft.taken', { title: draft.title, n: draft.changes.length }) : translate(lang, 'draft.taken_unsaid', { title: draft.title, reason: why });
  app.store.set({ ...AT_REST, dialog: null, toast: { text: told, tone: said ? 'good' : 'bad' } });
}

/** Whether the comment is there. The change itself is by now: to fail here as a whole would have it put in twice. */
async function sayWhy(app: App, draft: Draft, text: string): Promise<boolean> {
  try {
    await app.api.drafts.comment(draft.id, text);
    return true;
  } catch (cause) {
    sessionEnded(app, faultFrom(cause));
    return false;
  }
}

async function put(app: App, work: Edit | Move, feature: NonNullable<Entry['feature']>): Promise<void> {
  await take(app, { action: 'update', collection: work.collection, id: work.id, if_match: work.etag, feature }, work.reason);
  dropDraft(work);
}

const mayDraftKind = ({ session }: State, kind: string): StringKey | null => (session?.user?.may_draft.includes(kind as CollectionId) ? null : 'why.no_draft_right');

/** A new asset, as it would be made now. */
export const draftNew: Act = {
  available: (state) => (state.drawing ? mayDraftKind(state, state.drawing.collection) ?? notPlaced(state) : 'why.loading'),
  async run(app) {
    const { drawing } = app.store.get();
    if (!drawing || drawing.busy) return;
    try {
      const body = await readyBody(app, drawing);
      if (!body) return;
      await take(app, { action: 'create', collection: drawing.collection, feature: body as NonNullable<Entry['feature']> }, drawing.reason);
      dropDrawing(drawing.collection, null);
    } catch (cause) {
      notMade(app, faultFrom(cause));
    }
  },
};

/** A record: a new one says what it is about, an inspection also at which version that was looked at. */
export const draftRecord: Act = {
  available: (state) => (state.recording ? mayDraftKind(state, state.recording.kind) ?? nothingRecorded(state.recording) : 'why.loading'),
  async run(app) {
    const { recording } = app.store.get();
    if (!recording || recording.busy) return;
    const { properties, faults } = sentBy(recording);
    if (Object.keys(faults).length) { app.store.set({ recording: { ...recording, errors: faults } }); return; }
    const { kind, of, record, version } = recording;
    const entry: Entry = record ? { action: 'update', collection: kind, id: record.id, if_match: record.etag, feature: { properties } }
      : { action: 'create', collection: kind, feature: { type: 'Feature', properties: { about: of.id, ...properties } }, ...(kind === 'inspections' ? { if_match: version } : {}) };
    app.store.set({ recording: { ...recording, busy: true, errors: {}, fault: null } });
    try {
      await take(app, entry, recording.reason);
      dropRecording(recording);
    } catch (cause) {
      notRecorded(app, faultFrom(cause));
    }
  },
};

/** Exactly what was shown to go: the asset, and what goes along. */
export const draftDelete: Act<[reason: string]> = {
  available: (state) => (state.dialog?.kind !== 'delete' ? 'why.loading' : state.dialog.goes.in_the_way.length ? 'why.in_the_way' : mayDraftKind(state, state.dialog.collection)),
  async run(app, reason) {
    const { dialog } = app.store.get();
    if (dialog?.kind !== 'delete' || dialog.busy) return;
    app.store.set({ dialog: { ...dialog, busy: true, fault: null } });
    try {
      await take(app, { action: 'delete', collection: dialog.collection, id: dialog.id, if_match: dialog.etag, along: dialog.goes.along }, reason);
    } catch (cause) {
      const fault = faultFrom(cause);
      app.store.set({ dialog: { ...dialog, busy: false, fault } });
      sessionEnded(app, fault);
    }
  },
};

/** A change of the network, exactly as it was shown. */
export const draftNetwork: Act = {
  available: (state) => mayNotDraft(state) ?? notDecided(state),
  async run(app) {
    const { network } = app.store.get();
    if (!network?.operation || !network.effect || network.busy !== 'no') return;
    const { road, etag, operation, effect, comment } = network;
    app.store.set({ network: { ...network, busy: 'committing', fault: null } });
    try {
      await take(app, { action: 'operate', collection: 'roads', id: road, if_match: etag, operation, body: bodyOf(network), token: effect.token }, comment);
      if (operation === 'realign') dropDrawing('roads', road);
    } catch (cause) {
      notOperated(app, faultFrom(cause));
    }
  },
};

export const draftEdit: Act = {
  available: (state) => mayNotDraft(state) ?? nothingToSave(state),
  async run(app) {
    const { edit } = app.store.get();
    if (!edit || edit.saving) return;
    const { changes, faults } = changesOf(edit.collection, edit.base, edit.values);
    if (Object.keys(faults).length) { app.store.set({ edit: { ...edit, errors: faults } }); return; }
    app.store.set({ edit: { ...edit, saving: true, fault: null, errors: {} } });
    try {
      await put(app, edit, { properties: await writtenOf(app, edit, changes) });
    } catch (cause) {
      const fault = faultFrom(cause);
      if (fault.status === 412) {
        if (meetConflict(app, { ...edit, saving: false }, fault) === 'merged') await draftEdit.run(app);
        return;
      }
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
      await staleMove(app, { ...move, saving: false }, faultFrom(cause), () => draftMove.run(app));
    }
  },
};
