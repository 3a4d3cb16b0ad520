/** The address that sets one value for many assets. */
import type { BulkShown } from '../table';
import { request, type Said } from './http';
import type { CollectionId, Value } from './types';

export interface BulkChange {
  readonly ids?: readonly string[];
  readonly select?: Readonly<Record<string, string>>;
  readonly set: Readonly<Record<string, Value>>;
  readonly comment?: string;
  readonly token?: string;
}

export async function showBulk(collection: CollectionId, change: BulkChange): Promise<BulkShown> {
  return (await request<BulkShown>(`/api/collections/${collection}/bulk?dry-run=true`, { method: 'POST', body: change })).data;
}

export async function writeBulk(collection: CollectionId, change: BulkChange, said: Said): Promise<BulkShown> {
  return (await request<BulkShown>(`/api/collections/${collection}/bulk`, { method: 'POST', body: change, ...said })).data;
}
