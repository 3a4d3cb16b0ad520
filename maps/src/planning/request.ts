/** A question → the addresses that answer it: items, statistics, exports. Pure; the address shown is the address asked. */
import { conditionsCql, filterOf } from './cql';
import { parametersOf, type Form } from '../exportForms';
import { ALONG, carried, usualColumns, type Looks, type Question } from './query';
import type { Fields } from './queryables';
import { readDay, readNumber } from './values';

type Pairs = [name: string, value: string][];

/** Signs that mean nothing in a query stay as they are, so that people can read the address. */
function address(path: string, pairs: Pairs): string {
  const text = pairs.filter(([, value]) => value).map(([name, value]) =>
    `${name}=${encodeURIComponent(value).replace(/%(2C|3A|2F|3B|40)/g, (coded) => decodeURIComponent(coded)).replace(/%20/g, '+')}`).join('&');
  return text ? `${path}?${text}` : path;
}

function placePairs({ place }: Question): Pairs {
  if (place.kind === 'unit') return [['unit', place.code]];
  if (place.kind === 'near' && (place.road || place.at)) return [['near', [...(place.road ? [place.road] : place.at!), readNumber(place.metres) ?? 0].join(',')]];
  if (place.kind !== 'area' || place.points.length !== 2) return [];
  const [[a, b], [c, d]] = place.points as readonly [readonly [number, number], readonly [number, number]];
  return [['bbox', [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)].join(',')]];
}

/** The order asked; along a road, what shares it follows by its place on it. */
function order({ sort }: Looks, fields: Fields): string {
  const along = sort.replace('-', '') === 'road' ? ['at_m', 'from_m'].find((name) => name in fields) : undefined;
  return along ? `${sort},${along}` : sort;
}

/** What selects: shared by the items, the statistics and every export. */
function selecting(question: Question, fields: Fields, others: Fields): Pairs {
  const { stretch, overlap, of, at } = question;
  const along = ALONG.includes(of);
  const on = overlap && along ? conditionsCql(overlap.where, others, true) : '';
  return [
    ['filter', filterOf(question, fields)],
    ...(along && stretch.road ? [['road', stretch.road], ['from', stretch.from.trim()], ['to', stretch.to.trim()]] as Pairs : []),
    ...(overlap && along ? [['overlap', on ? `${overlap.of}(${on})` : overlap.of]] as Pairs : []),
    ...placePairs(question),
    ['datetime', at ? (readDay(at) ?? '') : ''],
  ];
}

const items = (question: Question): string => `/api/collections/${question.of}/items`;

/** The address people are shown and may copy: what selects, and the order. */
export function shownAddress(question: Question, looks: Looks, fields: Fields, others: Fields): string {
  return address(items(question), [...selecting(question, fields, others), ['sortby', order(looks, fields)]]);
}

/** One page of the answer, with what the table and the map need of it. */
export function pageAddress(question: Question, looks: Looks, fields: Fields, others: Fields, limit: number): string {
  const columns = carried(question.of, looks.columns ?? usualColumns(question.of)).filter((name) => name in fields);
  return address(items(question), [
    ...selecting(question, fields, others), ['sortby', order(looks, fields)], ['properties', columns.join(',')], ['limit', String(limit)], ['count', 'true']]);
}

export function statisticsAddress(question: Question, looks: Looks, fields: Fields, others: Fields): string {
  return address(`/api/collections/${question.of}/statistics`, [
    ['group-by', looks.by.join(',')], ['measure', looks.figure], ...selecting(question, fields, others)]);
}

/** The whole answer as a file, in its order, with the columns chosen (all of them when none are). */
export function exportAddress(question: Question, looks: Looks, fields: Fields, others: Fields, form: Form): string {
  return address(items(question), [
    ...selecting(question, fields, others), ['sortby', order(looks, fields)], ['properties', form === 'form' || form === 'qfield' ? '' : (looks.columns ?? []).join(',')],
    ...Object.entries(parametersOf(form))]);
}
