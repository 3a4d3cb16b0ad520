/** The list in view as a file: made by the server, then fetched. Both may take minutes, so progress is told and it can be stopped. */
import { faultFrom, isCancelled, requestFile } from '../api/http';
import type { Fault } from '../api/types';
import { handOver, ofForm, type Form } from '../files';
import type { State } from '../state';
import { translate } from '../strings';
import { always, sessionEnded, type Act } from './app';
import { listQuery } from './loadList';

const TOLD_EVERY_MS = 250;
let current: AbortController | null = null;

/** The address of the file that holds the whole list, not only the rows shown. */
export function listAddress(state: State, form: Form): string {
  const { limit: _page, count: _count, ...selecting } = listQuery(state);
  const pairs = [...Object.entries(selecting), ...ofForm(form)].filter(([, value]) => value !== undefined && value !== '');
  return `/api/collections/${state.listOf}/items?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()}`;
}

export const download: Act<[form: Form]> = {
  available: ({ saving, bbox }) => ((saving && !saving.fault) || !bbox ? 'why.loading' : null),
  async run(app, form) {
    const { store } = app;
    if (download.available(store.get())) return;
    current = new AbortController();
    const { lang } = store.get();
    const tell = (bytes: number, fault: Fault | null = null): void => store.set({ saving: { form, bytes, fault } });
    tell(0);
    let due = 0;
    try {
      const { blob, name } = await requestFile(listAddress(store.get(), form), current.signal, (bytes) => {
        if (performance.now() < due) return;
        due = performance.now() + TOLD_EVERY_MS;
        tell(bytes);
      });
      handOver(blob, name);
      store.set({ saving: null, toast: { text: translate(lang, 'export.saved', { name }), tone: 'good' } });
    } catch (cause) {
      store.set({ saving: null });
      if (isCancelled(cause)) return;
      const fault = faultFrom(cause);
      if (!sessionEnded(app, fault)) tell(0, fault);
    }
  },
};

export const stopDownload: Act = { available: always, run() { current?.abort(); } };
