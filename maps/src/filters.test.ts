import { describe, expect, it } from 'vitest';
import { isFiltered, NO_FILTERS, passes, roadPasses, toggleEverywhere, toggleFilter } from './filters';

describe('filters', () => {
  it('toggles one number in and out', () => {
    const once = toggleFilter(NO_FILTERS, 'bridges', 'condition', 'XAU');
    expect(once.bridges.condition).toEqual(['XAU']);
    expect(once.culverts.condition).toEqual([]);
    expect(toggleFilter(once, 'bridges', 'condition', 'XAU')).toEqual(NO_FILTERS);
    expect([isFiltered(once), isFiltered(NO_FILTERS)]).toEqual([true, false]);
  });

  it('toggles a whole row: on where it is off, off where it is on everywhere', () => {
    const one = toggleFilter(NO_FILTERS, 'bridges', 'condition', 'XAU');
    const all = toggleEverywhere(one, 'XAU');
    expect([all.sections.condition, all.bridges.condition, all.culverts.condition]).toEqual([['XAU'], ['XAU'], ['XAU']]);
    expect(toggleEverywhere(all, 'XAU')).toEqual(NO_FILTERS);
  });

  it('lets everything pass when empty, and the unrated by their own key', () => {
    expect(passes({ condition: [], road_class: [] }, {})).toBe(true);
    expect(passes({ condition: ['NONE'], road_class: [] }, {})).toBe(true);
    expect(passes({ condition: ['NONE'], road_class: [] }, { condition: 'TOT' })).toBe(false);
    expect(passes({ condition: ['XAU', 'TB'], road_class: ['QL'] }, { condition: 'TB', road_class: 'QL' })).toBe(true);
    expect(passes({ condition: ['TB'], road_class: ['QL'] }, { condition: 'TB', road_class: 'DT' })).toBe(false);
  });

  it('shows a road by the class chosen for sections', () => {
    const only = toggleFilter(NO_FILTERS, 'sections', 'road_class', 'CT');
    expect([roadPasses(only, 'CT'), roadPasses(only, 'QL'), roadPasses(NO_FILTERS, 'QL')]).toEqual([true, false, true]);
  });
});
