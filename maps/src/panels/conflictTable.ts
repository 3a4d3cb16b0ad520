/** What both started from, mine and theirs, side by side; one choice a field. */
import { html, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { chooseSide, settleConflict } from '../actions/conflict';
import { changesOf, fieldOf } from '../fields';
import { instant } from '../format';
import type { Conflict, Edit, State } from '../state';
import { actButton } from './pieces';
import { fieldLabel, shownValue, speaker } from './words';

export function conflictTable(state: State, app: App, edit: Edit, { theirs, choice, since }: Conflict): TemplateResult {
  const t = speaker(state.lang);
  const mine = changesOf(edit.collection, edit.base, edit.values).changes;
  const show = (name: string, value: unknown): string => {
    const field = fieldOf(edit.collection, name);
    return (field && shownValue(state, field, value as never)) || t('app.unknown');
  };
  const option = (name: string, side: 'mine' | 'theirs', value: unknown): TemplateResult => html`<label class="side"><input type="radio" name="side-${name}" value=${side} data-testid="${side}-${name}"
    .checked=${choice[name] === side} @change=${() => chooseSide.run(app, name, side)}><span>${show(name, value)}</span></label>`;
  return html`<div class="conflict" role="alert" data-testid="conflict"><h3>${t('conflict.title')}</h3>
    ${since.map((one) => html`<p data-testid="rival">${t('merge.by', { name: one.by ?? one.db_user, at: instant(one.at), fields: one.changes.map(({ field }) => fieldLabel(t, field)).join(', ') })}</p>`)}
    <p>${t('conflict.told')} ${t('merge.also')}</p>
    <table><thead><tr><th scope="col">${t('conflict.field')}</th><th scope="col">${t('conflict.base')}</th><th scope="col">${t('conflict.mine')}</th><th scope="col">${t('conflict.theirs')}</th></tr></thead>
    <tbody>${Object.keys(choice).map((name) => html`<tr><th scope="row">${fieldLabel(t, name)}</th><td data-testid="base-${name}">${show(name, edit.base[name])}</td>
      <td>${option(name, 'mine', mine[name])}</td><td>${option(name, 'theirs', theirs[name])}</td></tr>`)}</tbody></table>
    <div class="inline">${actButton({ label: t('conflict.settle'), testid: 'settle', primary: true, press: () => settleConflict.run(app) })}</div></div>`;
}
