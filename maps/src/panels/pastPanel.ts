/** What happened in view: the change sets, or what was deleted; who, when, why, what. One set open shows its rows, before and after. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { askPast, loadPast, lookAt, openSet, restore, showRows } from '../actions/past';
import { openSignIn } from '../actions/session';
import { instant } from '../format';
import type { Gone, Said, SetHead } from '../past';
import type { State } from '../state';
import { isKey } from '../strings';
import { openedSet } from './openedSet';
import { actButton, failure, skeleton, type Content } from './pieces';
import { speaker, type T } from './words';

export const whoSaid = (t: T, { by, db_user }: Pick<Said, 'by' | 'db_user'>): string => by ?? t('history.by_database', { user: db_user });
const counted = (t: T, rows: Readonly<Record<string, number>>): string =>
  Object.entries(rows).map(([name, n]) => (isKey(`past.${name}`) ? t(`past.${name}` as 'past.bridges', { n }) : '')).filter(Boolean).join(', ');

function filters(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  const { look, asked } = state.past;
  const choice = (one: 'sets' | 'bin'): TemplateResult => html`<button type="button" class="act" aria-pressed=${look === one ? 'true' : 'false'} data-testid="look-${one}" @click=${() => lookAt.run(app, one)}>${t(`past.${one}`)}</button>`;
  return html`<div class="inline" role="group" aria-label=${t('past.look')}>${choice('sets')}${choice('bin')}</div>
    <div class="past-filters"><div class="field"><label for="past-since">${t('past.since')}</label><input id="past-since" type="date" .value=${asked.since} @change=${(event: Event) => askPast.run(app, { since: (event.target as HTMLInputElement).value })}></div>
    <div class="field"><label for="past-by">${t('past.by')}</label><input id="past-by" type="text" autocomplete="off" data-testid="past-by" .value=${asked.by} @change=${(event: Event) => askPast.run(app, { by: (event.target as HTMLInputElement).value })}></div>
    <label class="past-in-view"><input type="checkbox" data-testid="past-in-view" .checked=${asked.inView} @change=${(event: Event) => askPast.run(app, { inView: (event.target as HTMLInputElement).checked })}> ${t('past.in_view')}</label></div>`;
}

function setRow(state: State, app: App, one: SetHead): TemplateResult {
  const t = speaker(state.lang);
  return html`<li><button type="button" class="past-row" data-testid="set-${one.n}" @click=${() => void openSet.run(app, one.n)}>
    <b>${one.reason || counted(t, one.rows)}</b><small>${instant(one.at)} · ${whoSaid(t, one)}${one.reason ? html` · ${counted(t, one.rows)}` : nothing}</small></button></li>`;
}

function goneRow(state: State, app: App, one: Gone): TemplateResult {
  const t = speaker(state.lang);
  const along = counted(t, one.along);
  return html`<li class="past-row" data-testid="gone-${one.id}"><b>${t(`kept.${one.collection as 'bridges'}`)} ${one.label || one.id}</b>
    <small>${one.id}${along ? html` · ${t('past.along', { told: along })}` : nothing}</small><small>${instant(one.at)} · ${whoSaid(t, one)}${one.reason ? html` · ${one.reason}` : nothing}</small>
    <span class="inline">${actButton({ label: t('past.restore'), testid: `restore-${one.id}`, why: state.past.busy ? t('why.loading') : null, press: () => void restore.run(app, one) })}
    ${one.geometry ? actButton({ label: t('past.on_map'), testid: `gone-map-${one.id}`, press: () => showRows(app, [{ geometry: { before: one.geometry, after: null } }]) }) : nothing}</span></li>`;
}

export function pastPanel(state: State, app: App): Content {
  const t = speaker(state.lang);
  const { look, open } = state.past;
  if (!state.session?.user) {
    return html`<p class="empty">${t('past.sign_in')}</p><div class="inline">${actButton({ label: t('session.sign_in'), testid: 'past-sign-in', primary: true, press: () => openSignIn.run(app) })}</div>`;
  }
  if (open.status !== 'idle') return openedSet(state, app);
  const load = state.past[look];
  const rows = load.data && (look === 'sets' ? state.past.sets.data?.rows.map((one) => setRow(state, app, one)) : state.past.bin.data?.rows.map((one) => goneRow(state, app, one)));
  return html`<div data-testid="past">${filters(state, app)}
    ${load.status === 'failed' ? failure(state.lang, load.fault, () => void loadPast.run(app)) : !rows ? skeleton(state.lang, 5)
      : rows.length ? html`<ul class="past">${rows}</ul>` : html`<p class="empty">${t(look === 'sets' ? 'past.none' : 'past.bin_empty')}</p>`}
    ${load.data?.next ? actButton({ label: t('past.more'), testid: 'past-more', press: () => void loadPast.run(app, true) }) : nothing}</div>`;
}
