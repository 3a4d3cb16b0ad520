/** Drafts as the API tells them, and what the map makes of them. Pure. */
import type { CollectionId, Fault, Feature, Geometry, RecordKind } from './api/types';
import type { Finding } from './findings';
import type { Affected, Effect, Operation } from './network';
import type { Load } from './state';

export type DraftState = 'open' | 'submitted' | 'returned' | 'accepted' | 'withdrawn';
export type DraftAct = 'read' | 'edit' | 'invite' | 'check' | 'comment' | 'submit' | 'withdraw' | 'return' | 'accept';
export type Step = 'submit' | 'withdraw' | 'return' | 'accept';

export interface DraftHead<Changes = number> {
  readonly id: number;
  readonly title: string;
  readonly state: DraftState;
  readonly version: number;
  readonly author: string;
  readonly created_at: string;
  readonly changes: Changes;
  readonly you: readonly string[];
  readonly may: readonly DraftAct[];
}

export interface Entry {
  readonly action: 'create' | 'update' | 'delete' | 'operate';
  readonly collection: CollectionId | RecordKind;
  readonly id?: string;
  readonly if_match?: string;
  readonly feature?: { readonly type?: 'Feature'; readonly properties?: Readonly<Record<string, unknown>>; readonly geometry?: Geometry | null };
  /** Of a deletion: the tag of what goes with it. */
  readonly along?: string;
  /** Of a network operation: which, what is asked, and the token of what was shown. */
  readonly operation?: Operation;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly token?: string;
}
export type Differences = Readonly<Record<string, { readonly before: unknown; readonly after: unknown }>>;
export interface DraftChange {
  readonly change: number;
  readonly entry: Entry;
  readonly collection: CollectionId | RecordKind;
  readonly base: Feature | null;
  readonly differences: Differences;
  readonly by: string;
  readonly at: string;
}
export interface DraftEvent { readonly said: string; readonly by: string; readonly at: string; readonly text: string }
export interface Draft extends DraftHead<readonly DraftChange[]> {
  readonly members: readonly string[];
  readonly events: readonly DraftEvent[];
  readonly changeset: number | null;
}
/** A draft tried on the database of today. */
export interface DraftCheck {
  readonly passes: boolean;
  readonly version: number;
  readonly changes: readonly { readonly change: number; readonly differences: Differences; readonly effect?: Effect; readonly along?: number; readonly findings?: readonly Finding[]; readonly moved?: Differences; readonly failure?: Fault }[];
}

export interface Drafting {
  readonly list: Load<readonly DraftHead[]>;
  readonly open: Load<Draft>;
  readonly check: Load<DraftCheck>;
  /** The draft that the next change goes into; null: a new one. */
  readonly target: number | null;
  readonly busy: boolean;
  readonly fault: Fault | null;
}
export const NO_DRAFTING: Drafting = { list: { status: 'idle' }, open: { status: 'idle' }, check: { status: 'idle' }, target: null, busy: false, fault: null };

/** Drafts that still take changes from this person. */
export const takingChanges = (drafts: readonly DraftHead[]): readonly DraftHead[] => drafts.filter(({ may }) => may.includes('edit'));

/** The change already there with the new one laid over it: what is said later holds, on the version read later. A deletion holds alone. null: neither may give way. */
export function laidOver(before: Entry, after: Entry): Entry | null {
  if (before.action === 'operate' || after.action === 'operate') return null;
  if (after.action === 'delete') return after;
  if (before.action === 'delete') return null;
  const properties = { ...before.feature?.properties, ...after.feature?.properties };
  const geometry = after.feature?.geometry ?? before.feature?.geometry;
  return { ...after, feature: { properties, ...(geometry === undefined ? {} : { geometry }) } };
}

/** What a change differs in, as the database has tried it when it has. */
export function differencesOf(change: DraftChange, check: DraftCheck | undefined): Differences {
  return check?.changes.find((one) => one.change === change.change)?.differences ?? change.differences;
}

export interface Mark { readonly n: number; readonly before: Geometry | null; readonly after: Geometry | null }

/** What an operation moves on the ground, makes or ends. */
function movedBy({ assets }: Effect, n: number): readonly Mark[] {
  const shape = (at: Affected['before']): Geometry | null => (at?.geometry ?? null) as Geometry | null;
  return assets.filter(({ before, after, moved_m }) => !before || !after || moved_m).map(({ before, after }) => ({ n, before: shape(before), after: shape(after) }));
}

/** Where each change shows on the map: how it lies now and how it would lie; alike where only facts change. */
export function marksOf(draft: Draft | undefined, check: DraftCheck | undefined): readonly Mark[] {
  return (draft?.changes ?? []).flatMap((change, index) => {
    const still = change.base?.geometry ?? null;
    const effect = check?.changes.find((one) => one.change === change.change)?.effect;
    if (effect) return [{ n: index + 1, before: still, after: still }, ...movedBy(effect, index + 1)];
    const moved = differencesOf(change, check).geometry as { before: Geometry | null; after: Geometry | null } | undefined;
    return [{ n: index + 1, before: moved ? moved.before : still, after: moved ? moved.after : still }];
  });
}
