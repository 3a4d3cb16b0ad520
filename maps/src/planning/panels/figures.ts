/** The answer as numbers: grouped by one or two fields, as bars (own SVG) that narrow the question, with their table beside them. */
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { LOCALE, number, type Lang } from '../../format';
import { CONDITION_LOOK, conditionKey } from '../../symbology';
import type { App } from '../actions/app';
import { look, narrow } from '../actions/choose';
import { groupable } from '../actions/run';
import { countsWhole } from '../cql';
import { figuresOf, LINES, type Figure } from '../query';
import { fieldsFor, type FigureRow, type Figures, type State } from '../state';
import { speaker } from '../strings';
import { fieldTitle, groupLabel } from './words';

/** Kilometres to ten metres, so that they stand under each other; "–" is not known. */
export function figureWords(lang: Lang, figure: Figure, value: unknown): string {
  if (value === null || value === undefined) return '–';
  const kilometres = figure !== 'count' && figure.endsWith('_km');
  return kilometres ? new Intl.NumberFormat(LOCALE[lang], { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(Number(value)) : number(lang, Number(value));
}

/** Codes in the order of their list, other groups the largest first, "not known" last. */
export function ordered(state: State, told: Figures, figure: Figure): readonly FigureRow[] {
  const [first] = told.by;
  const codes = first ? (fieldsFor(state, told.question.of)[first]?.choices ?? []).map((one) => one.code) : [];
  const rank = (row: FigureRow): number => {
    const value = first ? row[first] : null;
    if (value === null || value === undefined) return Infinity;
    return codes.length ? codes.indexOf(String(value)) : -Number(row[figure] ?? 0);
  };
  const sums = new Map<string, number>();
  for (const row of told.groups) sums.set(String(row[first ?? '']), (sums.get(String(row[first ?? ''])) ?? 0) + Number(row[figure] ?? 0));
  const key = (row: FigureRow): number => (codes.length || rank(row) === Infinity ? rank(row) : -(sums.get(String(row[first ?? ''])) ?? 0));
  return [...told.groups].sort((a, b) => (key(a) === key(b) ? 0 : key(a) - key(b)) || String(a[first ?? '']).localeCompare(String(b[first ?? ''])) || Number(b[figure] ?? 0) - Number(a[figure] ?? 0));
}

function pickers(app: App): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const { by, figure } = state.looks;
  const names = groupable(state);
  const [first, second] = by;
  const option = (name: string, chosen: string | undefined): TemplateResult => html`<option value=${name} .selected=${name === chosen}>${fieldTitle(state, state.question.of, name)}</option>`;
  const picked = (event: Event): string => (event.target as HTMLSelectElement).value;
  return html`<div class="pickers"><div class="field"><label for="by">${t('figures.by')}</label><select id="by" data-testid="by" @change=${(event: Event) => look(app, { by: [picked(event), ...(second && second !== picked(event) ? [second] : [])] })}>${names.map((name) => option(name, first))}</select></div>
    <div class="field"><label for="then">${t('figures.then')}</label><select id="then" data-testid="then" @change=${(event: Event) => look(app, { by: [first ?? '', picked(event)].filter(Boolean) })}>
      <option value="" .selected=${!second}>${t('figures.no_second')}</option>${names.filter((name) => name !== first).map((name) => option(name, second))}</select></div>
    <div class="field"><label for="figure">${t('figures.figure')}</label><select id="figure" data-testid="figure" @change=${(event: Event) => look(app, { figure: picked(event) as Figure })}>
      ${figuresOf(state.question.of).map((one) => html`<option value=${one} .selected=${one === figure}>${t(`figure.${one}`)}</option>`)}</select></div></div>`;
}

const colourOf = (told: Figures, row: FigureRow): string => (told.by.includes('condition') ? CONDITION_LOOK[conditionKey(row.condition)].colour : '#0b5d6b');

function bar(app: App, told: Figures, row: FigureRow, figure: Figure, most: number): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const label = told.by.map((name) => groupLabel(state, told.question.of, name, row[name])).join(' · ');
  const width = most > 0 ? (100 * Number(row[figure] ?? 0)) / most : 0;
  return html`<li><button type="button" data-testid="bar" title=${t('figures.narrow', { what: label })} @click=${() => narrow(app, row)}><span class="name">${label}</span>
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${svg`<rect x="0" y="0" width=${Math.max(width, width > 0 ? 0.5 : 0)} height="10" rx="1" fill=${colourOf(told, row)}></rect>`}</svg>
    <b>${figureWords(state.lang, figure, row[figure])}</b></button></li>`;
}

function dataTable(state: State, told: Figures, rows: readonly FigureRow[]): TemplateResult {
  const t = speaker(state.lang);
  const { of } = told.question;
  const line = (row: FigureRow, names: readonly string[]): TemplateResult => html`<tr>${names.map((name, n) => (n ? html`<td>${name}</td>` : html`<th scope="row" colspan=${names.length === told.by.length ? 1 : told.by.length}>${name}</th>`))}
    ${figuresOf(of).map((one) => html`<td class="right">${figureWords(state.lang, one, row[one])}</td>`)}</tr>`;
  return html`<details class="data" data-testid="figures-data"><summary>${t('figures.data')}</summary><div class="scroll" tabindex="0" role="region" aria-label=${t('figures.data')}><table>
    <thead><tr>${told.by.map((name) => html`<th scope="col">${fieldTitle(state, of, name)}</th>`)}${figuresOf(of).map((one) => html`<th scope="col" class="right">${t(`figure.${one}`)}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => line(row, told.by.map((name) => groupLabel(state, of, name, row[name]))))}</tbody><tfoot>${line(told.total, [t('figures.total')])}</tfoot></table></div></details>`;
}

export function figuresPanel(app: App, told: Figures): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const { figure } = state.looks;
  const asked = figuresOf(told.question.of).includes(figure) ? figure : figuresOf(told.question.of)[0]!;
  const rows = ordered(state, told, asked);
  const most = Math.max(0, ...rows.map((row) => Number(row[asked] ?? 0)));
  const unknown = told.total[asked] === null;
  return html`${pickers(app)}<div class="scroll chart" tabindex="0" role="region" aria-label=${t('show.figures')}>
    <p class="total">${t(`figure.${asked}`)}, ${t('figures.total').toLocaleLowerCase('vi')}: <b data-testid="total">${unknown ? t('figures.no_data') : figureWords(state.lang, asked, told.total[asked])}</b></p>
    ${countsWhole(told.question) ? html`<p class="warning">${t('figures.whole')}</p>` : nothing}
    ${asked === 'count' && told.by.includes('commune') && LINES.includes(told.question.of) ? html`<p class="hint">${t('figures.overlapping')}</p>` : nothing}
    ${rows.length ? html`<p class="hint">${t('figures.hint')}</p><ul class="bars plain" data-testid="chart">${rows.map((row) => bar(app, told, row, asked, most))}</ul>${dataTable(state, told, rows)}`
      : html`<div class="empty"><p><b>${t('answer.empty')}</b></p><p>${t('answer.empty_hint')}</p></div>`}</div>`;
}
