/** The addresses of the checks. */
import type { Checked, Finding, Worklist } from '../findings';
import type { Change } from './endpoints';
import { request } from './http';
import type { CollectionId } from './types';

interface Page {
  readonly features: readonly { readonly geometry: Finding['place']; readonly properties: Omit<Finding, 'place'> }[];
  readonly assetsAsked: number;
  readonly links: readonly { readonly rel: string; readonly href: string }[];
}

/** What saving this would meet. Nothing is written. */
export async function checkProposal(collection: CollectionId, id: string | null, feature: Change, signal: AbortSignal): Promise<Checked> {
  return (await request<Checked>('/api/checks', { method: 'POST', body: { collection, ...(id ? { id } : {}), feature }, signal })).data;
}

/** What is doubtful in a box, or on the page a link leads to. */
export async function findingsIn(bbox: string, severity: string, signal: AbortSignal): Promise<Worklist> {
  const query = new URLSearchParams({ bbox, limit: '100', ...(severity ? { severity } : {}) });
  return worklistOf((await request<Page>(`/api/checks?${query.toString()}`, { signal })).data);
}

export async function moreFindings(href: string): Promise<Worklist> {
  const { pathname, search } = new URL(href, location.href);
  return worklistOf((await request<Page>(pathname + search)).data);
}

function worklistOf({ features, assetsAsked, links }: Page): Worklist {
  return {
    findings: features.map(({ geometry, properties }) => ({ ...properties, place: geometry })), asked: assetsAsked,
    next: links.find((link) => link.rel === 'next')?.href ?? null,
  };
}

/** Let a finding stand, with a reason. */
export async function acceptFinding({ collection, id, code, facts }: Finding, reason: string): Promise<void> {
  await request('/api/checks/accept', { method: 'POST', body: { collection, id, code, facts, reason } });
}
