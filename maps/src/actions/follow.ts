/** What must be fetched when the state changes: one place that says which change asks for what. */
import { whenReaderMayDiffer } from '../api/otherTabs';
import { NO_DRAFTING } from '../drafting';
import { hasUnsaved, IDLE, sameSelection, shownUnit, type State } from '../state';
import { loadWords } from '../strings';
import type { Act, App } from './app';
import { followProposal } from './checkLive';
import { keepDraft } from './drafts';
import { followDrawing } from './draw';
import { loadDrafts, worksWithDrafts } from './draftSets';
import { keepRecording } from './keptRecording';
import { loadAsset, loadHistory } from './loadAsset';
import { loadPermitted } from './loadPermitted';
import { loadRecords } from './loadRecords';
import { loadList } from './loadList';
import { loadPast } from './past';
import { followPresence } from './presence';
import { forgetSummaries, loadSummary } from './loadSummary';
import { loadWorklist } from './worklist';
import { hasLeft, loadSession } from './session';
import { loadOutline } from './unit';

const LIST_PAUSE = 250;
const TOAST_MS = 8000;
const HOVER_PAUSE = 250;

function listChanged(now: State, before: State): boolean {
  return (now.panel === 'list' || now.table !== null) && (['panel', 'listOf', 'filters', 'unit', 'revisions', ...(now.table?.box ? [] : ['bbox' as const])] as const).some((key) => now[key] !== before[key]);
}

function worklistChanged(now: State, before: State): boolean {
  return now.panel === 'checks' && (['panel', 'bbox', 'revisions', 'session'] as const).some((key) => now[key] !== before[key]);
}

function pastChanged(now: State, before: State): boolean {
  if (now.panel !== 'past' || !now.session?.user) return false;
  const inView = now.past.asked.inView && now.past.open.status === 'idle' && now.bbox !== before.bbox;
  return inView || now.panel !== before.panel || now.session !== before.session || now.revisions !== before.revisions;
}

/** What is asked of the server a moment after the view has come to rest. */
const LATER: readonly (readonly [(now: State, before: State) => boolean, Act])[] = [[listChanged, loadList], [pastChanged, loadPast], [worklistChanged, loadWorklist]];

/** Another reader may see more or less: ask for map, card, numbers and list again. What only the one who left may see goes at once. */
function seeAnew(app: App, left: boolean): void {
  const { revisions } = app.store.get();
  forgetSummaries();
  const forgotten = { asset: IDLE, history: IDLE, records: IDLE, summary: IDLE, list: IDLE, worklist: IDLE, table: null, results: IDLE, query: '', pin: null, drafting: NO_DRAFTING } as const;
  app.store.set({ revisions: { ...revisions, roads: (revisions.roads ?? 0) + 1 }, ...(left ? forgotten : {}) });
  void loadSummary.run(app);
  void loadAsset.run(app);
}

export function follow(app: App): void {
  let summaryDue = 0;
  let toastDue = 0;
  const due: number[] = [];
  app.store.subscribe((now, before) => {
    if (!sameSelection(now.selection, before.selection)) void loadAsset.run(app);
    if (before.session && now.session?.user?.username !== before.session.user?.username) seeAnew(app, hasLeft(now, before));
    if (!sameSelection(now.selection, before.selection) || now.session !== before.session) void loadPermitted.run(app);
    const other = now.tab !== before.tab || !sameSelection(now.selection, before.selection);
    const signedIn = now.session?.user && now.session !== before.session;
    if (now.tab === 'history' && (other || signedIn)) void loadHistory.run(app);
    if (now.session !== before.session && worksWithDrafts(now)) void loadDrafts.run(app);
    if (now.tab === 'records' && (other || now.session !== before.session)) void loadRecords.run(app);
    if (shownUnit(now) !== shownUnit(before)) {
      clearTimeout(summaryDue);
      summaryDue = window.setTimeout(() => { void loadSummary.run(app); }, now.unit === before.unit ? HOVER_PAUSE : 0);
    }
    if (now.unit !== before.unit) void loadOutline.run(app, true);
    LATER.forEach(([changed, load], at) => {
      if (!changed(now, before)) return;
      clearTimeout(due[at]);
      due[at] = window.setTimeout(() => { void load.run(app); }, LIST_PAUSE);
    });
    if (now.lang !== before.lang) void loadWords(now.lang).then(() => app.store.set({}));
    if (now.edit && now.edit !== before.edit) keepDraft(now.edit);
    if (now.recording && now.recording !== before.recording) keepRecording(now.recording);
    followDrawing(app, now, before);
    followProposal(app, now, before);
    if (now.toast && now.toast !== before.toast) {
      clearTimeout(toastDue);
      toastDue = window.setTimeout(() => app.store.set({ toast: null }), TOAST_MS);
    }
  });
  followPresence(app);
  whenReaderMayDiffer(() => void loadSession.run(app));
  window.addEventListener('beforeunload', (event) => { if (hasUnsaved(app.store.get())) event.preventDefault(); });
}
