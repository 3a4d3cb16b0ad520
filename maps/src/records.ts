/** Inspections, postings and works of an asset, and what a road shares: which ones matter today, in which order. Pure; the day is an argument. */
import type { CollectionId, Feature, RecordKind } from './api/types';

export const RECORD_KINDS: readonly RecordKind[] = ['inspections', 'postings', 'works', 'shared-stretches'];
/** What is asked of a road is its own; nothing of a bridge is shared. */
export const recordsOf = (of: CollectionId): readonly RecordKind[] => (of === 'roads' || of === 'sections' ? RECORD_KINDS : RECORD_KINDS.slice(0, 3));
/** Collections whose features have records; those of a section are the ones along its stretch of road. */
export const BEARERS: readonly CollectionId[] = ['bridges', 'culverts', 'sections', 'roads'];
export type Records = Readonly<Partial<Record<RecordKind, readonly Feature[]>>>;

const day = (feature: Feature, name: string): string => String(feature.properties[name] ?? '');

/** Is a sign's limit in force on a day? Nobody knows since when, or until further notice: it is. */
export function inForce(posting: Feature, today: string): boolean {
  const [from, to] = [day(posting, 'valid_from'), day(posting, 'valid_to')];
  return (!from || from <= today) && (!to || to >= today);
}

export type Stage = 'finished' | 'started' | 'planned';

/** How far a job is, as its dates say, and since when or for when. */
export function stageOf(work: Feature): { readonly stage: Stage; readonly on: string } {
  const stage = (['finished', 'started'] as const).find((one) => day(work, `${one}_on`)) ?? 'planned';
  return { stage, on: day(work, `${stage}_on`) };
}

/** What is shown at once and what is folded away: the latest inspections, the limits in force, the jobs not finished and the latest that are. */
export function sorted(kind: RecordKind, features: readonly Feature[], today: string, most = 3): { readonly first: readonly Feature[]; readonly rest: readonly Feature[] } {
  if (kind === 'postings') return { first: features.filter((one) => inForce(one, today)), rest: features.filter((one) => !inForce(one, today)) };
  if (kind === 'shared-stretches') return { first: features, rest: [] };
  if (kind === 'inspections') return { first: features.slice(0, most), rest: features.slice(most) };
  const open = features.filter((one) => stageOf(one).stage !== 'finished');
  const done = features.filter((one) => stageOf(one).stage === 'finished');
  return { first: [...open, ...done.slice(0, most)], rest: done.slice(most) };
}
