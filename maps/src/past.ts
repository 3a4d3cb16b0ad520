/** What others do and did: who is at work, the change sets, the bin, as the API tells them. Pure. */
import type { CollectionId, Geometry, RecordKind } from './api/types';
import type { Mark } from './drafting';
import type { Load } from './state';

export type Kept = CollectionId | RecordKind;
export interface AtWork { readonly username: string; readonly name: string; readonly since: string }
export interface Said { readonly n: number; readonly at: string; readonly by: string | null; readonly db_user: string; readonly reason: string }
export interface Differs { readonly field: string; readonly before: unknown; readonly after: unknown }
export interface SetHead extends Said { readonly rows: Readonly<Record<string, number>> }
export interface RowTold {
  readonly collection: Kept;
  readonly id: string;
  readonly op: 'created' | 'changed' | 'deleted' | null;
  readonly label: string;
  readonly changes: readonly Differs[];
  readonly geometry: { readonly before: Geometry | null; readonly after: Geometry | null };
}
export interface Newer { readonly count: number; readonly changes: readonly (Omit<Said, 'n'> & { readonly collection: Kept; readonly id: string; readonly op: string })[] }
export interface SetTold extends Said { readonly rows: readonly RowTold[]; readonly newer: Newer | null; readonly links: readonly { readonly rel: string; readonly href: string }[] }
export interface Gone extends Said {
  readonly collection: Kept;
  readonly id: string;
  readonly label: string;
  readonly along: Readonly<Record<string, number>>;
  readonly geometry: Geometry | null;
}
export interface Page<T> { readonly rows: readonly T[]; readonly next: string | null }
export interface GoesAlong {
  readonly along: string;
  readonly rows: readonly { readonly collection: Kept; readonly id: string; readonly label: string }[];
  readonly in_the_way: readonly { readonly collection: Kept; readonly id: string; readonly label: string }[];
}

/** What is asked of the past: since a day, by somebody, in what the map shows. */
export interface Asked { readonly since: string; readonly by: string; readonly inView: boolean }
export interface Past {
  readonly others: readonly AtWork[];
  readonly look: 'sets' | 'bin';
  readonly asked: Asked;
  readonly sets: Load<Page<SetHead>>;
  readonly open: Load<SetTold>;
  readonly bin: Load<Page<Gone>>;
  readonly busy: boolean;
  readonly marks: readonly Mark[];
}
export const NO_PAST: Past = {
  others: [], look: 'sets', asked: { since: '', by: '', inView: true }, sets: { status: 'idle' }, open: { status: 'idle' }, bin: { status: 'idle' }, busy: false, marks: [],
};

/** Where the rows of a set were and are: alike where only facts changed. */
export function marksOfRows(rows: readonly RowTold[]): readonly Mark[] {
  return rows.map(({ geometry }, index) => ({ n: index + 1, ...geometry }));
}

/** Fields that say one thing together: who changes one of them has seen the others. */
const TIED: readonly (readonly string[])[] = [
  ['condition', 'condition_on', 'condition_reason', 'deck_rating', 'superstructure_rating', 'substructure_rating'],
  ['road', 'located_by', 'at_m', 'chainage', 'from_m', 'to_m', 'side', 'offset_m', 'geom'],
];
const tiedTo = (name: string): readonly string[] => TIED.find((names) => names.includes(name)) ?? [name];

/** The fields of mine that they changed too, or changed something tied to. */
export function contested(mine: readonly string[], theirs: readonly string[]): readonly string[] {
  return mine.filter((name) => tiedTo(name).some((one) => theirs.includes(one)));
}
