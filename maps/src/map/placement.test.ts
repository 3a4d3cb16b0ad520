import { describe, expect, it } from 'vitest';
import { centre, middle, place, type Label } from './placement';

const label = (text: string, x: number, rank: number, kind: Label['kind'] = 'village'): Label => ({ text, x, y: 0, kind, rank });
const box = (): { width: number; height: number } => ({ width: 40, height: 14 });

describe('place', () => {
  it('keeps the important one of two that collide', () => { expect(place([label('Giá Rai', 10, 2), label('TP. Bạc Liêu', 0, 1)], box).map((one) => one.text)).toEqual(['TP. Bạc Liêu']); });
  it('keeps both when there is room', () => { expect(place([label('a', 0, 1), label('b', 60, 1)], box)).toHaveLength(2); });
  it('writes a name once, and a shield again only far off', () => {
    expect(place([label('a', 0, 1), label('a', 500, 1)], box)).toHaveLength(1);
    expect(place([label('QL.1', 0, 1, 'shield'), label('QL.1', 100, 1, 'shield'), label('QL.1', 300, 1, 'shield')], box).map((one) => one.x)).toEqual([0, 300]);
  });
});

describe('where a label stands', () => {
  it('is the middle of a line by its length', () => { expect(middle(Float32Array.from([0, 0, 10, 0, 10, 30]))).toEqual({ x: 10, y: 10, length: 40 }); });
  it('is the centre of a ring', () => { expect(centre(Float32Array.from([0, 0, 4, 0, 4, 2, 0, 2]))).toEqual({ x: 2, y: 1, area: 8 }); });
});
