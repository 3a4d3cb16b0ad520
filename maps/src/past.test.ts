import { describe, expect, it } from 'vitest';
import { contested, marksOfRows } from './past';

describe('edits of two people', () => {
  it('meet where both wrote a field, or fields that say one thing together', () => {
    expect(contested(['name', 'note'], ['length_m', 'note'])).toEqual(['note']);
    expect(contested(['deck_rating'], ['condition'])).toEqual(['deck_rating']);
    expect(contested(['offset_m', 'name'], ['geom'])).toEqual(['offset_m']);
    expect(contested(['name'], ['note'])).toEqual([]);
  });
});

describe('the rows of a set', () => {
  it('are numbered on the map as in the list', () => {
    const row = { collection: 'bridges', id: 'B-000001', op: 'deleted', label: '', changes: [], geometry: { before: { type: 'Point', coordinates: [1, 2] }, after: null } } as const;
    expect(marksOfRows([row, row]).map((one) => [one.n, one.before?.type, one.after])).toEqual([[1, 'Point', null], [2, 'Point', null]]);
  });
});
