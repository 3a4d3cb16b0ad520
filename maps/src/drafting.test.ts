import { describe, expect, it } from 'vitest';
import { differencesOf, laidOver, marksOf, takingChanges, type Draft, type DraftChange, type DraftCheck, type Entry } from './drafting';

const point = (lon: number) => ({ type: 'Point', coordinates: [lon, 9] });
const entry = (properties: Record<string, unknown>, etag: string, rest: object = {}): Entry => ({ action: 'update', collection: 'bridges', id: 'B-1', if_match: etag, feature: { properties, ...rest } });
const change = (differences: DraftChange['differences']): DraftChange =>
  ({ change: 7, entry: entry({}, '"a"'), collection: 'bridges', base: { type: 'Feature', id: 'B-1', geometry: point(105), properties: {} }, differences, by: 'kysu', at: '' });
const draft = (one: DraftChange): Draft => ({ changes: [one] } as unknown as Draft);
const tried = (differences: DraftChange['differences']): DraftCheck => ({ passes: true, version: 1, changes: [{ change: 7, differences }] });

describe('a draft', () => {
  it('keeps what was said of an asset before, under what is said later, on the version read later', () => {
    expect(laidOver(entry({ name: 'A', note: 'x' }, '"old"', { geometry: point(105) }), entry({ name: 'B' }, '"new"')))
      .toEqual(entry({ name: 'B', note: 'x' }, '"new"', { geometry: point(105) }));
    expect(laidOver(entry({ name: 'A' }, '"old"'), entry({ note: 'y' }, '"new"'))).toEqual(entry({ name: 'A', note: 'y' }, '"new"'));
  });

  it('lets neither an operation nor a deletion give way to what would undo it', () => {
    const gone: Entry = { action: 'delete', collection: 'bridges', id: 'B-1', if_match: '"b"', along: '000000000000' };
    const split: Entry = { action: 'operate', collection: 'roads', id: 'R-1', if_match: '"b"', operation: 'split', body: { at: 9 }, token: 'x' };
    expect(laidOver(entry({ name: 'A' }, '"old"'), gone)).toEqual(gone);
    expect([laidOver(gone, entry({ name: 'A' }, '"new"')), laidOver(split, entry({}, '"new"')), laidOver(entry({}, '"old"'), split)]).toEqual([null, null, null]);
  });

  it('shows what an operation moves, makes or ends', () => {
    const at = (lon: number) => ({ road: 'R-1', road_code: 'QL.1', geometry: point(lon) });
    const row = (before: unknown, after: unknown, moved_m: number) => ({ before, after, moved_m });
    const effect = { assets: [row(at(105), at(106), 9), row(at(105), at(105), 0), row(null, at(107), 0)] };
    const check = { passes: true, version: 1, changes: [{ change: 7, differences: {}, effect }] } as unknown as DraftCheck;
    expect(marksOf(draft(change({})), check)).toEqual([
      { n: 1, before: point(105), after: point(105) }, { n: 1, before: point(105), after: point(106) }, { n: 1, before: null, after: point(107) }]);
  });

  it('shows an asset in its place where only facts change, and in both where it moves', () => {
    const named = { 'properties/name': { before: 'A', after: 'B' } };
    expect(marksOf(draft(change(named)), undefined)).toEqual([{ n: 1, before: point(105), after: point(105) }]);
    const moved = { ...named, geometry: { before: point(105), after: point(106) } };
    expect(marksOf(draft(change(named)), tried(moved))).toEqual([{ n: 1, before: point(105), after: point(106) }]);
    const gone = { geometry: { before: point(105), after: null } };
    expect(marksOf(draft(change(gone)), undefined)).toEqual([{ n: 1, before: point(105), after: null }]);
    expect(marksOf(undefined, undefined)).toEqual([]);
  });

  it('differs as the database says, once it has tried', () => {
    const meant = { 'properties/at_m': { before: 1, after: 2 } };
    const made = { ...meant, 'properties/chainage': { before: 'Km0+001', after: 'Km0+002' } };
    expect([differencesOf(change(meant), undefined), differencesOf(change(meant), tried(made))]).toEqual([meant, made]);
  });

  it('takes changes only from who may edit it', () => {
    const heads = [{ id: 1, may: ['read', 'edit'] }, { id: 2, may: ['read'] }] as unknown as Parameters<typeof takingChanges>[0];
    expect(takingChanges(heads).map((one) => one.id)).toEqual([1]);
  });
});
