/** Unsaved edits outlive a reload or a crash: kept in this browser with the version they started from. */
import type { Properties } from '../api/types';
import type { Edit, Selection } from '../state';

export interface Draft {
  readonly etag: string;
  readonly base: Properties;
  readonly values: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly at: string;
}
const key = ({ collection, id }: Selection): string => `cauduong.draft.${collection}.${id}`;

export function keepDraft(edit: Edit): void {
  if (!Object.keys(edit.values).length && !edit.reason) { dropDraft(edit); return; }
  const draft: Draft = { etag: edit.etag, base: edit.base, values: edit.values, reason: edit.reason, at: new Date().toISOString() };
  localStorage.setItem(key(edit), JSON.stringify(draft));
}

export function findDraft(selection: Selection): Draft | null {
  const kept = localStorage.getItem(key(selection));
  if (!kept) return null;
  try {
    return JSON.parse(kept) as Draft;
  } catch {
    localStorage.removeItem(key(selection)); // not ours any more: unreadable, so of no use to anyone
    return null;
  }
}

export function dropDraft(selection: Selection): void {
  localStorage.removeItem(key(selection));
}
