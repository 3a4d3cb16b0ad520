/** The findings in view as a list to work off: where, how serious, why, what to do. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { App } from '../actions/app';
import { select, zoomToSelection } from '../actions/select';
import { judge, letStand, loadMoreFindings, loadWorklist, saveCure } from '../actions/worklist';
import { keyOf, SEVERITIES, type Finding, type Severity } from '../findings';
import { number } from '../format';
import type { State } from '../state';
import { cureValues, findingWords, severityWord } from './findings';
import { actButton, failure, skeleton, type Content } from './pieces';
import { speaker } from './words';

function judging(state: State, app: App, finding: Finding): Content {
  const t = speaker(state.lang);
  const mine = state.session?.user?.may_edit.includes(finding.collection) ? null : t('why.no_right');
  const open = state.judging.open === keyOf(finding);
  const plain = finding.fix && (finding.fix.geometry ? t('checks.redraw') : cureValues(state, finding));
  const why = letStand.available(state);
  if (open) {
    return html`<form class="typed" @submit=${(event: Event) => { event.preventDefault(); if (!why) void letStand.run(app, finding); }}>
      <div class="field"><label for="accept-reason">${t('checks.reason')}</label><input id="accept-reason" data-testid="accept-reason" type="text" maxlength="300" autocomplete="off" .value=${state.judging.reason} @input=${(event: Event) => judge.run(app, { reason: (event.target as HTMLInputElement).value })}></div>
      ${actButton({ label: t('checks.accept'), testid: 'accept-save', why: why && t(why), primary: true, press: () => void letStand.run(app, finding) })}</form>
      ${state.judging.fault ? failure(state.lang, state.judging.fault) : nothing}`;
  }
  return html`<div class="inline">${plain ? actButton({ label: t('checks.fix', { values: plain }), testid: `cure-${finding.code}`, why: mine, press: () => void saveCure.run(app, finding) }) : nothing}
    ${finding.severity === 'error' ? nothing : actButton({ label: t('checks.let'), testid: `let-${finding.code}`, why: mine, press: () => judge.run(app, { open: keyOf(finding), reason: '' }) })}</div>`;
}

function row(state: State, app: App, finding: Finding): TemplateResult {
  const t = speaker(state.lang);
  const go = (): void => { void select.run(app, { collection: finding.collection, id: finding.id }); zoomToSelection.run(app); };
  return html`<li class="finding is-${finding.severity}" data-testid="work-${finding.code}">${severityWord(state, finding.severity)}
    <button type="button" class="link" data-testid="work-go" @click=${go}>${t(`list.${finding.collection as 'bridges'}`)} ${finding.id}</button>
    <p>${findingWords(state, finding, 'check')}</p><p class="cure">${findingWords(state, finding, 'cure')}</p>${judging(state, app, finding)}</li>`;
}

function found(state: State, app: App): Content {
  const t = speaker(state.lang);
  const { worklist, lang } = state;
  if (worklist.status === 'failed') return failure(lang, worklist.fault, () => void loadWorklist.run(app));
  if (!worklist.data) return skeleton(lang, 6);
  const { findings, asked, next } = worklist.data;
  return html`<p class="hint" role="status" data-testid="worklist-count">${t('checks.count', { n: number(lang, findings.length), asked: number(lang, asked) })}</p>
    ${state.judging.fault && !state.judging.open ? failure(lang, state.judging.fault) : nothing}
    <ul class="findings">${repeat(findings, keyOf, (one) => row(state, app, one))}</ul>
    ${next ? actButton({ label: t('list.more'), testid: 'worklist-more', why: worklist.status === 'loading' ? t('why.loading') : null, press: () => void loadMoreFindings.run(app) }) : nothing}`;
}

export function worklist(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  return html`<section aria-labelledby="worklist-title" aria-busy=${state.worklist.status === 'loading' ? 'true' : 'false'}>
    <h2 id="worklist-title">${t('checks.in_view')}</h2>
    <label class="field unit"><span>${t('checks.severity')}</span><select data-testid="worklist-severity" @change=${(event: Event) => judge.run(app, { severity: (event.target as HTMLSelectElement).value as Severity | '' })}>
      <option value="" ?selected=${!state.judging.severity}>${t('checks.every')}</option>${SEVERITIES.map((one) => html`<option value=${one} ?selected=${one === state.judging.severity}>${t(`severity.${one}`)}</option>`)}</select></label>
    ${found(state, app)}</section>`;
}
