import { describe, expect, it } from 'vitest';
import { matches, plain, readDay, readNumber, readPoint, readPoints } from './values';

describe('what people type', () => {
  it.each([['12,5', 12.5], ['12.5', 12.5], [' -3 ', -3], ['1,234', 1.234], ['1.200', null], ['1200', 1200], ['', null], ['1e5', null], ['12m', null]])('number %s', (text, value) => { expect(readNumber(text)).toBe(value); });
  it.each([['30/06/2025', '2025-06-30'], ['1/7/2025', '2025-07-01'], ['2025-06-30', '2025-06-30'], ['30062025', '2025-06-30'], ['31022025', null], ['31/02/2025', null], ['29/02/2024', '2024-02-29'], ['6/2025', null], ['', null]])('day %s', (text, iso) => { expect(readDay(text)).toBe(iso); });
  it.each([['9.286, 105.724', [105.724, 9.286]], ['9,286; 105,724', [105.724, 9.286]], ['9.286 105.724', [105.724, 9.286]], ['9.286,105.724', [105.724, 9.286]], ['9, 105', [105, 9]], ['105.7, 9.2', null], ['9.286', null], ['a, b', null]])('place %s', (text, point) => { expect(readPoint(text)).toEqual(point); });
  it('names the line that is no place', () => {
    expect(readPoints('9.2, 105.4\n\n9.4, 105.6')).toEqual([[105.4, 9.2], [105.6, 9.4]]);
    expect(readPoints('9.2, 105.4\noops')).toBe(2);
  });
  it('finds words without accents, in any order', () => {
    expect(plain('Đường Tỉnh')).toBe('duong tinh');
    expect(matches('Bề rộng xe chạy', 'xe rong')).toBe(true);
    expect(matches('Bề rộng xe chạy', 'rong cau')).toBe(false);
  });
});
