/** One change set: who, when, why; row by row before and after; what stands in the way of undoing it; undoing it. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { openSet, revertSet, showRows, whyNotUndone } from '../actions/past';
import { select } from '../actions/select';
import type { CollectionId } from '../api/types';
import { FIELDS } from '../fields';
import { instant } from '../format';
import type { Newer, RowTold, SetTold } from '../past';
import type { State } from '../state';
import { isKey } from '../strings';
import { whoSaid } from './pastPanel';
import { actButton, failure, skeleton, type Content } from './pieces';
import { fieldLabel, historyValue, speaker } from './words';

const drawn = (collection: string): collection is CollectionId => collection in FIELDS;

function rowTold(state: State, app: App, row: RowTold, index: number): TemplateResult {
  const t = speaker(state.lang);
  const collection = drawn(row.collection) ? row.collection : 'bridges';
  const known = row.op === 'changed' ? row.changes.filter(({ field }) => isKey(`field.${field}`)) : [];
  return html`<li class="past-told" data-testid="row-${row.id}"><p><span class="nth">${index + 1}</span> <b>${t(`kept.${row.collection as 'bridges'}`)} ${row.label || row.id}</b> <small>${row.id} · ${t(`past.op_${row.op ?? 'none'}`)}</small></p>
    ${known.length ? html`<ul>${known.map((one) => html`<li>${fieldLabel(t, one.field)}: <del>${historyValue(state, collection, one.field, one.before)}</del> → <ins>${historyValue(state, collection, one.field, one.after)}</ins></li>`)}</ul>` : nothing}
    <span class="inline">${row.geometry.before ?? row.geometry.after ? actButton({ label: t('past.on_map'), testid: `row-map-${row.id}`, press: () => showRows(app, [row]) }) : nothing}
    ${drawn(row.collection) && row.op !== 'deleted' && row.op ? actButton({ label: row.id, testid: `row-open-${row.id}`, press: () => select.run(app, { collection, id: row.id }) }) : nothing}</span></li>`;
}

function inTheWay(state: State, newer: Newer | null): Content {
  const t = speaker(state.lang);
  if (!newer?.count) return nothing;
  return html`<div class="failure" role="alert" data-testid="newer"><p>${t('past.newer', { n: newer.count })}</p><ul>${newer.changes.map((one) =>
    html`<li>${t('past.newer_row', { name: `${t(`kept.${one.collection as 'bridges'}`)} ${one.id}`, op: t(`past.op_${one.op as 'changed'}`), by: whoSaid(t, one), at: instant(one.at) })}</li>`)}</ul></div>`;
}

function told(state: State, app: App, set: SetTold): TemplateResult {
  const t = speaker(state.lang);
  const why = whyNotUndone(state);
  const reason = (): string => (document.getElementById('undo-reason') as HTMLInputElement | null)?.value.trim() ?? '';
  return html`<h2>${t('past.set', { n: set.n })}</h2><p>${instant(set.at)} · ${whoSaid(t, set)}</p>${set.reason ? html`<p class="reason">${set.reason}</p>` : nothing}
    <ul class="draft-legend"><li class="before">${t('draft.legend_before')}</li><li class="after">${t('draft.legend_after')}</li><li class="gone">${t('draft.legend_gone')}</li></ul>
    <ol class="past">${set.rows.map((row, index) => rowTold(state, app, row, index))}</ol>
    ${set.links.some(({ rel }) => rel === 'next') ? html`<p class="hint">${t('past.rows_left', { n: set.rows.length })}</p>` : nothing}
    ${inTheWay(state, set.newer)}
    <div class="field"><label for="undo-reason">${t('past.undo_reason')}</label><input id="undo-reason" type="text" maxlength="500" autocomplete="off" data-testid="undo-reason"></div>
    ${actButton({ label: t('past.undo'), testid: 'undo-set', why: why && t(why), press: () => void revertSet.run(app, reason()) })}`;
}

export function openedSet(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  const { open } = state.past;
  return html`<div data-testid="opened-set">${actButton({ label: t('past.back'), testid: 'past-back', press: () => void openSet.run(app, null) })}
    ${open.status === 'failed' ? failure(state.lang, open.fault) : open.data ? told(state, app, open.data) : skeleton(state.lang, 6)}</div>`;
}
