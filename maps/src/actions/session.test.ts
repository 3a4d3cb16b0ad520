import { describe, expect, it } from 'vitest';
import { hasLeft } from './session';

const as = (username: string | null) => ({ session: { user: username === null ? null : { username, name: '', roles: [], may_edit: [], may_draft: [], may_review: [], rights: [] } } });

describe('somebody has left', () => {
  it('when nobody or another one reads now, not when the first one comes', () => {
    expect([hasLeft(as(null), as('kysu')), hasLeft(as('giamsat'), as('kysu')), hasLeft(as('kysu'), as('kysu')), hasLeft(as('kysu'), as(null)), hasLeft(as(null), { session: null })])
      .toEqual([true, true, false, false, false]);
  });
});
