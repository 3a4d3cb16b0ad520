/** What every act of the planners' page is given. */
import type { Ask } from '../api/ask';
import type { Question } from '../query';
import type { State, Store } from '../state';

export interface App { readonly store: Store; readonly ask: Ask }

/** Change a part of the question. */
export function change({ store }: App, part: Partial<Question>): void {
  store.set({ question: { ...store.get().question, ...part } });
}

export function say({ store }: App, toast: string): void {
  store.set({ toast });
}

export type Running = Readonly<Pick<State, 'answer' | 'figures' | 'fetching'>>;
export const isRunning = ({ answer, figures, fetching }: Running): boolean => answer.status === 'loading' || figures.status === 'loading' || fetching;
