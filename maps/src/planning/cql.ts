/** Conditions → CQL2 text (OGC 21-065r2), as the API reads it. Pure. What is not finished (no field, no value) is left out. */
import { type Area, type Condition, type Group, LINES, type Part, type Point, type Question } from './query';
import { problemOf, type Field, type Fields } from './queryables';
import { readDay, readNumber } from './values';

const quoted = (text: string): string => `'${text.replace(/'/g, "''")}'`;
/** What LIKE takes for a sign of its own is taken literally. */
const literally = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
const folded = (text: string): string => `casei(accenti(${text}))`;

/** The first instant of a day here; an instant recorded is compared in the office's time. */
const startOf = (iso: string): string => `TIMESTAMP('${iso}T00:00:00+07:00')`;
function dayAfter(iso: string): string {
  const at = new Date(`${iso}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + 1);
  return at.toISOString().slice(0, 10);
}

function literal(field: Field, typed: string): string {
  if (field.kind === 'number' || field.kind === 'integer') return String(readNumber(typed));
  if (field.kind === 'day') return `DATE('${readDay(typed)}')`;
  if (field.kind === 'boolean') return typed === 'true' ? 'TRUE' : 'FALSE';
  return quoted(typed.trim());
}

function compared(field: Field, { operator, values }: Condition): string {
  const { name } = field;
  const first = values[0] ?? '';
  switch (operator) {
    case 'in': case 'not-in': {
      const list = values.length === 1 ? `${name} = ${quoted(first)}` : `${name} IN (${values.map(quoted).join(', ')})`;
      return operator === 'in' ? list : `NOT (${list})`;
    }
    case 'contains': return `${folded(name)} LIKE ${folded(quoted(`%${literally(first.trim())}%`))}`;
    case 'is': case 'equal': case 'on': return field.kind === 'texts' ? `A_OVERLAPS(${name}, (${literal(field, first)}))` : `${name} = ${literal(field, first)}`;
    case 'least': return `${name} >= ${literal(field, first)}`;
    case 'most': return `${name} <= ${literal(field, first)}`;
    case 'between': return `${name} BETWEEN ${literal(field, first)} AND ${literal(field, values[1] ?? '')}`;
    case 'before': return `${name} < ${field.kind === 'instant' ? startOf(readDay(first)!) : literal(field, first)}`;
    case 'after': return field.kind === 'instant' ? `${name} >= ${startOf(dayAfter(readDay(first)!))}` : `${name} > ${literal(field, first)}`;
    case 'missing': return `${name} IS NULL`;
    case 'present': return `${name} IS NOT NULL`;
  }
}

function written(part: Part, fields: Fields): string {
  if (part.kind === 'group') return conditionsCql(part, fields);
  const field = fields[part.field];
  return field && !problemOf(part, fields) ? compared(field, part) : '';
}

/** A group as CQL2; '' when it says nothing. Every group but the outermost stands in brackets. */
export function conditionsCql(root: Group, fields: Fields, outermost = false): string {
  const parts = root.parts.map((part) => written(part, fields)).filter(Boolean);
  if (!parts.length) return '';
  const joined = parts.join(root.join === 'all' ? ' AND ' : ' OR ');
  if (root.join === 'none') return `NOT (${joined})`;
  return parts.length === 1 || outermost ? joined : `(${joined})`;
}

const corner = ([lon, lat]: Point): string => `${lon} ${lat}`;
/** A polygon's ring, closed. */
const ring = (points: readonly Point[]): string => [...points, points[0]!].map(corner).join(', ');

export function areaCql(area: Area): string {
  return area.points.length >= 3 ? `S_INTERSECTS(geometry, POLYGON((${ring(area.points)})))` : '';
}

/** The filter of a question: the conditions and the polygon drawn; a box goes as bbox, by which lines are cut. */
export function filterOf(question: Question, fields: Fields): string {
  if (question.cql !== null) return question.cql.trim();
  const { where, place } = question;
  const area = place.kind === 'area' ? areaCql(place) : '';
  return [conditionsCql(where, fields, !area), area].filter(Boolean).join(' AND ');
}

/** Are the kilometres told those of whole stretches, though only a part of each may lie in what was asked? */
export function countsWhole(question: Question): boolean {
  const { place, overlap, of, cql } = question;
  if (!LINES.includes(of)) return false;
  return overlap !== null || place.kind === 'near' || (place.kind === 'area' && place.points.length >= 3) || /\bs_\w+\s*\(/i.test(cql ?? '');
}
