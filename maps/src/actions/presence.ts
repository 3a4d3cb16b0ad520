/** Who else is at work on the selected asset, asked again and again; while a form is open, it is also said that we are. */
import { faultFrom } from '../api/http';
import { BEARERS } from '../records';
import { sameSelection, type Selection, type State } from '../state';
import { sessionEnded, type App } from './app';
import { past } from './past';

const EVERY_MS = 20_000;
const worksOn = ({ edit, move }: State): Selection | null => edit ?? move;

async function ask(app: App): Promise<void> {
  const { selection, session } = app.store.get();
  if (!selection || !session?.user || !BEARERS.includes(selection.collection)) {
    if (app.store.get().past.others.length) past(app, { others: [] });
    return;
  }
  const mine = worksOn(app.store.get());
  try {
    const others = await (mine ? app.api.past.sayEditing(mine.collection, mine.id) : app.api.past.others(selection.collection, selection.id));
    if (sameSelection(app.store.get().selection, selection)) past(app, { others });
  } catch (cause) {
    const fault = faultFrom(cause);
    if (!sessionEnded(app, fault)) past(app, { others: [] }); // not known now; the next asking may tell, and versions keep edits apart
  }
}

function leave(app: App, { collection, id }: Selection): void {
  app.api.past.sayDone(collection, id).catch(faultFrom); // what is not said now is forgotten in a minute
}

export function followPresence(app: App): void {
  app.store.subscribe((now, before) => {
    const [is, was] = [worksOn(now), worksOn(before)];
    const other = !sameSelection(is, was);
    if (was && other && now.session?.user) leave(app, was);
    if (other || !sameSelection(now.selection, before.selection) || now.session?.user?.username !== before.session?.user?.username) void ask(app);
  });
  window.setInterval(() => void ask(app), EVERY_MS);
}
