/** What the checks find, as the API tells it; and what a one-click cure would type into the form. Pure. */
import type { CollectionId, Fault, Geometry, Value } from './api/types';
import { fieldOf, writeField } from './fields';
import type { Lang } from './format';

export const SEVERITIES = ['error', 'warning', 'notice'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly collection: CollectionId;
  readonly id: string;
  /** The path in a feature: "properties/width_m", "geometry". */
  readonly field: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  /** A body that PATCH takes. */
  readonly fix: { readonly properties?: Readonly<Record<string, Value>>; readonly geometry?: Geometry } | null;
  readonly accepted: string | null;
  readonly place: Geometry | null;
}

/** What a proposal would meet: the refusal of a save, or doubts. */
export interface Checked { readonly refused: Fault | null; readonly findings: readonly Finding[] }

/** What is doubtful about the form now, and what was typed before the last cure (to undo it). */
export interface Live {
  readonly asking: boolean;
  readonly found: Checked | null;
  readonly undo: { readonly values: Readonly<Record<string, string>>; readonly told: string } | null;
}
export const NOTHING_FOUND: Live = { asking: false, found: null, undo: null };

/** The texts a cure would type into the form; null when the form has no such field. */
export function typedCure(finding: Finding, lang: Lang): Readonly<Record<string, string>> | null {
  const given = Object.entries(finding.fix?.properties ?? {});
  const fields = given.map(([name]) => fieldOf(finding.collection, name));
  if (!given.length || finding.fix?.geometry || fields.some((field) => !field?.editable)) return null;
  return Object.fromEntries(given.map(([name, value], n) => [name, writeField(fields[n]!, value, lang)]));
}

/** One page of what is doubtful in view, and what goes on from it. */
export interface Worklist { readonly findings: readonly Finding[]; readonly asked: number; readonly next: string | null }

/** Which findings are asked for, and the one being let stand. */
export interface Judging { readonly severity: Severity | ''; readonly open: string | null; readonly reason: string; readonly busy: boolean; readonly fault: Fault | null }
export const NOT_JUDGING: Judging = { severity: '', open: null, reason: '', busy: false, fault: null };

/** What tells one finding from another. */
export const keyOf = (one: Finding): string => `${one.id} ${one.code} ${JSON.stringify(one.facts)}`;
