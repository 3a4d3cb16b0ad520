/** A drawing outlives a reload or a crash: its steps and what was typed are kept in this browser until it is saved or thrown away. */
import { isDrawn, type Drawable, type Drawing } from '../drawing';

type Kept = Pick<Drawing, 'etag' | 'steps' | 'at' | 'pieces' | 'piece' | 'others' | 'values' | 'rests' | 'reason' | 'key' | 'keptAt'>;
const key = (collection: Drawable, id: string | null): string => `cauduong.drawing.${collection}.${id ?? 'new'}`;
/** More steps than anybody takes back; a long road's whole history would fill the browser's store. */
const STEPS_KEPT = 30;

export function keepDrawing(drawing: Drawing): void {
  if (!isDrawn(drawing)) { dropDrawing(drawing.collection, drawing.id); return; }
  const from = Math.max(0, Math.min(drawing.at - 1, drawing.steps.length - STEPS_KEPT));
  const { etag, values, rests, reason, key: same, pieces, piece, others } = drawing;
  const kept: Kept = { etag, values, rests, reason, key: same, pieces, piece, others, steps: drawing.steps.slice(from), at: drawing.at - from, keptAt: new Date().toISOString() };
  localStorage.setItem(key(drawing.collection, drawing.id), JSON.stringify(kept));
}

export function findDrawing(collection: Drawable, id: string | null): Kept | null {
  const kept = localStorage.getItem(key(collection, id));
  if (!kept) return null;
  try {
    return JSON.parse(kept) as Kept;
  } catch {
    dropDrawing(collection, id); // not ours any more: unreadable, so of no use to anyone
    return null;
  }
}

export function dropDrawing(collection: Drawable, id: string | null): void {
  localStorage.removeItem(key(collection, id));
}
