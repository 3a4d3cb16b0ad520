/** Every address of the API the planners' page asks, one function each. */
import { api } from '../../api/endpoints';
import { request } from '../../api/http';
import type { CollectionId, Feature, FeaturePage, SearchResult, Session } from '../../api/types';
import type { Queryables } from '../queryables';
import type { FigureRow } from '../state';

type Page = FeaturePage & { readonly approximate?: string };
interface Told { readonly groups: readonly FigureRow[]; readonly total: FigureRow; readonly approximate?: string }
const LONGEST_LIST = 1000;

export const ask = {
  queryables: async (of: CollectionId): Promise<Queryables> => (await request<Queryables>(`/api/collections/${of}/queryables`)).data,
  page: async (address: string, signal: AbortSignal): Promise<Page> => (await request<Page>(address, { signal })).data,
  figures: async (address: string, signal: AbortSignal): Promise<Told> => (await request<Told>(address, { signal })).data,
  /** Every value one column has in a collection, by the statistics grouped by it. */
  values: async (of: CollectionId, name: string): Promise<readonly string[]> =>
    (await request<Told>(`/api/collections/${of}/statistics?group-by=${name}`)).data.groups.map((row) => row[name]).filter((value) => value !== null).map(String),
  communes: async (): Promise<readonly Feature[]> => (await api.items('communes', { limit: LONGEST_LIST, level: 'COMMUNE', properties: 'code,name_vi' })).features,
  /** Communes and districts, old or new, by part of their name. */
  units: async (typed: string, signal: AbortSignal): Promise<readonly Feature[]> => {
    const asked = { q: typed, validity: 'all', properties: 'code,name_vi,level,valid_from,valid_to', limit: 40 };
    const pages = await Promise.all(['COMMUNE', 'DISTRICT'].map((level) => api.items('communes', { ...asked, level }, signal)));
    return pages.flatMap((page) => page.features);
  },
  unit: async (code: string): Promise<Feature> => (await api.item('communes', code)).data,
  places: async (typed: string, signal: AbortSignal): Promise<readonly SearchResult[]> => (await api.search(typed, signal)).results,
  session: (): Promise<Session> => api.session(),
  signIn: (username: string, password: string): Promise<Session> => api.signIn(username, password),
  signOut: (): Promise<void> => api.signOut(),
};
export type Ask = typeof ask;

/** Only the query of a next link is used, whatever host it names. */
export function nextOf(page: FeaturePage): string | null {
  const href = page.links?.find((link) => link.rel === 'next')?.href;
  if (!href) return null;
  const { pathname, search } = new URL(href, location.href);
  return pathname + search;
}
