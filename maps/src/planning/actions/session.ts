/** Who is reading, and so what may be seen: another reader asks everything anew, and nothing of the one before stays on the page. */
import { faultFrom } from '../../api/http';
import { tellOtherTabs } from '../../api/otherTabs';
import type { Session } from '../../api/types';
import { speaker } from '../strings';
import { say, type App } from './app';
import { cancel, isUnasked, knowAll, run } from './run';

function readAs(app: App, session: Session): void {
  const { session: before } = app.store.get();
  app.store.set({ session });
  if (!before || before.user?.username === session.user?.username) return;
  const asked = !isUnasked(app.store.get());
  cancel(app);
  const nothing = { status: 'idle' } as const;
  app.store.set({ schemas: {}, references: {}, answer: asked ? { status: 'loading' } : nothing, figures: nothing, units: nothing, places: nothing, combo: null });
  void (asked ? run(app) : knowAll(app));
}

export async function knowReader(app: App): Promise<void> {
  const { session: before } = app.store.get();
  try {
    const session = await app.ask.session();
    if (app.store.get().session === before) readAs(app, session); // or somebody signed in or out meanwhile
  } catch (cause) {
    faultFrom(cause); // not reached: whatever is asked next says so
  }
}

export function openSignIn({ store }: App): void {
  store.set({ signIn: { busy: false, fault: null } });
}

export async function signIn(app: App, username: string, password: string): Promise<void> {
  app.store.set({ signIn: { busy: true, fault: null } });
  try {
    const session = await app.ask.signIn(username, password);
    app.store.set({ signIn: null });
    readAs(app, session);
    tellOtherTabs();
  } catch (cause) {
    app.store.set({ signIn: { busy: false, fault: faultFrom(cause) } });
  }
}

export async function signOut(app: App): Promise<void> {
  try {
    await app.ask.signOut();
    readAs(app, { user: null });
    tellOtherTabs();
  } catch (cause) {
    faultFrom(cause);
    say(app, speaker(app.store.get().lang)('toast.sign_out_failed'));
  }
}
