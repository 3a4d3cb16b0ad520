import { describe, expect, it } from 'vitest';
import { formatChainage, parseChainage } from './chainage';

describe('parseChainage', () => {
  it.each([
    ['Km2178+500', 2178, 500], ['KM 2178 + 500', 2178, 500], ['km0+094,25', 0, 94.25], ['Km0+094.25', 0, 94.25], ['Km12', 12, 0],
    ['Km3+1135', 3, 1135], ['Km 15+030m', 15, 30], [' Km.7+5 ', 7, 5],
  ])('%s', (text, km, m) => { expect(parseChainage(text)).toEqual({ km, m }); });

  it.each(['', '2178+500', 'Km', 'Km+500', 'Kmx+1', 'Km1+', 'Km1+12345', 'QL.1 Km1+2'])('refuses %j', (text) => { expect(parseChainage(text)).toBeNull(); });
});

describe('formatChainage', () => {
  it.each([[2178, 500, 'Km2178+500'], [0, 94.25, 'Km0+094.25'], [3, 1135, 'Km3+1135'], [7, 0, 'Km7+000'], [1, 2.5, 'Km1+002.50'], [1, 0.004, 'Km1+000']])('%d, %d', (km, m, text) => {
    expect(formatChainage({ km, m })).toBe(text);
  });

  it('keeps Km3+1135 itself, never Km4+135', () => { expect(formatChainage(parseChainage('Km3+1135')!)).toBe('Km3+1135'); });
});
