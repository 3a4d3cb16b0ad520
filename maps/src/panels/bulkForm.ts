/** One value for many: which field, which value, why; then what each row had and would have, and which rows may not change. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { showChange, typeBulk, writeChange } from '../actions/bulkEdit';
import type { Value } from '../api/types';
import type { Field } from '../fields';
import { readField } from '../fields';
import { number } from '../format';
import type { State } from '../state';
import { settable, type BulkShown, type Table } from '../table';
import { foundIn } from './findings';
import { named, dayField, saveButtons } from './meaning';
import { actButton, failure, type Content } from './pieces';
import { entriesOf, faultWords, fieldLabel, shownValue, speaker } from './words';

const LISTED = 200;

function value(state: State, app: App, table: Table, field: Field): TemplateResult {
  const t = speaker(state.lang);
  const typed = (event: Event): void => { void typeBulk.run(app, { typed: (event.target as HTMLInputElement).value }); };
  if (field.kind === 'code') {
    return html`<select id="bulk-value" data-testid="bulk-value" ?disabled=${table.busy} @change=${typed}><option value="" ?selected=${!table.typed}>${t('edit.unset')}</option>
      ${entriesOf(state, field.list).map((one) => html`<option value=${one.code} ?selected=${one.code === table.typed}>${state.lang === 'vi' ? one.label_vi : one.label_en || one.label_vi}</option>`)}</select>`;
  }
  const mode = field.kind === 'number' ? 'decimal' : field.kind === 'integer' ? 'numeric' : 'text';
  return html`<input id="bulk-value" data-testid="bulk-value" type=${field.kind === 'date' ? 'date' : 'text'} inputmode=${mode} autocomplete="off" .value=${table.typed} ?disabled=${table.busy} @input=${typed}>`;
}

function told(state: State, field: Field, had: Value | undefined): string {
  return shownValue(state, field, had) || speaker(state.lang)('app.unknown');
}

function preview(state: State, field: Field, table: Table, shown: BulkShown): TemplateResult {
  const t = speaker(state.lang);
  const n = (figure: number): string => number(state.lang, figure);
  const read = readField(field, table.typed);
  const becomes = 'value' in read ? told(state, field, read.value) : '';
  const rest = shown.changing - Math.min(shown.rows.length, LISTED);
  return html`<div data-testid="bulk-shown"><p role="status"><b>${t('bulk.shown', { changing: n(shown.changing), unchanged: n(shown.unchanged), refusing: n(shown.refusing) })}</b></p>
    ${shown.refused.length ? html`<ul class="findings" data-testid="bulk-refused">${shown.refused.slice(0, LISTED).map((one) => html`<li class="finding is-error"><b>${one.id}</b> ${faultWords(state.lang, { ...one, detail: '' }, one.field?.replace(/^properties\//, '') ?? null)}</li>`)}</ul>` : nothing}
    ${shown.rows.length ? html`<table class="grid"><thead><tr><th scope="col">${t('bulk.row')}</th><th scope="col">${t('bulk.before')}</th><th scope="col">${t('bulk.after')}</th></tr></thead>
    <tbody>${shown.rows.slice(0, LISTED).map((one) => html`<tr><th scope="row">${one.id}</th><td><del>${told(state, field, one.before[field.name])}</del></td><td><ins>${becomes}</ins></td></tr>`)}</tbody></table>` : nothing}
    ${foundIn(state, shown.findings)}
    ${rest > 0 ? html`<p class="hint">${t('bulk.rest', { n: n(rest) })}</p>` : nothing}</div>`;
}

export function bulkForm(state: State, app: App, table: Table): Content {
  const t = speaker(state.lang);
  const fields = settable(state.listOf);
  const field = fields.find((one) => one.name === table.field);
  const show = showChange.available(state);
  return html`<form class="bulk" data-testid="bulk-form" @submit=${(event: Event) => { event.preventDefault(); if (!show) void showChange.run(app); }}>
    <div class="field"><label for="bulk-field">${t('bulk.field')}</label><select id="bulk-field" data-testid="bulk-field" ?disabled=${table.busy} @change=${(event: Event) => typeBulk.run(app, { field: (event.target as HTMLSelectElement).value })}>
      <option value="" ?selected=${!field}>${t('bulk.choose')}</option>${fields.map((one) => html`<option value=${one.name} ?selected=${one === field}>${fieldLabel(t, one.name)}</option>`)}</select></div>
    ${field ? html`<div class="field"><label for="bulk-value">${t('bulk.value')}${field.unit ? html` <small>(${field.unit})</small>` : nothing}</label>${value(state, app, table, field)}</div>
    <div class="field"><label for="bulk-comment">${t('edit.reason')}</label><input id="bulk-comment" data-testid="bulk-comment" type="text" maxlength="500" autocomplete="off" .value=${table.comment} @input=${(event: Event) => typeBulk.run(app, { comment: (event.target as HTMLInputElement).value })}></div>${dayField(state, app, 'bulk-on')}` : nothing}
    <div class="inline">${actButton({ label: t('bulk.show'), testid: 'bulk-show', why: show && t(show), primary: !table.shown, press: () => void showChange.run(app) })}
    ${table.shown ? saveButtons(state, { testid: named('bulk-write'), label: (meaning) => `${t('bulk.write', { n: number(state.lang, table.shown?.changing ?? 0) })} ${t(`meaning.${meaning}`).toLowerCase()}`, why: writeChange.available(state), busy: table.busy, primary: true, press: (meaning) => void writeChange.run(app, meaning) }) : nothing}</div>
    ${table.fault ? failure(state.lang, table.fault) : nothing}
    ${table.shown && field ? preview(state, field, table, table.shown) : nothing}</form>`;
}
