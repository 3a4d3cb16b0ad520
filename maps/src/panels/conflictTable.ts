/** Mine, theirs and what both started from, side by side; one choice a field. */
import { html, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { chooseSide, conflictRows, settleConflict } from '../actions/conflict';
import { changesOf, fieldOf } from '../fields';
import type { Edit, State } from '../state';
import { actButton } from './pieces';
import { fieldLabel, shownValue, speaker } from './words';

export function conflictTable(state: State, app: App, edit: Edit): TemplateResult {
  const t = speaker(state.lang);
  const mine = changesOf(edit.collection, edit.base, edit.values).changes;
  const show = (name: string, value: unknown): string => {
    const field = fieldOf(edit.collection, name);
    return (field && shownValue(state, field, value as never)) || t('app.unknown');
  };
  const option = (name: string, side: 'mine' | 'theirs', value: unknown): TemplateResult => html`<label class="side"><input type="radio" name="side-${name}" value=${side} data-testid="${side}-${name}"
    .checked=${edit.conflict?.choice[name] === side} @change=${() => chooseSide.run(app, name, side)}><span>${show(name, value)}</span></label>`;
  return html`<div class="conflict" role="alert" data-testid="conflict"><h3>${t('conflict.title')}</h3><p>${t('conflict.told')}</p>
    <table><thead><tr><th scope="col">${t('conflict.field')}</th><th scope="col">${t('conflict.mine')}</th><th scope="col">${t('conflict.theirs')}</th></tr></thead>
    <tbody>${conflictRows(edit).map(({ name, both }) => html`<tr><th scope="row">${fieldLabel(t, name)}<small>${t('conflict.base')}: ${show(name, edit.base[name])}</small></th>
      <td>${option(name, 'mine', mine[name])}</td><td>${option(name, 'theirs', edit.conflict?.theirs[name])}${both ? '' : html`<small>${t('conflict.untouched')}</small>`}</td></tr>`)}</tbody></table>
    <div class="inline">${actButton({ label: t('conflict.settle'), testid: 'settle', primary: true, press: () => settleConflict.run(app) })}</div></div>`;
}
