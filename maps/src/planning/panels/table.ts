/** The answer as a table: sorted by the server, columns chosen, labels instead of codes, units in the head. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Feature } from '../../api/types';
import { number } from '../../format';
import { pill, type Content } from '../../panels/pieces';
import { titleOf } from '../../panels/words';
import { conditionKey } from '../../symbology';
import type { App } from '../actions/app';
import { chooseRow, look, sortBy } from '../actions/choose';
import { cancel, more, PAGE } from '../actions/run';
import { usualColumns } from '../query';
import type { Field } from '../queryables';
import { fieldsFor, type Answer, type State } from '../state';
import { speaker, type Key } from '../strings';
import { chooser } from '../../panels/chooser';
import { headOf, shown } from './words';

/** The fields shown, in their order; a name the collection does not have is left out. */
export function columnsOf(state: State, answer: Answer): readonly Field[] {
  const { of } = answer.question;
  const fields = fieldsFor(state, of);
  const names = of === state.question.of ? (state.looks.columns ?? usualColumns(of)) : usualColumns(of);
  return names.flatMap((name) => fields[name] ?? []);
}

function head(app: App, field: Field): TemplateResult {
  const { looks: { sort }, lang } = app.store.get();
  const t = speaker(lang);
  const order = sort === field.name ? 'ascending' : sort === `-${field.name}` ? 'descending' : 'none';
  const label = headOf(field, lang);
  if (field.kind === 'texts') return html`<th scope="col">${label}</th>`;
  return html`<th scope="col" aria-sort=${order} class=${field.kind === 'number' || field.kind === 'integer' ? 'right' : ''}>
    <button type="button" data-testid="sort-${field.name}" title=${t('table.sort', { what: field[lang] })} @click=${() => sortBy(app, field.name)}>${label}<i aria-hidden="true">${order === 'ascending' ? '▲' : order === 'descending' ? '▼' : ''}</i></button></th>`;
}

function cell(state: State, answer: Answer, field: Field, feature: Feature): TemplateResult {
  const value = feature.properties[field.name];
  if (field.name === 'condition') return html`<td>${pill(state.lang, conditionKey(value))}</td>`;
  return html`<td class=${field.kind === 'number' || field.kind === 'integer' ? 'right' : ''}>${shown(state, answer.question.of, field, value)}</td>`;
}

function row(app: App, state: State, answer: Answer, columns: readonly Field[], feature: Feature): TemplateResult {
  const t = speaker(state.lang);
  const chosen = state.chosen === feature.id;
  return html`<tr id="row-${feature.id}" class=${chosen ? 'chosen' : ''} data-testid="row" @click=${(event: Event) => { if (!(event.target as Element).closest('a, button')) chooseRow(app, feature.id); }}>
    <th scope="row"><button type="button" class="id" aria-pressed=${chosen ? 'true' : 'false'} title=${t('table.row')} @click=${() => chooseRow(app, feature.id)}>${feature.id}</button></th>
    ${columns.map((field) => cell(state, answer, field, feature))}</tr>`;
}

/** The row chosen, by its name, and the way to its card on the main map. */
function chosenRow(state: State, answer: Answer): Content {
  const feature = answer.features.find((one) => one.id === state.chosen);
  if (!feature) return nothing;
  const { of } = answer.question;
  const t = speaker(state.lang);
  return html`<p class="chosen-row"><b>${titleOf(state, of, feature.id, feature.properties)}</b> <a class="open" data-testid="open" href="/#?lang=${state.lang}&at=${of}/${feature.id}">${t('table.open')}</a></p>`;
}

function columnChooser(app: App): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const { question: { of }, looks } = state;
  const chosen = looks.columns ?? usualColumns(of);
  const toggle = (name: string): void => look(app, { columns: chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name] });
  const body = html`<fieldset class="ticks"><legend class="visually-hidden">${t('table.columns')}</legend>
    ${Object.values(fieldsFor(state, of)).map((field) => html`<label><input type="checkbox" value=${field.name} .checked=${chosen.includes(field.name)} @change=${() => toggle(field.name)}><span>${field[state.lang]}</span></label>`)}</fieldset>
    ${looks.columns ? html`<button type="button" class="act" @click=${() => look(app, { columns: null })}>${t('table.columns_usual')}</button>` : nothing}`;
  return chooser({ testid: 'columns', label: t('table.columns'), kind: 'text', body });
}

function foot(app: App, answer: Answer): Content {
  const state = app.store.get();
  const t = speaker(state.lang);
  const total = answer.matched ?? answer.features.length;
  const facts = { shown: number(state.lang, answer.features.length), n: number(state.lang, total) };
  if (state.fetching) return html`<p class="foot"><span role="status">${t('answer.fetching', facts)}</span> <button type="button" class="act" data-testid="fetching-stop" @click=${() => cancel(app)}>${t('run.cancel')}</button></p>`;
  if (!answer.next) return nothing;
  return html`<p class="foot"><span>${t('answer.shown', facts)}</span> <button type="button" class="act" data-testid="more" @click=${() => void more(app, false)}>${t('answer.more', { n: Math.min(PAGE, total - answer.features.length) })}</button>
    <button type="button" class="act" data-testid="all" @click=${() => void more(app, true)}>${t('answer.all')}</button></p>`;
}

export function table(app: App, answer: Answer): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const columns = columnsOf(state, answer);
  if (!answer.features.length) return html`<div class="empty" data-testid="empty"><p><b>${t('answer.empty')}</b></p><p>${answer.unrecorded ? t('answer.unrecorded', { what: t(`of.${answer.question.of}` as Key).toLocaleLowerCase('vi') }) : t('answer.empty_hint')}</p></div>`;
  return html`<div class="tools">${chosenRow(state, answer)}${columnChooser(app)}</div><div class="scroll" tabindex="0" role="region" aria-label=${t('show.table')}><table data-testid="table"><caption class="visually-hidden">${t('table.caption', { n: answer.features.length })}</caption>
    <thead><tr><th scope="col">${t('table.id')}</th>${columns.map((field) => head(app, field))}</tr></thead>
    <tbody>${answer.features.map((feature) => row(app, state, answer, columns, feature))}</tbody></table></div>${foot(app, answer)}`;
}
