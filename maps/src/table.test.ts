import { describe, expect, it } from 'vitest';
import { columnsOf, rangeTo, settable } from './table';

describe('the table', () => {
  it('ticks the rows between two, whichever way', () => {
    const ids = ['a', 'b', 'c', 'd'];
    expect(rangeTo(ids, 'b', 'd')).toEqual(['b', 'c', 'd']);
    expect(rangeTo(ids, 'd', 'b')).toEqual(['b', 'c', 'd']);
    expect(rangeTo(ids, null, 'b')).toEqual(['b']);
    expect(rangeTo(ids, 'gone', 'b')).toEqual(['b']);
  });

  it('sets for many neither place nor ratings', () => {
    const names = settable('bridges').map((field) => field.name);
    expect(names).toContain('design_load');
    expect(names.filter((name) => /rating|chainage|^road$|^code$/.test(name))).toEqual([]);
  });

  it('shows where things are and how', () => {
    expect(columnsOf('bridges').map((field) => field.name)).toEqual(expect.arrayContaining(['road', 'chainage', 'condition']));
  });
});
