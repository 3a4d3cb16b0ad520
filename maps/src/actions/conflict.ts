/** Somebody saved before us: edits of different fields are merged and said so; of the same field the person chooses, field by field. */
import { changesOf, fieldOf, sameValue, writeField } from '../fields';
import type { Fault, Feature, Properties } from '../api/types';
import { contested } from '../past';
import type { Edit, Rival } from '../state';
import { always, type Act, type App } from './app';

/** What a 412 tells: what stands there now under which ETag, and who changed what since we read. */
interface Meeting { readonly theirs: Feature; readonly etag: string; readonly since: readonly Rival[] }

export function meetingOf({ facts }: Fault): Meeting {
  return { theirs: facts.current as Feature, etag: String(facts.etag), since: (facts.since ?? []) as readonly Rival[] };
}

export const namesOf = (since: readonly Rival[]): readonly string[] => [...new Set(since.map(({ by, db_user }) => by ?? db_user))];
/** Columns that the form has under another name. */
const TYPED_AS: Readonly<Record<string, string>> = { from_m: 'from_chainage', to_m: 'to_chainage' };
export const fieldsOf = (since: readonly Rival[]): readonly string[] => [...new Set(since.flatMap(({ changes }) => changes.map(({ field }) => TYPED_AS[field] ?? field)))];

/** The fields that both wrote and not to the same value. */
function disputed(edit: Edit, theirs: Properties, since: readonly Rival[]): readonly string[] {
  const { changes } = changesOf(edit.collection, edit.base, edit.values);
  return contested(Object.keys(changes), fieldsOf(since)).filter((name) => {
    const field = fieldOf(edit.collection, name);
    return field && !sameValue(field, changes[name] as never, theirs[name]);
  });
}

/** The edit on top of their version: to be saved again at once (nothing is disputed), or with the choices a person must make. */
export function meetConflict(app: App, edit: Edit, fault: Fault): 'merged' | 'asked' {
  const { theirs, etag, since } = meetingOf(fault);
  const names = disputed(edit, theirs.properties, since);
  app.store.set({ asset: { status: 'ready', data: { collection: edit.collection, id: edit.id, feature: theirs, etag } } });
  if (!names.length) {
    app.store.set({ edit: { ...settled(app, edit, theirs.properties, etag, () => true), mergedWith: [...new Set([...edit.mergedWith, ...namesOf(since)])] } });
    return 'merged';
  }
  const choice = Object.fromEntries(names.map((name) => [name, 'mine' as const]));
  app.store.set({ edit: { ...edit, conflict: { theirs: theirs.properties, etag, since, choice } } });
  return 'asked';
}

/** What is kept of mine, without what they have written the same. */
function settled(app: App, edit: Edit, theirs: Properties, etag: string, mine: (name: string) => boolean): Edit {
  const { lang } = app.store.get();
  const values = Object.fromEntries(Object.entries(edit.values).filter(([name, text]) => {
    const field = fieldOf(edit.collection, name);
    return mine(name) && field && text !== writeField(field, theirs[name], lang);
  }));
  return { ...edit, etag, base: theirs, values, conflict: null };
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
  run(app) {
    const { edit } = app.store.get();
    if (!edit?.conflict) return;
    const { theirs, etag, choice, since } = edit.conflict;
    app.store.set({ edit: { ...settled(app, edit, theirs, etag, (name) => choice[name] !== 'theirs'), mergedWith: [...new Set([...edit.mergedWith, ...namesOf(since)])] } });
  },
};
