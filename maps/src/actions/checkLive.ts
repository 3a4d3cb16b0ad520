/** While somebody types or places: what saving would meet, asked a moment after the last key; one-click cures and their undoing. */
import { checkProposal } from '../api/checking';
import type { Change } from '../api/endpoints';
import { faultFrom, isCancelled } from '../api/http';
import { bodyOf, type Drawing } from '../drawing';
import type { Value } from '../api/types';
import { changesOf } from '../fields';
import { NOTHING_FOUND, typedCure, type Finding } from '../findings';
import type { Edit, Move, Selection, State } from '../state';
import { always, type Act, type App } from './app';
import { notPlaced } from './createAsset';
import { changeOf } from './moveAsset';
import { writtenOf } from './sectionEnds';

const PAUSE_MS = 500;
let due = 0;
let current: AbortController | null = null;

interface Proposal { readonly collection: Selection['collection']; readonly id: string | null; readonly feature: Change; readonly edit?: Edit }

/** Of a new asset only once it has a place: before that every check would say the same. */
function newAsset(state: State): Proposal | null {
  const { drawing } = state;
  if (!drawing || drawing.id || drawing.collection === 'sections' || notPlaced(state)) return null;
  const { body, faults } = bodyOf(drawing);
  return Object.keys(faults).length ? null : { collection: drawing.collection, id: null, feature: body as Change };
}

function proposalOf(state: State): Proposal | null {
  const { edit, move } = state;
  if (state.drawing) return newAsset(state);
  if (edit && !edit.conflict) {
    const { collection, id } = edit;
    const { changes } = changesOf(collection, edit.base, edit.values);
    return { collection, id, feature: { properties: changes }, edit };
  }
  return move?.to && !move.locating ? { collection: move.collection, id: move.id, feature: changeOf(move) } : null;
}

async function ask(app: App): Promise<void> {
  const proposal = proposalOf(app.store.get());
  if (!proposal) { app.store.set({ live: { ...app.store.get().live, found: null } }); return; }
  current?.abort();
  const cancel = new AbortController();
  current = cancel;
  app.store.set({ live: { ...app.store.get().live, asking: true } });
  try {
    const { collection, id, edit } = proposal;
    const feature = edit ? { properties: await writtenOf(app, edit, proposal.feature.properties as Readonly<Record<string, Value>>) } : proposal.feature;
    const found = await checkProposal(collection, id, feature, cancel.signal);
    app.store.set({ live: { ...app.store.get().live, asking: false, found } });
  } catch (cause) {
    if (isCancelled(cause)) return;
    app.store.set({ live: { ...app.store.get().live, asking: false, found: { refused: faultFrom(cause), findings: [] } } });
  }
}

const typed = (edit: Edit | null): unknown => edit && edit.values;
const placed = (move: Move | null): unknown => move && move.to;
const drawn = (drawing: Drawing | null): readonly unknown[] => (drawing ? [drawing.steps, drawing.at, drawing.values, drawing.rests, drawing.located] : []);
const sameDrawing = (now: State, before: State): boolean => drawn(now.drawing).every((part, n) => part === drawn(before.drawing)[n]);

/** Ask anew when what would be saved is another; forget when there is nothing to save any more. */
export function followProposal(app: App, now: State, before: State): void {
  const begun = (now.edit && !before.edit) || (now.move && !before.move);
  const atWork = now.edit ?? now.move ?? now.drawing;
  if (!atWork) {
    clearTimeout(due);
    if (before.edit || before.move || before.drawing) { current?.abort(); app.store.set({ live: NOTHING_FOUND }); }
    return;
  }
  if (!begun && typed(now.edit) === typed(before.edit) && placed(now.move) === placed(before.move) && sameDrawing(now, before) && now.edit?.conflict === before.edit?.conflict) return;
  clearTimeout(due);
  due = window.setTimeout(() => { void ask(app); }, begun ? 0 : PAUSE_MS);
}

/** Type the cure of a finding into the form; what was typed before is kept to be put back. */
export const applyCure: Act<[finding: Finding, told: string]> = {
  available: (state) => ((state.edit && !state.edit.saving) || (state.drawing && !state.drawing.busy) ? null : 'why.loading'),
  run({ store }, finding, told) {
    const { edit, drawing, lang, live } = store.get();
    const cure = typedCure(finding, lang);
    if (!cure) return;
    if (drawing) store.set({ drawing: { ...drawing, values: { ...drawing.values, ...cure } }, live: { ...live, undo: { values: drawing.values, told } } });
    if (!edit) return;
    store.set({ edit: { ...edit, values: { ...edit.values, ...cure } }, live: { ...live, undo: { values: edit.values, told } } });
  },
};

export const undoCure: Act = {
  available: always,
  run({ store }) {
    const { edit, drawing, live } = store.get();
    if (drawing && live.undo) store.set({ drawing: { ...drawing, values: live.undo.values }, live: { ...live, undo: null } });
    if (edit && live.undo) store.set({ edit: { ...edit, values: live.undo.values }, live: { ...live, undo: null } });
  },
};
