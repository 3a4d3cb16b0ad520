/** The asset's facts in words: condition with its reason, what matters most, and everything else by group. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { findDraft } from '../actions/drafts';
import { discardDraft, resumeDraft } from '../actions/editAsset';
import { chooseUnit } from '../actions/unit';
import { FIELDS, type Field, type Group } from '../fields';
import { date, distance, instant, percent } from '../format';
import type { Asset, State } from '../state';
import { conditionKey } from '../symbology';
import { actButton, icon, pill, type Content } from './pieces';
import { fieldLabel, shownValue, speaker } from './words';

const GAP_WORTH_SAYING_M = 5;
const PARTS = ['deck', 'superstructure', 'substructure'] as const;

/** "kết cấu phần dưới 4/9": the part with the lowest rating decides. */
function lowest(state: State, asset: Asset): string {
  const t = speaker(state.lang);
  const rated = PARTS.map((part) => ({ part, rating: asset.feature.properties[`${part}_rating`] })).filter((one) => typeof one.rating === 'number');
  const least = Math.min(...rated.map((one) => Number(one.rating)));
  return rated.filter((one) => one.rating === least).map(({ part, rating }) => t('card.lowest_rating', { part: t(`part.${part}`), rating })).join(', ');
}

function condition(state: State, asset: Asset): Content {
  const { properties } = asset.feature;
  if (!('condition' in properties)) return nothing;
  const t = speaker(state.lang);
  const key = conditionKey(properties.condition);
  const because = lowest(state, asset);
  const reason = String(properties.condition_reason ?? '');
  return html`<div class="why why-${key}" data-testid="condition">${pill(state.lang, key)}
    ${because ? html` ${t('card.because')} <b>${because}</b>` : nothing}${reason ? html`<span> ${because ? '· ' : ''}${reason}</span>` : because || key === 'NONE' ? nothing : html` <span class="mute">${t('card.no_reason')}</span>`}
    ${properties.condition_on ? html`<small>${t('card.rated_on', { date: date(String(properties.condition_on)) })}</small>` : nothing}</div>`;
}

function gap(state: State, asset: Asset): Content {
  const metres = Number(asset.feature.properties.position_gap_m ?? 0);
  if (!(metres >= GAP_WORTH_SAYING_M)) return nothing;
  return html`<p class="warning" data-testid="position-gap">${icon('warn')}<span>${speaker(state.lang)('card.gap', { distance: distance(state.lang, metres) })}</span></p>`;
}

/** Known only by what its source states: nothing to see on the map, and why. */
function unplaced(state: State, asset: Asset): Content {
  if (asset.feature.geometry) return nothing;
  const t = speaker(state.lang);
  const stated = String(asset.feature.properties.stated_text ?? '');
  return html`<p class="warning" data-testid="not-on-map">${icon('warn')}<span>${t('card.not_on_map')}${stated ? html` ${t('card.stated', { stated })}` : nothing}</span></p>`;
}

function draft(state: State, app: App, asset: Asset): Content {
  const kept = findDraft(asset);
  if (!kept) return nothing;
  const t = speaker(state.lang);
  const why = resumeDraft.available(state);
  return html`<div class="notice" data-testid="draft"><p>${t('card.draft', { at: instant(kept.at) })}</p>
    ${actButton({ label: t('card.draft_resume'), testid: 'draft-resume', why: why && t(why), press: () => resumeDraft.run(app) })}
    ${actButton({ label: t('card.draft_discard'), testid: 'draft-discard', press: () => discardDraft.run(app) })}</div>`;
}

function fact(state: State, asset: Asset, field: Field): Content {
  const value = shownValue(state, field, asset.feature.properties[field.name]);
  const t = speaker(state.lang);
  return html`<div><dt>${fieldLabel(t, field.name)}</dt><dd class=${value ? '' : 'mute'} data-testid="fact-${field.name}">${value || t('app.unknown')}</dd></div>`;
}

function everything(state: State, asset: Asset): Content {
  const t = speaker(state.lang);
  const fields = FIELDS[asset.collection].filter((field) => field.name in asset.feature.properties);
  const groups = [...new Set(fields.map((field) => field.group))] as Group[];
  return html`<details class="all"><summary data-testid="all-facts">${t('card.all_facts')}</summary>
    ${groups.map((group) => html`<h3>${t(`group.${group}`)}</h3><dl>${fields.filter((field) => field.group === group).map((field) => fact(state, asset, field))}</dl>`)}</details>`;
}

interface FormedFrom { readonly code: string; readonly name_vi: string; readonly share: number }

function commune(state: State, app: App, asset: Asset): Content {
  if (asset.collection !== 'communes') return nothing;
  const t = speaker(state.lang);
  const parts = (asset.feature.properties.formed_from ?? []) as unknown as readonly FormedFrom[];
  const code = String(asset.feature.properties.code);
  return html`${parts.length ? html`<h3>${t('card.formed_from')}</h3><ul class="plain">${parts.map((one) => html`<li>${one.name_vi} <small class="mute">${one.code}${one.share < 1 ? ` · ${t('card.share', { share: percent(state.lang, one.share, 1) })}` : ''}</small></li>`)}</ul>` : nothing}
    <div class="inline">${actButton({ label: t(state.unit === code ? 'card.unit_shown' : 'card.filter_unit'), testid: 'filter-unit', why: state.unit === code ? t('card.unit_shown') : null, primary: true, press: () => chooseUnit.run(app, code) })}</div>`;
}

function marks(state: State, asset: Asset): TemplateResult {
  const t = speaker(state.lang);
  const { source, is_published: published } = asset.feature.properties;
  const invented = String(source ?? '').toLowerCase().includes('minh ho');
  return html`<p class="source" data-testid="source">${published === false ? html`<b>${t('card.unpublished')}</b> · ` : nothing}${invented ? html`<b>${t('card.illustrative')}</b>. ` : nothing}${source}<span class="id"> ${asset.id}</span></p>`;
}

export function overview(state: State, app: App, asset: Asset): TemplateResult {
  const keys = FIELDS[asset.collection].filter((field) => field.key && shownValue(state, field, asset.feature.properties[field.name]));
  return html`${draft(state, app, asset)}${condition(state, asset)}${unplaced(state, asset)}${gap(state, asset)}
    <dl class="keys">${keys.map((field) => fact(state, asset, field))}</dl>
    ${commune(state, app, asset)}${asset.collection === 'communes' ? nothing : everything(state, asset)}${marks(state, asset)}`;
}
