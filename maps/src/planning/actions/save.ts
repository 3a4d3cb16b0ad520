/** The whole answer as a file: made by the server, then fetched. Both may take minutes, so progress is told and it can be stopped. */
import { faultFrom, isCancelled } from '../../api/http';
import { exportAddress, type Form } from '../request';
import { fieldsFor, othersFor, type State } from '../state';
import { speaker } from '../strings';
import { say, type App } from './app';

const TOLD_EVERY_MS = 250;
let current: AbortController | null = null;

/** The address of the file that holds the answer on the page. */
export function fileAddress(state: State, form: Form): string {
  const question = state.answer.data?.question ?? state.question;
  return exportAddress(question, state.looks, fieldsFor(state, question.of), othersFor(state, question), form);
}

function handOver(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser reads it after the click
}

/** Tells the bytes now and then: they come in thousands of small parts. */
function tell({ store }: App, form: Form): (bytes: number) => void {
  let due = 0;
  return (bytes) => {
    if (performance.now() < due) return;
    due = performance.now() + TOLD_EVERY_MS;
    store.set({ saving: { form, bytes } });
  };
}

export async function save(app: App, form: Form): Promise<void> {
  const { store, ask } = app;
  if (store.get().saving) return;
  current = new AbortController();
  store.set({ saving: { form, bytes: 0 }, toast: '' });
  try {
    const { blob, name } = await ask.file(fileAddress(store.get(), form), current.signal, tell(app, form));
    handOver(blob, name);
    say(app, speaker(store.get().lang)('export.saved', { name }));
  } catch (cause) {
    if (!isCancelled(cause)) store.set({ toast: faultFrom(cause) });
  } finally {
    store.set({ saving: null });
  }
}

export function stopSaving(): void {
  current?.abort();
}
