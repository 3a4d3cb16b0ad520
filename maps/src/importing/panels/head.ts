/** The top of a report: what the file is, how far the work is, how many rows become what, and what can be done now. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { instant } from '../../format';
import { reportAddress } from '../api/imports';
import { accept, act, check, confirmReading, filterBy, type Store } from '../actions/work';
import { countFixes, evidenceOf, isAsked, isWorking, OUTCOMES, OUTCOME_WORDS, problemWords, SEVERITIES, SEVERITY_WORDS, stateWords, whyNotLoad, type Run, type State } from '../run';
import { columns } from './columns';
import { both } from './words';

type Part = TemplateResult | typeof nothing;

function title(run: Run, zone: string | undefined): TemplateResult {
  return html`<h2>${run.file} <span class="state is-${run.state}" data-testid="state" data-state=${run.state}>${both(stateWords(run))}</span></h2>
    <p class="mute">#${run.id} · ${run.form ?? '…'} · ${run.wish.source} · ${run.made_by ?? ''} ${instant(run.made_at, zone)}${
  run.loaded_at ? html` · Nạp: ${run.loaded_by ?? ''} ${instant(run.loaded_at, zone)}` : nothing}</p>`;
}

function progress(run: Run): Part {
  if (!isWorking(run)) return nothing;
  const { done, total } = run.progress;
  return html`<p role="status"><progress max=${total || 1} .value=${total ? done : nothing} aria-label="Tiến độ / Progress"></progress> ${total ? `${done}/${total}` : 'Đang đọc tệp…'}</p>`;
}

/** The ways the file could be read, each with its evidence and the button that confirms it. */
function evidence(store: Store, run: Run): Part {
  const found = evidenceOf(run).slice(0, 6);
  if (!found.length) return nothing;
  return html`<section class="evidence" data-testid="evidence"><h3>${both(['Đọc tệp theo cách nào?', 'How is the file to be read?'])}</h3><ul>${found.map((one) => html`<li>
    <button type="button" class="act" data-testid="confirm-${one.answer.encoding ?? one.answer.srid}" @click=${() => void confirmReading(store, one.answer)}>${both(one.words)}</button>
    ${one.samples.map((line) => html`<blockquote>${line}</blockquote>`)}</li>`)}</ul></section>`;
}

function problem(run: Run): Part {
  if (!run.problem) return nothing;
  const [vi, en] = problemWords(run.problem);
  return html`<div class=${isAsked(run) ? 'question' : 'failure'} data-testid="problem"><p>${vi}</p><p lang="en">${en}</p></div>`;
}

function filters(store: Store, { run, filter }: State): Part {
  if (!run?.codes) return nothing;
  const severities = SEVERITIES.map((one) => [one, run.codes!.filter(({ severity }) => severity === one).reduce((sum, { count }) => sum + count, 0)] as const);
  const codes = [...new Set(run.codes.filter(({ severity }) => !filter.severity || severity === filter.severity).map(({ code }) => code))].sort();
  return html`<div class="filters" role="group" aria-label="Lọc dòng / Filter rows">
    <button type="button" class="chip" aria-pressed=${!filter.outcome && !filter.severity && !filter.code} @click=${() => void filterBy(store, { outcome: '', severity: '', code: '' })}>
      <b>${run.counts.rows ?? 0}</b> ${both(['Mọi dòng', 'All rows'])}</button>
    ${OUTCOMES.filter((one) => run.counts[one]).map((one) => html`<button type="button" class="chip is-${one}" data-testid="outcome-${one}" aria-pressed=${filter.outcome === one}
      @click=${() => void filterBy(store, { outcome: filter.outcome === one ? '' : one })}><i class="mark mark-${one}"></i><b>${run.counts[one]}</b> ${both(OUTCOME_WORDS[one])}</button>`)}
    ${severities.filter(([, count]) => count).map(([one, count]) => html`<button type="button" class="chip" data-testid="severity-${one}" aria-pressed=${filter.severity === one}
      @click=${() => void filterBy(store, { severity: filter.severity === one ? '' : one, code: '' })}><b>${count}</b> ${both(SEVERITY_WORDS[one])}</button>`)}
    <label class="code-filter">${both(['Mã', 'Code'])} <select data-testid="code" .value=${filter.code} @change=${(event: Event) => void filterBy(store, { code: (event.target as HTMLSelectElement).value })}>
      <option value="">Mọi mã / All</option>${codes.map((code) => html`<option value=${code} ?selected=${code === filter.code}>${code}</option>`)}</select></label></div>`;
}

function button(words: readonly [string, string], testid: string, press: () => void, why: readonly [string, string] | null = null, primary = false): TemplateResult {
  return html`<button type="button" class="act ${primary ? 'primary' : ''}" data-testid=${testid} aria-disabled=${why ? 'true' : 'false'} title=${why?.[0] ?? nothing}
    @click=${() => { if (!why) press(); }}>${both(words)}</button>`;
}

/** Each act in the states in which the server takes it. */
function acts(store: Store, { run, fixes, busy }: State): Part {
  if (!run) return nothing;
  const wait: readonly [string, string] | null = busy ? ['Đang gửi…', 'Sending…'] : null;
  const [planned, changed, working] = [run.state === 'planned', countFixes(fixes), isWorking(run)];
  const why = planned ? whyNotLoad(run, fixes) : null;
  return html`<div class="inline">
    ${planned && changed ? button([`Kiểm tra lại ${changed} ô đã sửa`, 'Check again'], 'check', () => void check(store), wait, true) : nothing}
    ${planned && run.unaccepted ? button([`Chấp nhận mọi cảnh báo (${run.unaccepted})`, 'Accept all'], 'accept-all', () => void accept(store), wait) : nothing}
    ${planned ? button(['Nạp vào cơ sở dữ liệu', 'Load'], 'load', () => void act(store, 'load'), why ?? wait, !changed) : nothing}
    ${run.state === 'loaded' ? button(['Hoàn tác cả lần nhập', 'Revert all'], 'revert', () => {
    if (confirm('Hoàn tác: xoá những gì lần nhập này đã tạo, trả lại những gì nó đã sửa? / Take this import back?')) void act(store, 'revert');
  }, wait) : nothing}
    ${run.interrupted || ['planned', 'refused', 'cancelled', 'failed'].includes(run.state) ? button(run.interrupted ? ['Làm tiếp', 'Resume'] : ['Lập lại kế hoạch', 'Plan again'], 'resume', () => void act(store, 'resume'), wait) : nothing}
    ${working || planned ? button(['Huỷ', 'Cancel'], 'cancel', () => void act(store, 'cancel'), run.cancelling ? ['Đang dừng…', 'Stopping…'] : null) : nothing}
    ${run.file_kept && run.counts.rows ? html`<a class="act" data-testid="report-xlsx" href=${reportAddress(run.id, 'xlsx')}>${both(['Báo cáo Excel', 'Excel report'])}</a>` : nothing}
    ${run.counts.rows ? html`<a class="act" href=${reportAddress(run.id, 'json')} download>JSON</a>` : nothing}
    ${why ? html`<p class="hint" data-testid="why">${both(why)}</p>` : nothing}</div>`;
}

function aboutFile({ about_file: told }: Run): Part {
  if (!told?.length) return nothing;
  return html`<details><summary>${both([`Về cả tệp: ${told.length} điều`, 'About the file'])}</summary>
    <ul class="about-file">${told.map((one) => html`<li><b>${both(SEVERITY_WORDS[one.severity])}</b> ${one.field} <code>${one.code}</code>: ${one.cure}</li>`)}</ul></details>`;
}

export function head(store: Store, state: State, zone: string | undefined): TemplateResult {
  const { run } = state;
  if (!run) return html`<p class="empty" role="status">Đang mở…</p>`;
  return html`<p><a href="#" data-testid="all-imports">← ${both(['Các lần nhập', 'All imports'])}</a></p>
    ${title(run, zone)}${progress(run)}${problem(run)}${run.state === 'refused' ? html`${columns(store, state, run)}${evidence(store, run)}` : nothing}${acts(store, state)}${filters(store, state)}${aboutFile(run)}`;
}
