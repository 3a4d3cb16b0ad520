/** The whole state of the map in one immutable object. */
import type {
  CodeLists, CollectionId, Fault, Feature, HistoryEntry, Located, Permitted, Properties, SearchResult, Session, Statistics,
} from './api/types';
import { NO_DRAFTING, type Drafting } from './drafting';
import { isDrawn, type Drawing } from './drawing';
import { NOTHING_FOUND, NOT_JUDGING, type Judging, type Live, type Worklist } from './findings';
import { NO_FILTERS, type Filtered, type Filters } from './filters';
import type { Lang } from './format';
import type { Network } from './network';
import { NO_PAST, type Differs, type GoesAlong, type Past, type Said } from './past';
import { isRecorded, type Recording } from './recording';
import type { Records } from './records';
import type { Saving } from './exportForms';
import type { Table } from './table';
import { createStoreOf, type StoreOf } from './store';

export const LAYERS = ['sections', 'bridges', 'culverts', 'km-posts', 'roads', 'waterways'] as const;
export type LayerName = (typeof LAYERS)[number];
export const DEFAULT_LAYERS: readonly LayerName[] = ['sections', 'bridges', 'culverts', 'roads', 'waterways'];

export interface View { readonly lat: number; readonly lon: number; readonly zoom: number }
export interface Selection { readonly collection: CollectionId; readonly id: string }
/** A place searched for that is no asset. */
export interface Pin { readonly lon: number; readonly lat: number; readonly label: string }
export const TABS = ['overview', 'records', 'history'] as const;
export type Tab = (typeof TABS)[number];
export const PANELS = ['summary', 'list', 'checks', 'past', 'drafts'] as const;
export type Panel = (typeof PANELS)[number];
/** Where the map is asked to go; the map clears it by moving there. */
export type Goal = { readonly view: View; readonly exact?: boolean } | { readonly bbox: readonly [number, number, number, number]; readonly atLeast?: number };
export const WHOLE_PROVINCE = '';
export const UNDER_CURSOR = 'cursor';

/** The part of the state that is written in the address. */
export interface Link {
  readonly lang: Lang;
  readonly view: View | null;
  readonly layers: readonly LayerName[];
  readonly filters: Filters;
  readonly unit: string;
  readonly selection: Selection | null;
  readonly tab: Tab;
  readonly panel: Panel;
  readonly listOf: CollectionId;
}

export type Load<T> =
  | { readonly status: 'idle' | 'loading'; readonly data?: T }
  | { readonly status: 'ready'; readonly data: T }
  | { readonly status: 'failed'; readonly fault: Fault; readonly data?: T };
export const IDLE = { status: 'idle' } as const;

export interface Asset extends Selection { readonly feature: Feature; readonly etag: string }
export interface List { readonly features: readonly Feature[]; readonly matched: number | null; readonly next: string | null }
export type Summary = Readonly<Record<Filtered, Statistics>>;

/** A change somebody else saved while a form was open. */
export interface Rival extends Said { readonly changes: readonly Differs[] }
export interface Conflict { readonly theirs: Properties; readonly etag: string; readonly since: readonly Rival[]; readonly choice: Readonly<Record<string, 'mine' | 'theirs'>> }
export interface Edit extends Selection {
  readonly etag: string;
  readonly base: Properties;
  /** As typed; read by fields.ts when saving. Only what differs from the base. */
  readonly values: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly errors: Readonly<Record<string, Fault>>;
  readonly fault: Fault | null;
  readonly saving: boolean;
  readonly conflict: Conflict | null;
  /** Whose changes this edit was merged with on its way. */
  readonly mergedWith: readonly string[];
}

export type MoveMode = 'road' | 'free' | 'typed';
export interface Place { readonly lon: number; readonly lat: number }
export interface Move extends Selection {
  readonly etag: string;
  readonly mode: MoveMode;
  readonly road: string;
  readonly from: Place & { readonly at_m: number | null; readonly chainage: string };
  readonly to: (Place & { readonly located: Located | null }) | null;
  readonly typed: string;
  readonly reason: string;
  readonly locating: boolean;
  readonly saving: boolean;
  readonly fault: Fault | null;
}

export type Dialog =
  | { readonly kind: 'sign-in'; readonly expired: boolean; readonly busy: boolean; readonly fault: Fault | null }
  | { readonly kind: 'delete'; readonly collection: CollectionId; readonly id: string; readonly etag: string; readonly goes: GoesAlong; readonly busy: boolean; readonly fault: Fault | null }
  | { readonly kind: 'unsaved'; readonly go: () => void }
  | { readonly kind: 'add' }
  | { readonly kind: 'about' };
export interface Toast { readonly text: string; readonly tone: 'good' | 'bad' }

/** Nothing is being worked on: what every act begins from. */
export const AT_REST = { edit: null, move: null, network: null, drawing: null, recording: null, happenedOn: '' } as const;

export interface State extends Link {
  /** The day on which the world changed, as it is typed with what is at work; '' for none. */
  readonly happenedOn: string;
  readonly goal: Goal | null;
  /** A zoom button was pressed: so many steps; n tells one press from the next. */
  readonly step: { readonly zoom: number; readonly n: number } | null;
  readonly bbox: readonly [number, number, number, number] | null;
  readonly hoveredUnit: { readonly id: string; readonly name: string } | null;
  readonly units: Load<readonly { readonly code: string; readonly name: string }[]>;
  readonly outline: Feature | null;
  readonly session: Session | null;
  readonly codes: Load<CodeLists>;
  readonly asset: Load<Asset>;
  /** What the reader may do to the selected asset; null while nobody has said. */
  readonly permitted: Permitted | null;
  readonly history: Load<readonly HistoryEntry[]>;
  readonly records: Load<Records>;
  readonly summary: Load<Summary>;
  readonly list: Load<List>;
  readonly query: string;
  readonly results: Load<readonly SearchResult[]>;
  /** Why the chainage searched for is not on its road. */
  readonly misplaced: Fault | null;
  readonly pin: Pin | null;
  readonly edit: Edit | null;
  readonly live: Live;
  readonly table: Table | null;
  readonly worklist: Load<Worklist>;
  readonly judging: Judging;
  readonly move: Move | null;
  readonly network: Network | null;
  readonly drawing: Drawing | null;
  readonly recording: Recording | null;
  readonly drafting: Drafting;
  readonly past: Past;
  readonly dialog: Dialog | null;
  readonly toast: Toast | null;
  /** The file that is being made, of the list or of the view. */
  readonly saving: Saving | null;
  readonly tilesFailed: boolean;
  readonly sheet: 'none' | 'left' | 'card';
  /** How often each tile layer was written to from here; a change makes the map ask for its tiles again. */
  readonly revisions: Readonly<Partial<Record<CollectionId, number>>>;
}

export const DEFAULT_LINK: Link = {
  lang: 'vi', view: null, layers: DEFAULT_LAYERS, filters: NO_FILTERS, unit: WHOLE_PROVINCE,
  selection: null, tab: 'overview', panel: 'summary', listOf: 'bridges',
};
/** The whole network; on a phone not smaller than zoom 10, or nothing could be told apart. */
export const HOME = { bbox: [105.22, 9.02, 105.84, 9.6], atLeast: 10 } as const satisfies Goal;

export const INITIAL: State = {
  ...DEFAULT_LINK,
  goal: null, step: null, bbox: null, hoveredUnit: null, units: IDLE, outline: null, session: null, codes: IDLE,
  asset: IDLE, permitted: null, history: IDLE, records: IDLE, summary: IDLE, list: IDLE, query: '', results: IDLE, misplaced: null, pin: null,
  ...AT_REST, live: NOTHING_FOUND, table: null, worklist: IDLE, judging: NOT_JUDGING, drafting: NO_DRAFTING, past: NO_PAST, dialog: null, toast: null, saving: null, tilesFailed: false, sheet: 'none', revisions: {},
};

/** The unit whose numbers are shown: the chosen one, or the one under the cursor, or '' for the province. */
export function shownUnit(state: Pick<State, 'unit' | 'hoveredUnit'>): string {
  return state.unit === UNDER_CURSOR ? (state.hoveredUnit?.id ?? WHOLE_PROVINCE) : state.unit;
}

export function sameSelection(a: Selection | null, b: Selection | null): boolean {
  return a?.collection === b?.collection && a?.id === b?.id;
}

const unsavedNetwork = (network: Network | null): boolean =>
  Boolean(network && (network.effect || network.line.length || network.posts.length || Object.values(network.typed).some(Boolean)));

/** Is there something typed or dragged that is not saved? */
export function hasUnsaved(state: State): boolean {
  return Boolean((state.edit && (Object.keys(state.edit.values).length || state.edit.reason)) || state.move?.to || unsavedNetwork(state.network) || (state.drawing && isDrawn(state.drawing)) || (state.recording && isRecorded(state.recording)));
}

export type Store = StoreOf<State>;
export const createStore = (first: State = INITIAL): Store => createStoreOf(first);
