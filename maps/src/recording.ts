/** Recording on the map what was found, signed, done or agreed at an asset: the fields of each kind there, what was typed, what is sent. Pure. */
import type { CollectionId, Fault, Properties, RecordKind, Value } from './api/types';
import { readField, sameValue, type Field, type Kind } from './fields';

/** A line of the inspection sheet; `defect` empty: looked at, nothing found. */
export type Line = Readonly<Record<'component' | 'defect' | 'recommendation' | 'priority', string>>;
export const LINE_NAMES = ['component', 'defect', 'recommendation', 'priority'] as const;
export const NEW_LINE: Line = { component: '', defect: '', recommendation: '', priority: '' };

export interface Recording {
  readonly kind: RecordKind;
  readonly of: { readonly collection: CollectionId; readonly id: string };
  /** The version of the asset that was looked at: an inspection takes it over. */
  readonly version: string;
  /** The record that is corrected; null: a new one. */
  readonly record: { readonly id: string; readonly etag: string; readonly base: Properties } | null;
  /** What the form itself proposed for a new record. */
  readonly proposed: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
  /** The sheet as it becomes; null: not touched. */
  readonly lines: readonly Line[] | null;
  readonly reason: string;
  readonly errors: Readonly<Record<string, Fault>>;
  readonly fault: Fault | null;
  readonly busy: boolean;
  /** Idempotency-Key of the POST: sent again, it makes no second record. */
  readonly key: string;
  /** It is asked whether the record is to be withdrawn. */
  readonly withdrawing: boolean;
  /** When what is shown was typed before, in another visit. */
  readonly resumed: string;
}

const make = (kind: Kind, name: string, extra: Partial<Field> = {}): Field => ({ name, kind, group: 'record', editable: true, key: false, says: `record.${name}`, ...extra });
const text = (name: string): Field => make('text', name);
const code = (name: string, list: string, says = `record.${name}`): Field => make('code', name, { list, says });
const day = (name: string): Field => make('date', name);
const STRETCH: readonly Field[] = [make('chainage', 'from_chainage'), make('chainage', 'to_chainage')];
const END: readonly Field[] = [text('source'), text('note')];

const FIELDS: Readonly<Record<RecordKind, readonly Field[]>> = {
  inspections: [day('done_on'), code('inspection_type', 'inspection_type'), make('integer', 'deck_rating'), make('integer', 'superstructure_rating'), make('integer', 'substructure_rating'),
    code('condition', 'condition'), text('condition_reason'), text('organisation'), ...END],
  postings: [code('sign', 'posting_sign'), make('number', 'limit_t', { unit: 't' }), make('number', 'limit_m', { unit: 'm' }), text('vehicle_type'), ...STRETCH, day('valid_from'), day('valid_to'),
    text('decision_number'), text('above_load_reason'), ...END],
  works: [code('kind', 'work_kind', 'record.work_kind'), text('title'), ...STRETCH, day('planned_on'), day('started_on'), day('finished_on'), make('integer', 'cost_vnd', { unit: 'đ' }), text('contractor'), text('decision_number'), ...END],
  'shared-stretches': [text('host'), ...STRETCH, ...END],
};
const RECORDED: Readonly<Partial<Record<CollectionId, readonly RecordKind[]>>> = {
  bridges: ['inspections', 'postings', 'works'], culverts: ['inspections', 'postings', 'works'], sections: ['inspections', 'postings', 'works'], roads: ['postings', 'works', 'shared-stretches'],
};

/** What may be recorded of an asset: a road is inspected by its sections, and only a road runs over another. */
export const recordedOf = (of: CollectionId): readonly RecordKind[] => RECORDED[of] ?? [];

/** The fields of a kind at one asset: only a bridge has its parts rated; of a road its stretch is said. */
export function recordFields(kind: RecordKind, of: CollectionId): readonly Field[] {
  return FIELDS[kind].filter(({ name }) => (!name.endsWith('_rating') || of === 'bridges') && (!name.endsWith('_chainage') || of === 'roads'));
}

/** One field of a kind, wherever it is recorded; undefined for an asset's. */
export const fieldOfRecord = (kind: string, name: string): Field | undefined => (FIELDS as Readonly<Record<string, readonly Field[] | undefined>>)[kind]?.find((field) => field.name === name);

/** The sheet of an inspection as it stands. */
export function linesOf(base: Properties): readonly Line[] {
  const lines = (base.findings ?? []) as readonly Readonly<Partial<Record<keyof Line, Value>>>[];
  return lines.map((line) => Object.fromEntries(LINE_NAMES.map((name) => [name, String(line[name] ?? '')])) as unknown as Line);
}

export function linesNow({ lines, record }: Recording): readonly Line[] {
  return lines ?? (record ? linesOf(record.base) : []);
}

/** Is there something that would be lost? What the form itself proposed is not. */
export function isRecorded({ values, lines, reason, proposed }: Recording): boolean {
  return lines !== null || Boolean(reason) || Object.entries(values).some(([name, typed]) => typed !== (proposed[name] ?? ''));
}

/** What a new record begins with. */
export function proposalFor(kind: RecordKind, today: string, source: string): Readonly<Record<string, string>> {
  return { ...(kind === 'inspections' ? { done_on: today } : kind === 'postings' ? { valid_from: today } : {}), source };
}

/** What is sent: of a new record all that was typed, of another what differs; and what cannot be read, at its field. */
export function sentBy(recording: Recording): { readonly properties: Record<string, unknown>; readonly faults: Record<string, Fault> } {
  const properties: Record<string, unknown> = {};
  const faults: Record<string, Fault> = {};
  for (const field of recordFields(recording.kind, recording.of.collection)) {
    const typed = recording.values[field.name] ?? recording.proposed[field.name];
    if (typed === undefined) continue;
    const read = readField(field, typed);
    const base = recording.record?.base[field.name];
    if ('fault' in read) faults[field.name] = read.fault;
    else if (!sameValue(field, read.value, base)) properties[field.name] = read.value;
  }
  if (recording.lines) properties.findings = recording.lines.map((line) => ({ ...line, priority: line.priority || null }));
  return { properties, faults };
}
