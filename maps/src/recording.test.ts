import { describe, expect, it } from 'vitest';
import type { RecordKind } from './api/types';
import { isRecorded, linesOf, NEW_LINE, proposalFor, recordedOf, recordFields, sentBy, type Recording } from './recording';

const NEW: Recording = {
  kind: 'inspections', of: { collection: 'bridges', id: 'B-000001' }, version: '"1"', record: null, proposed: proposalFor('inspections', '2026-11-25', 'Phiếu'), values: {}, lines: null, reason: '',
  errors: {}, fault: null, busy: false, key: 'k', withdrawing: false, resumed: '',
};
const names = (kind: RecordKind, of: 'bridges' | 'culverts' | 'roads'): string => recordFields(kind, of).map((field) => field.name).join(' ');

describe('what can be recorded', () => {
  it('is what the asset can have: a road is inspected by its sections, only a road runs over another', () => {
    expect([recordedOf('roads'), recordedOf('bridges'), recordedOf('communes')]).toEqual([['postings', 'works', 'shared-stretches'], ['inspections', 'postings', 'works'], []]);
  });
  it('has ratings at a bridge only, and a stretch at a road only', () => {
    expect([names('inspections', 'bridges').includes('deck_rating'), names('inspections', 'culverts').includes('deck_rating')]).toEqual([true, false]);
    expect([names('works', 'roads').includes('from_chainage'), names('works', 'bridges').includes('from_chainage')]).toEqual([true, false]);
  });
});

describe('what is sent', () => {
  it('of a new record is what was proposed and typed, numbers as numbers', () => {
    expect(sentBy({ ...NEW, values: { deck_rating: '6', condition_reason: ' xói ' } })).toEqual({ faults: {}, properties: { done_on: '2026-11-25', source: 'Phiếu', deck_rating: 6, condition_reason: 'xói' } });
  });
  it('of another is what differs', () => {
    const record = { id: 'I-1', etag: '"2"', base: { deck_rating: 6, done_on: '2026-01-01', findings: [] } };
    expect(sentBy({ ...NEW, record, proposed: {}, values: { deck_rating: '6', done_on: '2026-02-01' } }).properties).toEqual({ done_on: '2026-02-01' });
  });
  it('holds the sheet once it is touched; no priority is null', () => {
    expect(sentBy({ ...NEW, lines: [{ ...NEW_LINE, component: 'TRU' }] }).properties.findings).toEqual([{ component: 'TRU', defect: '', recommendation: '', priority: null }]);
  });
  it('says at its field what cannot be read', () => {
    expect(Object.keys(sentBy({ ...NEW, values: { deck_rating: 'sáu' } }).faults)).toEqual(['deck_rating']);
  });
});

describe('what would be lost', () => {
  it('is what somebody typed, not what the form proposed', () => {
    expect([isRecorded(NEW), isRecorded({ ...NEW, values: { source: 'Phiếu' } }), isRecorded({ ...NEW, values: { source: 'x' } }), isRecorded({ ...NEW, lines: [] })]).toEqual([false, false, true, true]);
  });
  it('reads a sheet with empty cells', () => {
    expect(linesOf({ findings: [{ component: 'MO', priority: null }] as never })).toEqual([{ ...NEW_LINE, component: 'MO' }]);
  });
});
