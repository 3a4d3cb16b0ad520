/** Keeps the page and its address the same. A question asked is a step in the browser's history; changing it begins the next, moving the map does not; Back asks again. */
import type { App } from './actions/app';
import { knowOutline } from './actions/place';
import { isUnasked, run } from './actions/run';
import { readLink, writeLink } from './link';
import { NO_QUESTION } from './query';
import type { State } from './state';

const PAUSE = 250;

function hashOf(state: State): string {
  const untouched = isUnasked(state) && state.question === NO_QUESTION;
  return writeLink({ ...state, question: untouched ? null : state.question });
}

/** The state an address asks for. */
export function fromAddress(hash: string, lang: State['lang']): Partial<State> {
  const { question, ...rest } = readLink(hash, lang);
  return { ...rest, question: question ?? NO_QUESTION, corners: null, drawing: null, strict: false };
}

/** Is there a question in the address, to be asked at once? */
export const isQuestion = (hash: string): boolean => readLink(hash, 'vi').question !== null;

export function followAddress(app: App): void {
  let due = 0;
  let moved = 0;
  /** The entry of the history shows what was asked: what comes next needs an entry of its own. */
  let settled = true;
  const write = (): void => {
    const hash = hashOf(app.store.get());
    if (hash === location.hash) return;
    history[settled ? 'pushState' : 'replaceState'](null, '', hash);
    settled = false;
  };
  app.store.subscribe((now, before) => {
    if (now.answer !== before.answer && now.answer.status === 'loading') {
      clearTimeout(due);
      write();
      settled = true;
    } else if (now.looks !== before.looks || now.chosen !== before.chosen || now.question !== before.question || now.lang !== before.lang) {
      clearTimeout(due);
      due = window.setTimeout(write, PAUSE);
    }
    if (now.view !== before.view) {
      clearTimeout(moved);
      moved = window.setTimeout(() => history.replaceState(null, '', hashOf(app.store.get())), PAUSE);
    }
    if (now.question.place !== before.question.place) void knowOutline(app);
  });
  window.addEventListener('popstate', () => {
    clearTimeout(due);
    settled = true;
    app.store.set(fromAddress(location.hash, app.store.get().lang));
    if (isQuestion(location.hash)) void run(app, !app.store.get().view);
    else app.store.set({ answer: { status: 'idle' }, figures: { status: 'idle' } });
  });
}
