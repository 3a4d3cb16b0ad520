import { describe, expect, it } from 'vitest';
import { condition, group, narrowed } from './conditions';
import { conditionsCql, countsWhole, filterOf } from './cql';
import { EVERYTHING, NO_QUESTION, type Condition, type Group } from './query';
import { FIELDS } from './exampleFields';
import { problemOf } from './queryables';

const BAD = condition('condition', 'in', 'XAU');

describe('conditions as CQL2', () => {
  it.each<[Condition, string]>([
    [BAD, "condition = 'XAU'"],
    [condition('condition', 'in', 'XAU', 'TOT'), "condition IN ('XAU', 'TOT')"],
    [condition('condition', 'not-in', 'XAU', 'TOT'), "NOT (condition IN ('XAU', 'TOT'))"],
    [condition('name', 'contains', " Hộ 'P_ 5% "), "casei(accenti(name)) LIKE casei(accenti('%Hộ ''P\\_ 5\\%%'))"],
    [condition('name', 'is', "O'Brien"), "name = 'O''Brien'"],
    [condition('aliases', 'is', 'QL4'), "A_OVERLAPS(aliases, ('QL4'))"],
    [condition('length_m', 'least', '12,5'), 'length_m >= 12.5'],
    [condition('length_m', 'between', '1,5', '20'), 'length_m BETWEEN 1.5 AND 20'],
    [condition('condition_on', 'before', '1/7/2025'), "condition_on < DATE('2025-07-01')"],
    [condition('recorded_from', 'before', '01/07/2025'), "recorded_from < TIMESTAMP('2025-07-01T00:00:00+07:00')"],
    [condition('recorded_from', 'after', '31/12/2025'), "recorded_from >= TIMESTAMP('2026-01-01T00:00:00+07:00')"],
    [condition('nominal', 'is', 'false'), 'nominal = FALSE'],
    [condition('name', 'missing'), 'name IS NULL'],
    [condition('name', 'present'), 'name IS NOT NULL'],
  ])('%j', (one, cql) => { expect(conditionsCql(group('all', one), FIELDS, true)).toBe(cql); });

  it.each<[Group, string]>([
    [group('any', BAD, condition('lanes', 'least', '2')), "condition = 'XAU' OR lanes >= 2"],
    [group('none', BAD, condition('lanes', 'least', '2')), "NOT (condition = 'XAU' OR lanes >= 2)"],
    [group('all', BAD, group('any', condition('lanes', 'equal', '2'), group('none', condition('name', 'missing')))), "condition = 'XAU' AND (lanes = 2 OR NOT (name IS NULL))"],
    [group('all', BAD, group('any')), "condition = 'XAU'"],
    [group('all', condition('length_m', 'least', 'dài'), condition('', 'in')), ''],
  ])('joins %j', (root, cql) => { expect(conditionsCql(root, FIELDS, true)).toBe(cql); });

  it('puts a polygon beside them, in brackets where it must be', () => {
    const place = { kind: 'area', points: [[105, 9], [106, 9], [106, 10]] } as const;
    const area = 'S_INTERSECTS(geometry, POLYGON((105 9, 106 9, 106 10, 105 9)))';
    expect(filterOf({ ...NO_QUESTION, place, where: group('any', BAD, condition('lanes', 'least', '2')) }, FIELDS)).toBe(`(condition = 'XAU' OR lanes >= 2) AND ${area}`);
    expect(filterOf({ ...NO_QUESTION, place }, FIELDS)).toBe(area);
    expect(filterOf({ ...NO_QUESTION, place, cql: ' lanes = 2 ' }, FIELDS)).toBe('lanes = 2');
  });

  it('says when kilometres are those of whole stretches', () => {
    const box = { kind: 'area', points: [[105, 9], [106, 10]] } as const;
    expect(countsWhole({ ...NO_QUESTION, of: 'sections', place: box })).toBe(false);
    expect(countsWhole({ ...NO_QUESTION, of: 'sections', place: { ...box, points: [...box.points, [105, 10]] } })).toBe(true);
    expect(countsWhole({ ...NO_QUESTION, of: 'sections', overlap: { of: 'bridges', where: EVERYTHING } })).toBe(true);
    expect(countsWhole({ ...NO_QUESTION, of: 'bridges', overlap: { of: 'sections', where: EVERYTHING } })).toBe(false);
  });
});

describe('what keeps a condition from being asked', () => {
  it.each<[Condition, string | null]>([
    [condition('', 'in'), 'problem.no_field'], [condition('gone', 'is', 'x'), 'problem.unknown_field'], [condition('name', 'least', '2'), 'problem.unknown_field'],
    [condition('condition', 'in'), 'problem.no_value'], [condition('length_m', 'least', '1.200'), 'problem.no_number'], [condition('lanes', 'least', '1,5'), 'problem.no_whole'],
    [condition('condition_on', 'on', '31/02/2025'), 'problem.no_day'], [condition('length_m', 'between', '9', '3'), 'problem.order'],
    [condition('condition_on', 'between', '02/01/2025', '01/02/2025'), null], [condition('name', 'missing'), null], [BAD, null],
  ])('%j: %s', (one, problem) => { expect(problemOf(one, FIELDS)).toBe(problem); });
});

describe('narrowing', () => {
  it('replaces what the same field had to be, and keeps an OR whole', () => {
    expect(narrowed(group('all', condition('condition', 'in', 'TOT', 'XAU')), BAD)).toEqual(group('all', BAD));
    const either = group('any', BAD, condition('lanes', 'least', '2'));
    expect(narrowed(either, condition('road', 'in', 'QL.1'))).toEqual(group('all', either, condition('road', 'in', 'QL.1')));
    expect(narrowed(EVERYTHING, BAD)).toEqual(group('all', BAD));
  });
});
