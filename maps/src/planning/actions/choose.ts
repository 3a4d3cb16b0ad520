/** Choosing: what is asked about, an example, the looks of the answer, a row; narrowing by a bar of the chart. */
import type { CollectionId } from '../../api/types';
import type { Lang } from '../../format';
import { condition, narrowed } from '../conditions';
import { conditionsCql } from '../cql';
import { EXAMPLES, type Example } from '../examples';
import { EVERYTHING, LINES, NO_QUESTION, usualLooks, type Condition, type Looks } from '../query';
import { loadPlanningWords } from '../strings';
import { fieldsFor, type FigureRow, type State } from '../state';
import { change, type App } from './app';
import { knowFields, knowReference } from './know';
import { askFigures, askPage, isUnasked, run } from './run';

/** Another collection has other fields: its conditions begin anew; where and when stay. */
export function chooseCollection(app: App, of: CollectionId): void {
  const { question } = app.store.get();
  if (of === question.of) return;
  void knowFields(app, of);
  const overlap = question.overlap && question.overlap.of !== of ? question.overlap : null;
  change(app, { of, where: EVERYTHING, overlap, cql: null });
  app.store.set({ looks: { ...usualLooks(of), show: app.store.get().looks.show }, chosen: '' });
}

export function chooseExample(app: App, key: Example['key']): void {
  const example = EXAMPLES.find((one) => one.key === key);
  if (!example) return;
  app.store.set({ question: example.question, looks: example.looks, chosen: '', view: null, strict: false, corners: null, drawing: null, lost: [] });
  void run(app);
}

/** Everything from the start. */
export function clear(app: App): void {
  app.store.set({
    question: NO_QUESTION, looks: usualLooks('bridges'), chosen: '', lost: [], answer: { status: 'idle' }, figures: { status: 'idle' }, corners: null, drawing: null,
    outline: null, view: null, strict: false, sheet: 'query',
  });
}

/** Order, columns, groups, figure: asks again only what that changes. */
export function look(app: App, part: Partial<Looks>): void {
  app.store.set({ looks: { ...app.store.get().looks, ...part } });
  if (isUnasked(app.store.get())) return;
  if (part.sort !== undefined || part.columns !== undefined) void askPage(app, false);
  if (part.by || part.figure) void askFigures(app);
}

/** The next order of a column: rising, falling, none. */
export function sortBy(app: App, name: string): void {
  const { sort } = app.store.get().looks;
  look(app, { sort: sort === name ? `-${name}` : sort === `-${name}` ? '' : name });
}

export function chooseRow({ store }: App, id: string): void {
  store.set({ chosen: store.get().chosen === id ? '' : id });
}

/** The condition a bar stands for. */
function barCondition(state: State, name: string, value: FigureRow[string]): Condition {
  const field = fieldsFor(state, state.question.of)[name];
  if (value === null || value === undefined) return condition(name, 'missing');
  return field?.kind === 'boolean' ? condition(name, 'is', String(value)) : condition(name, 'in', String(value));
}

/** Only what a bar counts: its groups become conditions (for lines, its commune the place), and the question is asked. */
export function narrow(app: App, row: FigureRow): void {
  const state = app.store.get();
  for (const name of state.figures.data?.by ?? []) {
    const { question } = app.store.get();
    if (name === 'commune' && LINES.includes(question.of)) {
      if (row.commune !== null) change(app, { place: { kind: 'unit', code: String(row.commune), name: unitName(state, String(row.commune)) } });
      continue;
    }
    const more = barCondition(state, name, row[name] ?? null);
    if (question.cql === null) change(app, { where: narrowed(question.where, more) });
    else change(app, { cql: [question.cql.trim() && `(${question.cql.trim()})`, conditionsCql({ ...EVERYTHING, parts: [more] }, fieldsFor(state, question.of))].filter(Boolean).join(' AND ') });
  }
  void run(app);
}

const unitName = (state: State, code: string): string => state.references.communes?.data?.find((one) => one.code === code)?.vi ?? '';

export async function chooseLanguage(app: App, lang: Lang): Promise<void> {
  await loadPlanningWords(lang);
  localStorage.setItem('cauduong.lang', lang);
  app.store.set({ lang });
}

/** The values a condition's reference can have, when it is chosen. */
export function fieldChosen(app: App, of: CollectionId, name: string): void {
  const field = fieldsFor(app.store.get(), of)[name];
  if (field?.kind === 'reference') void knowReference(app, of, field);
}
