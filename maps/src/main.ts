/** Wires the map: state from the address, panels and Leaflet drawn from the state, gestures to the actions. */
import { nothing, render } from 'lit-html';
import './styles/main.css';
import type { App } from './actions/app';
import { cancelEdit } from './actions/editAsset';
import { follow } from './actions/follow';
import { rememberedLanguage } from './actions/language';
import { closeDialog } from './actions/leave';
import { loadAsset } from './actions/loadAsset';
import { loadSummary } from './actions/loadSummary';
import { cancelMove } from './actions/moveAsset';
import { cancelDrawing } from './actions/draw';
import { drawingKey } from './actions/drawingKeys';
import { cancelNetwork } from './actions/network';
import { askBox } from './actions/tableBox';
import { select, zoomToSelection } from './actions/select';
import { loadSession } from './actions/session';
import { loadCodes, loadOutline, loadUnits } from './actions/unit';
import { api } from './api/endpoints';
import { MapView } from './map/mapView';
import { card } from './panels/card';
import { footer, toast } from './panels/footer';
import { header } from './panels/header';
import { work } from './panels/lazy';
import { left, phoneBar } from './panels/left';
import { printSheet } from './panels/printSheet';
import { tools } from './panels/tools';
import { speaker } from './panels/words';
import { followAddress } from './address';
import { DEFAULT_LINK, createStore, INITIAL, sameSelection, type Link, type State } from './state';
import { readLink } from './permalink';
import { loadWords } from './strings';

const REGIONS = ['header', 'nav', 'map', 'left', 'table', 'card', 'tools', 'toast', 'footer', 'print'] as const;
type Region = (typeof REGIONS)[number];
const TAGS: Partial<Record<Region, string>> = { header: 'header', map: 'main', left: 'aside', card: 'section', table: 'section', footer: 'footer', nav: 'nav' };

function build(root: HTMLElement): Record<Region, HTMLElement> & { dialog: HTMLDialogElement } {
  const regions = Object.fromEntries(REGIONS.map((name) => {
    const element = document.createElement(TAGS[name] ?? 'div');
    element.id = name;
    return [name, element];
  })) as Record<Region, HTMLElement>;
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  regions.toast.setAttribute('role', 'status');
  regions.card.dataset.testid = 'card';
  root.replaceChildren(...['header', 'left', 'map', 'table', 'card', 'nav', 'footer', 'toast', 'print'].map((name) => regions[name as Region]), dialog);
  regions.map.append(regions.tools);
  return { ...regions, dialog };
}

function draw(state: State, app: App, at: ReturnType<typeof build>): void {
  const t = speaker(state.lang);
  document.documentElement.lang = state.lang;
  document.title = t('app.title');
  document.body.className = [state.selection || state.drawing ? 'has-card' : '', `sheet-${state.sheet}`, state.move ? 'is-moving' : '', state.network ? 'is-changing' : '', state.drawing ? 'is-drawing' : ''].join(' ').trim();
  at.left.setAttribute('aria-label', t('panel.left'));
  at.card.setAttribute('aria-label', t('panel.card'));
  at.nav.setAttribute('aria-label', t('panel.left'));
  at.map.querySelector('.leaflet-container')?.setAttribute('aria-label', t('app.map'));
  at.card.hidden = !state.selection && !state.drawing;
  at.table.setAttribute('aria-label', t('table.panel'));
  at.table.hidden = !state.table || state.table.boxing;
  render(header(state, app), at.header);
  render(left(state, app), at.left);
  render(card(state, app), at.card);
  render(state.table ? work(app)?.tablePanel(state, app, state.table) ?? nothing : nothing, at.table);
  render(tools(state, app), at.tools);
  render(phoneBar(state, app), at.nav);
  render(footer(state, app), at.footer);
  render(toast(state, app), at.toast);
  render(printSheet(state, new Date()), at.print);
  const dialog = state.dialog && work(app);
  render(dialog ? dialog.dialogBody(state, app) : nothing, at.dialog);
  if (dialog && !at.dialog.open) at.dialog.showModal();
  if (!state.dialog && at.dialog.open) at.dialog.close();
}

/** A button that cannot be pressed says why when it is pressed all the same: fingers have no tooltip. */
function sayWhy(app: App): void {
  document.addEventListener('click', (event) => {
    const why = (event.target as Element).closest('button[aria-disabled=true]')?.getAttribute('title');
    if (why) app.store.set({ toast: { text: why, tone: 'bad' } });
  }, { capture: true }); // before the press itself makes a button busy
}

/** Keyboard and screen reader follow: into a form that opened, to the field that was refused. */
function moveFocus(now: State, before: State): void {
  const first = (selector: string): void => { document.querySelector<HTMLElement>(selector)?.focus(); };
  if (now.edit && !before.edit) first('#card form :is(input, select, textarea)');
  else if (now.move && !before.move) first('#card .modes input:checked');
  else if (now.network && now.network.operation !== before.network?.operation) first('#card .network :is(.operations button, input, textarea)');
  else if (now.drawing && !before.drawing) first('#card .drawing :is(input:checked, input)');
  else if (now.drawing && now.drawing.errors !== before.drawing?.errors && Object.keys(now.drawing.errors).length) first('#card [aria-invalid=true]');
  else if ((before.edit && !now.edit) || (before.move && !now.move)) first('#card .acts button');
  else if (now.edit && now.edit.errors !== before.edit?.errors && Object.keys(now.edit.errors).length) first('#card [aria-invalid=true]');
}

/** "/" goes to the search; Escape leaves what is on top: results, move, edit, card. */
function keys(app: App): void {
  window.addEventListener('keydown', (event) => {
    const state = app.store.get();
    const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
    if (drawingKey(app, event, typing)) event.preventDefault();
    else if (event.key === '/' && !typing && !state.dialog) {
      event.preventDefault();
      document.querySelector<HTMLInputElement>('[data-testid=search]')?.focus();
    } else if (event.key === 'Escape' && !state.dialog && state.results.status === 'idle' && !(event.target as Element).closest('#menu, .menu-open')) {
      event.preventDefault(); // or the question it raises would be closed by the same key
      if (state.table?.boxing) askBox.run(app, false);
      else if (state.drawing) cancelDrawing.run(app);
      else if (state.network) cancelNetwork.run(app);
      else if (state.move) cancelMove.run(app);
      else if (state.edit) cancelEdit.run(app);
      else if (state.selection && !typing) select.run(app, null);
    }
  });
}

/** An address may name an asset and no view: the map then goes to it. */
async function openLinked(app: App, { selection, view }: Link): Promise<void> {
  await loadAsset.run(app);
  if (selection && !view && sameSelection(selection, app.store.get().selection)) zoomToSelection.run(app);
}

function start(root: HTMLElement): void {
  const remembered = rememberedLanguage();
  const link = readLink(location.hash, { ...DEFAULT_LINK, lang: remembered });
  const app: App = { store: createStore({ ...INITIAL, ...link, sheet: link.selection ? 'card' : 'none' }), api };
  const at = build(root);
  let waiting = false;
  const redraw = (): void => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => { waiting = false; draw(app.store.get(), app, at); });
  };
  const canvas = document.createElement('div');
  canvas.className = 'map-canvas';
  at.map.prepend(canvas);
  app.store.subscribe(redraw);
  app.store.subscribe((now, before) => queueMicrotask(() => moveFocus(now, before)));
  follow(app);
  new MapView(canvas, app);
  followAddress(app);
  at.dialog.addEventListener('cancel', (event) => { event.preventDefault(); closeDialog.run(app); });
  keys(app);
  sayWhy(app);
  void loadWords(link.lang).then(redraw);
  void Promise.all([loadSession.run(app), loadCodes.run(app), loadSummary.run(app), loadUnits.run(app), loadOutline.run(app, !link.view && !link.selection), openLinked(app, link)]);
}

const root = document.getElementById('app');
if (root) start(root);
