/** The ends of a section are typed as chainages and written as measures; what the road has not is told at its field. */
import { ApiFault, faultFrom } from '../api/http';
import type { Value } from '../api/types';
import type { Edit } from '../state';
import type { App } from './app';

export const ENDS = ['from_chainage', 'to_chainage'] as const;

/** `road`: as people name it. What is empty is left out: the server says what is missing. */
export async function measuresOf({ api }: App, road: string, typed: Readonly<Record<string, Value | undefined>>): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const end of ENDS) {
    const chainage = String(typed[end] ?? '').trim();
    if (!chainage) continue;
    try {
      found[end.replace('_chainage', '_m')] = (await api.locateChainage(road, chainage)).at_m;
    } catch (cause) {
      const fault = faultFrom(cause);
      throw new ApiFault({ ...fault, field: fault.field === 'road' ? 'road' : end });
    }
  }
  return found;
}

/** What is sent of an edit. */
export async function writtenOf(app: App, { collection, base }: Edit, changes: Readonly<Record<string, Value>>): Promise<Record<string, Value>> {
  if (collection !== 'sections') return changes;
  const others = Object.fromEntries(Object.entries(changes).filter(([name]) => !ENDS.some((end) => end === name)));
  return { ...others, ...await measuresOf(app, String(base.road_id ?? base.road ?? ''), changes) };
}
