/** The form of an asset: fields by group, codes as lists, errors at their field, a reason, and the conflict when there is one. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { mayNotSave, type App } from '../actions/app';
import { cancelEdit, saveEdit, typeField, typeReason } from '../actions/editAsset';
import { draftEdit } from '../actions/saveToDraft';
import type { Properties } from '../api/types';
import { FIELDS, writeField, type Field, type Group } from '../fields';
import { meaningBy } from '../meaning';
import type { Edit, State } from '../state';
import { restoreEdited } from '../actions/past';
import { conflictTable } from './conflictTable';
import { draftTarget } from './draftTarget';
import { liveFindings } from './findings';
import { dayField, named, saveButtons } from './meaning';
import { actButton, failure, type Content } from './pieces';
import type { StringKey } from '../strings';
import { entriesOf, faultWords, fieldLabel, shownValue, speaker } from './words';

const RATINGS = ['deck_rating', 'superstructure_rating', 'substructure_rating'];

/** What a field is drawn from: an edit, or an asset being made. */
export type Given = Pick<Edit, 'collection' | 'base' | 'values' | 'errors' | 'saving'>;
type Typed = (name: string, text: string) => void;

/** With ratings given, the condition follows them and cannot be chosen. */
function followsRatings(edit: Given, field: Field): boolean {
  if (field.name !== 'condition' || edit.collection !== 'bridges') return false;
  return RATINGS.some((name) => (edit.values[name] ?? writeField(field, edit.base[name], 'vi')) !== '');
}

function options(state: State, field: Field, chosen: string): TemplateResult {
  const entries = entriesOf(state, field.list, chosen);
  const known = !chosen || entries.some((entry) => entry.code === chosen);
  return html`<option value="" ?selected=${chosen === ''}>${speaker(state.lang)('edit.unset')}</option>
    ${known ? nothing : html`<option value=${chosen} selected>${chosen}</option>`}
    ${entries.map((entry) => html`<option value=${entry.code} ?selected=${entry.code === chosen}>${state.lang === 'vi' ? entry.label_vi : entry.label_en || entry.label_vi}</option>`)}`;
}

function input(state: State, edit: Given, field: Field, type: Typed, about: string): TemplateResult {
  const text = edit.values[field.name] ?? writeField(field, edit.base[field.name], state.lang);
  const wrong = edit.errors[field.name] ? 'true' : 'false';
  const typed = (event: Event): void => type(field.name, (event.target as HTMLInputElement).value);
  const id = `field-${field.name}`;
  if (field.kind === 'code') {
    const follows = followsRatings(edit, field);
    return html`<select id=${id} data-testid=${id} aria-invalid=${wrong} aria-describedby=${about} ?disabled=${follows || edit.saving} @change=${typed}>${options(state, field, text)}</select>`;
  }
  if (field.name === 'note' || field.name === 'condition_reason') {
    return html`<textarea id=${id} data-testid=${id} rows="2" aria-invalid=${wrong} aria-describedby=${about} .value=${text} ?disabled=${edit.saving} @input=${typed}></textarea>`;
  }
  const mode = field.kind === 'number' ? 'decimal' : field.kind === 'integer' ? 'numeric' : 'text';
  return html`<input id=${id} data-testid=${id} type=${field.kind === 'date' ? 'date' : 'text'} inputmode=${mode} autocomplete="off" aria-invalid=${wrong} aria-describedby=${about}
    .value=${text} ?disabled=${edit.saving} @input=${typed}>`;
}

export function fieldRow(state: State, edit: Given, field: Field, type: Typed): TemplateResult {
  const t = speaker(state.lang);
  const fault = edit.errors[field.name];
  const changed = field.name in edit.values;
  const about = `about-${field.name}`;
  const before = shownValue(state, field, (edit.base as Properties)[field.name]) || t('app.unknown');
  return html`<div class="field ${changed ? 'changed' : ''} ${fault ? 'wrong' : ''}">
    <label for="field-${field.name}">${field.says ? t(field.says as StringKey) : fieldLabel(t, field.name)}${field.unit ? html` <small>(${field.unit})</small>` : nothing}</label>
    ${input(state, edit, field, type, about)}
    <p id=${about} class="about" data-testid=${fault ? `error-${field.name}` : nothing}>${fault ? faultWords(state.lang, fault, field.name)
      : followsRatings(edit, field) ? t('edit.follows_ratings') : changed && Object.keys(edit.base).length ? t('edit.old', { value: before }) : nothing}</p></div>`;
}

export function editForm(state: State, app: App, edit: Edit): TemplateResult {
  const t = speaker(state.lang);
  const fields = FIELDS[edit.collection].filter((field) => field.editable);
  const groups = [...new Set(fields.map((field) => field.group))] as Group[];
  const wrong = Object.keys(edit.errors).length;
  const type: Typed = (name, text) => { void typeField.run(app, name, text); };
  return html`<form class="edit body" data-testid="edit-form" aria-label=${t('edit.title')} novalidate @submit=${(event: Event) => { event.preventDefault(); void (mayNotSave(state) ? draftEdit.run(app) : saveEdit.run(app, meaningBy(state.happenedOn))); }}>
    ${edit.conflict ? conflictTable(state, app, edit, edit.conflict) : html`
    ${groups.map((group) => html`<fieldset><legend>${t(`group.${group}`)}</legend>${fields.filter((field) => field.group === group).map((field) => fieldRow(state, edit, field, type))}</fieldset>`)}
    ${liveFindings(state, app)}${reason(state, app, edit.reason)}`}
    <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true">${t('edit.save')}</button>
    </form>
    ${wrong ? html`<p class="failure" role="alert" data-testid="edit-errors">${t('edit.errors', { n: wrong })}</p>` : nothing}
    ${edit.fault ? failure(state.lang, edit.fault) : nothing}${edit.fault?.code === 'deleted_meanwhile' ? html`<div class="inline">${actButton({ label: t('past.restore'), testid: 'restore-edited', press: () => void restoreEdited.run(app) })}</div>` : nothing}${foot(state, app, edit)}`;
}

export function reason(state: State, app: App, text: string): Content {
  const t = speaker(state.lang);
  return html`<div class="field reason"><label for="field-reason">${t('edit.reason')}</label>
    <input id="field-reason" data-testid="field-reason" type="text" maxlength="500" autocomplete="off" aria-describedby="about-reason" .value=${text} @input=${(event: Event) => typeReason.run(app, (event.target as HTMLInputElement).value)}>
    <p id="about-reason" class="about">${t('edit.reason_hint')}</p></div>${dayField(state, app)}`;
}

function foot(state: State, app: App, edit: Edit): TemplateResult {
  const t = speaker(state.lang);
  const n = Object.keys(edit.values).length;
  return html`<div class="acts">${n ? html`<span class="count" role="status">${t('edit.changed', { n })}</span>` : nothing}
    ${saveButtons(state, { testid: named('save'), why: saveEdit.available(state), busy: edit.saving, primary: !mayNotSave(state), press: (meaning) => void saveEdit.run(app, meaning) })}
    ${draftTarget(state, app, draftEdit.available(state), Boolean(mayNotSave(state)), () => void draftEdit.run(app))}
    ${actButton({ label: t('app.cancel'), testid: 'cancel', press: () => cancelEdit.run(app) })}</div>`;
}
