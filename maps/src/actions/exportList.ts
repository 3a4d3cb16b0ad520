/** All that the list selects (the view and the filter), not only the rows it has fetched, as a file. */
import { faultFrom, isCancelled } from '../api/http';
import { parametersOf, type Form } from '../exportForms';
import { fileRefusal, fileWord } from '../fileWords';
import type { State } from '../state';
import type { Act } from './app';
import { listQuery } from './loadList';
import { saveFile } from './saveFile';

export function listAddress(state: State, form: Form): string {
  const { limit: _limit, count: _count, ...selecting } = listQuery(state);
  const given = Object.entries({ ...selecting, ...parametersOf(form) }).filter(([, value]) => value !== undefined && value !== '');
  return `/api/collections/${state.listOf}/items?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}

export const exportList: Act<[form: Form]> = {
  available: ({ saving }) => (saving ? 'why.loading' : null),
  async run({ store }, form) {
    if (exportList.available(store.get())) return;
    store.set({ saving: { form, bytes: 0 }, toast: null });
    const { lang } = store.get();
    try {
      const name = await saveFile(listAddress(store.get(), form), (bytes) => store.set({ saving: { form, bytes } }));
      store.set({ toast: { text: fileWord(lang, 'export.saved', { name }), tone: 'good' } });
    } catch (cause) {
      if (isCancelled(cause)) return;
      const fault = faultFrom(cause);
      store.set({ toast: { text: fileRefusal(lang, fault) ?? fileWord(lang, 'export.failed', { form: fileWord(lang, `export.${form}`), code: fault.code }), tone: 'bad' } });
    } finally {
      store.set({ saving: null });
    }
  },
};
