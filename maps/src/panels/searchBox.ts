/** Search: a combobox with grouped results; "/" focuses it, arrows choose, Enter opens, Escape closes. */
import { html, nothing } from 'lit-html';
import type { App } from '../actions/app';
import { inOrder, openFirst, openResult, search } from '../actions/search';
import type { SearchResult } from '../api/types';
import { readable } from '../format';
import type { State } from '../state';
import { failure, icon, type Content } from './pieces';
import { faultWords, speaker } from './words';

let active = 0;

function press(app: App, event: KeyboardEvent): void {
  const { results: load } = app.store.get();
  const found = inOrder(load.data ?? []);
  const field = event.target as HTMLInputElement;
  if (event.key === 'Escape') { event.preventDefault(); app.store.set({ pin: null }); search.run(app, ''); field.blur(); return; }
  if (event.key === 'Enter' && load.status === 'loading') { event.preventDefault(); openFirst.run(app); return; }
  if (!found.length) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    active = (active + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length;
    app.store.set({});
  } else if (event.key === 'Enter') {
    event.preventDefault();
    const chosen = found[Math.min(active, found.length - 1)];
    if (chosen) openResult.run(app, chosen);
    field.blur();
  }
}

function list(state: State, app: App, found: readonly SearchResult[]): Content {
  const t = speaker(state.lang);
  return html`<ul id="search-results" role="listbox" aria-label=${t('search.label')} data-testid="search-results">
    ${found.map((one, n) => html`
      ${one.kind === found[n - 1]?.kind ? nothing : html`<li class="group" role="presentation">${t(`kind.${one.kind}`)}</li>`}
      <li role="option" id="result-${n}" aria-selected=${n === active ? 'true' : 'false'} data-testid="search-result"
        @mousedown=${(event: Event) => { event.preventDefault(); }} @click=${() => { openResult.run(app, one); document.querySelector<HTMLElement>('[data-testid=search]')?.blur(); }}>
        <b>${readable(state.lang, one.label)}</b>${one.detail ? html`<small>${readable(state.lang, one.detail)}</small>` : nothing}</li>`)}
  </ul>`;
}

function answers(state: State, app: App): Content {
  const { results, lang, query } = state;
  const t = speaker(lang);
  if (results.status === 'idle') return nothing;
  if (results.status === 'failed') return html`<div class="results card">${failure(lang, results.fault, () => search.run(app, query))}</div>`;
  const found = inOrder(results.data ?? []);
  active = Math.min(active, Math.max(0, found.length - 1));
  const misplaced = results.status === 'ready' && state.misplaced;
  const why = misplaced ? html`<p class="empty" role="alert" data-testid="search-misplaced">${faultWords(lang, misplaced)}</p>` : nothing;
  const body = found.length ? list(state, app, found) : misplaced ? nothing
    : html`<p class="empty">${results.status === 'loading' ? t('app.loading') : t('search.none', { query: query.trim() })}</p>`;
  return html`<div class="results card">${why}${body}</div>`;
}

export function searchBox(state: State, app: App): Content {
  const t = speaker(state.lang);
  const open = state.results.status !== 'idle';
  return html`<div class="search" role="search">
    ${icon('search')}
    <input type="text" role="combobox" data-testid="search" autocomplete="off" spellcheck="false" enterkeyhint="search"
      aria-label=${t('search.label')} aria-expanded=${open ? 'true' : 'false'} aria-autocomplete="list" aria-controls=${open && state.results.data?.length ? 'search-results' : nothing}
      aria-activedescendant=${open && state.results.data?.length ? `result-${active}` : nothing}
      placeholder=${t('search.example')} .value=${state.query}
      @input=${(event: Event) => { active = 0; search.run(app, (event.target as HTMLInputElement).value); }}
      @keydown=${(event: KeyboardEvent) => press(app, event)}
      @blur=${() => { if (app.store.get().results.status !== 'idle') app.store.set({ results: { status: 'idle' } }); }}>
    ${state.query ? html`<button type="button" class="bare" aria-label=${t('search.clear')} title=${t('search.clear')} @click=${() => { app.store.set({ pin: null }); search.run(app, ''); }}>${icon('close')}</button>`
      : html`<kbd aria-hidden="true">/</kbd>`}
    <span class="visually-hidden" role="status">${results(state)}</span>
    ${answers(state, app)}
  </div>`;
}

function results(state: State): string {
  return state.results.status === 'ready' ? speaker(state.lang)('search.count', { n: state.results.data.length }) : '';
}
