/** What a leader reads at a glance: kilometres by class and condition, bridges and culverts by condition. Every number filters. */
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { filterBy, filterEverywhere } from '../actions/filter';
import { loadSummary } from '../actions/loadSummary';
import { chooseUnit } from '../actions/unit';
import { byClass, figures, type ClassFigures, type Figures, type Split } from '../figures';
import { FILTERED, type Filtered, type Filters } from '../filters';
import { km, number, percent } from '../format';
import { UNDER_CURSOR, type State } from '../state';
import { CONDITION_KEYS, CONDITION_LOOK, type ConditionKey } from '../symbology';
import { dashSign, failure, skeleton, type Content } from './pieces';
import { codeLabel, speaker } from './words';

type All = Readonly<Record<Filtered, Figures>>;
const amount = (state: State, name: Filtered, value: number): string => (name === 'sections' ? km(state.lang, value) : number(state.lang, value));

function unitChoice(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  const under = state.hoveredUnit ? `${t('summary.cursor')}: ${state.hoveredUnit.name}` : t('summary.cursor_none');
  return html`<label class="field unit"><span>${t('summary.where')}</span>
    <select data-testid="unit" .value=${state.unit} @change=${(event: Event) => chooseUnit.run(app, (event.target as HTMLSelectElement).value)}>
      <option value="" ?selected=${state.unit === ''}>${t('summary.province')}</option>
      <option value=${UNDER_CURSOR} ?selected=${state.unit === UNDER_CURSOR}>${state.unit === UNDER_CURSOR ? under : t('summary.cursor')}</option>
      ${(state.units.data ?? []).map((unit) => html`<option value=${unit.code} ?selected=${state.unit === unit.code}>${unit.name}</option>`)}
    </select></label>`;
}

function totals(state: State, all: All): TemplateResult {
  const t = speaker(state.lang);
  const one = (name: Filtered, word: string): TemplateResult => {
    const { total, shown, byCondition } = all[name];
    return html`<div><b data-testid="total-${name}">${amount(state, name, shown)}</b>${shown === total ? nothing : html`<small>${t('summary.of', { total: amount(state, name, total) })}</small>`}
      <span>${word}</span><em>${t('summary.bad_share', { share: percent(state.lang, byCondition.XAU + byCondition.RAT_XAU, total) })}</em></div>`;
  };
  return html`<div class="kpi">${one('sections', t('summary.km'))}${one('bridges', t('summary.bridges'))}${one('culverts', t('summary.culverts'))}</div>`;
}

/** A bar in parts of one hundred; each part also has its name for those who do not see it. */
function bar(parts: Split, whole: number, most: number): TemplateResult {
  let at = 0;
  const scale = most ? 100 / most : 0;
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect x="0" y="0" width="100" height="8" fill="#eef1ec"></rect>
    ${whole ? CONDITION_KEYS.map((key) => {
      const width = parts[key] * scale;
      const x = at;
      at += width;
      return svg`<rect x=${x} y="0" width=${Math.max(0, width - 0.4)} height="8" fill=${CONDITION_LOOK[key].colour}></rect>`;
    }) : nothing}</svg>`;
}

interface Cell { readonly on: boolean; readonly what: string; readonly text: string; readonly testid: string; readonly press: () => void; readonly zero: boolean }

function filterButton(state: State, { on, what, text, testid, press, zero }: Cell): TemplateResult {
  const t = speaker(state.lang);
  const told = t(on ? 'summary.show_all_again' : 'summary.show_only', { what });
  return html`<button type="button" class="number ${zero ? 'zero' : ''}" aria-pressed=${on ? 'true' : 'false'} title=${told} aria-label="${text} – ${told}" data-testid=${testid} @click=${press}>${text}</button>`;
}

function classes(state: State, app: App, rows: readonly ClassFigures[]): Content {
  const t = speaker(state.lang);
  const most = Math.max(...rows.map((row) => row.km));
  return html`<h2>${t('summary.by_class')}</h2><div class="classes">
    ${rows.map(({ roadClass, km: length, byCondition }) => {
      const label = codeLabel(state, 'road_class', roadClass) || roadClass;
      const on = state.filters.sections.road_class.includes(roadClass);
      return html`<span>${label}</span>${bar(byCondition, length, most)}
        ${filterButton(state, { on, what: label, text: `${km(state.lang, length)} km`, testid: `class-${roadClass}`, zero: !length, press: () => filterBy.run(app, 'sections', 'road_class', roadClass) })}`;
    })}</div>`;
}

function conditionRow(state: State, app: App, all: All, key: ConditionKey): TemplateResult {
  const t = speaker(state.lang);
  const label = t(`condition.${key}`);
  const everywhere = FILTERED.every((name) => state.filters[name].condition.includes(key));
  return html`<tr>
    <th scope="row"><button type="button" class="legend-row" aria-pressed=${everywhere ? 'true' : 'false'} data-testid="condition-${key}" @click=${() => filterEverywhere.run(app, key)}>
      <span class="sign c-${key}">${CONDITION_LOOK[key].letter}</span>${dashSign(key)}<span>${label}</span></button></th>
    ${FILTERED.map((name) => html`<td>${filterButton(state, {
      on: state.filters[name].condition.includes(key), what: `${t(`layer.${name}`)}: ${label}`, text: amount(state, name, all[name].byCondition[key]),
      testid: `count-${name}-${key}`, zero: !all[name].byCondition[key], press: () => filterBy.run(app, name, 'condition', key) })}</td>`)}
  </tr>`;
}

function conditions(state: State, app: App, all: All): TemplateResult {
  const t = speaker(state.lang);
  return html`<h2>${t('summary.by_condition')}</h2>
    <table class="conditions" data-testid="legend">
      <thead><tr><th scope="col"><span class="visually-hidden">${t('legend.title')}</span></th><th scope="col">${t('legend.roads')}</th><th scope="col"><i class="sign-bridge"></i>${t('legend.bridges')}</th><th scope="col"><i class="sign-culvert"></i>${t('legend.culverts')}</th></tr>
      <tr class="bars" aria-hidden="true"><td></td>${FILTERED.map((name) => html`<td>${bar(all[name].byCondition, all[name].total, Object.values(all[name].byCondition).reduce((a, b) => a + b, 0))}</td>`)}</tr></thead>
      <tbody>${CONDITION_KEYS.map((key) => conditionRow(state, app, all, key))}</tbody>
    </table><p class="hint">${t('summary.click')}</p>`;
}

function dataTable(state: State, rows: readonly ClassFigures[]): TemplateResult {
  const t = speaker(state.lang);
  return html`<details class="data"><summary>${t('summary.table')}</summary><div class="scroll" tabindex="0" role="region" aria-label=${t('summary.table')}><table>
    <thead><tr><th scope="col">${t('summary.class')}</th>${CONDITION_KEYS.map((key) => html`<th scope="col" title=${t(`condition.${key}`)}>${CONDITION_LOOK[key].letter}</th>`)}<th scope="col">${t('summary.total')}</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr><th scope="row">${codeLabel(state, 'road_class', row.roadClass) || row.roadClass}</th>
      ${CONDITION_KEYS.map((key) => html`<td>${km(state.lang, row.byCondition[key])}</td>`)}<td>${km(state.lang, row.km)}</td></tr>`)}</tbody></table></div></details>`;
}

export function summary(state: State, app: App): TemplateResult {
  const { summary: load, lang } = state;
  return html`<section aria-label=${speaker(lang)('summary.title')} aria-busy=${load.status === 'loading' ? 'true' : 'false'} data-testid="summary">
    ${unitChoice(state, app)}${body(state, app)}</section>`;
}

function body(state: State, app: App): Content {
  const { summary: load, lang, filters } = state;
  if (load.status === 'failed') return failure(lang, load.fault, () => void loadSummary.run(app));
  if (!load.data) return skeleton(lang, 8);
  const data = load.data;
  const one = (name: Filtered, chosen: Filters = filters): Figures => figures(name, data[name], chosen);
  const all: All = { sections: one('sections'), bridges: one('bridges'), culverts: one('culverts') };
  if (!all.sections.total && !all.bridges.total && !all.culverts.total) return html`<p class="empty">${speaker(lang)('summary.empty')}</p>`;
  const rows = byClass(data.sections);
  return html`${totals(state, all)}${rows.length ? classes(state, app, rows) : nothing}${conditions(state, app, all)}${dataTable(state, rows)}`;
}
