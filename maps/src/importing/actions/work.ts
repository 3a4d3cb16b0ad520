/** What a person does with imports: the state asked for and kept, everything that goes wrong told at the top. */
import { api } from '../../api/endpoints';
import { faultFrom } from '../../api/http';
import type { StoreOf } from '../../store';
import { imports } from '../api/imports';
import { countFixes, FIRST, isWorking, leftOutWith, NO_FILTER, type Answer, type Filter, type Rows, type State } from '../run';

export type Store = StoreOf<State>;
const SOON_MS = 700;

/** Do it; what goes wrong is told, and a session that has ended shows the way in. */
export async function attempt(store: Store, act: () => Promise<void>): Promise<void> {
  store.set({ busy: true, fault: null });
  try {
    await act();
  } catch (cause) {
    const fault = faultFrom(cause);
    store.set(fault.code === 'not-signed-in' ? { session: { user: null } } : { fault });
  } finally {
    store.set({ busy: false });
  }
}

/** The number of the run in the address: `#12`. */
export const asked = (): number | null => Number(/^#(\d{1,9})$/.exec(location.hash)?.[1] ?? 0) || null;

/** What the address asks for. */
export async function open(store: Store): Promise<void> {
  const session = await api.session();
  const id = asked();
  store.set({ ...FIRST, session, busy: store.get().busy });
  if (!session.user) return;
  if (id === null) store.set({ runs: await imports.list() });
  else await show(store, id);
}

let questions = 0;
/** Rows of a run, put into the state with what else is said of them; an answer that another question has overtaken is dropped, or it would stand under the other's filter. */
async function list(store: Store, run: number, filter: Filter, after: number | null, made: (page: Rows) => Partial<State>): Promise<void> {
  questions += 1;
  const question = questions;
  const page = await imports.rows(run, filter, after);
  if (question === questions && asked() === run) store.set(made(page));
}

/** A run as it is now; looked at again while a process works on it. */
export async function show(store: Store, id: number): Promise<void> {
  const before = store.get().run;
  const run = await imports.run(id);
  if (asked() !== id) return;
  store.set({ run });
  if (isWorking(run)) {
    setTimeout(() => { if (asked() === id) void attempt(store, () => show(store, id)); }, SOON_MS);
  } else if (!before || before.id !== id || isWorking(before) || !store.get().rows) {
    store.set({ fixes: {} });
    const places = imports.places(id).then((found) => { if (asked() === id) store.set({ places: found }); });
    await Promise.all([list(store, id, store.get().filter, null, (rows) => ({ rows })), places]);
  }
}

export const upload = (store: Store, form: FormData): Promise<void> => attempt(store, async () => {
  const run = await imports.upload(form);
  location.hash = `#${run.id}`;
});

export const filterBy = (store: Store, part: Partial<Filter>): Promise<void> => attempt(store, async () => {
  const { run, filter } = store.get();
  if (!run) return;
  const next = { ...filter, ...part };
  await list(store, run.id, next, null, (rows) => ({ filter: next, rows }));
});

export const more = (store: Store): Promise<void> => attempt(store, async () => {
  const { run, rows, filter } = store.get();
  if (!run || !rows || rows.next === null) return;
  await list(store, run.id, filter, rows.next, (page) => ({ rows: { ...page, rows: [...rows.rows, ...page.rows] } }));
});

/** A row chosen on the map: shown, whatever the filter is. */
export const choose = (store: Store, row: number): Promise<void> => attempt(store, async () => {
  const { rows } = store.get();
  store.set({ chosen: row });
  if (rows && !rows.rows.some((one) => one.row === row)) {
    const { run } = store.get();
    if (run) await list(store, run.id, NO_FILTER, row - 1, (page) => ({ filter: NO_FILTER, rows: page }));
  }
});

export const accept = (store: Store, findings?: readonly number[]): Promise<void> => attempt(store, async () => {
  const { run, filter } = store.get();
  if (!run) return;
  store.set({ run: await imports.accept(run.id, findings) });
  await list(store, run.id, filter, null, (rows) => ({ rows }));
});

export const act = (store: Store, name: 'load' | 'revert' | 'resume' | 'cancel'): Promise<void> => attempt(store, async () => {
  const { run } = store.get();
  if (!run) return;
  store.set({ run: await imports.act(run.id, name) });
  await show(store, run.id);
});

/** How the file is to be read, as the evidence shows: analysed anew. */
export const confirmReading = (store: Store, answer: Answer): Promise<void> => attempt(store, async () => {
  const { run } = store.get();
  if (!run) return;
  store.set({ run: await imports.confirm(run.id, answer), rows: null, filter: NO_FILTER, columns: null });
  await show(store, run.id);
});

/** A row is not to be loaded, or is again; cells corrected meanwhile go with it. The list stays where the reader is. */
export const leaveOut = (store: Store, row: number, out: boolean): Promise<void> => attempt(store, async () => {
  const { run, fixes } = store.get();
  if (!run) return;
  store.set({ run: await imports.fix(run.id, fixes, leftOutWith(run, row, out)), chosen: row });
  await show(store, run.id);
});

export const check = (store: Store): Promise<void> => attempt(store, async () => {
  const { run, fixes } = store.get();
  if (!run || !countFixes(fixes)) return;
  store.set({ run: await imports.fix(run.id, fixes), rows: null, filter: NO_FILTER });
  await show(store, run.id);
});
