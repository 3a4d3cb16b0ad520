/** What is being drawn: its vertices with every step taken, what it is led to, what is typed of a new asset. Pure. */
import type { Fault, Feature, Located } from './api/types';
import { FIELDS, readField, type Field } from './fields';
import type { LonLat } from './network';
import { metresBetween, type Snap, type Target } from './snapping';

export const DRAWABLE = ['bridges', 'culverts', 'roads', 'km-posts', 'sections'] as const;
export type Drawable = (typeof DRAWABLE)[number];
/** Move vertices, or go on from the first or the last one. */
export type Tool = 'shape' | 'start' | 'end';
/** Geometries of a file that was dropped, to choose one of. */
export interface Offered { readonly file: string; readonly shapes: readonly Shape[] }
export interface Shape { readonly name: string; readonly line: readonly LonLat[] }

export interface Drawing {
  readonly collection: Drawable;
  /** Whose line is drawn anew; null: a new asset. */
  readonly id: string | null;
  readonly etag: string;
  /** The vertices after each step; `at` tells which step is shown, those after it were undone. */
  readonly steps: readonly (readonly LonLat[])[];
  readonly at: number;
  /** All pieces of a road that has several, as they were or were left; `piece` is the one being drawn. Empty: there is one line. */
  readonly pieces: readonly (readonly LonLat[])[];
  readonly piece: number;
  /** Another piece than the one being drawn was drawn anew. */
  readonly others: boolean;
  readonly tool: Tool;
  readonly snap: Snap | null;
  readonly targets: readonly Target[];
  readonly values: Readonly<Record<string, string>>;
  /** A point asset rests on where it was put, or on the road and chainage typed. */
  readonly rests: 'map' | 'chainage';
  readonly near: readonly Located[];
  readonly located: Located | null;
  readonly offered: Offered | null;
  /** The vertex the table begins with. */
  readonly firstRow: number;
  readonly reason: string;
  /** Idempotency-Key: sent again after a broken connection it makes no second asset. */
  readonly key: string;
  readonly errors: Readonly<Record<string, Fault>>;
  readonly fault: Fault | null;
  readonly busy: boolean;
  /** When what is shown was kept, if it is taken up again after a reload. */
  readonly keptAt: string | null;
}

export const lineOf = (drawing: Drawing): readonly LonLat[] => drawing.steps[drawing.at] ?? [];
export const isPoint = (collection: Drawable): boolean => collection === 'bridges' || collection === 'culverts' || collection === 'km-posts';
export const hasShape = (collection: Drawable): boolean => collection !== 'sections';
export const isDrawn = (drawing: Drawing): boolean => drawing.at > 0 || drawing.others || Object.values(drawing.values).some(Boolean);
export const canUndo = (drawing: Drawing): boolean => drawing.at > 0;
export const canRedo = (drawing: Drawing): boolean => drawing.at < drawing.steps.length - 1;

const same = (a: readonly LonLat[], b: readonly LonLat[]): boolean =>
  a.length === b.length && a.every(([lon, lat], n) => lon === b[n]![0] && lat === b[n]![1]);

/** One step further; what was undone before it is gone. */
export function stepTo(drawing: Drawing, line: readonly LonLat[]): Drawing {
  if (same(line, lineOf(drawing))) return drawing;
  const steps = [...drawing.steps.slice(0, drawing.at + 1), line];
  return { ...drawing, steps, at: steps.length - 1, fault: null };
}

/** A place was tapped: the point itself, or the next vertex at the end that is drawn on. */
export function withTap(drawing: Drawing, at: LonLat): Drawing {
  if (isPoint(drawing.collection)) return stepTo({ ...drawing, rests: 'map' }, [at]);
  if (drawing.tool === 'shape') return drawing;
  const line = lineOf(drawing);
  return stepTo(drawing, drawing.tool === 'end' ? [...line, at] : [at, ...line]);
}

const PLACED: Readonly<Partial<Record<Drawable, readonly string[]>>> = {
  bridges: ['road', 'chainage'], culverts: ['road', 'chainage'], sections: ['road', 'from_chainage', 'to_chainage'],
  roads: ['code', 'branch', 'name', 'road_class', 'technical_grade', 'status'], 'km-posts': ['road', 'km', 'stated_next_m', 'material', 'note'],
};

/** The fields of a new asset: what may be edited, what only its making may say, and where it is known from. */
export function newFields(collection: Drawable): readonly Field[] {
  const asked = [...(PLACED[collection] ?? []), 'source'];
  const fields = FIELDS[collection];
  const first = asked.flatMap((name) => fields.filter((field) => field.name === name));
  return [...first, ...fields.filter((field) => field.editable && !asked.includes(field.name))];
}

export interface Body { readonly body: { readonly type: 'Feature'; readonly geometry: unknown; readonly properties: Record<string, unknown> }; readonly faults: Readonly<Record<string, Fault>> }

/** The feature to be made of what was drawn and typed, and what of it cannot be read, at its field. */
export function bodyOf(drawing: Drawing): Body {
  const properties: Record<string, unknown> = {};
  const faults: Record<string, Fault> = {};
  const { collection, rests, values } = drawing;
  for (const field of newFields(collection)) {
    const typed = values[field.name] ?? '';
    if (!typed.trim()) continue;
    const read = readField(field, typed);
    if ('fault' in read) faults[field.name] = read.fault;
    else properties[field.name] = read.value;
  }
  if (collection === 'sections') { delete properties.from_chainage; delete properties.to_chainage; } // read-only: written as measures
  const structure = collection === 'bridges' || collection === 'culverts';
  const line = lineOf(drawing);
  const geometry = structure && rests === 'chainage' ? null : geometryOf(collection, line);
  if (structure && rests === 'chainage') properties.located_by = 'chainage';
  else if (structure && line.length) {
    delete properties.chainage;
    delete properties.offset_m;
    properties.located_by = 'coordinates';
  }
  return { body: { type: 'Feature', geometry, properties }, faults };
}

export function geometryOf(collection: Drawable, line: readonly LonLat[]): { type: string; coordinates: unknown } | null {
  if (!line.length || !hasShape(collection)) return null;
  return isPoint(collection) ? { type: 'Point', coordinates: line[0] } : { type: 'LineString', coordinates: line };
}

/** How far the place on the map lies from where the typed chainage is; null unless both are known. */
export function disagreement(drawing: Drawing): number | null {
  const [at] = lineOf(drawing);
  return isPoint(drawing.collection) && at && drawing.located ? metresBetween(at, [drawing.located.lon, drawing.located.lat]) : null;
}

/** The pieces of a road in the order of rising chainage; none when it has no line. */
export function piecesOf(feature: Feature | undefined): readonly (readonly LonLat[])[] {
  if (feature?.geometry?.type === 'LineString') return [feature.geometry.coordinates as LonLat[]];
  return feature?.geometry?.type === 'MultiLineString' ? feature.geometry.coordinates as LonLat[][] : [];
}

/** All pieces with the one being drawn as it is now; empty where there is one line. */
export const piecesNow = (drawing: Drawing): readonly (readonly LonLat[])[] => drawing.pieces.map((piece, n) => (n === drawing.piece ? lineOf(drawing) : piece));

/** Another piece is drawn on; what was drawn of this one stays. Steps are those of one piece. */
export function onPiece(drawing: Drawing, piece: number): Drawing {
  const pieces = piecesNow(drawing);
  return { ...drawing, pieces, piece, others: drawing.others || drawing.at > 0, steps: [pieces[piece] ?? []], at: 0, firstRow: 0, snap: null };
}

/** An Idempotency-Key; crypto.randomUUID is missing where a province serves its own network without https. */
export const freshKey = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, '0')).join('');
