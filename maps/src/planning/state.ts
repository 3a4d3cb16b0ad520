/** The whole state of the planners' page in one immutable object. */
import type { CollectionId, Fault, Feature, SearchResult, Session } from '../api/types';
import type { Lang } from '../format';
import type { Load } from '../state';
import type { StoreOf } from '../store';
import { NO_QUESTION, usualLooks, type Looks, type Question, type View } from './query';
import type { Choice, Fields } from './queryables';
import type { Saving } from '../exportForms';

export interface Answer {
  /** The question and the looks it answers: what the reader changed since is not in it. */
  readonly question: Question;
  readonly features: readonly Feature[];
  readonly matched: number | null;
  readonly next: string | null;
  readonly approximate: boolean;
  /** The instant of the answer, as the server tells it (RFC 3339). */
  readonly stamp: string;
  /** On the day asked for the database held nothing at all of this kind. */
  readonly unrecorded: boolean;
}
export interface Figures {
  readonly question: Question;
  readonly by: readonly string[];
  readonly groups: readonly FigureRow[];
  readonly total: FigureRow;
  readonly approximate: boolean;
}
export type FigureRow = Readonly<Record<string, string | number | boolean | null>>;

/** A name that can be picked: a unit, old or new, or a place. */
export interface UnitFound { readonly code: string; readonly name: string; readonly level: string; readonly from: string; readonly to: string; readonly drawn: boolean }
/** The one combobox that is open: what was typed into it and which of its options is active. */
export interface Combo { readonly id: string; readonly typed: string; readonly active: number }
export type Sheet = 'query' | 'map' | 'table' | 'figures';

export interface State {
  readonly lang: Lang;
  readonly question: Question;
  readonly looks: Looks;
  readonly chosen: string;
  readonly lost: readonly string[];
  readonly session: Session | null;
  readonly schemas: Readonly<Partial<Record<CollectionId, Load<Fields>>>>;
  /** The values a reference has in a collection: "bridges.road"; "communes": every commune in force. */
  readonly references: Readonly<Record<string, Load<readonly Choice[]>>>;
  readonly answer: Load<Answer>;
  readonly figures: Load<Figures>;
  /** All pages are being fetched; the number of rows so far. */
  readonly fetching: boolean;
  /** A file is being made and fetched: its form and the bytes so far. */
  readonly saving: Saving | null;
  /** For how long the page has been waiting, in whole seconds. */
  readonly seconds: number;
  readonly combo: Combo | null;
  readonly units: Load<readonly UnitFound[]>;
  readonly places: Load<readonly SearchResult[]>;
  readonly outline: Feature | null;
  readonly drawing: 'box' | 'polygon' | 'point' | null;
  /** Corners clicked or typed and not yet an area. */
  readonly corners: string | null;
  readonly goal: readonly [number, number, number, number] | null;
  /** Where the reader moved the map to; null: the map shows the whole answer. */
  readonly view: View | null;
  readonly sheet: Sheet;
  /** "Run" was pressed while something was missing: say what, where it stands. */
  readonly strict: boolean;
  /** What happened, in words or as a fault to be worded; ''. */
  readonly toast: string | Fault;
  /** The form to sign in is open. */
  readonly signIn: { readonly busy: boolean; readonly fault: Fault | null } | null;
  readonly tilesFailed: boolean;
}

const NOTHING = { status: 'idle' } as const;
export const INITIAL: State = {
  lang: 'vi', question: NO_QUESTION, looks: usualLooks('bridges'), chosen: '', lost: [], session: null, schemas: {}, references: {}, answer: NOTHING, figures: NOTHING,
  fetching: false, saving: null, seconds: 0, combo: null, units: NOTHING, places: NOTHING, outline: null, drawing: null, corners: null, goal: null, view: null, sheet: 'query', strict: false, toast: '', signIn: null, tilesFailed: false,
};
export type Store = StoreOf<State>;

const NONE: Fields = {};
export const fieldsFor = (state: Pick<State, 'schemas'>, of: CollectionId): Fields => state.schemas[of]?.data ?? NONE;
export const othersFor = (state: Pick<State, 'schemas'>, question: Question): Fields => (question.overlap ? fieldsFor(state, question.overlap.of) : NONE);
