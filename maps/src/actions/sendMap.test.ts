import { describe, expect, it } from 'vitest';
import { NO_FILTERS } from '../filters';
import { INITIAL, UNDER_CURSOR, type State } from '../state';
import { mapAddress, sendMap } from './sendMap';

const SEEN: State = { ...INITIAL, bbox: [105.2, 9, 105.8, 9.6], layers: ['sections', 'bridges', 'roads'] };
const asked = (state: State): Record<string, string> => Object.fromEntries(new URL(mapAddress(state), 'http://x').searchParams);

describe('the map that is sent', () => {
  it('is the box, the layers that are shown and nothing else', () => {
    expect(asked(SEEN)).toEqual({ layers: 'sections,bridges,roads', bbox: '105.200000,9.000000,105.800000,9.600000' });
  });

  it('has the filters of the layers shown: an unrated asset has no condition, roads have the class of sections', () => {
    const filters = {
      ...NO_FILTERS, sections: { condition: ['TOT'], road_class: ['QL', 'DT'] }, bridges: { condition: ['XAU', 'NONE'], road_class: [] }, culverts: { condition: ['TB'], road_class: [] },
    };
    expect(asked({ ...SEEN, filters })).toMatchObject({ 'sections.condition': 'TOT', 'sections.road_class': 'QL,DT', 'bridges.condition': 'XAU,none', 'roads.road_class': 'QL,DT' });
    expect(asked({ ...SEEN, filters })).not.toHaveProperty('culverts.condition');
  });

  it('is of the unit that was chosen, not of the one under the cursor', () => {
    expect(asked({ ...SEEN, unit: '31825' }).unit).toBe('31825');
    expect(asked({ ...SEEN, unit: UNDER_CURSOR })).not.toHaveProperty('unit');
  });

  it('waits for the map, for the file before it, and for a layer', () => {
    expect(sendMap.available(SEEN)).toBeNull();
    expect(sendMap.available({ ...SEEN, bbox: null })).toBe('why.loading');
    expect(sendMap.available({ ...SEEN, saving: { form: 'csv', bytes: 0 } })).toBe('why.loading');
    expect(sendMap.available({ ...SEEN, layers: [] })).toBe('why.no_layers');
  });
});
