import { describe, expect, it } from 'vitest';
import { metresBetween, snapTo, targetOf, type Target } from './snapping';

const ROAD: Target = { collection: 'roads', id: 'R-1', name: 'QL.1', lines: [[[105.7, 9.3], [105.71, 9.3], [105.71, 9.31]]] };
const POST: Target = { collection: 'km-posts', id: 'P-1', name: 'Km3', lines: [[[105.705, 9.30002]]] };

describe('snapping', () => {
  it('measures a degree of longitude shorter than one of latitude', () => {
    expect(metresBetween([105, 9], [105, 9.001])).toBeCloseTo(111.32, 2);
    expect(metresBetween([105, 60], [105.001, 60])).toBeCloseTo(55.66, 2);
  });

  it('leads to a vertex before a nearer segment, and tells which', () => {
    expect(snapTo([105.70995, 9.30001], [ROAD], 20)).toMatchObject({ at: [105.71, 9.3], to: 'vertex', name: 'QL.1' });
  });

  it('leads to the foot on a segment, exactly on the line', () => {
    const found = snapTo([105.703, 9.3001], [ROAD], 20);
    expect(found).toMatchObject({ to: 'segment', at: [105.703, 9.3] });
    expect(found?.metres).toBeCloseTo(11.13, 1);
  });

  it('names a km post, and leaves alone what is out of reach', () => {
    expect(snapTo([105.705, 9.30004], [ROAD, POST], 20)).toMatchObject({ to: 'post', name: 'Km3', at: [105.705, 9.30002] });
    expect(snapTo([105.703, 9.302], [ROAD, POST], 20)).toBeNull();
  });

  it('takes every piece of a road, and no area', () => {
    const feature = (type: string, coordinates: unknown) => ({ type: 'Feature', id: 'R-2', geometry: { type, coordinates }, properties: { code: 'ĐT.1' } }) as const;
    expect(targetOf('roads', feature('MultiLineString', [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]))?.lines).toHaveLength(2);
    expect(targetOf('communes', feature('Polygon', []))).toBeNull();
  });
});
