/** Asking: the first page and the numbers together, more pages, all of them; each can be cancelled, and a newer question ends an older one. */
import { ApiFault, faultFrom, isCancelled } from '../../api/http';
import type { Feature } from '../../api/types';
import { boxOf } from '../../actions/select';
import { nextOf } from '../api/ask';
import { problemsOf } from '../checks';
import { LINES, NO_QUESTION, usualLooks, type Question } from '../query';
import { pageAddress, statisticsAddress } from '../request';
import { fieldsFor, othersFor, type Answer, type State } from '../state';
import type { App } from './app';
import { knowFields, knowReference } from './know';

export const PAGE = 200;
const LARGE_PAGE = 2000;
let current: AbortController | null = null;
let counting: AbortController | null = null;

/** Ask, when nothing in the question is wrong; `go`: let the map show the whole answer. Resolves when rows and numbers are there, or were refused. */
export async function run(app: App, go = true): Promise<void> {
  await knowAll(app);
  const state = app.store.get();
  if (problemsOf(state.question, fieldsFor(state, state.question.of), othersFor(state, state.question)).length) {
    app.store.set({ strict: true, ...(state.answer.data ? {} : { answer: { status: 'idle' } }) });
    return;
  }
  await Promise.all([askPage(app, go), askFigures(app)]);
}

/** The fields of what is asked about, and of what it is compared with. */
export async function knowAll(app: App): Promise<void> {
  const { question } = app.store.get();
  await Promise.all([knowFields(app, question.of), ...(question.overlap ? [knowFields(app, question.overlap.of)] : [])]);
}

/** The first page again: another question, another order, other columns. `go`: let the map show it whole. */
export async function askPage(app: App, go: boolean): Promise<void> {
  const state = app.store.get();
  const { question, looks, answer } = state;
  current?.abort();
  const cancel = new AbortController();
  current = cancel;
  app.store.set({ answer: { status: 'loading', ...(answer.data ? { data: answer.data } : {}) }, fetching: false, sheet: showing(state) });
  try {
    const page = await app.ask.page(pageAddress(question, looks, fieldsFor(state, question.of), othersFor(state, question), PAGE), cancel.signal);
    const data: Answer = {
      question, features: page.features, matched: page.numberMatched ?? null, next: nextOf(page), approximate: page.approximate !== undefined,
      stamp: page.timeStamp, unrecorded: page.features.length === 0 && await isUnrecorded(app, question, cancel.signal),
    };
    app.store.set({ answer: { status: 'ready', data }, ...(go ? { goal: boxAround(page.features), view: null } : {}) });
  } catch (cause) {
    if (!isCancelled(cause)) app.store.set({ answer: { status: 'failed', fault: faultFrom(cause) } });
  }
}

/** Nothing found at a day: was nothing recorded then, or does nothing fulfil the question? */
async function isUnrecorded(app: App, { of, at }: Question, signal: AbortSignal): Promise<boolean> {
  if (!at) return false;
  const any = await app.ask.page(pageAddress({ ...NO_QUESTION, of, at }, usualLooks(of), {}, {}, 1), signal);
  return any.features.length === 0;
}

/** On a phone the answer comes to the front: the sheet that shows what was asked for. */
const showing = (state: State): State['sheet'] => (state.sheet === 'query' ? state.looks.show : state.sheet);

const boxAround = (features: readonly Feature[]): State['goal'] => boxOf(features.map((one) => one.geometry?.coordinates).filter(Boolean));

/** The numbers, grouped as chosen. */
export async function askFigures(app: App): Promise<void> {
  const state = app.store.get();
  const { question, looks, figures } = state;
  counting?.abort();
  const cancel = new AbortController();
  counting = cancel;
  app.store.set({ figures: { status: 'loading', ...(figures.data ? { data: figures.data } : {}) } });
  const names = looks.by.map((name) => fieldsFor(state, question.of)[name] ?? { name, kind: 'reference' }).filter((field) => field.kind === 'reference');
  for (const field of names) void knowReference(app, question.of, field);
  try {
    const told = await app.ask.figures(statisticsAddress(question, looks, fieldsFor(state, question.of), othersFor(state, question)), cancel.signal);
    app.store.set({ figures: { status: 'ready', data: { question, by: looks.by, groups: told.groups, total: told.total, approximate: told.approximate !== undefined } } });
  } catch (cause) {
    if (!isCancelled(cause)) app.store.set({ figures: { status: 'failed', fault: faultFrom(cause) } });
  }
}

/** One page more, or all that are left; what is there already stays. */
export async function more(app: App, all: boolean): Promise<void> {
  const cancel = new AbortController();
  current?.abort();
  current = cancel;
  app.store.set({ fetching: true });
  try {
    do await nextPage(app, cancel.signal, all); while (all && app.store.get().answer.data?.next);
  } catch (cause) {
    if (isCancelled(cause)) return;
    app.store.set({ toast: faultFrom(cause) });
  } finally {
    if (current === cancel) app.store.set({ fetching: false });
  }
}

async function nextPage(app: App, signal: AbortSignal, large: boolean): Promise<void> {
  const { answer } = app.store.get();
  if (answer.status !== 'ready' || !answer.data.next) return;
  const address = large ? answer.data.next.replace(/([?&]limit=)\d+/, `$1${LARGE_PAGE}`) : answer.data.next;
  const page = await app.ask.page(address, signal);
  app.store.set({ answer: { status: 'ready', data: { ...answer.data, features: [...answer.data.features, ...page.features], next: nextOf(page) } } });
}

const CANCELLED = new ApiFault({ status: 0, code: 'cancelled', detail: '', field: null, facts: {} });

/** Stop waiting; what is on the page stays. */
export function cancel({ store }: App): void {
  const { answer, figures } = store.get();
  current?.abort();
  counting?.abort();
  const ended = <T>(load: { readonly status: string; readonly data?: T }): { status: 'ready'; data: T } | { status: 'failed'; fault: ApiFault['fault'] } =>
    (load.data ? { status: 'ready', data: load.data } : { status: 'failed', fault: CANCELLED.fault });
  store.set({
    fetching: false,
    ...(answer.status === 'loading' ? { answer: ended(answer) } : {}), ...(figures.status === 'loading' ? { figures: ended(figures) } : {}),
  });
}

/** What figures of a collection may be grouped by: its grouped fields, and for lines the communes they pass. */
export function groupable(state: State, question: Question = state.question): readonly string[] {
  const names = Object.values(fieldsFor(state, question.of)).filter((field) => field.grouped).map((field) => field.name);
  return LINES.includes(question.of) ? [...names, 'commune'] : names;
}

/** Nothing was asked yet. */
export const isUnasked = (state: State): boolean => state.answer.status === 'idle';
