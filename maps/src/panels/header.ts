import type { App } from '../actions/app';
import { chooseLanguage } from '../actions/language';
import { openSignIn, signOut } from '../actions/session';
import type { State } from '../state';
import { pageHead } from './pageHead';
import type { Content } from './pieces';
import { searchBox } from './searchBox';
import { speaker } from './words';

function toList({ store }: App): void {
  store.set({ panel: 'list', sheet: 'left' });
  requestAnimationFrame(() => document.getElementById('list-of')?.focus());
}

export function header(state: State, app: App): Content {
  return pageHead({
    lang: state.lang, here: 'map', session: state.session, search: searchBox(state, app), skip: { words: speaker(state.lang)('app.skip'), go: () => toList(app) },
    choose: (lang) => void chooseLanguage.run(app, lang), signIn: () => void openSignIn.run(app), signOut: () => void signOut.run(app),
  });
}
