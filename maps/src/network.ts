/** What a change of the network is asked with, and what it tells: the operations, their fields, the body they make. Pure. */
import type { CollectionId, Fault } from './api/types';

export const OPERATIONS = ['split', 'merge', 'extend', 'realign', 'reverse', 'recalibrate', 'transfer', 'close', 'open'] as const;
export type Operation = (typeof OPERATIONS)[number];

export type FieldKind = 'place' | 'text' | 'date' | 'yes' | 'end' | 'line' | 'posts' | 'start';
export interface NetworkField { readonly name: string; readonly kind: FieldKind; readonly required?: boolean }
const field = (name: string, kind: FieldKind, required = false): NetworkField => ({ name, kind, required });
const stretch = (required = false): NetworkField[] => [field('from', 'place', required), field('to', 'place', required)];
const made = [field('new.code', 'text'), field('new.branch', 'text'), field('new.name', 'text')];

export const FIELDS_OF: Readonly<Record<Operation, readonly NetworkField[]>> = {
  split: [field('at', 'place', true), ...made],
  merge: [field('with', 'text', true), field('gap', 'yes')],
  extend: [field('geometry', 'line', true), field('end', 'end')],
  realign: [...stretch(), field('geometry', 'line', true)],
  reverse: [],
  recalibrate: [field('posts', 'posts', true), field('start', 'start')],
  transfer: [...stretch(true), field('road', 'text'), field('managing_unit', 'text'), ...made],
  close: [...stretch(), field('on', 'date', true), field('until', 'date'), field('decision_number', 'text')],
  open: [...stretch(), field('on', 'date', true)],
};

export type LonLat = readonly [number, number];
/** One post as the form holds it: where it stands is typed or tapped; a post taken away has no place. */
export interface TypedPost { readonly km: string; readonly at: LonLat | null }
/** A post that stands along the road now. */
export interface StandingPost { readonly id: string; readonly km: number }

const REDRAWN = ['stay_put', 'move_with_road', 'keep_chainage', 'retire'] as const;
const READ_ANEW = ['stay_put', 'keep_chainage'] as const;
/** What may be asked of a whole collection, its default first (docs/network-operations.md, Behaviours). */
export const CHOICES_OF: Partial<Readonly<Record<Operation, Partial<Readonly<Record<CollectionId, readonly string[]>>>>>> = {
  merge: { 'km-posts': ['stay_put', 'retire'] },
  reverse: { 'km-posts': ['renumber', 'stay_put', 'retire'] },
  realign: { bridges: REDRAWN, culverts: REDRAWN, 'km-posts': ['stay_put', 'move_with_road', 'retire'], sections: ['move_with_road', 'retire'] },
  recalibrate: { bridges: READ_ANEW, culverts: READ_ANEW, sections: READ_ANEW },
  transfer: { 'km-posts': ['stay_put', 'retire'] },
};

export interface Placed {
  readonly road: string; readonly road_code: string; readonly geometry: GeoJSON.Geometry | null;
  readonly at_m?: number | null; readonly chainage?: string | null; readonly offset_m?: number; readonly side?: string | null;
  readonly km?: number; readonly verdict?: string;
  readonly from_m?: number; readonly to_m?: number; readonly from?: string | null; readonly to?: string | null;
}
export interface Affected {
  readonly id: string | null; readonly collection: CollectionId; readonly title: string; readonly copy_of: string | null; readonly behaviour: string; readonly moved_m: number | null;
  readonly before: Placed | null; readonly after: Placed | null;
  readonly decision: { readonly because: string; readonly choices: readonly string[] } | null;
}
export interface RoadFacts {
  readonly code: string; readonly branch: string; readonly name: string; readonly managing_unit: string | null; readonly length_m: number | null;
  readonly from: string | null; readonly to: string | null; readonly sections_m: number; readonly calibration: string | null; readonly geometry?: GeoJSON.Geometry | null;
}
export interface RoadEffect { readonly id: string | null; readonly name: string; readonly etag: string | null; readonly before: RoadFacts | null; readonly after: RoadFacts | null }
export interface Effect {
  readonly dry_run: boolean; readonly operation: Operation; readonly token: string; readonly undecided: number;
  readonly roads: readonly RoadEffect[]; readonly assets: readonly Affected[]; readonly unchanged: Readonly<Record<string, number>>;
}

/** One operation being prepared on a road. `typed`: fields by name; `line`: vertices tapped or typed; `effect`: what was shown last, of what is typed now. */
export interface Network {
  readonly road: string; readonly etag: string;
  readonly operation: Operation | null;
  readonly typed: Readonly<Record<string, string>>;
  readonly line: readonly LonLat[];
  /** Of a road of several pieces all of them, of which `line` is the one numbered `piece`. */
  readonly pieces: readonly (readonly LonLat[])[];
  readonly piece: number;
  readonly posts: readonly TypedPost[];
  readonly standing: readonly StandingPost[];
  readonly behaviours: Readonly<Record<string, string>>;
  readonly effect: Effect | null;
  readonly shownAsset: string | null;
  readonly comment: string;
  readonly busy: 'no' | 'showing' | 'committing';
  readonly fault: Fault | null;
}

/** How a thing is called in `behaviours` and in the list: by its id, or as the copy it is. */
export const nameOf = (one: Affected): string => one.id ?? `${one.copy_of ?? ''}+`;

type Body = Record<string, unknown>;

function put(body: Body, name: string, value: unknown): void {
  const [first, second] = name.split('.') as [string, string?];
  if (!second) { body[first] = value; return; }
  body[first] = { ...(body[first] as Body | undefined), [second]: value };
}

/** Metres are typed as a number, a chainage as it is read: both are a place along the road. */
export function placeOf(text: string): string | number {
  const metres = text.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(metres) ? Number(metres) : text.trim();
}

/** "Km12+350" as the start of a road states it; null when it cannot be read. */
export function startOf(text: string): { km: number; m: number } | null {
  const found = /^\s*km\s*(\d+)\s*\+\s*(\d+(?:[.,]\d+)?)\s*$/i.exec(text);
  return found ? { km: Number(found[1]), m: Number(found[2]!.replace(',', '.')) } : null;
}

/** A kilometre that stands already is moved, or without a place taken away; another is new. */
function postOf({ km, at }: TypedPost, standing: readonly StandingPost[]): Body {
  const known = standing.find((one) => one.km === Number(km));
  const place = at && { geometry: { type: 'Point', coordinates: at } };
  return known ? { id: known.id, ...(place ?? { delete: true }) } : { km: Number(km), ...place };
}

function valueOf(one: NetworkField, work: Network): unknown {
  const text = (work.typed[one.name] ?? '').trim();
  if (one.kind === 'line' && work.line.length > 1 && work.pieces.length) return { type: 'MultiLineString', coordinates: work.pieces.map((piece, n) => (n === work.piece ? work.line : piece)) };
  if (one.kind === 'line') return work.line.length > 1 ? { type: 'LineString', coordinates: work.line } : undefined;
  if (one.kind === 'posts') return work.posts.length ? work.posts.map((post) => postOf(post, work.standing)) : undefined;
  if (one.kind === 'yes') return text === 'yes' ? true : undefined;
  if (!text) return undefined;
  if (one.kind === 'start') return startOf(text) ?? text;
  return one.kind === 'place' ? placeOf(text) : text;
}

/** The body of the request, without the token. */
export function bodyOf(work: Network): Body {
  const body: Body = {};
  for (const one of work.operation ? FIELDS_OF[work.operation] : []) {
    const value = valueOf(one, work);
    if (value !== undefined) put(body, one.name, value);
  }
  if (Object.keys(work.behaviours).length) body.behaviours = work.behaviours;
  return body;
}

/** The required fields that are still empty. */
export function missingOf(work: Network): readonly NetworkField[] {
  return (work.operation ? FIELDS_OF[work.operation] : []).filter((one) => one.required && valueOf(one, work) === undefined);
}

/** Vertices as people type and paste them, one a line: "vĩ độ, kinh độ" (latitude first, as on a GPS). */
export function readVertices(text: string): readonly LonLat[] | null {
  const rows = text.split('\n').map((row) => row.trim()).filter(Boolean);
  const read = rows.map((row) => row.split(/[\s;,]+/).map(Number));
  if (read.some((row) => row.length !== 2 || row.some((one) => !Number.isFinite(one)) || Math.abs(row[0]!) > 90 || Math.abs(row[1]!) > 180)) return null;
  return read.map(([lat, lon]) => [lon!, lat!] as const);
}
export const writeVertices = (line: readonly LonLat[]): string => line.map(([lon, lat]) => `${lat.toFixed(7)}, ${lon.toFixed(7)}`).join('\n');
