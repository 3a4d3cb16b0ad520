import { describe, expect, it } from 'vitest';
import { changesOf, fieldOf, readField, sameValue, writeField } from './fields';

const length = fieldOf('bridges', 'length_m')!;
const year = fieldOf('bridges', 'built_year')!;
const type = fieldOf('bridges', 'bridge_type')!;
const name = fieldOf('bridges', 'name')!;

describe('a field typed', () => {
  it('reads decimal commas and points', () => {
    expect(readField(length, ' 92,4 ')).toEqual({ value: 92.4 });
    expect(readField(length, '92.4')).toEqual({ value: 92.4 });
  });
  it.each(['abc', '1.234,5', '12 m', '--1'])('refuses %j as a number', (text) => { expect(readField(length, text)).toMatchObject({ fault: { code: 'not_a_number', field: 'length_m' } }); });
  it('refuses half a year', () => { expect(readField(year, '1998,5')).toMatchObject({ fault: { code: 'not_whole' } }); });
  it('is null when empty, but text is empty text', () => {
    expect([readField(length, ''), readField(type, ''), readField(name, ' ')]).toEqual([{ value: null }, { value: null }, { value: '' }]);
  });
  it('comes back as it was written', () => {
    expect([writeField(length, 1234.5, 'vi'), writeField(length, 1234.5, 'en'), writeField(length, null, 'vi')]).toEqual(['1234,5', '1234.5', '']);
  });
});

describe('changesOf', () => {
  const base = { name: 'Cầu Hộ Phòng', length_m: '92.40', built_year: 1998, bridge_type: null, note: '' };
  it('sends only what differs', () => {
    expect(changesOf('bridges', base, { name: 'Cầu Mới', length_m: '92,4', built_year: '1998', bridge_type: '', note: '' })).toEqual({ changes: { name: 'Cầu Mới' }, faults: {} });
  });
  it('keeps faults at their field', () => { expect(Object.keys(changesOf('bridges', base, { length_m: 'x', name: 'y' }).faults)).toEqual(['length_m']); });
  it('never sends what is not editable', () => { expect(changesOf('bridges', base, { source: 'mine', at_m: '5', road: 'QL.9' }).changes).toEqual({}); });
  it('takes empty for empty', () => { expect([sameValue(name, '', null), sameValue(type, null, undefined), sameValue(length, 0, null)]).toEqual([true, true, false]); });
});
