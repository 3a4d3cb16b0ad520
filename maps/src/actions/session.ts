import { faultFrom } from '../api/http';
import { tellOtherTabs } from '../api/otherTabs';
import { AT_REST, type State } from '../state';
import { translate } from '../strings';
import { always, type Act } from './app';
import { leaving } from './leave';

/** Who is reading; asked again, it stays as it was while the server cannot be reached. */
export const loadSession: Act = {
  available: always,
  async run({ store, api }) {
    const before = store.get().session;
    try {
      const session = await api.session();
      if (store.get().session === before) store.set({ session }); // or somebody signed in or out meanwhile
    } catch (cause) {
      faultFrom(cause); // read-only until it is known, and signing in will say what is wrong
      if (!store.get().session) store.set({ session: { user: null } });
    }
  },
};

export const openSignIn: Act = {
  available: (state) => (state.session?.user ? 'why.signed_in' : null),
  run({ store }) { store.set({ dialog: { kind: 'sign-in', expired: false, busy: false, fault: null } }); },
};

export const signIn: Act<[username: string, password: string]> = {
  available: (state) => (state.session?.user ? 'why.signed_in' : null),
  async run({ store, api }, username, password) {
    const dialog = store.get().dialog;
    const expired = dialog?.kind === 'sign-in' && dialog.expired;
    store.set({ dialog: { kind: 'sign-in', expired, busy: true, fault: null } });
    try {
      store.set({ session: await api.signIn(username, password), dialog: null, toast: null });
      tellOtherTabs();
    } catch (cause) {
      store.set({ dialog: { kind: 'sign-in', expired, busy: false, fault: faultFrom(cause) } });
    }
  },
};

export const signOut: Act = {
  available: (state) => (state.session?.user ? null : 'why.not_signed_in'),
  run(app) {
    const { store, api } = app;
    leaving(app, () => {
      store.set(AT_REST);
      api.signOut().then(
        () => { store.set({ session: { user: null } }); tellOtherTabs(); },
        (cause: unknown) => { faultFrom(cause); store.set({ toast: { text: translate(store.get().lang, 'toast.sign_out_failed'), tone: 'bad' } }); },
      );
    });
  },
};

/** Somebody was reading who does not read any more: what they alone might see must go from the page. */
export function hasLeft(now: Pick<State, 'session'>, before: Pick<State, 'session'>): boolean {
  return Boolean(before.session?.user) && now.session?.user?.username !== before.session?.user?.username;
}
