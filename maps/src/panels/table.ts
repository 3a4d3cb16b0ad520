/** The table of what is filtered: sorted by its heads, ticked row by row, by range or whole; and the form that sets a field for all ticked. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { App } from '../actions/app';
import { closeTable, sortBy, tickAll, tickRow, tickShown } from '../actions/bulkEdit';
import { loadMore } from '../actions/loadList';
import { select } from '../actions/select';
import { askBox, setBox } from '../actions/tableBox';
import type { Feature, Value } from '../api/types';
import type { Field } from '../fields';
import { number } from '../format';
import { sameSelection, type State } from '../state';
import { columnsOf, type Table } from '../table';
import { bulkForm } from './bulkForm';
import { exports } from './exports';
import { actButton, failure, icon, skeleton, type Content } from './pieces';
import { fieldLabel, shownValue, speaker, titleOf } from './words';

function heading(state: State, app: App, table: Table, field: Field): TemplateResult {
  const t = speaker(state.lang);
  const sorted = table.sort?.name === field.name ? (table.sort.descending ? 'descending' : 'ascending') : 'none';
  const arrow = sorted === 'none' ? '' : sorted === 'ascending' ? ' ▲' : ' ▼';
  return html`<th scope="col" aria-sort=${sorted}>${field.kind === 'chainage' || field.kind === 'length' ? fieldLabel(t, field.name)
    : html`<button type="button" data-testid="sort-${field.name}" @click=${() => sortBy.run(app, field.name)}>${fieldLabel(t, field.name)}${arrow}</button>`}</th>`;
}

/** A cell to tick, for members: a reader has nothing to do with what is ticked. */
const ticked = ({ session }: State, box: TemplateResult): Content => (session?.user ? html`<td>${box}</td>` : nothing);

function row(state: State, app: App, table: Table, columns: readonly Field[], feature: Feature): TemplateResult {
  const chosen = { collection: state.listOf, id: feature.id };
  const name = titleOf(state, state.listOf, feature.id, feature.properties);
  return html`<tr class=${sameSelection(state.selection, chosen) ? 'selected' : ''} data-testid="table-row">
    ${ticked(state, html`<input type="checkbox" data-testid="tick-${feature.id}" aria-label=${speaker(state.lang)('table.tick', { name })} .checked=${table.chosen.has(feature.id)}
      @click=${(event: MouseEvent) => tickRow.run(app, feature.id, (event.target as HTMLInputElement).checked, event.shiftKey)}>`)}
    <th scope="row"><button type="button" class="row" @click=${() => select.run(app, chosen)}>${name}</button></th>
    ${columns.map((field) => html`<td class=${field.kind === 'number' || field.kind === 'integer' ? 'figure' : ''}>${shownValue(state, field, feature.properties[field.name] as Value)}</td>`)}</tr>`;
}

function choosing(state: State, app: App, table: Table): TemplateResult {
  const t = speaker(state.lang);
  const matched = state.list.data?.matched ?? state.list.data?.features.length ?? 0;
  if (!state.session?.user) return html`<p class="hint" role="status">${t('list.count', { n: number(state.lang, matched) })}</p>`;
  const more = state.list.data?.next && !table.all && table.chosen.size;
  return html`<p class="hint" role="status" data-testid="table-chosen">${t('table.chosen', { n: number(state.lang, table.all ? matched : table.chosen.size), of: number(state.lang, matched) })}
    ${table.box ? t('table.in_box') : t('table.in_view')}
    <button type="button" class="act" data-testid="table-box" @click=${() => (table.box ? void setBox.run(app, null) : askBox.run(app, true))}>${t(table.box ? 'table.box_clear' : 'table.box')}</button>
    ${more ? html`<button type="button" class="act" data-testid="tick-filtered" @click=${() => tickAll.run(app)}>${t('table.all', { n: number(state.lang, matched) })}</button>` : nothing}</p>`;
}

function rows(state: State, app: App, table: Table): Content {
  const t = speaker(state.lang);
  const { list, lang } = state;
  if (list.status === 'failed') return failure(lang, list.fault);
  if (!list.data) return skeleton(lang, 8);
  if (!list.data.features.length) return html`<p class="empty">${t('list.empty')}</p>`;
  const columns = columnsOf(state.listOf);
  const { features, next } = list.data;
  return html`<table class="grid" data-testid="table"><thead><tr>
    ${ticked(state, html`<input type="checkbox" data-testid="tick-shown" aria-label=${t('table.tick_shown')} .checked=${features.every((one) => table.chosen.has(one.id))} @change=${(event: Event) => tickShown.run(app, (event.target as HTMLInputElement).checked)}>`)}
    <th scope="col">${t('list.name')}</th>${columns.map((field) => heading(state, app, table, field))}</tr></thead>
    <tbody>${repeat(features, (one) => one.id, (feature) => row(state, app, table, columns, feature))}</tbody></table>
    ${next ? actButton({ label: t('list.more'), testid: 'table-more', why: list.status === 'loading' ? t('why.loading') : null, press: () => void loadMore.run(app) }) : nothing}`;
}

export function tablePanel(state: State, app: App, table: Table): TemplateResult {
  const t = speaker(state.lang);
  return html`<div class="table-head"><h2 id="table-title">${t('table.title', { of: t(`list.${state.listOf as 'bridges'}`) })}</h2>${choosing(state, app, table)}${exports(state, app)}
    <button type="button" class="bare" data-testid="table-close" aria-label=${t('app.close')} @click=${() => closeTable.run(app)}>${icon('close')}</button></div>
    <div class="table-body"><div class="scroll" tabindex="0" role="group" aria-labelledby="table-title">${rows(state, app, table)}</div>${state.session?.user ? bulkForm(state, app, table) : nothing}</div>`;
}
