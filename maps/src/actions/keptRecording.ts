/** A record half typed outlives a reload or a crash: kept in this browser until it is saved or thrown away. */
import { isRecorded, type Recording } from '../recording';

export type Kept = Pick<Recording, 'values' | 'lines' | 'reason' | 'key'> & { readonly at: string };
type Which = Pick<Recording, 'kind' | 'of' | 'record'>;
const key = ({ kind, of, record }: Which): string => `cauduong.record.${of.collection}.${of.id}.${kind}.${record?.id ?? 'new'}`;

export function keepRecording(recording: Recording): void {
  if (!isRecorded(recording)) { dropRecording(recording); return; }
  const { values, lines, reason, key: same } = recording;
  const kept: Kept = { values, lines, reason, key: same, at: new Date().toISOString() };
  localStorage.setItem(key(recording), JSON.stringify(kept));
}

export function findRecording(which: Which): Kept | null {
  const kept = localStorage.getItem(key(which));
  if (!kept) return null;
  try {
    return JSON.parse(kept) as Kept;
  } catch {
    dropRecording(which); // not ours any more: unreadable, so of no use to anyone
    return null;
  }
}

export function dropRecording(which: Which): void {
  localStorage.removeItem(key(which));
}
