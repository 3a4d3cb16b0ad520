/** What a planner asks, in one immutable object: what, on which conditions, where, as at when, and how the answer is shown. Pure. */
import type { CollectionId } from '../api/types';

export const COLLECTIONS = ['bridges', 'culverts', 'sections', 'roads', 'km-posts', 'waterways', 'communes'] as const satisfies readonly CollectionId[];
/** Those that lie along a road: they may be asked by road, chainage and overlap. */
export const ALONG: readonly CollectionId[] = ['bridges', 'culverts', 'sections', 'roads', 'km-posts'];
/** Lines: their kilometres are told, cut at communes, boxes and chainages. */
export const LINES: readonly CollectionId[] = ['sections', 'roads', 'waterways'];

export type Operator = 'in' | 'not-in' | 'is' | 'contains' | 'equal' | 'least' | 'most' | 'between' | 'on' | 'before' | 'after' | 'missing' | 'present';
export interface Condition {
  readonly kind: 'condition';
  /** A queryable's name; '' while none is chosen. */
  readonly field: string;
  readonly operator: Operator;
  /** As typed (numbers with a comma, dates dd/MM/yyyy) or chosen (codes). */
  readonly values: readonly string[];
}
/** all = AND, any = OR, none = NOT (… OR …): with nesting, every combination of the three. */
export type Join = 'all' | 'any' | 'none';
export interface Group { readonly kind: 'group'; readonly join: Join; readonly parts: readonly Part[] }
export type Part = Condition | Group;

/** Longitude, latitude; WGS 84. */
export type Point = readonly [lon: number, lat: number];
/** Two corners are a box, three or more a polygon. */
export interface Area { readonly kind: 'area'; readonly points: readonly Point[] }
export interface Unit { readonly kind: 'unit'; readonly code: string; readonly name: string }
/** Within metres of a point, or of the line of a road (its code or id; '' = of the point). */
export interface Near { readonly kind: 'near'; readonly at: Point | null; readonly road: string; readonly metres: string; readonly name: string }
export type Place = { readonly kind: 'province' } | Area | Unit | Near;
export const PROVINCE: Place = { kind: 'province' };

/** A road, and a stretch of it by chainage as typed; '' = to its end. */
export interface Stretch { readonly road: string; readonly from: string; readonly to: string }
/** Only what lies, by measure, on a stretch where another collection fulfils conditions. */
export interface Overlap { readonly of: CollectionId; readonly where: Group }

export interface Question {
  readonly of: CollectionId;
  readonly where: Group;
  readonly place: Place;
  readonly stretch: Stretch;
  readonly overlap: Overlap | null;
  /** A day as typed; '' = now. */
  readonly at: string;
  /** CQL2 written by hand instead of `where` and a drawn polygon; null: built from them. */
  readonly cql: string | null;
}

export type Show = 'table' | 'figures';
export type Figure = 'count' | 'length_km' | 'chainage_km' | 'shared_km' | 'deck_area_m2';
export interface Looks {
  /** "-length_m": the greatest first; '' = in the order of their ids. */
  readonly sort: string;
  /** Null: those a reader of this collection usually wants. */
  readonly columns: readonly string[] | null;
  /** One or two columns to group by. */
  readonly by: readonly string[];
  readonly figure: Figure;
  readonly show: Show;
}

/** Where the reader moved the map to. */
export interface View { readonly zoom: number; readonly lat: number; readonly lon: number }

export const EVERYTHING: Group = { kind: 'group', join: 'all', parts: [] };
export const NO_STRETCH: Stretch = { road: '', from: '', to: '' };
export const NO_QUESTION: Question = { of: 'bridges', where: EVERYTHING, place: PROVINCE, stretch: NO_STRETCH, overlap: null, at: '', cql: null };

const FIGURES: Readonly<Partial<Record<CollectionId, readonly Figure[]>>> = {
  bridges: ['count', 'length_km', 'deck_area_m2'], sections: ['length_km', 'chainage_km', 'count'], roads: ['length_km', 'chainage_km', 'shared_km', 'count'],
  waterways: ['length_km', 'count'],
};
export const figuresOf = (of: CollectionId): readonly Figure[] => FIGURES[of] ?? ['count'];

const BY: Readonly<Partial<Record<CollectionId, string>>> = { 'km-posts': 'road', roads: 'road_class', waterways: 'kind', communes: 'level' };
export function usualLooks(of: CollectionId): Looks {
  return { sort: '', columns: null, by: [BY[of] ?? 'condition'], figure: figuresOf(of)[0]!, show: 'table' };
}

const COLUMNS: Readonly<Record<(typeof COLLECTIONS)[number], readonly string[]>> = {
  bridges: ['name', 'road', 'chainage', 'condition', 'length_m', 'width_m', 'actual_load', 'built_year', 'commune_name'],
  culverts: ['name', 'road', 'chainage', 'condition', 'kind', 'opening_text', 'length_m', 'built_year', 'commune_name'],
  sections: ['road', 'from_chainage', 'to_chainage', 'length_m', 'condition', 'pavement', 'carriageway_width_m', 'iri_m_km', 'surfaced_year'],
  roads: ['code', 'name', 'road_class', 'technical_grade', 'length_m', 'start_chainage', 'end_chainage'],
  'km-posts': ['road', 'km', 'stated_next_m', 'material', 'verdict'],
  waterways: ['name', 'kind', 'navigation_class', 'width_m', 'length_m'],
  communes: ['name_vi', 'code', 'level', 'valid_from', 'valid_to'],
};
export const usualColumns = (of: CollectionId): readonly string[] => COLUMNS[of];

/** What the answer must carry besides the columns shown: for the map's symbols and a row's name. */
const CARRIED: Readonly<Partial<Record<CollectionId, readonly string[]>>> = {
  bridges: ['name', 'condition', 'road_class'], culverts: ['name', 'condition', 'road_class'], sections: ['condition', 'road_class', 'from_chainage', 'to_chainage'],
  roads: ['code', 'road_class'], 'km-posts': ['km'], waterways: ['name', 'kind'], communes: ['name_vi'],
};
export function carried(of: CollectionId, columns: readonly string[]): readonly string[] {
  return [...new Set([...columns, ...(CARRIED[of] ?? [])])];
}
