/** What people type, read: numbers with a decimal comma, days dd/MM/yyyy, places as latitude and longitude. Pure. */
import type { Point } from './query';

/** "12,5" and "12.5" → 12.5. "1.200" could be either of two numbers and is not read. */
export function readNumber(text: string): number | null {
  const clean = text.trim();
  if (!/^[-+]?\d+(?:[.,]\d+)?$/.test(clean) || /\.\d{3}$/.test(clean)) return null;
  return Number(clean.replace(',', '.'));
}

/** "30/6/2025", "30/06/2025", "30062025" (a phone's number keys have no stroke) → "2025-06-30"; a day the calendar does not have → null. */
export function readDay(text: string): string | null {
  const found = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text) ?? /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(text);
  const [year, month, day] = found ? [found[3]!, found[2]!, found[1]!] : (/^\s*(\d{4})-(\d{2})-(\d{2})\s*$/.exec(text)?.slice(1) ?? []);
  if (!year || !month || !day) return null;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null;
}

/** "9.286, 105.724" or "9,286; 105,724" (latitude first) → [105.724, 9.286]. */
export function readPoint(text: string): Point | null {
  const parts = text.includes(';') ? text.split(';') : text.trim().split(/\s*,\s+|\s+|,(?=\d+\.\d)/);
  const [lat, lon] = parts.map((part) => (/^\s*[-+]?\d+(?:[.,]\d+)?\s*$/.test(part) ? Number(part.trim().replace(',', '.')) : NaN));
  if (parts.length !== 2 || lat === undefined || lon === undefined || !(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) return null;
  return [lon, lat];
}

/** A corner a line; a line that is no place → its number, from 1. */
export function readPoints(text: string): readonly Point[] | number {
  const points: Point[] = [];
  for (const [n, line] of text.split('\n').entries()) {
    if (!line.trim()) continue;
    const point = readPoint(line);
    if (!point) return n + 1;
    points.push(point);
  }
  return points;
}

/** To the metre: what a drawn corner means. */
export const rounded = ([lon, lat]: Point): Point => [Math.round(lon * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5];
export const writePoint = ([lon, lat]: Point): string => `${lat}, ${lon}`;

/** Without accents and case, "đ" as "d": what two spellings of one name have in common. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/đ/g, 'd');
}

/** Does a text have all the words typed, in any order and without their accents? */
export function matches(text: string, typed: string): boolean {
  const folded = plain(text);
  return plain(typed).split(/\s+/).every((word) => folded.includes(word));
}
