import { describe, expect, it, vi } from 'vitest';
import { createStore, hasUnsaved, INITIAL, sameSelection, shownUnit, type Edit } from './state';

const EDIT: Edit = { collection: 'bridges', id: 'B-1', etag: '"1"', base: {}, values: {}, reason: '', errors: {}, fault: null, saving: false, conflict: null, mergedWith: [] };

describe('the store', () => {
  it('tells what is and what was, and never changes what was', () => {
    const store = createStore();
    const heard = vi.fn();
    store.subscribe(heard);
    store.set({ unit: '31825' });
    expect(heard).toHaveBeenCalledWith(store.get(), INITIAL);
    expect([store.get().unit, INITIAL.unit]).toEqual(['31825', '']);
  });
});

describe('questions to the state', () => {
  it('shows the unit chosen, or the one under the cursor, or the province', () => {
    const hoveredUnit = { id: '31834', name: 'Xã Vĩnh Trạch' };
    expect([shownUnit({ unit: '31825', hoveredUnit }), shownUnit({ unit: 'cursor', hoveredUnit }), shownUnit({ unit: 'cursor', hoveredUnit: null })]).toEqual(['31825', '31834', '']);
  });
  it('knows unsaved work', () => {
    expect([hasUnsaved(INITIAL), hasUnsaved({ ...INITIAL, edit: EDIT }), hasUnsaved({ ...INITIAL, edit: { ...EDIT, values: { name: 'x' } } })]).toEqual([false, false, true]);
  });
  it('compares selections', () => {
    expect([sameSelection(null, null), sameSelection({ collection: 'roads', id: '1' }, { collection: 'roads', id: '1' }), sameSelection({ collection: 'roads', id: '1' }, null)]).toEqual([true, true, false]);
  });
});
