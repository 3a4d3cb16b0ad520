import { describe, expect, it } from 'vitest';
import { bodyOf, missingOf, placeOf, readVertices, startOf, writeVertices, type Network } from './network';

const WORK: Network = {
  road: 'R-000001', etag: '"1.2"', operation: 'split', typed: {}, line: [], pieces: [], piece: 0, posts: [], standing: [{ id: 'P-000003', km: 13 }, { id: 'P-000004', km: 14 }], behaviours: {}, effect: null, shownAsset: null,
  comment: '', busy: 'no', fault: null,
};

describe('what an operation is asked with', () => {
  it('reads metres as a number and a chainage as it stands', () => {
    expect([placeOf('2500'), placeOf('2500,5'), placeOf(' Km12+365 ')]).toEqual([2500, 2500.5, 'Km12+365']);
  });

  it('puts what is typed where the API wants it, and leaves out what is not', () => {
    const work = { ...WORK, typed: { at: 'Km12+400', 'new.code': 'ĐT.999', 'new.name': ' ' }, behaviours: { 'B-000002': 'tail' } };
    expect(bodyOf(work)).toEqual({ at: 'Km12+400', new: { code: 'ĐT.999' }, behaviours: { 'B-000002': 'tail' } });
  });

  it('knows what is missing', () => {
    expect(missingOf(WORK).map((one) => one.name)).toEqual(['at']);
    expect(missingOf({ ...WORK, operation: 'realign', line: [[105, 9]] }).map((one) => one.name)).toEqual(['geometry']);
    expect(missingOf({ ...WORK, operation: 'realign', line: [[105, 9], [105.1, 9]] })).toEqual([]);
  });

  it('sends lines and posts as GeoJSON, longitude first', () => {
    expect(bodyOf({ ...WORK, operation: 'extend', line: [[105, 9], [105.1, 9]] })).toEqual({ geometry: { type: 'LineString', coordinates: [[105, 9], [105.1, 9]] } });
    expect(bodyOf({ ...WORK, operation: 'recalibrate', posts: [{ km: '12', at: [105, 9] }, { km: '13', at: null }, { km: '14', at: [105, 9.1] }], typed: { start: 'Km11+250' } })).toEqual({
      posts: [{ km: 12, geometry: { type: 'Point', coordinates: [105, 9] } }, { id: 'P-000003', delete: true }, { id: 'P-000004', geometry: { type: 'Point', coordinates: [105, 9.1] } }],
      start: { km: 11, m: 250 },
    });
  });

  it('reads vertices latitude first, and refuses what is none', () => {
    expect(readVertices('9.2, 105.5\n9.3;105.6\n\n')).toEqual([[105.5, 9.2], [105.6, 9.3]]);
    expect(readVertices('105.5, 9.2')).toBeNull();
    expect(readVertices('9.2')).toBeNull();
    expect(readVertices(writeVertices([[105.5, 9.25]]))).toEqual([[105.5, 9.25]]);
    expect(startOf('12+5')).toBeNull();
  });
});
