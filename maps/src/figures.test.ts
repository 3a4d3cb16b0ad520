import { describe, expect, it } from 'vitest';
import { byClass, figures } from './figures';
import { NO_FILTERS, toggleFilter } from './filters';

const SECTIONS = {
  groups: [
    { condition: 'TOT', road_class: 'QL', count: 4, length_km: 10 }, { condition: 'XAU', road_class: 'QL', count: 1, length_km: 2 },
    { condition: 'XAU', road_class: 'DT', count: 2, length_km: 5 }, { condition: null, road_class: 'DT', count: 1, length_km: 3 },
  ],
  total: { count: 8, length_km: 20 },
};

describe('figures', () => {
  it('sums kilometres of road by condition', () => {
    const all = figures('sections', SECTIONS, NO_FILTERS);
    expect([all.total, all.shown]).toEqual([20, 20]);
    expect(all.byCondition).toEqual({ TOT: 10, KHA: 0, TB: 0, XAU: 7, RAT_XAU: 0, NONE: 3 });
  });

  it('says what the filters leave, and keeps the other conditions to choose from', () => {
    const filters = toggleFilter(toggleFilter(NO_FILTERS, 'sections', 'road_class', 'QL'), 'sections', 'condition', 'XAU');
    const some = figures('sections', SECTIONS, filters);
    expect([some.total, some.shown, some.byCondition.TOT]).toEqual([20, 2, 10]);
  });

  it('counts bridges, not kilometres', () => {
    const bridges = { groups: [{ condition: 'TB', count: 7 }, { condition: null, count: 2 }], total: { count: 9 } };
    expect(figures('bridges', bridges, NO_FILTERS)).toMatchObject({ total: 9, shown: 9, byCondition: { TB: 7, NONE: 2 } });
  });

  it('lists the classes from the highest', () => {
    expect(byClass(SECTIONS).map(({ roadClass, km }) => [roadClass, km])).toEqual([['QL', 12], ['DT', 8]]);
  });
});
