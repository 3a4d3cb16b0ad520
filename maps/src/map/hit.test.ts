import { describe, expect, it } from 'vitest';
import { inside, pick, segmentDistance } from './hit';
import { EMPTY_TILE, indexed, type Shape, type TileFeature } from './tileData';

const feature = (layer: string, id: string, shape: Shape, ...parts: number[][]): TileFeature =>
  ({ layer, shape, attributes: { id }, parts: parts.map((part) => Float32Array.from(part)) });

const tile = indexed([
  feature('communes', '31825', 'area', [0, 0, 200, 0, 200, 200, 0, 200, 0, 0], [80, 80, 120, 80, 120, 120, 80, 120, 80, 80]),
  feature('roads', 'R-1', 'line', [0, 100, 200, 100]),
  feature('bridges', 'B-1', 'point', [50, 100]),
  feature('bridges', 'B-2', 'point', [60, 100]),
]);
const RULES = [{ layer: 'bridges', reach: 4 }, { layer: 'roads', reach: 2 }, { layer: 'communes', reach: 0 }];
const at = (x: number, y: number, tolerance = 8): string | undefined => pick(tile, x, y, tolerance, RULES, () => true)?.feature.attributes.id as string | undefined;

describe('pick', () => {
  it('prefers a point to the line it stands on', () => { expect(at(50, 101)).toBe('B-1'); });
  it('takes the nearer of two', () => { expect([at(54, 100), at(56, 100)]).toEqual(['B-1', 'B-2']); });
  it('reaches as far as the tolerance and the symbol, no further', () => { expect([at(39, 100), at(37, 100)]).toEqual(['B-1', 'R-1']); });
  it('has a wider tolerance for fingers', () => { expect([at(150, 115, 8), at(150, 115, 16)]).toEqual(['31825', 'R-1']); });
  it('falls through to the area, but not into its hole', () => { expect([at(10, 10), at(100, 110, 4)]).toEqual(['31825', undefined]); });
  it('leaves out what is filtered away', () => { expect(pick(tile, 50, 100, 8, RULES, (one) => one.layer !== 'bridges')?.feature.layer).toBe('roads'); });
  it('finds nothing in an empty tile', () => { expect(pick(EMPTY_TILE, 1, 1, 16, RULES, () => true)).toBeNull(); });
});

describe('distances', () => {
  it('measures to a segment, also past its ends', () => { expect([segmentDistance(5, 3, 0, 0, 10, 0), segmentDistance(13, 4, 0, 0, 10, 0), segmentDistance(3, 4, 0, 0, 0, 0)]).toEqual([3, 5, 5]); });
  it('knows inside from outside', () => { expect([inside([Float32Array.from([0, 0, 4, 0, 4, 4, 0, 4])], 2, 2), inside([Float32Array.from([0, 0, 4, 0, 4, 4, 0, 4])], 5, 2)]).toEqual([true, false]); });
});
