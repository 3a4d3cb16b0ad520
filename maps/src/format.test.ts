import { describe, expect, it } from 'vitest';
import { date, distance, instant, km, number, percent, readable, today } from './format';

describe('format', () => {
  it('writes numbers as Vietnamese and as English readers do', () => {
    expect([number('vi', 1234567.5, 1), number('en', 1234567.5, 1)]).toEqual(['1.234.567,5', '1,234,567.5']);
    expect([km('vi', 12.34), km('vi', 284.83), km('vi', 1284.83)]).toEqual(['12,3', '284,8', '1.285']);
  });
  it('chooses the unit of a distance', () => { expect([distance('vi', 4.26), distance('vi', 412.3), distance('vi', 1240)]).toEqual(['4,3 m', '412 m', '1,24 km']); });
  it('writes days and instants in the zone of the office', () => {
    expect(date('2026-08-14')).toBe('14/08/2026');
    expect(instant('2026-11-22T18:05:00Z')).toBe('23/11/2026 01:05');
  });
  it('writes chainages and days inside a text as its readers do', () => {
    expect([readable('vi', 'QL.1 Km2215+644.01, 1997-01-01 – 2025-06-30'), readable('en', 'Km24+703.51'), readable('vi', 'Km3+1135')]).toEqual(['QL.1 Km2215+644,01, 01/01/1997 – 30/06/2025', 'Km24+703.51', 'Km3+1135']);
  });
  it('knows which day it is in the office', () => {
    expect([today(new Date('2026-11-22T16:59:00Z')), today(new Date('2026-11-22T17:00:00Z'))]).toEqual(['2026-11-22', '2026-11-23']);
  });
  it('never rounds a share down to nothing', () => { expect([percent('vi', 1, 1000), percent('vi', 1, 4), percent('vi', 0, 4), percent('vi', 0, 0)]).toEqual(['<1\u00a0%', '25\u00a0%', '0\u00a0%', '–']); });
});
