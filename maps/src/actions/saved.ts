import type { Answer } from '../api/http';
import type { Feature } from '../api/types';
import { AT_REST, type Selection } from '../state';
import { translate } from '../strings';
import type { App } from './app';
import { dropDraft } from './drafts';
import { loadHistory } from './loadAsset';
import { forgetSummaries, loadSummary } from './loadSummary';

/** A write was accepted: card, map, numbers, list and history show it at once, and the reader is told what happened. */
export function showSaved(app: App, selection: Selection, answer: Answer<Feature>, told: string): void {
  const { lang, revisions } = app.store.get();
  const name = String(answer.data.properties.name || selection.id);
  dropDraft(selection);
  forgetSummaries();
  app.store.set({
    asset: { status: 'ready', data: { collection: selection.collection, id: selection.id, feature: answer.data, etag: answer.etag } },
    ...AT_REST, history: { status: 'idle' },
    revisions: { ...revisions, [selection.collection]: (revisions[selection.collection] ?? 0) + 1 },
    toast: { text: translate(lang, 'toast.saved', { name, told }), tone: 'good' },
  });
  void loadSummary.run(app);
  void loadHistory.run(app);
}
