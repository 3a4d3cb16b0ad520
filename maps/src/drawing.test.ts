import { describe, expect, it } from 'vitest';
import { bodyOf, canRedo, isDrawn, lineOf, newFields, onPiece, piecesNow, stepTo, withTap, type Drawing } from './drawing';
import { shapesOf } from './fileShapes';

const NEW: Drawing = {
  collection: 'roads', id: null, etag: '', steps: [[]], at: 0, pieces: [], piece: 0, others: false, tool: 'end', snap: null, targets: [], values: {}, rests: 'map', near: [], located: null, offered: null, firstRow: 0,
  reason: '', key: 'k', errors: {}, fault: null, busy: false, keptAt: null,
};

describe('drawing', () => {
  it('goes on at the end or at the start, and not while vertices are edited', () => {
    const one = withTap(withTap(NEW, [1, 1]), [2, 2]);
    expect(lineOf(withTap({ ...one, tool: 'start' }, [0, 0]))).toEqual([[0, 0], [1, 1], [2, 2]]);
    expect(withTap({ ...one, tool: 'shape' }, [9, 9])).toEqual({ ...one, tool: 'shape' });
  });

  it('forgets what was undone once another step is taken, and takes no step that changes nothing', () => {
    const two = withTap(withTap(NEW, [1, 1]), [2, 2]);
    const back = { ...two, at: 1 };
    expect(canRedo(back)).toBe(true);
    const other = stepTo(back, [[1, 1], [3, 3]]);
    expect([lineOf(other), canRedo(other), other.steps.length]).toEqual([[[1, 1], [3, 3]], false, 3]);
    expect(stepTo(other, [[1, 1], [3, 3]])).toBe(other);
  });

  it('goes from piece to piece of a road and loses none', () => {
    const first = [[0, 0], [1, 0]] as const;
    const second = [[2, 0], [3, 0]] as const;
    const road: Drawing = { ...NEW, id: 'R-000001', steps: [first], pieces: [first, second] };
    const drawn = stepTo(road, [[0, 0], [1, 1]]);
    const other = onPiece(drawn, 1);
    expect([lineOf(other), piecesNow(other), isDrawn(other)]).toEqual([second, [[[0, 0], [1, 1]], second], true]);
    expect(isDrawn(onPiece(road, 1))).toBe(false);
    expect(piecesNow(stepTo(onPiece(other, 0), [[0, 0], [1, 2]]))).toEqual([[[0, 0], [1, 2]], second]);
  });

  it('has a point of one vertex, wherever it is tapped', () => {
    expect(lineOf(withTap(withTap({ ...NEW, collection: 'bridges' }, [1, 1]), [2, 2]))).toEqual([[2, 2]]);
  });

  it('rests a bridge on the chainage or on the map, never on both', () => {
    const bridge: Drawing = { ...NEW, collection: 'bridges', steps: [[], [[105.7, 9.3]]], at: 1, values: { road: 'QL.1', chainage: 'Km2178+500', width_m: '7,5' } };
    expect(bodyOf({ ...bridge, rests: 'chainage' }).body).toEqual({
      type: 'Feature', geometry: null, properties: { road: 'QL.1', chainage: 'Km2178+500', width_m: 7.5, located_by: 'chainage' },
    });
    expect(bodyOf(bridge).body).toEqual({
      type: 'Feature', geometry: { type: 'Point', coordinates: [105.7, 9.3] }, properties: { road: 'QL.1', width_m: 7.5, located_by: 'coordinates' },
    });
    expect(Object.keys(bodyOf({ ...bridge, values: { width_m: 'rộng' } }).faults)).toEqual(['width_m']);
  });

  it('asks where every new asset is known from', () => {
    for (const collection of ['roads', 'bridges', 'culverts', 'km-posts', 'sections'] as const) expect(newFields(collection).map(({ name }) => name)).toContain('source');
  });
});

describe('the shapes of a file', () => {
  it('are its points and lines by name, without heights and areas', () => {
    const line = { type: 'LineString', coordinates: [[105, 9, 3], [106, 9, 3]] };
    const area = { type: 'Polygon', coordinates: [[[1, 1], [2, 2], [3, 3], [1, 1]]] };
    expect(shapesOf({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { name: 'Tim' }, geometry: line }, { type: 'Feature', properties: null, geometry: area }] }))
      .toEqual([{ name: 'Tim', line: [[105, 9], [106, 9]] }]);
    expect(shapesOf({ type: 'GeometryCollection', geometries: [line, area] })).toHaveLength(1);
  });

  it('are refused when they are no longitude and latitude, or no GeoJSON', () => {
    expect(() => shapesOf({ type: 'Point', coordinates: [579584, 1026816] })).toThrow(SyntaxError);
    expect(() => shapesOf({ name: 'x' })).toThrow(SyntaxError);
    expect(() => shapesOf(null)).toThrow(SyntaxError);
  });
});
