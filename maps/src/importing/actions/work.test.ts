import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStoreOf } from '../../store';
import { imports } from '../api/imports';
import { FIRST, type Filter, type Rows, type Run, type State } from '../run';
import { filterBy } from './work';

/** Answers that come when the test lets them: the `matched` of each says which filter it was asked with. */
function answers(): ((outcome: Filter['outcome'], matched: number) => Promise<void>) {
  const waiting = new Map<Filter['outcome'], (rows: Rows) => void>();
  vi.spyOn(imports, 'rows').mockImplementation((_, filter) => new Promise((resolve) => { waiting.set(filter.outcome, resolve); }));
  return async (outcome, matched) => {
    waiting.get(outcome)?.({ rows: [], matched, next: null });
    await Promise.resolve();
  };
}

describe('rows asked for twice', () => {
  afterEach(() => { vi.restoreAllMocks(); vi.unstubAllGlobals(); });

  it('are those of the last question, whichever answer comes last', async () => {
    vi.stubGlobal('location', { hash: '#7' });
    const store = createStoreOf<State>({ ...FIRST, run: { id: 7 } as Run });
    const answer = answers();
    const asked = [filterBy(store, { outcome: 'create' }), filterBy(store, { outcome: 'refused' })];
    await answer('refused', 1);
    await answer('create', 5);
    await Promise.all(asked);
    expect([store.get().filter.outcome, store.get().rows?.matched]).toEqual(['refused', 1]);
  });
});
