/** Who changed what, when and why: before → after. For signed-in people. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { loadHistory } from '../actions/loadAsset';
import { openSignIn } from '../actions/session';
import type { HistoryEntry } from '../api/types';
import { date, instant } from '../format';
import type { State } from '../state';
import { isKey } from '../strings';
import { actButton, failure, skeleton, type Content } from './pieces';
import { fieldLabel, historyValue, speaker } from './words';

function change(state: State, name: string, before: unknown, after: unknown): TemplateResult {
  const t = speaker(state.lang);
  const collection = state.selection?.collection ?? 'bridges';
  return html`<li><b>${fieldLabel(t, name)}</b> <del>${historyValue(state, collection, name, before)}</del> → <ins>${historyValue(state, collection, name, after)}</ins></li>`;
}

function entry(state: State, { at, op, by, db_user, reason, as, on, changes }: HistoryEntry): TemplateResult {
  const t = speaker(state.lang);
  const known = op === 'changed' ? changes.filter((one) => isKey(`field.${one.field}`)) : [];
  const rest = op === 'changed' ? changes.length - known.length : 0;
  return html`<li data-testid="history-entry"><p><b>${t(`history.${op}`)}</b> · <time datetime=${at}>${instant(at)}</time> · ${by || t('history.by_database', { user: db_user })}</p>
    ${as ? html`<p class="meant">${t(`history.as_${as}`, { date: on ? date(on) : '' })}</p>` : nothing}
    ${reason ? html`<p class="reason">${t('history.reason', { reason })}</p>` : nothing}
    ${known.length ? html`<ul>${known.map((one) => change(state, one.field, one.before, one.after))}</ul>` : nothing}
    ${rest ? html`<small class="mute">${t('history.more', { n: rest })}</small>` : nothing}</li>`;
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
  return html`<ol class="history" data-testid="history">${load.data.map((one) => entry(state, one))}</ol>`;
}
