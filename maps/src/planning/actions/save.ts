/** The whole answer as a file. */
import { faultFrom, isCancelled } from '../../api/http';
import { saveFile } from '../../actions/saveFile';
import type { Form } from '../../exportForms';
import { exportAddress } from '../request';
import { fieldsFor, othersFor, type State } from '../state';
import { speaker } from '../strings';
import { say, type App } from './app';

/** The address of the file that holds the answer on the page. */
export function fileAddress(state: State, form: Form): string {
  const question = state.answer.data?.question ?? state.question;
  return exportAddress(question, state.looks, fieldsFor(state, question.of), othersFor(state, question), form);
}

export async function save(app: App, form: Form): Promise<void> {
  const { store } = app;
  if (store.get().saving) return;
  store.set({ saving: { form, bytes: 0 }, toast: '' });
  try {
    const name = await saveFile(fileAddress(store.get(), form), (bytes) => store.set({ saving: { form, bytes } }));
    say(app, speaker(store.get().lang)('export.saved', { name }));
  } catch (cause) {
    if (!isCancelled(cause)) store.set({ toast: faultFrom(cause) });
  } finally {
    store.set({ saving: null });
  }
}
