/**
 * Conditions in an address: all(condition.in(XAU,RAT_XAU),any(length_m.least(50),name.contains(ho%20phong))). Pure.
 * Values are percent-encoded, so the five signs of the notation never stand inside one.
 */
import type { Condition, Group, Join, Operator, Part } from './query';
import { valuesOf } from './queryables';

const JOINS: readonly Join[] = ['all', 'any', 'none'];
const OPERATORS: readonly Operator[] = ['in', 'not-in', 'is', 'contains', 'equal', 'least', 'most', 'between', 'on', 'before', 'after', 'missing', 'present'];
const DEEPEST = 12;

const encoded = (value: string): string => encodeURIComponent(value).replace(/[().!'*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

export function writeConditions(part: Part): string {
  if (part.kind === 'group') return `${part.join}(${part.parts.map(writeConditions).join(',')})`;
  return `${part.field}.${part.operator}${valuesOf(part.operator) === 0 ? '' : `(${part.values.map(encoded).join(',')})`}`;
}

interface Reader { readonly text: string; at: number }

/** Takes what a pattern matches here; null when it does not. */
function take(reader: Reader, pattern: RegExp): string | null {
  const found = new RegExp(pattern, 'y');
  found.lastIndex = reader.at;
  const match = found.exec(reader.text);
  if (!match) return null;
  reader.at = found.lastIndex;
  return match[0];
}

function readCondition(reader: Reader): Condition | null {
  const field = take(reader, /[a-z_0-9]*(?=\.)/);
  if (field === null || take(reader, /\./) === null) return null;
  const operator = take(reader, /[a-z-]+/) as Operator | null;
  if (!operator || !OPERATORS.includes(operator)) return null;
  if (valuesOf(operator) === 0) return { kind: 'condition', field, operator, values: [] };
  const list = take(reader, /\([^()]*\)/);
  if (list === null) return null;
  const inner = list.slice(1, -1);
  return { kind: 'condition', field, operator, values: inner ? inner.split(',').map(decodeURIComponent) : [] };
}

function readPart(reader: Reader, depth: number): Part | null {
  const join = take(reader, /(?:all|any|none)(?=\()/) as Join | null;
  if (!join || !JOINS.includes(join)) return readCondition(reader);
  if (depth > DEEPEST) return null;
  take(reader, /\(/);
  const parts: Part[] = [];
  while (take(reader, /\)/) === null) {
    if (parts.length && take(reader, /,/) === null) return null;
    const part = readPart(reader, depth + 1);
    if (!part) return null;
    parts.push(part);
  }
  return { kind: 'group', join, parts };
}

/** The group written, or null when the text is no such notation. */
export function readConditions(text: string): Group | null {
  const reader: Reader = { text, at: 0 };
  try {
    const part = readPart(reader, 0);
    return part?.kind === 'group' && reader.at === text.length ? part : null;
  } catch (cause) {
    if (cause instanceof URIError) return null;
    throw cause;
  }
}
