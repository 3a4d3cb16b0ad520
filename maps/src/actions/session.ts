import { faultFrom } from '../api/http';
import { always, type Act } from './app';
import { leaving } from './leave';

export const loadSession: Act = {
  available: always,
  async run({ store, api }) {
    try {
      store.set({ session: await api.session() });
    } catch {
      store.set({ session: { user: null } }); // unreachable: read-only, and signing in will say what is wrong
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
    } catch (cause) {
      store.set({ dialog: { kind: 'sign-in', expired, busy: false, fault: faultFrom(cause) } });
    }
  },
};

export const signOut: Act = {
  available: (state) => (state.session?.user ? null : 'why.not_signed_in'),
  run(app) {
    leaving(app, () => {
      app.store.set({ edit: null, move: null });
      app.api.signOut().then(
        () => app.store.set({ session: { user: null }, history: { status: 'idle' } }),
        (cause: unknown) => app.store.set({ toast: { text: faultFrom(cause).code, tone: 'bad' } }),
      );
    });
  },
};
