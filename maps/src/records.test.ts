import { describe, expect, it } from 'vitest';
import type { Feature, Properties } from './api/types';
import { inForce, sorted, stageOf } from './records';

const record = (properties: Properties, id = 'x'): Feature => ({ type: 'Feature', id, geometry: null, properties });
const TODAY = '2026-06-15';
const ids = (features: readonly Feature[]): string => features.map((one) => one.id).join(' ');

describe('a limit', () => {
  it.each([
    [{}, true], [{ valid_from: null, valid_to: null }, true], [{ valid_from: TODAY }, true], [{ valid_from: '2026-06-16' }, false],
    [{ valid_to: TODAY }, true], [{ valid_to: '2026-06-14' }, false], [{ valid_from: '2026-01-01', valid_to: '2026-12-31' }, true],
  ] as const)('%j is in force: %s', (properties, told) => { expect(inForce(record(properties), TODAY)).toBe(told); });
});

describe('a job', () => {
  it.each([
    [{ planned_on: '2026-01-01' }, 'planned', '2026-01-01'], [{ planned_on: '2026-01-01', started_on: '2026-02-01' }, 'started', '2026-02-01'],
    [{ started_on: '2026-02-01', finished_on: '2026-03-01' }, 'finished', '2026-03-01'], [{ planned_on: null }, 'planned', ''],
  ] as const)('%j is %s', (properties, stage, on) => { expect(stageOf(record(properties))).toEqual({ stage, on }); });
});

describe('what is shown first', () => {
  it('is the latest inspections', () => {
    const all = ['a', 'b', 'c', 'd'].map((id) => record({}, id));
    const { first, rest } = sorted('inspections', all, TODAY);
    expect([ids(first), ids(rest)]).toEqual(['a b c', 'd']);
  });
  it('is the limits in force, all of them', () => {
    const { first, rest } = sorted('postings', [record({ valid_to: '2026-01-01' }, 'old'), record({}, 'a'), record({}, 'b')], TODAY, 1);
    expect([ids(first), ids(rest)]).toEqual(['a b', 'old']);
  });
  it('is the jobs still open, then the latest finished', () => {
    const done = ['1', '2', '3', '4'].map((id) => record({ finished_on: '2026-01-01' }, id));
    const { first, rest } = sorted('works', [...done, record({ planned_on: '2020-01-01' }, 'open')], TODAY);
    expect([ids(first), ids(rest)]).toEqual(['open 1 2 3', '4']);
  });
});
