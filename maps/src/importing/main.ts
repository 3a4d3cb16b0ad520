/** Wires the page of imports: the state from the address, panels and map drawn from the state, what a person does to the actions. */
import { html, nothing, render } from 'lit-html';
import './styles/importing.css';
import { api } from '../api/endpoints';
import { createStoreOf } from '../store';
import { faultWords } from '../panels/words';
import { asked, attempt, open, upload } from './actions/work';
import { RowsMap } from './map/rowsMap';
import { head } from './panels/head';
import { rowList } from './panels/rows';
import { runList } from './panels/start';
import { both } from './panels/words';
import { FIRST, OUTCOME_WORDS, OUTCOMES, type State } from './run';

const at = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const zone = document.querySelector('main')?.dataset.zone;
const store = createStoreOf<State>(FIRST);
let map: RowsMap | null = null;

function draw(state: State): void {
  const user = state.session?.user;
  at('sign-in').hidden = state.session === null || Boolean(user);
  at('signed-in').hidden = !user;
  render(state.fault ? html`<div class="failure"><p>${faultWords('vi', state.fault)}</p><p lang="en">${state.fault.detail}</p></div>` : nothing, at('fault'));
  const id = asked();
  at('start').hidden = id !== null;
  at('report').hidden = id === null;
  if (!user) return;
  if (id === null) { render(runList(state.runs, zone), at('runs')); return; }
  render(head(store, state, zone), at('head'));
  render(rowList(store, state), at('rows'));
  at('map-side').hidden = !state.places.length;
  if (state.places.length) map ??= new RowsMap(at('map'), store);
}

function legend(): void {
  render(html`<p class="legend">${OUTCOMES.map((one) => html`<span><i class="mark mark-${one}"></i>${both(OUTCOME_WORDS[one])}</span>`)}
    <span><i class="mark mark-warned"></i>${both(['Có cảnh báo', 'Warned'])}</span></p>`, at('legend'));
}

function onSubmit(id: string, act: (sent: FormData, form: HTMLFormElement) => Promise<void>): void {
  const form = at<HTMLFormElement>(id);
  form.addEventListener('submit', (event) => { event.preventDefault(); void act(new FormData(form), form); });
}

/** What is left empty is not sent: the file says it. */
function told(sent: FormData): FormData {
  for (const name of ['kind', 'road', 'srid']) if (!String(sent.get(name) ?? '').trim()) sent.delete(name);
  return sent;
}

function takeDrops(): void {
  const drop = at('drop');
  for (const name of ['dragenter', 'dragover']) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add('is-over'); });
  for (const name of ['dragleave', 'drop']) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.remove('is-over'); });
  drop.addEventListener('drop', (event) => { if (event.dataTransfer?.files.length) at<HTMLInputElement>('file').files = event.dataTransfer.files; });
}

onSubmit('sign-in', (sent, form) => attempt(store, async () => {
  await api.signIn(String(sent.get('username')), String(sent.get('password')));
  form.reset();
  await open(store);
}));
onSubmit('upload', async (sent, form) => { await upload(store, told(sent)); if (asked()) form.reset(); });
takeDrops();
legend();
store.subscribe((now, before) => {
  draw(now);
  if (now.chosen !== before.chosen || (now.chosen !== null && now.rows !== before.rows)) document.getElementById(`row-${now.chosen}`)?.scrollIntoView({ block: 'center' });
});
addEventListener('hashchange', () => void attempt(store, () => open(store)));
void attempt(store, () => open(store));
