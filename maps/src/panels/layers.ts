/** Which layers are drawn, and the filters in force as chips. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { clearFilters, filterBy, toggleLayer } from '../actions/filter';
import { FILTERED, isFiltered, type FilterKey } from '../filters';
import { LAYERS, type State } from '../state';
import { DRAWN_FROM } from '../symbology';
import { icon, type Content } from './pieces';
import { codeLabel, speaker } from './words';

export function layers(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  return html`<section aria-labelledby="layers-title"><h2 id="layers-title">${t('layers.title')}</h2><div class="layers">
    ${LAYERS.map((layer) => html`<label class="layer"><input type="checkbox" data-testid="layer-${layer}" .checked=${state.layers.includes(layer)} @change=${() => toggleLayer.run(app, layer)}>
      <i class="swatch sign-${layer}"></i><span>${t(`layer.${layer}`)}${state.layers.includes(layer) && (state.view?.zoom ?? 0) < DRAWN_FROM[layer] ? html` <small>${t('layer.zoom')}</small>` : nothing}</span></label>`)}
  </div></section>`;
}

/** The filters in words, one chip each; print names them too. */
export function filterWords(state: State): { name: (typeof FILTERED)[number]; key: FilterKey; value: string; what: string }[] {
  const t = speaker(state.lang);
  return FILTERED.flatMap((name) => (['road_class', 'condition'] as const).flatMap((key) => state.filters[name][key].map((value) => ({
    name, key, value,
    what: key === 'condition' ? `${t(`layer.${name}`)}: ${t(`condition.${value}` as 'condition.TOT')}` : codeLabel(state, 'road_class', value) || value,
  }))));
}

export function filterChips(state: State, app: App): Content {
  if (!isFiltered(state.filters)) return nothing;
  const t = speaker(state.lang);
  return html`<div class="chips" role="group" aria-label=${t('filter.title')} data-testid="filters">
    ${filterWords(state).map(({ name, key, value, what }) => html`<button type="button" class="chip" title=${t('filter.remove', { what })} @click=${() => filterBy.run(app, name, key, value)}>${what}${icon('close')}</button>`)}
    <button type="button" class="chip clear" data-testid="clear-filters" @click=${() => clearFilters.run(app)}>${t('filter.clear')}</button></div>`;
}
