/** "The world changed" and "the record was wrong": two buttons, and the day that the first one needs. */
import { html, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { noDay, sayDay } from '../actions/meaning';
import { MEANINGS, meaningBy, type Meaning } from '../meaning';
import type { State } from '../state';
import type { StringKey } from '../strings';
import { actButton } from './pieces';
import { speaker, whyNot } from './words';

export function dayField(state: State, app: App, id = 'happened-on'): TemplateResult {
  const t = speaker(state.lang);
  return html`<div class="field"><label for=${id}>${t('meaning.on')}</label>
    <input id=${id} data-testid=${id} type="date" aria-describedby="about-${id}" .value=${state.happenedOn} @input=${(event: Event) => sayDay.run(app, (event.target as HTMLInputElement).value)}>
    <p id="about-${id}" class="about">${t('meaning.on_hint')}</p></div>`;
}

export interface Saving {
  readonly testid: (meaning: Meaning) => string;
  readonly label?: (meaning: Meaning) => string;
  readonly why: StringKey | null;
  readonly busy: boolean;
  /** Is saving at once what this reader does? Else a draft is. */
  readonly primary: boolean;
  readonly press: (meaning: Meaning) => void;
}

/** `save` is the correction's, `save-change` the other's. */
export const named = (save: string) => (meaning: Meaning): string => (meaning === 'change' ? `${save}-change` : save);

export function saveButtons(state: State, { testid, label, why, busy, primary, press }: Saving): readonly TemplateResult[] {
  const t = speaker(state.lang);
  return MEANINGS.map((meaning) => actButton({
    label: busy ? t('edit.saving') : label?.(meaning) ?? t(`meaning.${meaning}`), testid: testid(meaning), why: whyNot(state, why ?? noDay(meaning, state)),
    primary: primary && meaning === meaningBy(state.happenedOn), press: () => press(meaning),
  }));
}
