/** Who changed what, when and why: before → after. For signed-in people. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { startEdit } from '../actions/editAsset';
import { loadHistory } from '../actions/loadAsset';
import { revertTo, showRows } from '../actions/past';
import { openSignIn } from '../actions/session';
import type { Geometry, HistoryEntry } from '../api/types';
import { date, instant } from '../format';
import type { State } from '../state';
import { isKey } from '../strings';
import { actButton, failure, skeleton, type Content } from './pieces';
import { fieldLabel, historyValue, speaker, whyNot } from './words';

/** Why a field of a change cannot be put back alone: who changed it since. */
function whyNotField(state: State, told: HistoryEntry, name: string): string | null {
  const newer = state.history.data?.find((one) => one.n > told.n && one.changes.some(({ field }) => field === name));
  if (newer) return speaker(state.lang)('why.newer_field', { by: newer.by ?? newer.db_user, at: instant(newer.at) });
  return whyNot(state, startEdit.available(state) ?? revertTo.available(state));
}

function change(state: State, app: App, told: HistoryEntry, { field: name, before, after }: HistoryEntry['changes'][number]): TemplateResult {
  const t = speaker(state.lang);
  const collection = state.selection?.collection ?? 'bridges';
  return html`<li><b>${fieldLabel(t, name)}</b> <del>${historyValue(state, collection, name, before)}</del> → <ins>${historyValue(state, collection, name, after)}</ins>
    ${actButton({ label: t('past.revert_field'), testid: `revert-${told.n}-${name}`, why: whyNotField(state, told, name), press: () => void revertTo.run(app, told.n, [name]) })}</li>`;
}

/** A shape that changed shows on the map, before and after; a version that was ended can be the present one again. */
function acts(state: State, app: App, { n, op, changes }: HistoryEntry): Content {
  const t = speaker(state.lang);
  const shape = changes.find(({ field }) => field === 'geom' || field === 'centreline');
  const geometry = { before: (shape?.before ?? null) as Geometry | null, after: (shape?.after ?? null) as Geometry | null };
  const why = startEdit.available(state) ?? revertTo.available(state);
  const newer = state.history.data?.filter((one) => one.n > n).length ?? 0;
  const label = newer ? t('past.revert_over', { n: newer }) : t('past.revert_to');
  return html`<span class="inline">${shape ? actButton({ label: t('past.on_map'), testid: `history-map-${n}`, press: () => showRows(app, [{ geometry }]) }) : nothing}
    ${op === 'changed' ? actButton({ label, testid: `revert-${n}`, why: whyNot(state, why), press: () => void revertTo.run(app, n) }) : nothing}</span>`;
}

function entry(state: State, app: App, told: HistoryEntry): TemplateResult {
  const { at, op, by, db_user, reason, as, on, changes } = told;
  const t = speaker(state.lang);
  const known = op === 'changed' ? changes.filter((one) => isKey(`field.${one.field}`)) : [];
  const rest = op === 'changed' ? changes.length - known.length : 0;
  return html`<li data-testid="history-entry"><p><b>${t(`history.${op}`)}</b> · <time datetime=${at}>${instant(at)}</time> · ${by || t('history.by_database', { user: db_user })}</p>
    ${as ? html`<p class="meant">${t(`history.as_${as}`, { date: on ? date(on) : '' })}</p>` : nothing}
    ${reason ? html`<p class="reason">${t('history.reason', { reason })}</p>` : nothing}
    ${known.length ? html`<ul>${known.map((one) => change(state, app, told, one))}</ul>` : nothing}
    ${rest ? html`<small class="mute">${t('history.more', { n: rest })}</small>` : nothing}${acts(state, app, told)}</li>`;
}

export function history(state: State, app: App): Content {
  const t = speaker(state.lang);
  const { lang, history: load } = state;
  if (!state.session?.user) {
    return html`<p class="empty">${t('history.sign_in')}</p><div class="inline">${actButton({ label: t('session.sign_in'), testid: 'history-sign-in', primary: true, press: () => openSignIn.run(app) })}</div>`;
  }
  if (load.status === 'failed') return failure(lang, load.fault, () => void loadHistory.run(app));
  if (!load.data) return skeleton(lang, 5);
  if (!load.data.length) return html`<p class="empty">${t('history.empty')}</p>`;
  return html`<ol class="history" data-testid="history">${load.data.map((one) => entry(state, app, one))}</ol>`;
}
