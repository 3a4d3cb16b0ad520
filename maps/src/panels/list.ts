/** The assets in view as a table: canvas features take no focus, so this is the keyboard's and screen reader's way to them. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { chooseList, loadList, loadMore } from '../actions/loadList';
import { select } from '../actions/select';
import type { CollectionId, Feature } from '../api/types';
import { distance, number, readable } from '../format';
import { sameSelection, type State } from '../state';
import { conditionKey, CONDITION_LOOK } from '../symbology';
import { tableDoor } from './tableDoor';
import { work } from './lazy';
import { actButton, failure, skeleton, type Content } from './pieces';
import { speaker, titleOf } from './words';

const KINDS = ['bridges', 'culverts', 'sections', 'roads', 'km-posts', 'waterways'] as const satisfies readonly CollectionId[];

function where(state: State, { properties }: Feature): string {
  const length = ['sections', 'roads', 'waterways'].includes(state.listOf) ? distance(state.lang, Number(properties.length_m ?? 0)) : '';
  return readable(state.lang, [properties.road ?? (state.listOf === 'roads' || state.listOf === 'waterways' ? '' : '–'), properties.chainage, length].filter(Boolean).join(' · '));
}

function row(state: State, app: App, feature: Feature): TemplateResult {
  const chosen = { collection: state.listOf, id: feature.id };
  const t = speaker(state.lang);
  const key = conditionKey(feature.properties.condition);
  const rated = 'condition' in feature.properties;
  return html`<tr class=${sameSelection(state.selection, chosen) ? 'selected' : ''}>
    <td><button type="button" class="row" data-testid="list-row" aria-current=${sameSelection(state.selection, chosen) ? 'true' : 'false'} @click=${() => select.run(app, chosen)}>
      ${titleOf(state, state.listOf, feature.id, feature.properties)}</button><small>${where(state, feature)}</small></td>
    <td>${rated ? html`<span class="sign c-${key}" title=${t(`condition.${key}`)}><span aria-hidden="true">${CONDITION_LOOK[key].letter}</span><span class="visually-hidden">${t(`condition.${key}`)}</span></span>` : nothing}</td></tr>`;
}

function table(state: State, app: App): Content {
  const t = speaker(state.lang);
  const { list, lang } = state;
  if (list.status === 'failed') return failure(lang, list.fault, () => void loadList.run(app));
  if (!list.data) return skeleton(lang, 10);
  const { features, matched, next } = list.data;
  if (!features.length) return html`<p class="empty" data-testid="list-empty">${t('list.empty')}</p>`;
  const n = number(lang, matched ?? features.length);
  return html`<p class="hint" role="status" data-testid="list-count">${next ? t('list.shown', { shown: number(lang, features.length), n }) : t(state.table?.box ? 'list.count_box' : 'list.count', { n })}</p>
    <table class="list" data-testid="list"><thead class="visually-hidden"><tr><th scope="col">${t('list.name')}</th><th scope="col">${t('list.condition')}</th></tr></thead>
    <tbody>${features.map((feature) => row(state, app, feature))}</tbody></table>
    ${next ? actButton({ label: t('list.more'), testid: 'list-more', why: list.status === 'loading' ? t('why.loading') : null, press: () => void loadMore.run(app) }) : nothing}`;
}

export function list(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  return html`<section aria-labelledby="list-title" aria-busy=${state.list.status === 'loading' ? 'true' : 'false'}>
    <h2 id="list-title">${t('list.title')}</h2>
    <label class="field unit"><span>${t('list.of')}</span><select id="list-of" data-testid="list-of" @change=${(event: Event) => chooseList.run(app, (event.target as HTMLSelectElement).value as CollectionId)}>
      ${KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === state.listOf}>${t(`list.${kind}`)}</option>`)}</select></label>
    <div class="ways">${tableDoor(state, app)}${work(app)?.exports(state, app) ?? nothing}</div>${table(state, app)}</section>`;
}
