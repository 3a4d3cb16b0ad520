/** What the list selects, as files: every form of the collection, with how many features; while one is made, how far it is and the way to stop it. */
import { html, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { exportList, listAddress } from '../actions/exportList';
import { stopSaving } from '../actions/saveFile';
import { formsOf, type Form } from '../exportForms';
import { fileWord, type FileKey } from '../fileWords';
import { number } from '../format';
import type { State } from '../state';
import type { Content } from './pieces';
import { chooser } from './chooser';
import { speaker } from './words';

const MEGABYTE = 1_000_000;
const entry = (state: State, form: FileKey, told: FileKey): TemplateResult => html`<b>${fileWord(state.lang, form)}</b><small>${fileWord(state.lang, told)}</small>`;

function saving({ lang, saving: made }: State): Content {
  const far = made?.bytes ? fileWord(lang, 'export.fetched', { n: number(lang, made.bytes / MEGABYTE, 1) }) : '';
  return html`<p class="saving" role="status" data-testid="saving"><span>${fileWord(lang, 'export.making', { form: fileWord(lang, `export.${made!.form}`) })} ${far}</span>
    <button type="button" class="act" data-testid="saving-stop" @click=${stopSaving}>${speaker(lang)('app.cancel')}</button></p>`;
}

export function exports(state: State, app: App): Content {
  const { lang, list } = state;
  if (state.saving) return saving(state);
  if (!list.data) return html``;
  const matched = list.data.matched ?? list.data.features.length;
  if (!matched) return html`<p class="hint">${fileWord(lang, 'export.none')}</p>`;
  const pressed = (event: MouseEvent, form: Form): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own, if that is what is wanted
    event.preventDefault();
    (event.currentTarget as Element).closest('details')?.removeAttribute('open');
    void exportList.run(app, form);
  };
  const body = html`<p class="hint" data-testid="export-scope">${fileWord(lang, 'export.scope', { n: number(lang, matched) })}</p><ul class="plain forms">
    ${formsOf(state.listOf).map((form) => html`<li><a data-testid="export-${form}" download href=${listAddress(state, form)} @click=${(event: MouseEvent) => pressed(event, form)}>${entry(state, `export.${form}`, `export.${form}_told`)}</a></li>`)}
    <li><a data-testid="export-qgz" download href="/api/project.qgz">${entry(state, 'export.qgz', 'export.qgz_told')}</a></li></ul>`;
  return chooser({ testid: 'exports', label: fileWord(lang, 'export.label'), kind: 'button', body });
}
