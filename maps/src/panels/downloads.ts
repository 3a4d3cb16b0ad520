/** The files the list comes as, under one button; while one is made, how far it is and the way to stop it. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { download, listAddress, stopDownload } from '../actions/download';
import { formsOf, type Form } from '../files';
import { number } from '../format';
import type { State } from '../state';
import { actButton, failure } from './pieces';
import { speaker } from './words';

const MEGABYTE = 1_000_000;

export function downloads(state: State, app: App, matched: number): TemplateResult {
  const { saving, lang, listOf } = state;
  const t = speaker(lang);
  if (saving && !saving.fault) {
    return html`<p class="saving" role="status" data-testid="saving"><span>${t('export.making', { form: t(`export.${saving.form}`) })} ${saving.bytes ? t('export.fetched', { n: number(lang, saving.bytes / MEGABYTE, 1) }) : ''}</span>
      ${actButton({ label: t('export.stop'), testid: 'saving-stop', press: () => void stopDownload.run(app) })}</p>`;
  }
  const pressed = (event: MouseEvent, form: Form): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own, if that is what is wanted
    event.preventDefault();
    (event.currentTarget as Element).closest('details')?.removeAttribute('open');
    void download.run(app, form);
  };
  return html`<details class="downloads" data-testid="downloads"><summary class="act">${t('export.of_list')}</summary><p class="hint">${t('export.all_of_list', { n: number(lang, matched) })}</p>
    <ul class="plain forms">${formsOf(listOf).map((form) => html`<li><a data-testid="export-${form}" download href=${listAddress(state, form)} @click=${(event: MouseEvent) => pressed(event, form)}><b>${t(`export.${form}`)}</b><small>${t(`export.${form}_told`)}</small></a></li>`)}</ul></details>
    ${saving?.fault ? failure(lang, saving.fault, () => void download.run(app, saving.form)) : nothing}`;
}
