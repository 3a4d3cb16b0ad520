/** The addresses of the checks. */
import type { Checked, Finding } from '../findings';
import { request } from './http';
import type { CollectionId } from './types';
import type { Change } from './endpoints';

export interface FindingsPage {
  readonly features: readonly { readonly geometry: Finding['place']; readonly properties: Omit<Finding, 'place'> }[];
  readonly assetsAsked: number;
  readonly links: readonly { readonly rel: string; readonly href: string }[];
}

/** What saving this would meet. Nothing is written. */
export async function checkProposal(collection: CollectionId, id: string, feature: Change, signal: AbortSignal): Promise<Checked> {
  return (await request<Checked>('/api/checks', { method: 'POST', body: { collection, id, feature }, signal })).data;
}
