/** The table: open it, sort, tick rows, and set a field for all that are ticked: shown first, then written as shown. */
import { showBulk, writeBulk, type BulkChange } from '../api/bulk';
import { faultFrom } from '../api/http';
import { readField } from '../fields';
import { number } from '../format';
import { meant, type Meaning } from '../meaning';
import type { State } from '../state';
import { translate } from '../strings';
import { NEW_TABLE, rangeTo, settable, type Table } from '../table';
import { always, sessionEnded, type Act, type App } from './app';
import { listQuery, loadList } from './loadList';
import { forgetSummaries, loadSummary } from './loadSummary';

function change({ store }: App, part: Partial<Table>): void {
  const { table } = store.get();
  if (table) store.set({ table: { ...table, ...part } });
}

export const openTable: Act = {
  available: always,
  run(app) { app.store.set({ happenedOn: '', table: NEW_TABLE, panel: 'list', sheet: 'none' }); void loadList.run(app); },
};

export const closeTable: Act = {
  available: always,
  run(app) { app.store.set({ table: null }); void loadList.run(app); },
};

/** Once for rising, again for falling, a third time for the order of the records. */
export const sortBy: Act<[name: string]> = {
  available: always,
  run(app, name) {
    const sort = app.store.get().table?.sort;
    const next = sort?.name !== name ? { name, descending: false } : sort.descending ? null : { name, descending: true };
    change(app, { sort: next });
    void loadList.run(app);
  },
};

const idsOf = (state: State): readonly string[] => (state.list.data?.features ?? []).map((feature) => feature.id);

export const tickRow: Act<[id: string, on: boolean, range: boolean]> = {
  available: always,
  run(app, id, on, range) {
    const { table } = app.store.get();
    if (!table) return;
    const chosen = new Set(table.chosen);
    for (const one of range ? rangeTo(idsOf(app.store.get()), table.anchor, id) : [id]) {
      if (on) chosen.add(one);
      else chosen.delete(one);
    }
    change(app, { chosen, all: false, anchor: id, shown: null });
  },
};

export const tickShown: Act<[on: boolean]> = {
  available: always,
  run(app, on) { change(app, { chosen: new Set(on ? idsOf(app.store.get()) : []), all: false, anchor: null, shown: null }); },
};

export const tickAll: Act = {
  available: always,
  run(app) { change(app, { all: true, chosen: new Set(idsOf(app.store.get())), shown: null }); },
};

export const typeBulk: Act<[part: Partial<Pick<Table, 'field' | 'typed' | 'comment'>>]> = {
  available: always,
  run(app, part) { change(app, 'comment' in part ? part : { ...part, ...('field' in part ? { typed: '' } : {}), shown: null, fault: null }); },
};

/** What was chosen and typed as the API takes it; the fault of a value that cannot be read. */
function bulkOf(state: State): BulkChange | null {
  const { table, listOf } = state;
  const field = table && settable(listOf).find((one) => one.name === table.field);
  if (!table || !field) return null;
  const read = readField(field, table.typed);
  if ('fault' in read) return null;
  const { limit: _limit, count: _count, ...select } = listQuery(state);
  const texts = Object.entries(select).filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => [name, String(value)]);
  return { ...(table.all ? { select: Object.fromEntries(texts) as Record<string, string> } : { ids: [...table.chosen] }), set: { [field.name]: read.value } };
}

export const showChange: Act = {
  available: (state) => {
    const { table, session, listOf } = state;
    if (!session?.user) return 'why.sign_in';
    if (!session.user.may_edit.includes(listOf)) return 'why.no_right';
    if (!table || table.busy) return 'why.loading';
    if (!table.chosen.size) return 'why.no_rows';
    return bulkOf(state) ? null : 'why.no_field';
  },
  async run(app) {
    const state = app.store.get();
    const bulk = bulkOf(state);
    if (!bulk) return;
    await asked(app, async () => { change(app, { shown: await showBulk(state.listOf, bulk), busy: false }); });
  },
};

export const writeChange: Act<[meaning: Meaning]> = {
  available: ({ table }) => {
    if (!table?.shown) return 'why.show_first';
    if (table.busy) return 'why.loading';
    return table.shown.refusing ? 'why.rows_refused' : table.shown.changing ? null : 'why.no_change';
  },
  async run(app, meaning) {
    const state = app.store.get();
    const bulk = bulkOf(state);
    if (!bulk || !state.table?.shown) return;
    const { comment, shown: { token } } = state.table;
    await asked(app, async () => {
      const done = await writeBulk(state.listOf, { ...bulk, comment, token }, meant(meaning, state.happenedOn));
      const { revisions, lang } = app.store.get();
      forgetSummaries();
      change(app, { ...NEW_TABLE, sort: state.table?.sort ?? null });
      app.store.set({
        happenedOn: '', revisions: { ...revisions, [state.listOf]: (revisions[state.listOf] ?? 0) + 1 },
        toast: { text: translate(lang, 'bulk.done', { n: number(lang, done.changing) }), tone: 'good' },
      });
      void loadSummary.run(app);
    });
  },
};

async function asked(app: App, ask: () => Promise<void>): Promise<void> {
  change(app, { busy: true, fault: null });
  try {
    await ask();
  } catch (cause) {
    const fault = faultFrom(cause);
    change(app, { busy: false, shown: null, ...(sessionEnded(app, fault) ? {} : { fault }) });
  }
}
