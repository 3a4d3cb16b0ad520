/** What an act is: whether it can be done now (and if not, why), and doing it. */
import type { Api } from '../api/endpoints';
import type { Fault } from '../api/types';
import type { Selection, State, Store } from '../state';
import type { StringKey } from '../strings';

export interface App { readonly store: Store; readonly api: Api }

export interface Act<Arguments extends readonly unknown[] = []> {
  /** The reason it is not available, as a string's key; null when it is. */
  available(state: State): StringKey | null;
  run(app: App, ...given: Arguments): void | Promise<void>;
}

export const always = (): null => null;

/** A session that ended while somebody worked: ask to sign in again, and lose nothing. */
export function sessionEnded(app: App, fault: Fault): boolean {
  if (fault.status !== 401) return false;
  app.store.set({ session: { user: null }, dialog: { kind: 'sign-in', expired: true, busy: false, fault: null } });
  return true;
}

/** Why this person may change assets of this collection neither at once nor in a draft; null when they may. */
export function mayNotEdit(state: State, selection: Selection | null, collections: readonly string[]): StringKey | null {
  if (!selection) return 'why.nothing_selected';
  if (!collections.includes(selection.collection)) return 'why.kind_not_editable';
  if (!state.session?.user) return 'why.sign_in';
  if (![...state.session.user.may_edit, ...state.session.user.may_draft].includes(selection.collection)) return 'why.no_right';
  if (state.permitted && !state.permitted.change.may && !state.permitted.draft.may) return 'why.out_of_bounds';
  return state.asset.status === 'ready' ? null : 'why.loading';
}

/** Why what was typed or dragged may not be saved at once; null when it may. */
export function mayNotSave({ session, selection, permitted }: State): StringKey | null {
  if (permitted && !permitted.change.may) return permitted.change.managing_unit || permitted.change.commune ? 'why.draft_only_here' : 'why.draft_only';
  return selection && session?.user?.may_edit.includes(selection.collection) ? null : 'why.draft_only';
}
