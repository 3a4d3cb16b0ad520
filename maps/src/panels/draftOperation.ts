/** A network operation in a draft: what is asked for, and, once it is tried, everything it does. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import type { DraftChange } from '../drafting';
import { date, readable } from '../format';
import { FIELDS_OF, type Effect, type NetworkField } from '../network';
import type { State } from '../state';
import type { StringKey } from '../strings';
import { effectList } from './network/effectList';
import { speaker } from './words';

/** What the body says in one field; '' for nothing. */
function said(state: State, { name, kind }: NetworkField, body: Readonly<Record<string, unknown>>): string {
  const t = speaker(state.lang);
  const [first, second] = name.split('.') as [string, string?];
  const whole = body[first];
  const value = second ? (whole as Readonly<Record<string, unknown>> | undefined)?.[second] : whole;
  if (value === undefined || value === '') return '';
  if (kind === 'line') return t('draft.vertices', { n: JSON.stringify(value).split('],[').length });
  if (kind === 'posts') return t('draft.posts', { n: (value as readonly unknown[]).length });
  if (kind === 'start') { const { km, m } = value as { km: number; m: number }; return readable(state.lang, `Km${km}+${m}`); }
  if (kind === 'yes') return '✓';
  if (kind === 'date') return date(String(value));
  return kind === 'end' ? t(`network.end.${value as 'end'}`) : kind === 'place' && typeof value === 'number' ? `${value} m` : String(value);
}

export function draftOperation(state: State, app: App, { entry }: DraftChange, effect: Effect | undefined): TemplateResult {
  const t = speaker(state.lang);
  const rows = (entry.operation ? FIELDS_OF[entry.operation] : []).map((field) => [field, said(state, field, entry.body ?? {})] as const).filter(([, text]) => text);
  return html`<div class="network in-draft">${rows.length ? html`<dl data-testid="operation-said">${rows.map(([{ name }, text]) => html`<dt>${t(`network.field.${name}` as StringKey)}</dt><dd>${text}</dd>`)}</dl>` : nothing}
    ${effect ? effectList(state, app, null, effect) : nothing}</div>`;
}
