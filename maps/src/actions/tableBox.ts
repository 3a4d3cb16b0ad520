/** "Khoanh khung": the table holds what lies in a box drawn on the map instead of what is in view, and all of it is ticked. */
import type { Box } from '../table';
import { always, type Act } from './app';
import { tickAll } from './bulkEdit';
import { loadList } from './loadList';

/** The next drag on the map is the box; again: it is not. */
export const askBox: Act<[boxing: boolean]> = {
  available: always,
  run({ store }, boxing) {
    const { table } = store.get();
    if (table) store.set({ table: { ...table, boxing } });
  },
};

export const setBox: Act<[box: Box | null]> = {
  available: always,
  async run(app, box) {
    const { table } = app.store.get();
    if (!table) return;
    app.store.set({ table: { ...table, box, boxing: false, chosen: new Set(), all: false, anchor: null, shown: null } });
    await loadList.run(app);
    if (box && app.store.get().list.status === 'ready') tickAll.run(app);
  },
};
