/** Recording at the selected asset, in its file ("Hồ sơ"): begin, correct, type, save, withdraw. */
import { faultFrom } from '../api/http';
import type { Fault, RecordKind } from '../api/types';
import { freshKey } from '../drawing';
import { today } from '../format';
import { isRecorded, linesNow, NEW_LINE, proposalFor, recordedOf, recordFields, sentBy, type Line, type Recording } from '../recording';
import { AT_REST, type State } from '../state';
import { translate, type StringKey } from '../strings';
import { always, sessionEnded, type Act, type App } from './app';
import { dropRecording, findRecording } from './keptRecording';
import { leaving } from './leave';
import { loadAsset } from './loadAsset';
import { loadRecords } from './loadRecords';

/** Why this person may record that of the selected asset neither at once nor in a draft; null when they may. */
export function mayNotRecord({ selection, session, asset }: State, kind: RecordKind): StringKey | null {
  if (!selection || !recordedOf(selection.collection).includes(kind)) return 'why.no_records';
  if (!session?.user) return 'why.sign_in';
  if (![...session.user.may_edit, ...session.user.may_draft].includes(kind)) return 'why.no_right';
  return asset.status === 'ready' ? null : 'why.loading';
}

function put({ store }: App, changes: Partial<Recording>): void {
  const { recording } = store.get();
  if (recording) store.set({ recording: { ...recording, ...changes } });
}

function begin(app: App, kind: RecordKind, record: Recording['record']): void {
  const { asset, lang } = app.store.get();
  if (!asset.data) return;
  const of = { collection: asset.data.collection, id: asset.data.id };
  const kept = findRecording({ kind, of, record });
  const proposed = record ? {} : proposalFor(kind, today(new Date()), translate(lang, 'record.by_map'));
  const typed = kept ? { values: kept.values, lines: kept.lines, reason: kept.reason, key: kept.key, resumed: kept.at } : { values: {}, lines: null, reason: '', key: freshKey(), resumed: '' };
  app.store.set({ ...AT_REST, recording: { kind, of, version: asset.data.etag, record, proposed, ...typed, errors: {}, fault: null, busy: false, withdrawing: false } });
}

export const startRecord: Act<[kind: RecordKind]> = {
  available: always,
  run(app, kind) { leaving(app, () => begin(app, kind, null)); },
};

/** The record as it stands now, with the version that its correction rests on. */
export const correctRecord: Act<[kind: RecordKind, id: string]> = {
  available: always,
  async run(app, kind, id) {
    try {
      const { data, etag } = await app.api.record(kind, id);
      leaving(app, () => begin(app, kind, { id, etag, base: data.properties }));
    } catch (cause) {
      const fault = faultFrom(cause);
      if (!sessionEnded(app, fault)) app.store.set({ records: { status: 'failed', fault } });
    }
  },
};

export const typeRecord: Act<[name: string, text: string]> = {
  available: always,
  run(app, name, text) {
    const { recording } = app.store.get();
    if (!recording) return;
    const { [name]: _gone, ...errors } = recording.errors;
    put(app, { values: { ...recording.values, [name]: text }, errors });
  },
};

export const sayWhyRecord: Act<[reason: string]> = { available: always, run(app, reason) { put(app, { reason }); } };

/** A line of the sheet changed, added at the end, or taken away. */
export const typeLine: Act<[n: number, line: Partial<Line> | null]> = {
  available: always,
  run(app, n, line) {
    const { recording } = app.store.get();
    if (!recording) return;
    const lines = [...linesNow(recording)];
    if (line === null) lines.splice(n, 1);
    else lines[n] = { ...(lines[n] ?? NEW_LINE), ...line };
    put(app, { lines, errors: {} });
  },
};

export const cancelRecord: Act = {
  available: always,
  run(app) { leaving(app, () => app.store.set({ recording: null })); },
};

/** What was typed in another visit is thrown away; the form begins again. */
export const forgetRecord: Act = {
  available: always,
  run(app) {
    const { recording } = app.store.get();
    if (!recording) return;
    dropRecording(recording);
    begin(app, recording.kind, recording.record);
  },
};

export function notRecordable(state: State): StringKey | null {
  const { recording } = state;
  if (!recording || recording.busy) return 'why.loading';
  const why = mayNotRecord(state, recording.kind) ?? (state.session?.user?.may_edit.includes(recording.kind) ? null : 'why.draft_only');
  return why ?? nothingRecorded(recording);
}

export const nothingRecorded = (recording: Recording): StringKey | null => (recording.record && !isRecorded(recording) ? 'why.no_change' : null);

export const saveRecord: Act = {
  available: notRecordable,
  async run(app) {
    const { recording } = app.store.get();
    if (!recording || notRecordable(app.store.get())) return;
    const { properties, faults } = sentBy(recording);
    if (Object.keys(faults).length) { put(app, { errors: faults }); return; }
    put(app, { busy: true, errors: {}, fault: null });
    const { kind, of, record, version, key, reason } = recording;
    try {
      if (record) await app.api.changeRecord(kind, record.id, record.etag, properties, reason);
      else await app.api.makeRecord(of.collection, of.id, kind, properties, { key, reason, ...(kind === 'inspections' ? { ifMatch: version } : {}) });
      written(app, recording, record ? 'record.corrected' : 'record.made');
    } catch (cause) {
      notRecorded(app, faultFrom(cause));
    }
  },
};

export const askWithdraw: Act<[ask: boolean]> = { available: always, run(app, withdrawing) { put(app, { withdrawing, fault: null }); } };

export const withdrawRecord: Act = {
  available: always,
  async run(app) {
    const { recording } = app.store.get();
    if (!recording?.record || recording.busy) return;
    put(app, { busy: true, fault: null });
    try {
      await app.api.withdrawRecord(recording.kind, recording.record.id, recording.record.etag, recording.reason);
      written(app, recording, 'record.withdrawn');
    } catch (cause) {
      notRecorded(app, faultFrom(cause));
    }
  },
};

/** The card, the map and the file of the asset show it at once: the latest inspection gives the asset its condition. */
function written(app: App, recording: Recording, told: StringKey): void {
  const { lang, revisions } = app.store.get();
  dropRecording(recording);
  const { collection } = recording.of;
  app.store.set({ recording: null, history: { status: 'idle' }, revisions: { ...revisions, [collection]: (revisions[collection] ?? 0) + 1 }, toast: { text: translate(lang, told, { kind: translate(lang, `record.one_${recording.kind}`) }), tone: 'good' } });
  void loadAsset.run(app);
  void loadRecords.run(app);
}

/** Every field a refusal speaks of gets it, lines of the sheet by their number; what is about no field stands above the buttons. */
export function notRecorded(app: App, fault: Fault): void {
  const { recording } = app.store.get();
  if (!recording) return;
  if (sessionEnded(app, fault)) { put(app, { busy: false }); return; }
  const told = fault.facts.codes && typeof fault.facts.codes === 'object' ? Object.keys(fault.facts.codes) : [];
  const known = recordFields(recording.kind, recording.of.collection).map(({ name }) => name);
  const names = [...new Set([fault.field ?? '', ...told])].filter((name) => known.includes(name) || /^findings\/\d+\//.test(name));
  put(app, { busy: false, withdrawing: false, key: freshKey(), errors: Object.fromEntries(names.map((name) => [name, fault])), fault: names.length ? null : fault });
}
