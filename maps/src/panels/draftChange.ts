/** One change of a draft: what it is about, field by field before and after, what moved since, why it cannot be applied. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { raiseChange, rebaseChange, removeChange, showChange } from '../actions/draftSets';
import type { CollectionId, Properties, Value } from '../api/types';
import { fieldOfRecord } from '../recording';
import type { StringKey } from '../strings';
import { differencesOf, type Differences, type DraftChange } from '../drafting';
import { number } from '../format';
import type { State } from '../state';
import { draftOperation } from './draftOperation';
import { foundIn } from './findings';
import { actButton, failure, icon, type Content } from './pieces';
import { fieldLabel, historyValue, shownValue, speaker, titleOf, type T } from './words';

/** What follows from the record and says nothing new. */
const DERIVED: readonly string[] = ['from_m', 'to_m', 'about_kind', 'about_name', 'road_id', 'road_class', 'public_id'];
const columnOf = (path: string): string => (path === 'geometry' ? 'geom' : path.replace(/^properties\//, ''));

function placed(state: State, change: DraftChange, path: string, value: unknown): string {
  const { coordinates } = (value ?? {}) as { coordinates?: unknown };
  const recorded = fieldOfRecord(change.collection, columnOf(path));
  if (recorded) return shownValue(state, recorded, value as Value) || '∅';
  if (path !== 'geometry') return historyValue(state, change.collection as CollectionId, columnOf(path), value);
  const [lon, lat] = (Array.isArray(coordinates) ? coordinates : []) as unknown[];
  return typeof lon === 'number' && typeof lat === 'number' ? `${number(state.lang, lat, 6)} · ${number(state.lang, lon, 6)}` : value ? '⌖' : '∅';
}

function labelOf(t: T, { collection }: DraftChange, name: string): string {
  const says = fieldOfRecord(collection, name)?.says;
  return says ? t(says as StringKey) : fieldLabel(t, name);
}

function table(state: State, change: DraftChange, differences: Differences, caption: string): TemplateResult {
  const t = speaker(state.lang);
  const rows = Object.entries(differences).filter(([path, { before, after }]) => !DERIVED.includes(columnOf(path)) && !((before ?? '') === '' && (after ?? '') === ''));
  return html`<table class="differences"><caption class="visually-hidden">${caption}</caption>
    <thead><tr><th scope="col">${t('draft.field')}</th><th scope="col">${t('draft.before')}</th><th scope="col">${t('draft.after')}</th></tr></thead>
    <tbody>${rows.map(([path, { before, after }]) => html`<tr data-testid="difference"><th scope="row">${labelOf(t, change, columnOf(path))}</th>
      <td><del>${placed(state, change, path, before)}</del></td><td><ins>${placed(state, change, path, after)}</ins></td></tr>`)}</tbody></table>`;
}

function name(state: State, { collection, entry, base }: DraftChange): string {
  const t = speaker(state.lang);
  const facts: Properties = { ...base?.properties, ...(entry.action === 'create' ? entry.feature?.properties as Properties : {}) };
  if (entry.operation) return `${t(`network.${entry.operation}`)} · ${titleOf(state, 'roads', entry.id ?? '', facts)}`;
  const known = collection in { roads: 1, sections: 1, bridges: 1, culverts: 1, 'km-posts': 1, waterways: 1 };
  return known ? `${t(`card.${collection as CollectionId}`)} · ${titleOf(state, collection as CollectionId, entry.id ?? '', facts)}` : `${t(`kept.${collection as 'bridges'}`)} ${entry.id ?? String(facts.about ?? '')}`;
}

function found(state: State, app: App, change: DraftChange): Content {
  const t = speaker(state.lang);
  const tried = state.drafting.check.data?.changes.find((one) => one.change === change.change);
  const edits = state.drafting.open.data?.may.includes('edit');
  const replan = tried?.failure?.code === 'plan-changed';
  if (replan) {
    return html`<div class="moved-since" data-testid="moved-since"><p>${t('draft.plan_moved')}</p>
      ${edits ? actButton({ label: t('draft.plan_anew'), testid: 'rebase', press: () => void rebaseChange.run(app, change) }) : nothing}</div>`;
  }
  return html`${tried?.failure && !tried.moved ? html`<div data-testid="change-fails">${failure(state.lang, { ...tried.failure, field: tried.failure.field?.replace(/^feature\/(properties\/)?/, '') ?? null })}</div>` : nothing}
    ${tried?.moved ? html`<div class="moved-since" data-testid="moved-since"><p>${t('draft.moved')}</p>${table(state, change, tried.moved, t('draft.moved'))}
      ${edits ? actButton({ label: t('draft.rebase'), testid: 'rebase', press: () => void rebaseChange.run(app, change) }) : nothing}</div>` : nothing}`;
}

export function draftChange(state: State, app: App, change: DraftChange, index: number): TemplateResult {
  const t = speaker(state.lang);
  const title = name(state, change);
  const edits = state.drafting.open.data?.may.includes('edit');
  const tried = state.drafting.check.data?.changes.find((one) => one.change === change.change);
  const button = (label: string, testid: string, sign: 'target' | 'close' | 'plus', press: () => void): TemplateResult => html`<button type="button" class="bare" data-testid=${testid} aria-label="${label}: ${title}" title=${label} @click=${press}>${icon(sign)}</button>`;
  return html`<li class="draft-change" data-testid="draft-change"><div class="draft-change-head"><span class="nth" aria-hidden="true">${index + 1}</span>
      <p><b>${t(`draft.${change.entry.action}`)}</b> ${title}<small>${change.by}</small></p>
      ${button(t('draft.on_map'), 'change-show', 'target', () => showChange.run(app, change))}
      ${edits && index ? html`<button type="button" class="bare" data-testid="change-raise" aria-label="${t('draft.raise')}: ${title}" title=${t('draft.raise')} @click=${() => void raiseChange.run(app, index)}>↑</button>` : nothing}
      ${edits ? button(t('draft.remove'), 'change-remove', 'close', () => void removeChange.run(app, change.change)) : nothing}</div>
    ${change.entry.operation ? draftOperation(state, app, change, tried?.effect) : change.entry.action === 'delete' ? (tried?.along ? html`<p class="hint" data-testid="draft-along">${t('draft.along', { n: tried.along })}</p>` : nothing) : table(state, change, differencesOf(change, state.drafting.check.data), title)}${foundIn(state, tried?.findings)}${found(state, app, change)}</li>`;
}
