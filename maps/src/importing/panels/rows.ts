/** The rows of a report: what becomes of each, why, and where a person corrects it. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { accept, choose, leaveOut, more, type Store } from '../actions/work';
import { OUTCOME_WORDS, SEVERITY_WORDS, withFix, type Both, type Finding, type Row, type State } from '../run';
import { both } from './words';

type Part = TemplateResult | typeof nothing;

/** The cells a row's errors and warnings are about, each once: column → what stands there. */
function fixable(row: Row): Map<string, string> {
  const cells = new Map<string, string>();
  for (const one of row.findings) {
    if (one.severity === 'notice') continue;
    const values = one.columns.length > 1 ? one.value.split(', ').map((part) => part.trim()) : [one.value];
    one.columns.forEach((column, n) => { if (!cells.has(column)) cells.set(column, values[n] ?? ''); });
  }
  return cells;
}

function fixFields(store: Store, row: Row, state: State): Part {
  const cells = fixable(row);
  if (!cells.size || state.run?.state !== 'planned') return nothing;
  const typed = state.fixes[row.row] ?? {};
  const sent = state.run.fixes[row.row] ?? {};
  return html`<div class="fixes">${[...cells].map(([column, value]) => html`<div class="field ${column in typed ? 'changed' : ''}">
    <label for="fix-${row.row}-${column}">${both(['Sửa', 'Fix'])} <code>${column}</code></label>
    <input id="fix-${row.row}-${column}" data-testid="fix" data-row=${row.row} data-column=${column} autocomplete="off" maxlength="2000"
      .value=${typed[column] ?? sent[column] ?? value} @input=${(event: Event) => store.set({ fixes: withFix(store.get().fixes, row.row, column, (event.target as HTMLInputElement).value) })}></div>`)}</div>`;
}

function acceptance(store: Store, one: Finding, state: State): Part {
  if (one.severity !== 'warning') return nothing;
  if (one.accepted_by !== null) return html`<small class="accepted">${both([`Đã chấp nhận: ${one.accepted_by}`, 'accepted'])}</small>`;
  return state.run?.state === 'planned'
    ? html`<button type="button" class="act small" data-testid="accept" @click=${() => void accept(store, [one.id])}>${both(['Chấp nhận', 'Accept'])}</button>` : nothing;
}

function finding(store: Store, one: Finding, state: State): TemplateResult {
  return html`<li class="finding is-${one.severity}"><b>${both(SEVERITY_WORDS[one.severity])}</b> <code>${one.code}</code>
    ${one.cells.length ? html`<code class="cell">${one.cells.join(', ')}</code>` : one.field}
    ${one.value ? html`<q>${one.value}</q>` : nothing}<p>${one.cure}</p>${acceptance(store, one, state)}</li>`;
}

/** Out of the import, or back into it. */
function wanted(store: Store, row: Row, state: State): Part {
  if (state.run?.state !== 'planned') return nothing;
  const out = row.findings.some(({ code }) => code === 'row-left-out');
  if (!out && row.outcome !== 'create' && row.outcome !== 'update') return nothing;
  return html`<button type="button" class="act small" data-testid=${out ? 'take-back' : 'leave-out'} ?disabled=${state.busy} @click=${() => void leaveOut(store, row.row, !out)}>${both(out ? ['Lấy lại dòng này', 'Take back'] : ['Bỏ dòng này', 'Leave out'])}</button>`;
}

function differences(row: Row): Part {
  if (!row.differences.length) return nothing;
  return html`<dl class="differences">${row.differences.map((one) => html`<div><dt title=${one.field}>${both(one.title)}</dt>
    <dd><del>${value(one.before, one.before_label)}</del> → <ins>${value(one.after, one.after_label)}</ins></dd></div>`)}</dl>`;
}

/** What stands in a column; of a code what it means, and itself. */
const value = (text: string, label?: Both): Part | string => (label ? html`${both(label)} (${text})` : text || '∅');

function rowCard(store: Store, row: Row, state: State): TemplateResult {
  return html`<li class="sheet row ${state.chosen === row.row ? 'is-chosen' : ''}" id="row-${row.row}" data-testid="row" data-row=${row.row} data-outcome=${row.outcome}>
    <h3><button type="button" class="row-name" @click=${() => void choose(store, row.row)}>${both([`Dòng ${row.row}`, 'row'])}</button> ${row.title}
      <span class="outcome"><i class="mark mark-${row.outcome}"></i>${both(OUTCOME_WORDS[row.outcome])}</span>
      ${row.public_id && state.run?.collection ? html`<a href="/#?lang=vi&at=${state.run.collection}/${row.public_id}">${row.public_id}</a>` : nothing}</h3>
    ${differences(row)}
    ${row.findings.length ? html`<ul>${row.findings.map((one) => finding(store, one, state))}</ul>` : nothing}
    ${fixFields(store, row, state)}${wanted(store, row, state)}</li>`;
}

export function rowList(store: Store, state: State): Part {
  const { rows } = state;
  if (!rows) return nothing;
  if (!rows.rows.length) return html`<p class="empty">${both(['Không có dòng nào như vậy.', 'No such rows.'])}</p>`;
  return html`<p class="hint" role="status">${both([`${rows.rows.length} trong ${rows.matched} dòng`, 'rows'])}</p>
    <ul class="row-list">${repeat(rows.rows, ({ row }) => row, (row) => rowCard(store, row, state))}</ul>
    ${rows.next === null ? nothing : html`<button type="button" class="act" data-testid="more" @click=${() => void more(store)}>${both(['Xem thêm', 'More'])}</button>`}`;
}
