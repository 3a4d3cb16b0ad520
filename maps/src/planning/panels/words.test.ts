import { describe, expect, it } from 'vitest';
import type { Fault } from '../../api/types';
import { INITIAL } from '../state';
import { refusal, shown } from './words';

const fault = (code: string, facts: Record<string, unknown>, field: string | null = null): Fault => ({ status: 503, code, detail: '', field, facts });

describe('a refusal on the planners\' page', () => {
  it.each([
    [fault('query-too-long', { limit_ms: 15000, cure: 'ask less' }), 'Câu hỏi lâu quá 15 giây nên đã dừng. Thu hẹp nơi hoặc thêm điều kiện.'],
    [fault('too-many-exports', {}), 'Máy chủ đang làm nhiều tệp khác. Hãy thử lại sau ít phút.'],
    [fault('bad-parameter', { value: 'fgb', reason: 'features-without-a-place', count: 1204, cure: 'f=gpkg' }, 'f'), 'Dạng tệp này không chứa được đối tượng chưa có vị trí: 1.204 đối tượng. Hãy chọn GeoPackage.'],
  ])('%#', (given, words) => { expect(refusal(INITIAL, given)).toBe(words); });
});

describe('a value in the table', () => {
  const text = (name: string): Parameters<typeof shown>[2] => ({ name, kind: 'text', vi: name, en: name, unit: '', choices: [], grouped: false });
  it('has the decimal comma in a chainage, and is as it was recorded in every other text', () => {
    expect([shown(INITIAL, 'sections', text('to_chainage'), 'Km24+703.51'), shown(INITIAL, 'sections', text('source'), 'Km24+703.51, 2026-11-22')]).toEqual(['Km24+703,51', 'Km24+703.51, 2026-11-22']);
  });
});
