/** Before an asset is deleted: everything that goes with it, by name. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { deleteAsset } from '../actions/deletion';
import { closeDialog } from '../actions/leave';
import { draftDelete } from '../actions/saveToDraft';
import { date } from '../format';
import type { GoesAlong } from '../past';
import type { Dialog, State } from '../state';
import { draftTarget } from './draftTarget';
import { dayField, named, saveButtons } from './meaning';
import { actButton, failure } from './pieces';
import { speaker, titleOf, type T } from './words';

const LISTED = 30;

function listed(t: T, rows: GoesAlong['rows']): TemplateResult {
  return html`<ul class="goes-along" data-testid="goes-along">${rows.slice(0, LISTED).map(({ collection, id, label }) =>
    html`<li>${t(`kept.${collection as 'bridges'}`)} ${id}${label ? html` · ${/^\d{4}-/.test(label) ? date(label) : label}` : nothing}</li>`)}${rows.length > LISTED ? html`<li>… +${rows.length - LISTED}</li>` : nothing}</ul>`;
}

export function deletion(state: State, app: App, { collection, id, goes, busy, fault }: Extract<Dialog, { kind: 'delete' }>): TemplateResult {
  const t = speaker(state.lang);
  const name = titleOf(state, collection, id, state.asset.data?.feature.properties ?? {});
  const reason = (): string => (document.getElementById('delete-reason') as HTMLInputElement | null)?.value.trim() ?? '';
  const why = goes.in_the_way.length ? 'why.in_the_way' : busy ? 'why.loading' : null;
  return html`<div data-testid="delete-dialog"><h2 id="dialog-title">${t('delete.title', { name })}</h2>
    ${goes.in_the_way.length ? html`<p>${t('delete.in_the_way')}</p>${listed(t, goes.in_the_way)}` : nothing}
    ${goes.rows.length ? html`<p>${t('delete.along', { n: goes.rows.length })}</p>${listed(t, goes.rows)}` : html`<p>${t('delete.alone')}</p>`}
    <p>${t('delete.told')}</p>
    <div class="field"><label for="delete-reason">${t('edit.reason')}</label><input id="delete-reason" type="text" maxlength="500" autocomplete="off" data-testid="delete-reason"></div>
    ${dayField(state, app, 'deleted-on')}${fault ? failure(state.lang, fault) : nothing}
    <div class="inline">${saveButtons(state, { testid: named('delete-confirm'), label: (meaning) => t(`delete.${meaning}`), why, busy, primary: true, press: (meaning) => void deleteAsset.run(app, meaning, reason()) })}
    ${draftTarget(state, app, draftDelete.available(state), false, () => void draftDelete.run(app, reason()))}
    ${actButton({ label: t('app.cancel'), testid: 'delete-cancel', press: () => closeDialog.run(app) })}</div></div>`;
}
