/** The addresses of what others do and did, one function each. */
import type { AtWork, Gone, GoesAlong, Kept, Page, SetHead, SetTold } from '../past';
import { request, type Answer, type Said } from './http';
import type { Feature } from './types';

interface Linked { readonly links: readonly { readonly rel: string; readonly href: string }[] }
type Query = Readonly<Record<string, string>>;
const asked = (query: Query): string => new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString();
const item = (collection: Kept, id: string, rest = ''): string => `/api/collections/${collection}/items/${encodeURIComponent(id)}${rest}`;
const presence = (collection: Kept, id: string): string => `/api/presence/${collection}/${encodeURIComponent(id)}`;
/** The query of the next page; the host it names is left out. */
function nextOf({ links }: Linked): string | null {
  const next = links.find(({ rel }) => rel === 'next');
  return next ? new URL(next.href, location.href).search.slice(1) : null;
}

export const past = {
  others: async (collection: Kept, id: string): Promise<readonly AtWork[]> => (await request<{ others: readonly AtWork[] }>(presence(collection, id))).data.others,
  sayEditing: async (collection: Kept, id: string): Promise<readonly AtWork[]> =>
    (await request<{ others: readonly AtWork[] }>(presence(collection, id), { method: 'PUT' })).data.others,
  sayDone: async (collection: Kept, id: string): Promise<void> => { await request(presence(collection, id), { method: 'DELETE' }); },

  /** `query`: filters, or the query of a next page. */
  sets: async (query: Query | string): Promise<Page<SetHead>> => {
    const { data } = await request<{ changesets: readonly SetHead[] } & Linked>(`/api/changesets?${typeof query === 'string' ? query : asked(query)}`);
    return { rows: data.changesets, next: nextOf(data) };
  },
  set: async (n: number): Promise<SetTold> => (await request<SetTold>(`/api/changesets/${n}?limit=100`)).data,
  revertSet: async (n: number, reason: string): Promise<void> => { await request(`/api/changesets/${n}/revert`, { method: 'POST', reason }); },
  bin: async (query: Query | string): Promise<Page<Gone>> => {
    const { data } = await request<{ deleted: readonly Gone[] } & Linked>(`/api/bin?${typeof query === 'string' ? query : asked(query)}`);
    return { rows: data.deleted, next: nextOf(data) };
  },
  restore: async (collection: Kept, id: string): Promise<void> => { await request(`/api/bin/${collection}/${encodeURIComponent(id)}/restore`, { method: 'POST' }); },
  along: async (collection: Kept, id: string): Promise<GoesAlong> => (await request<GoesAlong>(item(collection, id, '/along'))).data,
  remove: async (collection: Kept, id: string, etag: string, along: string, said: Said): Promise<void> => {
    await request(item(collection, id, `?along=${along}`), { method: 'DELETE', ifMatch: etag, ...said });
  },
  /** The version that change `n` of a feature ended becomes the present one; with `fields`, only these of it. */
  revert: (collection: Kept, id: string, etag: string, n: number, of: { fields?: readonly string[]; through?: number }, reason: string): Promise<Answer<Feature>> =>
    request<Feature>(item(collection, id, '/revert'), { method: 'POST', ifMatch: etag, body: { n, ...of }, reason }),
};
