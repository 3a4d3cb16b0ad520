/** The day on which the world changed, typed beside the reason of whatever is at work. */
import type { Meaning } from '../meaning';
import type { State } from '../state';
import type { StringKey } from '../strings';
import { always, type Act } from './app';

export const sayDay: Act<[on: string]> = { available: always, run({ store }, happenedOn) { store.set({ happenedOn }); } };

/** A change of the world has a day. */
export const noDay = (meaning: Meaning, { happenedOn }: State): StringKey | null => (meaning === 'change' && !happenedOn ? 'why.no_day' : null);
