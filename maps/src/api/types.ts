/**
 * The shapes the API speaks (keys = column names). Types only, so any layer may read them.
 * Written by hand from the contract; `npm run types` writes the generated schema.ts beside it to compare with.
 */
export type CollectionId = 'roads' | 'sections' | 'bridges' | 'culverts' | 'km-posts' | 'waterways' | 'communes';

/** What is recorded of an asset, a collection each. */
export type RecordKind = 'inspections' | 'postings' | 'works' | 'shared-stretches';

export type Value = string | number | boolean | null | readonly unknown[];
export type Properties = Readonly<Record<string, Value | undefined>>;

export interface Geometry {
  readonly type: string;
  readonly coordinates: unknown;
}

export interface Feature {
  readonly type: 'Feature';
  readonly id: string;
  readonly geometry: Geometry | null;
  readonly properties: Properties;
}

export interface FeaturePage {
  readonly features: readonly Feature[];
  readonly numberReturned: number;
  readonly timeStamp: string;
  readonly numberMatched?: number;
  readonly links?: readonly { readonly rel: string; readonly href: string }[];
}

export interface CodeEntry {
  readonly code: string;
  readonly label_vi: string;
  readonly label_en: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  /** The last day it may be chosen for; null: it still may. */
  readonly valid_to?: string | null;
}
export type CodeLists = Readonly<Record<string, readonly CodeEntry[]>>;

export interface User {
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly may_edit: readonly string[];
  readonly may_draft: readonly string[];
  readonly may_review: readonly string[];
  readonly rights: readonly { readonly act: string; readonly collection: string }[];
}
/** Whether the reader may do a thing to one feature, and what is missing where not. */
export interface May { readonly may: boolean; readonly needs?: readonly string[]; readonly managing_unit?: string | null; readonly commune?: string | null }
export type Permitted = Readonly<Record<'change' | 'delete' | 'draft' | 'review', May>>;
export interface Session {
  readonly user: User | null;
  readonly csrf?: string;
}

/** A personal access token as its holder sees it again and again; its text is told once, when it is made. */
export interface Token {
  readonly id: number;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly created_at: string;
  readonly expires_at: string;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
}
export interface Tokens { readonly tokens: readonly Token[]; readonly scopes: readonly string[] }
export interface MadeToken extends Token { readonly token: string }

export interface StatisticsGroup {
  readonly condition: string | null;
  readonly road_class?: string | null;
  readonly count: number;
  readonly length_km?: number | null;
}
export interface Statistics {
  readonly groups: readonly StatisticsGroup[];
  readonly total: { readonly count: number; readonly length_km?: number | null };
}

export interface SearchResult {
  readonly kind: 'chainage' | 'road' | 'bridge' | 'culvert' | 'commune' | 'district' | 'province' | 'place' | 'coordinate';
  readonly id: string | null;
  readonly collection: CollectionId | null;
  readonly label: string;
  readonly detail: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly bbox?: readonly [number, number, number, number] | null;
}

export interface Located {
  readonly road: string;
  readonly road_id: string;
  readonly road_name: string;
  readonly chainage: string;
  readonly at_m: number;
  readonly nominal: boolean;
  readonly lon: number;
  readonly lat: number;
  readonly commune_name?: string | null;
  readonly offset_m?: number;
  readonly side?: string;
}

/** What a search finds, and what is wrong with a chainage that is not on its road. */
export interface Found {
  readonly results: readonly SearchResult[];
  readonly problems: readonly Pick<Fault, 'code' | 'field' | 'facts'>[];
}

export interface HistoryEntry {
  readonly n: number;
  readonly at: string;
  readonly op: 'created' | 'changed' | 'deleted';
  readonly by: string | null;
  readonly db_user: string;
  readonly reason: string;
  readonly client: string;
  /** The world changed, on that day; or the record was wrong; null: nobody said. */
  readonly as: 'change' | 'correction' | null;
  readonly on: string | null;
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

/** What went wrong, as the API says it (RFC 9457); status 0 = the server was not reached. */
export interface Fault {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly field: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly reference?: string;
}
