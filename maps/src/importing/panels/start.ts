/** The imports there are, newest first. */
import { html, type TemplateResult } from 'lit-html';
import { instant } from '../../format';
import { stateWords, type Run } from '../run';
import { both } from './words';

export function runList(runs: readonly Run[], zone: string | undefined): TemplateResult {
  if (!runs.length) return html`<p class="empty">${both(['Chưa có lần nhập nào.', 'No imports yet.'])}</p>`;
  return html`<ul class="runs">${runs.map((run) => html`<li class="sheet"><a href="#${run.id}" data-testid="run"><b>${run.file}</b></a>
    <span class="state is-${run.state}">${both(stateWords(run))}</span>
    <p class="mute">#${run.id} · ${run.form ?? ''} · ${run.counts.rows ?? 0} dòng · ${run.made_by ?? ''} ${instant(run.made_at, zone)}</p></li>`)}</ul>`;
}
