/** The form of a record: its fields, the sheet of an inspection line by line, why, and withdrawing it. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { askWithdraw, cancelRecord, forgetRecord, notRecordable, saveRecord, sayWhyRecord, typeLine, typeRecord, withdrawRecord } from '../actions/recordAsset';
import { draftRecord } from '../actions/saveToDraft';
import { instant } from '../format';
import { LINE_NAMES, linesNow, NEW_LINE, recordFields, type Line, type Recording } from '../recording';
import type { State } from '../state';
import { draftTarget } from './draftTarget';
import { fieldRow, type Given } from './editForm';
import { actButton, failure, icon, type Content } from './pieces';
import { faultWords, speaker, whyNot } from './words';

const LISTS: Readonly<Partial<Record<keyof Line, string>>> = { component: 'component', priority: 'inspection_priority' };

function cell(state: State, app: App, recording: Recording, line: Line, n: number, name: keyof Line): TemplateResult {
  const t = speaker(state.lang);
  const id = `line-${n}-${name}`;
  const fault = recording.errors[`findings/${n}/${name}`];
  const typed = (event: Event): void => { void typeLine.run(app, n, { [name]: (event.target as HTMLInputElement).value }); };
  const list = LISTS[name];
  const entries = (list && state.codes.data?.[list]) || [];
  const told = (entry: (typeof entries)[number]): string => (state.lang === 'vi' ? entry.label_vi : entry.label_en || entry.label_vi);
  return html`<div class="field ${fault ? 'wrong' : ''}"><label for=${id}>${t(`record.line_${name}`)}</label>
    ${list ? html`<select id=${id} data-testid=${id} aria-invalid=${fault ? 'true' : 'false'} ?disabled=${recording.busy} @change=${typed}><option value="" ?selected=${!line[name]}>${t('edit.unset')}</option>
      ${entries.map((entry) => html`<option value=${entry.code} ?selected=${entry.code === line[name]}>${told(entry)}</option>`)}</select>`
    : html`<textarea id=${id} data-testid=${id} rows="2" maxlength="1000" aria-invalid=${fault ? 'true' : 'false'} .value=${line[name]} ?disabled=${recording.busy} @input=${typed}></textarea>`}
    ${fault ? html`<p class="about">${faultWords(state.lang, fault)}</p>` : nothing}</div>`;
}

function sheet(state: State, app: App, recording: Recording): Content {
  if (recording.kind !== 'inspections') return nothing;
  const t = speaker(state.lang);
  const lines = linesNow(recording);
  return html`<fieldset class="sheet-lines" data-testid="sheet-lines"><legend>${t('record.sheet')}</legend><p class="hint">${t('record.sheet_hint')}</p>
    <ol>${lines.map((line, n) => html`<li>${LINE_NAMES.map((name) => cell(state, app, recording, line, n, name))}
      <button type="button" class="bare" data-testid="drop-line-${n}" aria-label=${t('record.drop_line', { n: n + 1 })} title=${t('record.drop_line', { n: n + 1 })} @click=${() => typeLine.run(app, n, null)}>${icon('close')}</button></li>`)}</ol>
    ${actButton({ label: t('record.add_line'), testid: 'add-line', press: () => void typeLine.run(app, lines.length, NEW_LINE) })}</fieldset>`;
}

function why(state: State, app: App, recording: Recording): TemplateResult {
  const t = speaker(state.lang);
  return html`<div class="field reason"><label for="record-reason">${t('edit.reason')}</label>
    <input id="record-reason" data-testid="record-reason" type="text" maxlength="500" autocomplete="off" aria-describedby="about-record-reason" .value=${recording.reason} @input=${(event: Event) => sayWhyRecord.run(app, (event.target as HTMLInputElement).value)}>
    <p id="about-record-reason" class="about">${t('edit.reason_hint')}</p></div>`;
}

function foot(state: State, app: App, recording: Recording): TemplateResult {
  const t = speaker(state.lang);
  if (recording.withdrawing) {
    return html`<div class="acts" role="alert"><span>${t('record.withdraw_sure')}</span>
      ${actButton({ label: t('record.withdraw'), testid: 'record-withdraw-sure', primary: true, press: () => void withdrawRecord.run(app) })}
      ${actButton({ label: t('app.cancel'), testid: 'record-withdraw-not', press: () => void askWithdraw.run(app, false) })}</div>`;
  }
  return html`<div class="acts">${actButton({ label: t(recording.busy ? 'edit.saving' : 'edit.save'), testid: 'record-save', why: whyNot(state, notRecordable(state)), primary: true, press: () => void saveRecord.run(app) })}
    ${draftTarget(state, app, draftRecord.available(state), false, () => void draftRecord.run(app))}
    ${recording.record ? actButton({ label: t('record.withdraw'), testid: 'record-withdraw', press: () => void askWithdraw.run(app, true) }) : nothing}
    ${actButton({ label: t('app.cancel'), testid: 'record-cancel', press: () => void cancelRecord.run(app) })}</div>`;
}

export function recordForm(state: State, app: App, recording: Recording): TemplateResult {
  const t = speaker(state.lang);
  const given: Given = { collection: recording.of.collection, base: recording.record?.base ?? {}, values: { ...recording.proposed, ...recording.values }, errors: recording.errors, saving: recording.busy };
  const title = t(recording.record ? 'record.correct' : 'record.new', { kind: t(`record.one_${recording.kind}`) });
  const wrong = Object.keys(recording.errors).length;
  return html`<form class="edit body" data-testid="record-form" aria-label=${title} novalidate @submit=${(event: Event) => { event.preventDefault(); void saveRecord.run(app); }}>
    <h3>${title}${recording.record ? html` <small class="mute">${recording.record.id}</small>` : nothing}</h3>
    ${recording.resumed ? html`<div class="notice" data-testid="record-resumed"><p>${t('record.resumed', { at: instant(recording.resumed) })}</p>${actButton({ label: t('card.draft_discard'), testid: 'record-forget', press: () => void forgetRecord.run(app) })}</div>` : nothing}
    <fieldset>${recordFields(recording.kind, recording.of.collection).map((field) => fieldRow(state, given, field, (name, text) => { void typeRecord.run(app, name, text); }))}</fieldset>
    ${sheet(state, app, recording)}${why(state, app, recording)}
    <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true">${t('edit.save')}</button></form>
    ${wrong ? html`<p class="failure" role="alert" data-testid="record-errors">${t('edit.errors', { n: wrong })}</p>` : nothing}
    ${recording.fault ? failure(state.lang, recording.fault) : nothing}${foot(state, app, recording)}`;
}
