/** Beside "Lưu": into which draft, and the button that saves there. */
import { html, nothing } from 'lit-html';
import type { App } from '../actions/app';
import { drafting, worksWithDrafts } from '../actions/draftSets';
import { takingChanges } from '../drafting';
import type { State } from '../state';
import type { StringKey } from '../strings';
import { actButton, type Content } from './pieces';
import { speaker, whyNot } from './words';

export function draftTarget(state: State, app: App, why: StringKey | null, primary: boolean, press: () => void): Content {
  if (!worksWithDrafts(state)) return nothing;
  const t = speaker(state.lang);
  const known = takingChanges(state.drafting.list.data ?? []);
  const { target } = state.drafting;
  const choose = (event: Event): void => { const { value } = event.target as HTMLSelectElement; drafting(app, { target: value ? Number(value) : null }); };
  return html`${known.length ? html`<select class="draft-target" data-testid="draft-target" aria-label=${t('draft.target')} @change=${choose}>
      <option value="" ?selected=${target === null}>${t('draft.new')}</option>${known.map((one) => html`<option value=${one.id} ?selected=${one.id === target}>${one.title}</option>`)}</select>` : nothing}
    ${actButton({ label: t('draft.save'), testid: 'save-draft', why: whyNot(state, why), primary, press })}`;
}
