/** What is recorded of the asset: the latest inspections, the limits in force, the jobs; the public's fields for the public. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { loadRecords } from '../actions/loadRecords';
import { correctRecord, mayNotRecord, startRecord } from '../actions/recordAsset';
import type { Feature, RecordKind } from '../api/types';
import { date, number, today } from '../format';
import { RECORD_KINDS, sorted, stageOf } from '../records';
import type { State } from '../state';
import { conditionKey } from '../symbology';
import { failure, pill, skeleton, type Content } from './pieces';
import { codeLabel, speaker, whyNot } from './words';

const PARTS = ['deck', 'superstructure', 'substructure'] as const;
const said = (feature: Feature, name: string): string => String(feature.properties[name] ?? '');
const line = (...parts: readonly (string | false)[]): string => parts.filter(Boolean).join(' · ');
const under = (text: string): Content => (text ? html`<small>${text}</small>` : nothing);

/** Of a road or section: which stretch it speaks of. */
function stretch(feature: Feature): string {
  return said(feature, 'about_kind') === 'road' ? `${said(feature, 'from_chainage')} – ${said(feature, 'to_chainage')}` : '';
}

function inspection(state: State, feature: Feature): TemplateResult {
  const t = speaker(state.lang);
  const ratings = PARTS.filter((part) => typeof feature.properties[`${part}_rating`] === 'number')
    .map((part) => t('card.lowest_rating', { part: t(`part.${part}`), rating: feature.properties[`${part}_rating`] }));
  const lines = (feature.properties.findings ?? []) as readonly unknown[];
  return html`<p><b>${date(said(feature, 'done_on'))}</b> · ${codeLabel(state, 'inspection_type', said(feature, 'inspection_type'))} ${feature.properties.condition ? pill(state.lang, conditionKey(feature.properties.condition)) : nothing}</p>
    ${under(ratings.join(' · '))}${under(line(stretch(feature), said(feature, 'condition_reason'), said(feature, 'organisation'), lines.length > 0 && t('records.findings', { n: lines.length })))}`;
}

function posting(state: State, feature: Feature): TemplateResult {
  const t = speaker(state.lang);
  const { limit_t: tonnes, limit_m: metres, valid_from: from, valid_to: to } = feature.properties;
  const limit = tonnes !== null && tonnes !== undefined ? `${number(state.lang, Number(tonnes), 2)} t` : metres !== null && metres !== undefined ? `${number(state.lang, Number(metres), 2)} m` : t('records.no_figure');
  return html`<p><b class="limit">${limit}</b> · ${codeLabel(state, 'posting_sign', said(feature, 'sign'))}</p>
    ${under(line(said(feature, 'vehicle_type'), stretch(feature), Boolean(from) && t('records.from', { date: date(String(from)) }), Boolean(to) && t('records.to', { date: date(String(to)) }), said(feature, 'decision_number'), said(feature, 'above_load_reason')))}`;
}

function work(state: State, feature: Feature): TemplateResult {
  const t = speaker(state.lang);
  const { stage, on } = stageOf(feature);
  const kind = codeLabel(state, 'work_kind', said(feature, 'kind'));
  const title = said(feature, 'title');
  const cost = feature.properties.cost_vnd;
  return html`<p><b>${title || kind}</b></p>
    ${under(line(t(`records.${stage}`, { date: date(on) }), title ? kind : '', stretch(feature), typeof cost === 'number' && `${number(state.lang, cost)} đ`, said(feature, 'contractor'), said(feature, 'decision_number')))}`;
}

/** Of a guest: which road it runs over and what that one reads there; of a host: its guest. */
function shared(state: State, feature: Feature): TemplateResult {
  const t = speaker(state.lang);
  const guest = state.asset.data?.feature.properties.public_id === feature.properties.road_id;
  const [road, from, to] = guest ? ['host', 'host_from_chainage', 'host_to_chainage'] : ['road', 'from_chainage', 'to_chainage'];
  const own = guest ? stretch(feature) : `${said(feature, 'host_from_chainage')} – ${said(feature, 'host_to_chainage')}`;
  const other = said(feature, road!);
  return html`<p><b>${own}</b> · ${t(guest ? 'records.over' : 'records.under', { road: other || t('records.not_public') })}</p>
    ${under(line(other && `${other} ${said(feature, from!)} – ${said(feature, to!)}`, `${number(state.lang, Number(feature.properties.length_m) / 1000, 2)} km`, guest && t('records.counted_there')))}`;
}

const ROWS = { inspections: inspection, postings: posting, works: work, 'shared-stretches': shared } as const;

/** Who may change records has the door to it beside each; to others nothing is shown that they cannot do. */
function door(state: State, app: App, kind: RecordKind, id: string): Content {
  if (mayNotRecord(state, kind) === 'why.no_right' || !state.session?.user) return nothing;
  const t = speaker(state.lang);
  const told = t('record.edit_told', { kind: t(`record.one_${kind}`), id });
  return html`<button type="button" class="link" data-testid="correct-${id}" aria-label=${told} title=${told} @click=${() => correctRecord.run(app, kind, id)}>${t('record.edit')}</button>`;
}

function rows(state: State, app: App, kind: RecordKind, features: readonly Feature[]): Content {
  if (!features.length) return nothing;
  return html`<ul class="records">${features.map((one) => html`<li data-testid="record-${kind}">${door(state, app, kind, one.id)}${ROWS[kind](state, one)}</li>`)}</ul>`;
}

function addButton(state: State, app: App, kind: RecordKind): Content {
  if (!state.session?.user || mayNotRecord(state, kind) === 'why.no_records') return nothing;
  const t = speaker(state.lang);
  const told = t('record.add_told', { kind: t(`record.one_${kind}`) });
  const why = whyNot(state, mayNotRecord(state, kind));
  return html`<button type="button" class="act" data-testid="record-new-${kind}" aria-label=${told} title=${why ?? told} aria-description=${why ?? nothing} aria-disabled=${why ? 'true' : 'false'} @click=${() => { if (!why) void startRecord.run(app, kind); }}>+ ${t('record.add')}</button>`;
}

function group(state: State, app: App, kind: RecordKind, features: readonly Feature[]): TemplateResult {
  const t = speaker(state.lang);
  const { first, rest } = sorted(kind, features, today(new Date()));
  return html`<section data-testid="records-${kind}"><h3>${t(`records.${kind}`)}${addButton(state, app, kind)}</h3>
    ${first.length ? rows(state, app, kind, first) : html`<p class="none">${t(`records.no_${kind}`)}</p>`}
    ${rest.length ? html`<details class="all"><summary>${t(`records.more_${kind}`, { n: rest.length })}</summary>${rows(state, app, kind, rest)}</details>` : nothing}</section>`;
}

export function records(state: State, app: App): Content {
  const { lang, records: load } = state;
  if (load.status === 'failed') return failure(lang, load.fault, () => void loadRecords.run(app));
  if (!load.data) return skeleton(lang, 6);
  const data = load.data;
  const kinds = RECORD_KINDS.filter((kind) => data[kind] && (kind !== 'shared-stretches' || data[kind].length > 0 || state.session?.user));
  return html`<div data-testid="records">${kinds.map((kind) => group(state, app, kind, data[kind]!))}</div>`;
}
