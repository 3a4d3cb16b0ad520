import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { worksWithDrafts } from '../actions/draftSets';
import { choosePanel, chooseSheet } from '../actions/mapTools';
import { PANELS, type Panel, type State } from '../state';
import { layers, filterChips } from './layers';
import { list } from './list';
import { work } from './lazy';
import { icon, skeleton, type Content } from './pieces';
import { summary } from './summary';
import { speaker } from './words';

const FOR_SIGNED_IN: readonly Panel[] = ['checks', 'past'];
const panelsOf = (state: State): readonly Panel[] => PANELS.filter((panel) => (panel !== 'drafts' || worksWithDrafts(state)) && (!FOR_SIGNED_IN.includes(panel) || state.session?.user));

function body(state: State, app: App): Content {
  if (state.panel === 'drafts' && worksWithDrafts(state)) return work(app)?.drafts(state, app) ?? skeleton(state.lang, 5);
  if (state.panel === 'past') return work(app)?.pastPanel(state, app) ?? skeleton(state.lang, 5);
  if (state.panel === 'checks' && state.session?.user) return work(app)?.worklist(state, app) ?? skeleton(state.lang, 5);
  return html`${filterChips(state, app)}${state.panel === 'list' ? list(state, app) : html`${summary(state, app)}${layers(state, app)}`}`;
}

export function left(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  const shown = panelsOf(state).includes(state.panel) ? state.panel : 'summary';
  const tab = (panel: Panel): TemplateResult => html`<button type="button" role="tab" id="tab-${panel}" aria-controls="left-body" aria-selected=${shown === panel ? 'true' : 'false'}
    tabindex=${shown === panel ? '0' : '-1'} data-testid="panel-${panel}" @click=${() => choosePanel.run(app, panel)} @keydown=${(event: KeyboardEvent) => swap(event, app)}>${t(`panel.${panel}`)}</button>`;
  return html`<div class="tabs"><div role="tablist" aria-label=${t('panel.left')}>${panelsOf(state).map(tab)}</div>
      <button type="button" class="bare sheet-close" aria-label=${t('app.close')} @click=${() => chooseSheet.run(app, 'none')}>${icon('close')}</button></div>
    <div class="body" id="left-body" role="tabpanel" aria-labelledby="tab-${shown}" tabindex="0">
      ${body(state, app)}
    </div>`;
}

function swap(event: KeyboardEvent, app: App): void {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  const state = app.store.get();
  const panels = panelsOf(state);
  const step = event.key === 'ArrowRight' ? 1 : panels.length - 1;
  const panel = panels[(panels.indexOf(state.panel) + step) % panels.length] ?? 'summary';
  choosePanel.run(app, panel);
  requestAnimationFrame(() => document.getElementById(`tab-${panel}`)?.focus());
}

/** The bar at the foot of a phone's screen. */
export function phoneBar(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  const open = state.sheet === 'left';
  const button = (panel: Panel, name: 'chart' | 'list' | 'draft'): TemplateResult => html`<button type="button" aria-pressed=${open && state.panel === panel ? 'true' : 'false'} data-testid="phone-${panel}"
    @click=${() => (open && state.panel === panel ? chooseSheet.run(app, 'none') : choosePanel.run(app, panel))}>${icon(name)}${t(`panel.${panel}`)}</button>`;
  return html`${button('summary', 'chart')}${button('list', 'list')}${worksWithDrafts(state) ? button('drafts', 'draft') : nothing}
    <button type="button" aria-pressed=${state.sheet === 'card' ? 'true' : 'false'} ?disabled=${!state.selection && !state.drawing} data-testid="phone-card" @click=${() => chooseSheet.run(app, 'card')}>${icon('target')}${t('panel.chosen')}</button>
    <a href="/tra-cuu#lang=${state.lang}" data-testid="phone-planning">${icon('search')}${t('app.planning')}</a>`;
}
