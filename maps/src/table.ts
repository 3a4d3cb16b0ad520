/** The table of what is filtered, and one value set for many of its rows. Pure: shapes, and what is chosen. */
import type { CollectionId, Fault, Value } from './api/types';
import { FIELDS, type Field } from './fields';
import type { Finding } from './findings';

/** What a dry run tells: each row as it was, the rows that may not change, and the token of exactly this. */
export interface BulkShown {
  readonly matched: number;
  readonly changing: number;
  readonly unchanged: number;
  readonly refusing: number;
  readonly rows: readonly { readonly id: string; readonly before: Readonly<Record<string, Value>> }[];
  readonly refused: readonly (Fault & { readonly id: string })[];
  /** What the new value would leave doubtful; not told of very many rows. */
  readonly findings?: readonly Finding[];
  readonly token: string;
}

export type Box = readonly [west: number, south: number, east: number, north: number];

export interface Table {
  /** What is drawn on the map to choose from; null: the view. */
  readonly box: Box | null;
  /** The next drag on the map is the box. */
  readonly boxing: boolean;
  readonly sort: { readonly name: string; readonly descending: boolean } | null;
  readonly chosen: ReadonlySet<string>;
  /** Everything the filter finds, also what the table does not show. */
  readonly all: boolean;
  /** The row last ticked: where a range begins. */
  readonly anchor: string | null;
  readonly field: string;
  readonly typed: string;
  readonly comment: string;
  readonly shown: BulkShown | null;
  readonly busy: boolean;
  readonly fault: Fault | null;
}
export const NEW_TABLE: Table = {
  box: null, boxing: false, sort: null, chosen: new Set(), all: false, anchor: null, field: '', typed: '', comment: '', shown: null, busy: false, fault: null,
};

const ONE_BY_ONE = ['deck_rating', 'superstructure_rating', 'substructure_rating', 'code', 'branch', 'stated_next_m'];

/** What may be set for many: not what places an asset or tells it apart, and no ratings, which come from inspections. */
export function settable(collection: CollectionId): readonly Field[] {
  return FIELDS[collection].filter((field) => field.editable && field.group !== 'place' && !ONE_BY_ONE.includes(field.name));
}

const COLUMNS: Partial<Record<CollectionId, readonly string[]>> = {
  bridges: ['road', 'chainage', 'length_m', 'width_m', 'design_load', 'built_year', 'status', 'condition', 'condition_on'],
  culverts: ['road', 'chainage', 'opening_text', 'length_m', 'load', 'built_year', 'status', 'condition', 'condition_on'],
  sections: ['road', 'length_m', 'pavement', 'carriageway_width_m', 'lanes', 'condition', 'condition_on', 'surfaced_year'],
};

/** The columns shown beside the name. */
export function columnsOf(collection: CollectionId): readonly Field[] {
  const names = COLUMNS[collection];
  return FIELDS[collection].filter((field) => (names ? names.includes(field.name) : field.key));
}

/** The rows from the one last ticked to this one, both included. */
export function rangeTo(ids: readonly string[], anchor: string | null, id: string): readonly string[] {
  const [from, to] = [anchor === null ? -1 : ids.indexOf(anchor), ids.indexOf(id)];
  return from < 0 || to < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
}
