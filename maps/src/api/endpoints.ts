/** Every address of the API the map asks, one function each. */
import { drafts } from './drafts';
import { past } from './past';
import { request, requestBytes, type Answer, type Said } from './http';
import type { Effect, Operation } from '../network';
import type {
  CodeLists, CollectionId, Feature, FeaturePage, Found, HistoryEntry, Located, MadeToken, Permitted, RecordKind, Session, Statistics, Tokens,
} from './types';

type Query = Readonly<Record<string, string | number | undefined>>;

function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text ? `${path}?${text}` : path;
}
const item = (collection: CollectionId, id: string): string => `/api/collections/${collection}/items/${encodeURIComponent(id)}`;

export interface Change {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly geometry?: { readonly type: 'Point'; readonly coordinates: readonly [number, number] };
}

export const api = {
  drafts,
  past,
  codeLists: async (): Promise<CodeLists> => (await request<{ lists: CodeLists }>('/api/code-lists')).data.lists,
  session: async (): Promise<Session> => (await request<Session>('/api/session')).data,
  signIn: async (username: string, password: string): Promise<Session> =>
    (await request<Session>('/api/session', { method: 'POST', body: { username, password } })).data,
  signOut: async (): Promise<void> => { await request('/api/session', { method: 'DELETE' }); },
  tokens: async (): Promise<Tokens> => (await request<Tokens>('/api/tokens')).data,
  makeToken: async (name: string, scopes: readonly string[], expiresAt: string): Promise<MadeToken> =>
    (await request<MadeToken>('/api/tokens', { method: 'POST', body: { name, scopes, expires_at: expiresAt } })).data,
  revokeToken: async (id: number): Promise<void> => { await request(`/api/tokens/${id}`, { method: 'DELETE' }); },

  items: async (collection: CollectionId, query: Query, signal?: AbortSignal): Promise<FeaturePage> =>
    (await request<FeaturePage>(address(`/api/collections/${collection}/items`, query), signal ? { signal } : {})).data,
  /** The next page, by the link the last page gave; only its query is used, whatever host it names. */
  nextItems: async (href: string): Promise<FeaturePage> => {
    const { pathname, search } = new URL(href, location.href);
    return (await request<FeaturePage>(pathname + search)).data;
  },
  item: (collection: CollectionId, id: string, signal?: AbortSignal): Promise<Answer<Feature>> =>
    request<Feature>(item(collection, id), signal ? { signal } : {}),
  change: (collection: CollectionId, id: string, etag: string, change: Change, said: Said): Promise<Answer<Feature>> =>
    request<Feature>(item(collection, id), { method: 'PATCH', ifMatch: etag, body: { type: 'Feature', ...change }, ...said }),
  /** A new feature; the same key sent again within a day makes no second one. */
  create: (collection: CollectionId, feature: unknown, key: string, said: Said): Promise<Answer<Feature>> =>
    request<Feature>(`/api/collections/${collection}/items`, { method: 'POST', body: feature, key, ...said }),
  /** A change of the network: `dryRun` shows it and writes nothing. */
  operate: (road: string, operation: Operation, body: unknown, how: Said & { readonly dryRun?: boolean; readonly ifMatch?: string }): Promise<Answer<Effect>> => {
    const { dryRun, ...said } = how;
    return request<Effect>(address(`${item('roads', road)}/${operation}`, dryRun ? { 'dry-run': 'true' } : {}), { method: 'POST', body, ...said });
  },
  permitted: async (collection: CollectionId, id: string): Promise<Permitted> => (await request<Permitted>(`${item(collection, id)}/may`)).data,
  history: async (collection: CollectionId, id: string): Promise<readonly HistoryEntry[]> =>
    (await request<{ changes: readonly HistoryEntry[] }>(`${item(collection, id)}/history`)).data.changes,
  records: async (collection: CollectionId, id: string, kind: RecordKind, signal: AbortSignal): Promise<readonly Feature[]> =>
    (await request<FeaturePage>(`${item(collection, id)}/${kind}`, { signal })).data.features,
  /** The points and lines of a file, as GeoJSON. */
  shapes: async (file: File): Promise<unknown> => {
    const form = new FormData();
    form.append('file', file);
    return (await request<unknown>('/api/shapes', { method: 'POST', form })).data;
  },
  record: (kind: RecordKind, id: string): Promise<Answer<Feature>> => request<Feature>(`/api/collections/${kind}/items/${id}`),
  makeRecord: (of: CollectionId, id: string, kind: RecordKind, properties: unknown, how: { readonly key: string; readonly reason: string; readonly ifMatch?: string }): Promise<Answer<Feature>> =>
    request<Feature>(`${item(of, id)}/${kind}`, { method: 'POST', body: { type: 'Feature', properties }, ...how }),
  changeRecord: (kind: RecordKind, id: string, etag: string, properties: unknown, reason: string): Promise<Answer<Feature>> =>
    request<Feature>(`/api/collections/${kind}/items/${id}`, { method: 'PATCH', ifMatch: etag, body: { type: 'Feature', properties }, reason }),
  withdrawRecord: async (kind: RecordKind, id: string, etag: string, reason: string): Promise<void> => {
    await request(`/api/collections/${kind}/items/${id}`, { method: 'DELETE', ifMatch: etag, reason });
  },
  statistics: async (collection: CollectionId, query: Query, signal?: AbortSignal): Promise<Statistics> =>
    (await request<Statistics>(address(`/api/collections/${collection}/statistics`, query), signal ? { signal } : {})).data,

  search: async (text: string, signal: AbortSignal): Promise<Found> =>
    (await request<Found>(address('/api/search', { q: text }), { signal })).data,
  locateChainage: async (road: string, chainage: string): Promise<Located> =>
    (await request<Located>(address('/api/locate', { road, chainage }))).data,
  locatePoint: async (lon: number, lat: number, road: string, within: number, signal?: AbortSignal): Promise<readonly Located[]> =>
    (await request<{ candidates: readonly Located[] }>(
      address('/api/locate', { lon: lon.toFixed(7), lat: lat.toFixed(7), road, within, limit: 1 }), signal ? { signal } : {})).data.candidates,
  /** The roads within half a kilometre of a place, nearest first, each with its chainage there and the offset. */
  roadsNear: async (lon: number, lat: number): Promise<readonly Located[]> =>
    (await request<{ candidates: readonly Located[] }>(address('/api/locate', { lon: lon.toFixed(7), lat: lat.toFixed(7), within: 500, limit: 3 }))).data.candidates,

  /** What the addresses of these layers' tiles carry as `v`: it changes with every edit in them. */
  tileVersion: async (layers: readonly string[]): Promise<string> => {
    const told = (await request<{ readonly tiles: readonly string[] }>(`/tiles/${layers.join(',')}.json`)).data;
    return new URL(told.tiles[0]!, location.href).searchParams.get('v') ?? '';
  },
  tile: (layers: readonly string[], version: string, z: number, x: number, y: number, signal: AbortSignal): Promise<Answer<ArrayBuffer | null>> =>
    requestBytes(address(`/tiles/${layers.join(',')}/${z}/${x}/${y}.mvt`, { v: version }), signal),
};
export type Api = typeof api;
