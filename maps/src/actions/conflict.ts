/** Somebody saved before us: show both versions field by field and let the person choose. */
import { faultFrom } from '../api/http';
import { changesOf, fieldOf, sameValue, writeField } from '../fields';
import type { Edit } from '../state';
import { always, type Act, type App } from './app';

/** Fields where both sides changed something are put side by side; where only one did, nothing is asked. */
export async function meetConflict(app: App, edit: Edit): Promise<void> {
  try {
    const { data, etag } = await app.api.item(edit.collection, edit.id);
    const { changes } = changesOf(edit.collection, edit.base, edit.values);
    const choice = Object.fromEntries(Object.keys(changes).map((name) => [name, 'mine' as const]));
    const asset = { collection: edit.collection, id: edit.id, feature: data, etag };
    app.store.set({ asset: { status: 'ready', data: asset }, edit: { ...edit, conflict: { theirs: data.properties, etag, choice } } });
  } catch (cause) {
    app.store.set({ edit: { ...edit, fault: faultFrom(cause) } });
  }
}

export const chooseSide: Act<[name: string, side: 'mine' | 'theirs']> = {
  available: always,
  run({ store }, name, side) {
    const { edit } = store.get();
    if (edit?.conflict) store.set({ edit: { ...edit, conflict: { ...edit.conflict, choice: { ...edit.conflict.choice, [name]: side } } } });
  },
};

/** Take what was chosen as the new draft on top of their version; saving is a step of its own. */
export const settleConflict: Act = {
  available: always,
  run({ store }) {
    const { edit, lang } = store.get();
    if (!edit?.conflict) return;
    const { theirs, etag, choice } = edit.conflict;
    const kept = Object.entries(edit.values).filter(([name]) => choice[name] === 'mine' || !(name in choice));
    const values = Object.fromEntries(kept.filter(([name, text]) => {
      const field = fieldOf(edit.collection, name);
      return field && text !== writeField(field, theirs[name], lang);
    }));
    store.set({ edit: { ...edit, etag, base: theirs, values, conflict: null } });
  },
};

/** The fields to show: mine, theirs, and what both started from. */
export function conflictRows(edit: Edit): { name: string; both: boolean }[] {
  if (!edit.conflict) return [];
  const { theirs, choice } = edit.conflict;
  return Object.keys(choice).map((name) => {
    const field = fieldOf(edit.collection, name);
    return { name, both: Boolean(field && !sameValue(field, theirs[name], edit.base[name])) };
  });
}
