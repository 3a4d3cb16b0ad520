/** What is shown of an asset and what may be edited, in which group and unit; text typed ↔ value. Pure. */
import type { CollectionId, Fault, Properties, Value } from './api/types';
import type { Lang } from './format';

export type Kind = 'text' | 'number' | 'integer' | 'code' | 'date' | 'road' | 'chainage' | 'length';
export type Group = 'identity' | 'place' | 'structure' | 'size' | 'load' | 'clearance' | 'condition' | 'upstream' | 'downstream' | 'record';
export interface Field {
  readonly name: string;
  readonly kind: Kind;
  readonly group: Group;
  readonly list?: string;
  readonly unit?: string;
  /** The key of its label where that is not `field.<name>`. */
  readonly says?: string;
  readonly editable: boolean;
  /** Shown on the card's first page, not only under "all facts". */
  readonly key: boolean;
}

type Extra = Partial<Pick<Field, 'list' | 'unit' | 'editable' | 'key'>>;
const make = (kind: Kind) => (group: Group, name: string, extra: Extra = {}): Field => ({ name, kind, group, editable: true, key: false, ...extra });
const text = make('text');
const num = make('number');
const int = make('integer');
const day = make('date');
const code = (group: Group, name: string, list: string, extra: Extra = {}): Field => make('code')(group, name, { list, ...extra });
const shown = { editable: false };
const KEY = { key: true };
const M = { unit: 'm' };

const CONDITION: readonly Field[] = [
  code('condition', 'condition', 'condition'), day('condition', 'condition_on'), text('condition', 'condition_reason'),
];
const RECORD: readonly Field[] = [
  code('record', 'managing_unit', 'managing_unit'), text('record', 'note'), text('record', 'source', shown),
];
const PLACE: readonly Field[] = [
  make('road')('place', 'road', shown), make('chainage')('place', 'chainage', shown), text('place', 'stated_text', shown),
  code('place', 'side', 'side'),
  num('place', 'offset_m', M), text('place', 'commune_name', shown),
];

const BRIDGE: readonly Field[] = [
  text('identity', 'name'), text('identity', 'code'), code('identity', 'status', 'status', KEY), ...PLACE,
  code('structure', 'bridge_type', 'bridge_type', KEY), code('structure', 'permanence', 'permanence'),
  text('structure', 'span_scheme', { ...KEY, unit: 'm' }), int('structure', 'span_count'), code('structure', 'foundation', 'foundation'),
  code('structure', 'crossing', 'crossing'), text('structure', 'crossing_name', KEY),
  num('size', 'length_m', { ...M, ...KEY }), num('size', 'width_m', M), num('size', 'carriageway_width_m', { ...M, ...KEY }),
  num('size', 'footway_width_m', M), num('size', 'skew_deg', { unit: '°' }),
  code('load', 'design_load', 'load', KEY), code('load', 'actual_load', 'load', KEY),
  num('clearance', 'vertical_clearance_m', M), num('clearance', 'navigation_width_m', M), num('clearance', 'navigation_height_m', M),
  int('identity', 'built_year', KEY), int('identity', 'opened_year'),
  int('condition', 'deck_rating'), int('condition', 'superstructure_rating'), int('condition', 'substructure_rating'), ...CONDITION, ...RECORD,
];

const END = (end: 'up' | 'down', group: Group): readonly Field[] => [
  code(group, `head_${end}`, 'culvert_head'), code(group, `gate_${end}`, 'gate'), code(group, `apron_${end}`, 'apron'),
  num(group, `apron_${end}_m2`, { unit: 'm²' }), code(group, `sump_${end}`, 'sump'), num(group, `sump_${end}_depth_m`, M),
  num(group, `sump_${end}_width_m`, M), num(group, `sump_${end}_length_m`, M),
];

const CULVERT: readonly Field[] = [
  text('identity', 'name'), text('identity', 'code'), code('identity', 'status', 'status', KEY), ...PLACE,
  code('structure', 'kind', 'culvert_kind', KEY), code('structure', 'shape', 'culvert_shape', KEY), code('structure', 'body', 'culvert_body', KEY),
  code('structure', 'hydraulic', 'hydraulic', KEY),
  text('size', 'opening_text', KEY), int('size', 'cells', KEY), num('size', 'width_m', M), num('size', 'height_m', M), num('size', 'diameter_m', M),
  num('size', 'length_m', { ...M, ...KEY }), num('size', 'skew_deg', { unit: '°' }),
  code('load', 'load', 'load', KEY), int('identity', 'built_year', KEY), int('identity', 'design_life_years'),
  ...CONDITION, ...END('up', 'upstream'), ...END('down', 'downstream'), text('record', 'unit_text', shown), ...RECORD,
];

const SECTION: readonly Field[] = [
  make('road')('place', 'road', shown), make('chainage')('place', 'from_chainage'), make('chainage')('place', 'to_chainage'),
  make('length')('size', 'length_m', { ...shown, ...KEY }), code('structure', 'pavement', 'pavement', KEY),
  num('size', 'carriageway_width_m', { ...M, ...KEY }), num('size', 'formation_width_m', { ...M, ...KEY }), int('size', 'lanes', KEY),
  num('condition', 'iri_m_km', { unit: 'm/km', ...KEY }), int('structure', 'surfaced_year', KEY), ...CONDITION, ...RECORD,
];

const ROAD: readonly Field[] = [
  text('identity', 'code', shown), text('identity', 'branch', shown), text('identity', 'name'),
  code('identity', 'road_class', 'road_class', KEY), code('identity', 'technical_grade', 'technical_grade', KEY),
  code('identity', 'status', 'status', KEY), day('identity', 'opened_on'), make('length')('size', 'length_m', { ...shown, ...KEY }),
  make('chainage')('place', 'start_chainage', { ...shown, ...KEY }), make('chainage')('place', 'end_chainage', { ...shown, ...KEY }),
  text('place', 'calibration', { ...shown, ...KEY }), int('place', 'posts_used', shown), int('place', 'posts_refused', shown),
  ...RECORD,
];

const KM_POST: readonly Field[] = [
  make('road')('place', 'road', shown), int('place', 'km', { ...shown, ...KEY }), num('place', 'stated_next_m', { ...M, ...KEY }),
  code('structure', 'material', 'post_material', KEY), text('place', 'verdict', { ...shown, ...KEY }),
  num('place', 'offset_m', { ...M, ...shown, ...KEY }), text('record', 'note'), text('record', 'source', shown),
];

const WATERWAY: readonly Field[] = [
  text('identity', 'name'), code('structure', 'kind', 'waterway_kind', KEY), code('structure', 'navigation_class', 'navigation_class', KEY),
  num('size', 'width_m', { ...M, ...KEY }), make('length')('size', 'length_m', { ...shown, ...KEY }), text('record', 'note'), text('record', 'source', shown),
];

const COMMUNE: readonly Field[] = [
  text('identity', 'code', { ...shown, ...KEY }), code('identity', 'level', 'unit_level', { ...shown, ...KEY }),
  day('identity', 'valid_from', { ...shown, ...KEY }), day('identity', 'valid_to', { ...shown, ...KEY }),
];

export const FIELDS: Readonly<Record<CollectionId, readonly Field[]>> = {
  bridges: BRIDGE, culverts: CULVERT, sections: SECTION, roads: ROAD, 'km-posts': KM_POST, waterways: WATERWAY, communes: COMMUNE,
};
export const EDITABLE: readonly CollectionId[] = ['bridges', 'culverts', 'sections', 'roads', 'km-posts', 'waterways'];
export const MOVABLE: readonly CollectionId[] = ['bridges', 'culverts'];

export function fieldOf(collection: CollectionId, name: string): Field | undefined {
  return (FIELDS as Readonly<Record<string, readonly Field[] | undefined>>)[collection]?.find((field) => field.name === name);
}

/** A value as it stands in its input. */
export function writeField(field: Field, value: Value | undefined, lang: Lang): string {
  if (value === null || value === undefined) return '';
  if (field.kind === 'number') {
    const found = Number(value);
    if (!Number.isFinite(found)) return String(value);
    return lang === 'vi' ? String(found).replace('.', ',') : String(found);
  }
  return String(value);
}

const refusal = (field: Field, code: string): { fault: Fault } => ({ fault: { status: 422, code, detail: '', field: field.name, facts: {} } });

/** What was typed as a value: empty is null (for text: ''); a number may have a decimal comma. */
export function readField(field: Field, typed: string): { readonly value: Value } | { readonly fault: Fault } {
  const clean = typed.trim();
  if (field.kind === 'text') return { value: clean };
  if (!clean) return { value: null };
  if (field.kind === 'number' || field.kind === 'integer') {
    if (!/^[-+]?\d+(?:[.,]\d+)?$/.test(clean)) return refusal(field, 'not_a_number');
    const value = Number(clean.replace(',', '.'));
    return field.kind === 'integer' && !Number.isInteger(value) ? refusal(field, 'not_whole') : { value };
  }
  return { value: clean };
}

/** Equal for saving: "92.40" from the database and 92.4 typed are the same number. */
export function sameValue(field: Field, a: Value | undefined, b: Value | undefined): boolean {
  const empty = (value: Value | undefined): boolean => value === null || value === undefined || value === '';
  if (empty(a) || empty(b)) return empty(a) && empty(b);
  if (field.kind === 'number' || field.kind === 'integer') return Number(a) === Number(b);
  return a === b;
}

export interface Changes { readonly changes: Record<string, Value>; readonly faults: Record<string, Fault> }

/** Everything typed that differs from the base, read; and what cannot be read, at its field. */
export function changesOf(collection: CollectionId, base: Properties, typed: Readonly<Record<string, string>>): Changes {
  const found: Changes = { changes: {}, faults: {} };
  for (const [name, raw] of Object.entries(typed)) {
    const field = fieldOf(collection, name);
    if (!field?.editable) continue;
    const read = readField(field, raw);
    if ('fault' in read) found.faults[name] = read.fault;
    else if (!sameValue(field, read.value, base[name])) found.changes[name] = read.value;
  }
  return found;
}
