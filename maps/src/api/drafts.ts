/** The addresses of drafts, one function each. What rests on a draft as it was read says which version that was. */
import type { Draft, DraftCheck, DraftHead, Entry, Step } from '../drafting';
import type { Meant } from '../meaning';
import { request } from './http';

const at = (id: number, rest = ''): string => `/api/drafts/${id}${rest}`;
const version = ({ version: read }: { readonly version: number }): string => `"${read}"`;

export const drafts = {
  list: async (): Promise<readonly DraftHead[]> => (await request<{ drafts: readonly DraftHead[] }>('/api/drafts')).data.drafts,
  one: async (id: number): Promise<Draft> => (await request<Draft>(at(id))).data,
  begin: async (title: string): Promise<Draft> => (await request<Draft>('/api/drafts', { method: 'POST', body: { title } })).data,
  add: async (id: number, entry: Entry): Promise<Draft> => (await request<Draft>(at(id, '/changes'), { method: 'POST', body: entry })).data,
  replace: async (draft: Draft, change: number, entry: Entry): Promise<Draft> =>
    (await request<Draft>(at(draft.id, `/changes/${change}`), { method: 'PUT', body: entry, ifMatch: version(draft) })).data,
  remove: async (draft: Draft, change: number): Promise<Draft> =>
    (await request<Draft>(at(draft.id, `/changes/${change}`), { method: 'DELETE', ifMatch: version(draft) })).data,
  order: async (draft: Draft, order: readonly number[]): Promise<Draft> =>
    (await request<Draft>(at(draft.id, '/changes'), { method: 'PUT', body: { order }, ifMatch: version(draft) })).data,
  check: async (id: number): Promise<DraftCheck> => (await request<DraftCheck>(at(id, '/check'), { method: 'POST', body: {} })).data,
  step: async (draft: Draft, step: Step, text: string, meant?: Meant): Promise<Draft> =>
    (await request<Draft>(at(draft.id, `/${step}`), { method: 'POST', body: step === 'return' ? { reason: text } : { text }, ifMatch: version(draft), ...meant })).data,
  comment: async (id: number, text: string): Promise<void> => { await request(at(id, '/comments'), { method: 'POST', body: { text } }); },
  invite: async (id: number, username: string): Promise<void> => { await request(at(id, '/members'), { method: 'POST', body: { username } }); },
  dismiss: async (id: number, username: string): Promise<void> => { await request(at(id, `/members/${encodeURIComponent(username)}`), { method: 'DELETE' }); },
};
