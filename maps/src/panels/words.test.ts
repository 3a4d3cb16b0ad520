import { describe, expect, it } from 'vitest';
import type { Fault } from '../api/types';
import { faultWords, historyValue, shownValue, titleOf } from './words';
import { fieldOf } from '../fields';

const fault = (code: string, facts: Record<string, unknown> = {}, field: string | null = null): Fault => ({ status: 422, code, detail: 'detail', field, facts });
const state = { lang: 'vi' as const, codes: { status: 'ready' as const, data: { bridge_type: [{ code: 'I_DUL', label_vi: 'Dầm I', label_en: 'I girder' }] } } };

describe('a refusal in words', () => {
  it.each([
    [fault('chainage-beyond-post', { chainage: 'Km2180+1500', over_m: 507.3, limit: 'post', next_km: 2181 }), 'Lý trình Km2180+1500 vượt quá cột Km2181 507,3 m.'],
    [fault('chainage-beyond-post', { chainage: 'Km2231+900', over_m: 838.6, last_km: 2231, limit: 'end' }), 'Lý trình Km2231+900 vượt quá điểm cuối tuyến 838,6 m (cột cuối Km2231).'],
    [fault('chainage-beyond-post', { chainage: 'Km300', over_m: null, last_km: 224, limit: 'last-post' }), 'Lý trình Km300 nằm sau cột cuối cùng đã biết (Km224).'],
    [fault('rule-broken', { rule: 'invalid', codes: { length_m: ['out_of_range'] }, above: 0, high: 5000 }, 'length_m'), 'Ngoài khoảng cho phép (> 0; ≤ 5000).'],
    [fault('rule-broken', { rule: 'condition-follows-ratings' }, 'condition'), 'Tình trạng phải theo điểm thấp nhất của ba bộ phận.'],
    [fault('unexpected', { reference: 'abc123' }), 'Máy chủ gặp lỗi. Mã tra cứu: abc123.'],
    [fault('never-heard-of'), 'Không thực hiện được (never-heard-of). detail'],
  ])('%#', (given, words) => { expect(faultWords('vi', given)).toBe(words); });

  it('tells the bounds at the field they belong to only', () => {
    const both = fault('rule-broken', { rule: 'invalid', codes: { length_m: ['out_of_range'], built_year: ['out_of_range'] }, low: 0 }, 'length_m');
    expect([faultWords('vi', both, 'length_m'), faultWords('vi', both, 'built_year')]).toEqual(['Ngoài khoảng cho phép (≥ 0).', 'Ngoài khoảng cho phép.']);
  });
});

describe('a value in words', () => {
  it.each([['bridge_type', 'I_DUL', 'Dầm I'], ['length_m', 1234.5, '1.234,5 m'], ['condition_on', '2026-08-14', '14/08/2026'], ['span_scheme', '24.54+33', '24,54 + 33 m'], ['chainage', 'Km24+703.51', 'Km24+703,51'], ['name', null, '']])('%s', (name, value, words) => {
    expect(shownValue(state, fieldOf('bridges', name)!, value)).toBe(words);
  });
  it('says nothing as ∅ in history', () => { expect(historyValue(state, 'bridges', 'note', '')).toBe('∅'); });
});

describe('a title', () => {
  it('is the name, or else what it is and its code', () => {
    expect([titleOf(state, 'bridges', 'B-1', { name: 'Cầu Sập' }), titleOf(state, 'culverts', 'C-1', { name: '', code: 'K7' }), titleOf(state, 'km-posts', 'P-1', { km: 3 }), titleOf(state, 'sections', 'S-1', { from_chainage: 'Km21+000', to_chainage: 'Km24+703.51' })]).toEqual(['Cầu Sập', 'Cống K7', 'Km3', 'Km21+000 – Km24+703,51']);
  });
});
