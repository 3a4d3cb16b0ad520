import { describe, expect, it } from 'vitest';
import { typedCure, type Finding } from './findings';

const FINDING: Finding = {
  code: 'opened-before-built', severity: 'warning', collection: 'bridges', id: 'B-000001', field: 'properties/opened_year',
  facts: {}, fix: { properties: { built_year: 2010, opened_year: 2012 } }, accepted: null, place: null,
};

describe('a one-click cure', () => {
  it('is what a person would type', () => {
    expect(typedCure(FINDING, 'vi')).toEqual({ built_year: '2010', opened_year: '2012' });
    expect(typedCure({ ...FINDING, fix: { properties: { built_year: null } } }, 'vi')).toEqual({ built_year: '' });
  });

  it('is not offered for what the form does not hold', () => {
    expect(typedCure({ ...FINDING, fix: null }, 'vi')).toBeNull();
    expect(typedCure({ ...FINDING, fix: { properties: { at_m: 12.5 } } }, 'vi')).toBeNull();
    expect(typedCure({ ...FINDING, fix: { geometry: { type: 'Point', coordinates: [] } } }, 'vi')).toBeNull();
  });
});
