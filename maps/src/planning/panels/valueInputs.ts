/** The inputs for a condition's values, by the field's kind: codes to tick, a number with its unit, a day, text. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { CollectionId } from '../../api/types';
import type { App } from '../actions/app';
import { referenceKey } from '../actions/know';
import type { Condition } from '../query';
import { valuesOf, type Choice, type Field } from '../queryables';
import { speaker, type Key } from '../strings';
import { matches } from '../values';

export interface Edited {
  readonly of: CollectionId;
  readonly field: Field;
  readonly condition: Condition;
  /** Names the inputs in the document. */
  readonly id: string;
  readonly invalid: boolean;
  readonly set: (values: readonly string[]) => void;
}
const FEW = 12;

function ticks(app: App, { field, condition, id, set, of }: Edited): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const load = state.references[referenceKey(of, field)];
  const choices: readonly Choice[] = field.choices.length ? field.choices : (load?.data ?? []);
  if (!choices.length) return html`<p class="hint" role="status">${load?.status === 'ready' ? t('value.none') : t('app.loading')}</p>`;
  const typed = state.combo?.id === `${id}-find` ? state.combo.typed : '';
  const shown = choices.filter((one) => condition.values.includes(one.code) || matches(one[state.lang], typed));
  const toggle = (code: string): void => set(condition.values.includes(code) ? condition.values.filter((one) => one !== code) : [...condition.values, code]);
  return html`${choices.length > FEW ? html`<input type="search" class="find" aria-label=${t('value.find')} placeholder=${t('value.find')}
      @input=${(event: Event) => app.store.set({ combo: { id: `${id}-find`, typed: (event.target as HTMLInputElement).value, active: 0 } })}>` : nothing}
    <fieldset class="ticks" data-testid="ticks"><legend class="visually-hidden">${t('condition.values')}</legend>
    ${shown.map((one) => html`<label><input type="checkbox" value=${one.code} .checked=${condition.values.includes(one.code)} @change=${() => toggle(one.code)}>
      <span>${one[state.lang]}</span></label>`)}</fieldset>`;
}

function yesNo(app: App, { condition, id, set }: Edited): TemplateResult {
  const t = speaker(app.store.get().lang);
  return html`<fieldset class="ticks"><legend class="visually-hidden">${t('condition.values')}</legend>
    ${(['true', 'false'] as const).map((value) => html`<label><input type="radio" name=${id} value=${value} .checked=${condition.values[0] === value} @change=${() => set([value])}>
      <span>${t(`value.${value}`)}</span></label>`)}</fieldset>`;
}

const HINTS: Readonly<Partial<Record<Field['kind'], Key>>> = { number: 'value.number', integer: 'value.whole', day: 'value.day', instant: 'value.day' };

function typed(app: App, { field, condition, id, invalid, set }: Edited): TemplateResult {
  const t = speaker(app.store.get().lang);
  const count = valuesOf(condition.operator) === 2 ? 2 : 1;
  const hint = HINTS[field.kind] ?? (condition.operator === 'contains' ? 'value.text' : 'value.exact');
  const numeric = field.kind === 'number' || field.kind === 'integer';
  const enter = (n: number, text: string): void => set(Array.from({ length: count }, (_one, at) => (at === n ? text : (condition.values[at] ?? ''))));
  return html`<div class="typed-values">${Array.from({ length: count }, (_one, n) => html`<span class="typed-value">
    <input type="text" id="${id}-value-${n}" data-testid="value" inputmode=${numeric ? 'decimal' : field.kind === 'day' || field.kind === 'instant' ? 'numeric' : 'text'}
      aria-label=${count === 2 ? t(n ? 'value.to' : 'value.from') : t('value.label')} aria-invalid=${invalid ? 'true' : nothing} aria-describedby=${invalid ? `${id}-problem` : nothing}
      placeholder=${count === 2 ? `${t(n ? 'value.to' : 'value.from')}…` : t(hint)} .value=${condition.values[n] ?? ''} @input=${(event: Event) => enter(n, (event.target as HTMLInputElement).value)}>
    ${field.unit ? html`<span class="unit-sign">${field.unit}</span>` : nothing}</span>`)}</div>`;
}

export function valueInputs(app: App, edited: Edited): TemplateResult | typeof nothing {
  const wanted = valuesOf(edited.condition.operator);
  if (wanted === 0) return nothing;
  if (wanted === 'many') return ticks(app, edited);
  return edited.field.kind === 'boolean' ? yesNo(app, edited) : typed(app, edited);
}
