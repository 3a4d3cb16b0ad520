/** What may be asked of a collection: its queryables (JSON Schema, from the API) as fields with a kind, and the operators of each kind. Pure. */
import type { Lang } from '../format';
import type { Condition, Operator } from './query';
import { readDay, readNumber } from './values';

export interface Queryable {
  readonly title: string;
  readonly 'x-title-en'?: string;
  readonly type?: string;
  readonly format?: string;
  readonly 'x-ogc-unit'?: string;
  readonly 'x-grouped'?: boolean;
  readonly oneOf?: readonly { readonly const: string; readonly title: string; readonly 'x-title-en'?: string }[];
}
export interface Queryables { readonly properties: Readonly<Record<string, Queryable>> }

export type Kind = 'code' | 'reference' | 'text' | 'texts' | 'number' | 'integer' | 'day' | 'instant' | 'boolean';
export interface Choice { readonly code: string; readonly vi: string; readonly en: string }
export interface Field {
  readonly name: string;
  readonly kind: Kind;
  readonly vi: string;
  readonly en: string;
  readonly unit: string;
  readonly choices: readonly Choice[];
  readonly grouped: boolean;
}
export type Fields = Readonly<Record<string, Field>>;

function kindOf(one: Queryable): Kind {
  if (one.oneOf) return 'code';
  if (one.type === 'number' || one.type === 'integer' || one.type === 'boolean') return one.type;
  if (one.type === 'array') return 'texts';
  if (one.format === 'date') return 'day';
  if (one.format === 'date-time') return 'instant';
  return one['x-grouped'] ? 'reference' : 'text';
}

export function fieldsOf({ properties }: Queryables): Fields {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => name !== 'geometry').map(([name, one]): [string, Field] => [name, {
    name, kind: kindOf(one), vi: one.title, en: one['x-title-en'] ?? one.title, unit: one['x-ogc-unit'] ?? '', grouped: one['x-grouped'] ?? false,
    choices: (one.oneOf ?? []).map((row) => ({ code: row.const, vi: row.title, en: row['x-title-en'] ?? row.title })),
  }]));
}

export const titleOf = (field: Field, lang: Lang): string => field[lang];

const KNOWN: readonly Operator[] = ['missing', 'present'];
const OPERATORS: Readonly<Record<Kind, readonly Operator[]>> = {
  code: ['in', 'not-in', ...KNOWN], reference: ['in', 'not-in', 'contains', ...KNOWN], text: ['contains', 'is', ...KNOWN], texts: ['is', ...KNOWN],
  number: ['least', 'most', 'between', 'equal', ...KNOWN], integer: ['least', 'most', 'between', 'equal', ...KNOWN],
  day: ['before', 'after', 'on', 'between', ...KNOWN], instant: ['before', 'after', ...KNOWN], boolean: ['is', ...KNOWN],
};
export const operatorsOf = (field: Field): readonly Operator[] => OPERATORS[field.kind];

/** How many values an operator takes; `many` is one or more. */
export function valuesOf(operator: Operator): 0 | 1 | 2 | 'many' {
  if (operator === 'missing' || operator === 'present') return 0;
  if (operator === 'in' || operator === 'not-in') return 'many';
  return operator === 'between' ? 2 : 1;
}

export type Problem = 'problem.no_field' | 'problem.unknown_field' | 'problem.no_value' | 'problem.no_number' | 'problem.no_whole' | 'problem.no_day' | 'problem.order';

function valueProblem(field: Field, value: string): Problem | null {
  if (!value.trim()) return 'problem.no_value';
  if (field.kind === 'number' || field.kind === 'integer') {
    const read = readNumber(value);
    if (read === null) return 'problem.no_number';
    return field.kind === 'integer' && !Number.isInteger(read) ? 'problem.no_whole' : null;
  }
  return (field.kind === 'day' || field.kind === 'instant') && readDay(value) === null ? 'problem.no_day' : null;
}

/** What keeps a condition from being asked; null when nothing does. */
export function problemOf(condition: Condition, fields: Fields): Problem | null {
  const field = fields[condition.field];
  if (!condition.field) return 'problem.no_field';
  if (!field || !operatorsOf(field).includes(condition.operator)) return 'problem.unknown_field';
  const wanted = valuesOf(condition.operator);
  if (wanted === 'many') return condition.values.length ? null : 'problem.no_value';
  for (let n = 0; n < wanted; n += 1) {
    const found = valueProblem(field, condition.values[n] ?? '');
    if (found) return found;
  }
  if (wanted !== 2) return null;
  const [low, high] = condition.values.map((value) => (field.kind === 'day' ? readDay(value) : readNumber(value)));
  return low !== null && high !== null && low! > high! ? 'problem.order' : null;
}
