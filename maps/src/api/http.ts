/** The only fetch of the map. Every answer that is not 2xx becomes a Fault with the server's code and facts. */
import type { Meaning } from '../meaning';
import type { Fault } from './types';

export class ApiFault extends Error {
  constructor(readonly fault: Fault) { super(fault.code); }
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  /** A form with a file, instead of a body: the browser names its own media type. */
  readonly form?: FormData;
  readonly ifMatch?: string;
  /** Idempotency-Key of a POST. */
  readonly key?: string;
  readonly reason?: string;
  /** What the write says of the world: it changed (on a day), or the record was wrong. */
  readonly meaning?: Meaning;
  readonly on?: string;
  readonly signal?: AbortSignal;
}
/** Why, and what it means. */
export type Said = Pick<Ask, 'reason' | 'meaning' | 'on'>;
export interface Answer<T> { readonly data: T; readonly etag: string }

function csrf(): string {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? '';
}

function headers(ask: Ask): Record<string, string> {
  const found: Record<string, string> = { Accept: 'application/json, application/geo+json, application/problem+json' };
  if (ask.body !== undefined) found['Content-Type'] = 'application/json';
  if (ask.method && ask.method !== 'GET') found['X-CSRFToken'] = csrf();
  if (ask.ifMatch) found['If-Match'] = ask.ifMatch;
  if (ask.key) found['Idempotency-Key'] = ask.key;
  if (ask.reason) found['X-Change-Reason'] = encodeURIComponent(ask.reason);
  if (ask.meaning) found['X-Change-As'] = ask.meaning;
  if (ask.on) found['X-Change-On'] = ask.on;
  return found;
}

async function faultOf(response: Response): Promise<Fault> {
  const said = await response.json().catch(() => ({})) as Partial<Fault> & { title?: string; instance?: string };
  return {
    status: response.status,
    code: said.code ?? `http_${response.status}`,
    detail: said.detail ?? said.title ?? '',
    field: said.field?.replace(/^(feature\/)?properties\//, '') ?? null, // the map knows fields by their column
    facts: said.facts ?? {},
    ...(said.instance ? { reference: said.instance } : {}),
  };
}

const NOT_REACHED: Fault = { status: 0, code: 'not_reached', detail: '', field: null, facts: {} };

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiFault(NOT_REACHED);
  }
}

export async function request<T>(path: string, ask: Ask = {}): Promise<Answer<T>> {
  const response = await reach(path, {
    method: ask.method ?? 'GET',
    headers: headers(ask),
    ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
    ...(ask.form ? { body: ask.form } : {}),
    ...(ask.signal ? { signal: ask.signal } : {}),
  });
  if (!response.ok) throw new ApiFault(await faultOf(response));
  const data = (response.status === 204 ? null : await response.json()) as T;
  return { data, etag: response.headers.get('ETag') ?? '' };
}

/** A tile's bytes; null for an empty tile (204). The browser revalidates by ETag. */
export async function requestBytes(path: string, signal: AbortSignal): Promise<Answer<ArrayBuffer | null>> {
  const response = await reach(path, { signal });
  if (!response.ok) throw new ApiFault(await faultOf(response));
  return { data: response.status === 204 ? null : await response.arrayBuffer(), etag: response.headers.get('ETag') ?? '' };
}

/** A whole file with the name the server gives it; `told` hears how many bytes have come. */
export async function requestFile(path: string, signal: AbortSignal, told: (bytes: number) => void): Promise<{ readonly blob: Blob; readonly name: string }> {
  const response = await reach(path, { signal });
  if (!response.ok || !response.body) throw new ApiFault(await faultOf(response));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body.getReader();
  const next = (): ReturnType<typeof reader.read> => reader.read().catch((cause: unknown) => { throw isCancelled(cause) ? cause : new ApiFault(NOT_REACHED); });
  let bytes = 0;
  for (let part = await next(); !part.done; part = await next()) {
    parts.push(part.value);
    told(bytes += part.value.byteLength);
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? '';
  return { blob: new Blob(parts), name };
}

/** Any thrown thing as a Fault, for a panel to show; a cancelled request is no fault. */
export function faultFrom(cause: unknown): Fault {
  if (cause instanceof ApiFault) return cause.fault;
  throw cause;
}

export function isCancelled(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'AbortError';
}
