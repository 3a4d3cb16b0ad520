/** The selected asset: its name and place, tabs, and below the facts, what is recorded of it, its history, or the form being worked on. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Act, App } from '../actions/app';
import { loadAsset } from '../actions/loadAsset';
import { startEdit } from '../actions/editAsset';
import { startMove } from '../actions/moveAsset';
import { startDrawing } from '../actions/draw';
import { startNetwork } from '../actions/network';
import { askDelete } from '../actions/deletion';
import { chooseTab, select, zoomToSelection } from '../actions/select';
import { EDITABLE, MOVABLE } from '../fields';
import { readable, type Lang } from '../format';
import { BEARERS } from '../records';
import type { Asset, State, Tab } from '../state';
import type { StringKey } from '../strings';
import { work } from './lazy';
import { overview } from './overview';
import { actButton, failure, icon, skeleton, type Content } from './pieces';
import { presence } from './presence';
import { speaker, titleOf, whyNot } from './words';

function place(lang: Lang, asset: Asset): Content {
  const t = speaker(lang);
  const { properties } = asset.feature;
  const chainage = properties.chainage ? html` · <span data-testid="chainage">${readable(lang, String(properties.chainage))}</span>${properties.chainage_nominal
    ? html` <abbr title=${t('card.nominal_why')}>(${t('card.nominal')})</abbr>` : nothing}` : nothing;
  const commune = properties.commune_name ? html` · ${properties.commune_name}` : nothing;
  return html`<p class="place">${t(`card.${asset.collection}`)}${asset.collection !== 'roads' && properties.road ? html` · ${properties.road}` : nothing}${chainage}${commune}</p>`;
}

function head(state: State, app: App, title: string, under: Content): TemplateResult {
  const t = speaker(state.lang);
  return html`<div class="head"><div><h2 data-testid="card-title">${title}</h2>${under}</div>
    <button type="button" class="bare" data-testid="card-zoom" aria-label=${t('card.zoom')} title=${t('card.zoom')} @click=${() => zoomToSelection.run(app)}>${icon('target')}</button>
    <button type="button" class="bare" data-testid="card-close" aria-label=${t('card.close')} title=${t('card.close')} @click=${() => select.run(app, null)}>${icon('close')}</button></div>`;
}

const hasRecords = ({ selection }: State): boolean => selection !== null && BEARERS.includes(selection.collection);

function body(state: State, app: App, data: Asset): Content {
  const { lang, tab } = state;
  if (tab === 'history' && data.collection !== 'communes') return work(app)?.history(state, app) ?? skeleton(lang, 5);
  if (tab === 'records' && hasRecords(state)) return work(app)?.records(state, app) ?? skeleton(lang, 6);
  return overview(state, app, data);
}

function tabs(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  const tab = (name: Tab): TemplateResult => html`<button type="button" role="tab" id="card-tab-${name}" aria-controls="card-body" aria-selected=${state.tab === name ? 'true' : 'false'}
    data-testid="tab-${name}" @click=${() => chooseTab.run(app, name)}>${t(`card.${name}`)}</button>`;
  return html`<div class="tabs" role="tablist" aria-label=${t('panel.card')}>${tab('overview')}${hasRecords(state) ? tab('records') : nothing}${tab('history')}</div>`;
}

/** What a role may do, for who has signed in: a visitor's card is to read. */
function actions(state: State, app: App, { collection }: Asset): Content {
  if (!state.session?.user) return nothing;
  const t = speaker(state.lang);
  const act = (known: boolean, name: 'edit' | 'move' | 'draw' | 'network' | 'delete', start: Act, label: StringKey): Content => {
    const why = start.available(state);
    return known ? actButton({ label: t(label), testid: name, why: whyNot(state, why), primary: name === 'edit', press: () => start.run(app) }) : nothing;
  };
  const acts = [act(EDITABLE.includes(collection), 'edit', startEdit, 'card.edit'), act(MOVABLE.includes(collection), 'move', startMove, 'card.move'), act(collection === 'roads', 'draw', startDrawing, 'draw.act'), act(collection === 'roads', 'network', startNetwork, 'network.act'), act(EDITABLE.includes(collection), 'delete', askDelete, 'delete.act')];
  return acts.some((one) => one !== nothing) ? html`<div class="acts">${acts}</div>` : nothing;
}

export function card(state: State, app: App): Content {
  const { asset, lang, selection, edit, move, network, drawing, recording } = state;
  if (drawing) return work(app)?.drawPanel(state, app, drawing) ?? skeleton(lang, 9);
  if (!selection) return nothing;
  const t = speaker(lang);
  if (asset.status === 'failed') {
    const missing = asset.fault.status === 404;
    return html`${head(state, app, selection.id, nothing)}${missing ? html`<p class="empty" data-testid="card-missing">${t('card.not_found')}</p>` : failure(lang, asset.fault, () => void loadAsset.run(app))}`;
  }
  const data = asset.data;
  if (!data || data.id !== selection.id) return html`${head(state, app, selection.id, nothing)}${skeleton(lang, 9)}`;
  const top = html`${head(state, app, titleOf(state, data.collection, data.id, data.feature.properties), place(lang, data))}${presence(state)}`;
  const panels = work(app);
  if (edit) return html`${top}${panels?.editForm(state, app, edit) ?? skeleton(lang, 9)}`;
  if (move) return html`${top}${panels?.movePanel(state, app, move) ?? skeleton(lang, 6)}`;
  if (network) return html`${top}${panels?.networkPanel(state, app, network) ?? skeleton(lang, 9)}`;
  if (recording) return html`${top}${panels?.recordForm(state, app, recording) ?? skeleton(lang, 9)}`;
  const hasHistory = data.collection !== 'communes';
  return html`${top}${hasHistory ? tabs(state, app) : nothing}
    <div class="body" id="card-body" role=${hasHistory ? 'tabpanel' : nothing} aria-labelledby=${hasHistory ? `card-tab-${state.tab}` : nothing} tabindex="0">
    ${body(state, app, data)}</div>${actions(state, app, data)}`;
}
