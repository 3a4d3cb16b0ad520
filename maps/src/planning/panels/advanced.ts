/** The question as the API is asked it: its CQL2, which may be written by hand, and its whole address. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Fault } from '../../api/types';
import { change, say, type App } from '../actions/app';
import { filterOf } from '../cql';
import { shownAddress } from '../request';
import { fieldsFor, othersFor } from '../state';
import { speaker } from '../strings';
import { refusal, spotOf, type Spot } from './words';

export async function copy(app: App, text: string): Promise<void> {
  const t = speaker(app.store.get().lang);
  try {
    await navigator.clipboard.writeText(text);
    say(app, t('cql.copied'));
  } catch {
    say(app, t('cql.not_copied')); // no permission, or no https: the text is there to be selected
  }
}

/** The line with what could not be read marked. */
function marked(text: string, { line, column }: Spot): TemplateResult {
  const row = text.split('\n')[line - 1] ?? '';
  return html`<pre class="marked" aria-hidden="true" data-testid="cql-mark">${row.slice(Math.max(0, column - 30), column - 1)}<mark>${row.slice(column - 1, column) || '␣'}</mark>${row.slice(column, column + 30)}</pre>`;
}

export function advancedPanel(app: App, fault: Fault | null): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const { question, looks } = state;
  const fields = fieldsFor(state, question.of);
  const cql = filterOf(question, fields);
  const address = location.origin + shownAddress(question, looks, fields, othersFor(state, question));
  const wrong = fault?.field === 'filter' && question.cql !== null;
  const spot = wrong ? spotOf(fault) : null;
  return html`<div class="field ${wrong ? 'wrong' : ''}"><label for="cql">${t('cql.label')}</label>
      <textarea id="cql" rows="4" data-testid="cql" spellcheck="false" autocapitalize="none" aria-describedby="cql-about" aria-invalid=${wrong ? 'true' : nothing} placeholder=${t('cql.empty')} .value=${question.cql ?? cql}
        @input=${(event: Event) => change(app, { cql: (event.target as HTMLTextAreaElement).value })}></textarea></div>
    ${wrong ? html`<div class="failure" role="alert" data-testid="refused"><p>${refusal(state, fault)}</p></div>` : nothing}${spot ? marked(question.cql ?? '', spot) : nothing}
    <p class="hint" id="cql-about">${question.cql === null ? t('cql.hint') : t('cql.by_hand')}</p>
    <div class="inline"><button type="button" class="act" data-testid="copy-cql" @click=${() => void copy(app, cql)}>${t('cql.copy')}</button>
      ${question.cql === null ? nothing : html`<button type="button" class="act" @click=${() => change(app, { cql: null })}>${t('cql.back')}</button>`}</div>
    <div class="field"><span>${t('cql.address')}</span><a class="address" data-testid="address" href=${address}>${address}</a></div>
    <div class="inline"><button type="button" class="act" data-testid="copy-address" @click=${() => void copy(app, address)}>${t('cql.copy_address')}</button></div>`;
}
