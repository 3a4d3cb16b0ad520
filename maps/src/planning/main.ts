/** Wires the planners' page: state from the address, panels and Leaflet drawn from the state, gestures to the actions. */
import { html, nothing, render } from 'lit-html';
import './styles/planning.css';
import { rememberedLanguage } from '../actions/language';
import { whenReaderMayDiffer } from '../api/otherTabs';
import { number } from '../format';
import { createStoreOf } from '../store';
import type { App } from './actions/app';
import { knowReference } from './actions/know';
import { knowOutline } from './actions/place';
import { isUnasked, knowAll, run } from './actions/run';
import { knowReader } from './actions/session';
import { countSeconds } from './actions/waiting';
import { followAddress, fromAddress, isQuestion } from './address';
import { ask } from './api/ask';
import { PlanningMap } from './map/planningMap';
import { answerPanel } from './panels/answer';
import { builder } from './panels/builder';
import { drawingBar, header, phoneBar, signInDialog } from './panels/header';
import { refusal } from './panels/words';
import { INITIAL, type State } from './state';
import { loadPlanningWords, speaker } from './strings';

const REGIONS = { header: 'header', query: 'aside', map: 'section', answer: 'main', nav: 'nav', footer: 'footer', toast: 'div' } as const;
type Regions = Readonly<Record<keyof typeof REGIONS, HTMLElement>> & { readonly canvas: HTMLElement; readonly over: HTMLElement; readonly dialog: HTMLDialogElement };

function build(root: HTMLElement): Regions {
  const regions = Object.fromEntries(Object.entries(REGIONS).map(([id, tag]) => {
    const element = document.createElement(tag);
    element.id = id;
    return [id, element];
  })) as Record<keyof typeof REGIONS, HTMLElement>;
  const [canvas, over] = [document.createElement('div'), document.createElement('div')];
  canvas.className = 'map-canvas';
  over.className = 'over';
  regions.map.append(canvas, over);
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  regions.answer.tabIndex = -1;
  regions.toast.setAttribute('role', 'status');
  root.replaceChildren(...Object.values(regions), dialog);
  return { ...regions, canvas, over, dialog };
}

/** How much of the answer the map shows, when it is not all. */
function mapNote(state: State): string {
  const answer = state.answer.data;
  if (!answer?.next) return '';
  return speaker(state.lang)('answer.part', { shown: number(state.lang, answer.features.length), n: number(state.lang, answer.matched ?? 0) });
}

function draw(app: App, at: Regions): void {
  const state = app.store.get();
  const t = speaker(state.lang);
  document.documentElement.lang = state.lang;
  document.title = t('page.title');
  document.body.className = `planning sheet-${state.sheet} ${isUnasked(state) ? 'unasked' : ''}`;
  at.query.setAttribute('aria-label', t('page.query'));
  at.answer.setAttribute('aria-label', t('page.answer'));
  at.map.setAttribute('aria-label', t('page.map'));
  at.nav.setAttribute('aria-label', t('page.answer'));
  at.canvas.setAttribute('aria-label', t('page.answer_map'));
  at.canvas.setAttribute('role', 'application');
  render(header(app), at.header);
  render(builder(app), at.query);
  render(answerPanel(app), at.answer);
  render(phoneBar(app), at.nav);
  render(html`${t('page.illustrative')}`, at.footer);
  render(html`${drawingBar(app)}${mapNote(state) ? html`<p class="note" data-testid="map-note">${mapNote(state)}</p>` : nothing}${state.tilesFailed ? html`<p class="note">${t('tiles.failed')}</p>` : nothing}`, at.over);
  render(state.toast ? html`<div class="toast" data-testid="toast"><span>${typeof state.toast === 'string' ? state.toast : refusal(state, state.toast)}</span><button type="button" class="act" @click=${() => app.store.set({ toast: '' })}>${t('app.close')}</button></div>` : nothing, at.toast);
  render(signInDialog(app), at.dialog);
  if (state.signIn && !at.dialog.open) at.dialog.showModal();
  if (!state.signIn && at.dialog.open) at.dialog.close();
}

/** The row chosen on the map comes into view in the table. */
function showRow(now: State, before: State): void {
  if (now.chosen && now.chosen !== before.chosen) requestAnimationFrame(() => document.getElementById(`row-${now.chosen}`)?.scrollIntoView({ block: 'nearest' }));
}

/** What a question names must be known by name: its references, its other collection. */
function know(app: App, now: State, before: State): void {
  if (now.schemas !== before.schemas || now.question !== before.question) {
    const asked = [...now.question.where.parts.map((part) => ({ of: now.question.of, part })), ...(now.question.overlap?.where.parts ?? []).map((part) => ({ of: now.question.overlap!.of, part }))];
    for (const { of, part } of asked) {
      const field = part.kind === 'condition' ? now.schemas[of]?.data?.[part.field] : undefined;
      if (field?.kind === 'reference') void knowReference(app, of, field);
    }
  }
}

function start(root: HTMLElement): void {
  const app: App = { store: createStoreOf<State>({ ...INITIAL, ...fromAddress(location.hash, rememberedLanguage()) }), ask };
  const at = build(root);
  let waiting = false;
  const redraw = (): void => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => { waiting = false; draw(app, at); });
  };
  app.store.subscribe(redraw);
  app.store.subscribe((now, before) => { showRow(now, before); know(app, now, before); });
  redraw();
  void loadPlanningWords(app.store.get().lang).then(redraw);
  new PlanningMap(at.canvas, app);
  followAddress(app);
  countSeconds(app);
  whenReaderMayDiffer(() => void knowReader(app));
  at.dialog.addEventListener('cancel', () => app.store.set({ signIn: null }));
  window.addEventListener('keydown', (event) => { if (event.key === 'Escape' && app.store.get().drawing) app.store.set({ drawing: null, sheet: 'query' }); });
  void Promise.all([knowReader(app), knowOutline(app), knowAll(app)]);
  if (isQuestion(location.hash)) void run(app, !app.store.get().view);
}

const root = document.getElementById('app');
if (root) start(root);
