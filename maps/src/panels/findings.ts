/** Findings of the checks: how serious, why, what to do, and a cure by one click where there is one. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { applyCure, undoCure } from '../actions/checkLive';
import type { Value } from '../api/types';
import { fieldOf } from '../fields';
import { SEVERITIES, typedCure, type Finding, type Severity } from '../findings';
import { date, number, percent, readable } from '../format';
import type { State } from '../state';
import { isKey } from '../strings';
import { icon, type Content } from './pieces';
import { codeLabel, faultWords, fieldLabel, shownValue, speaker } from './words';

const LISTS: Readonly<Record<string, string>> = { said: 'condition', decided: 'condition', status: 'status', load: 'load' };
const WHOLE = ['km', 'built', 'year'];
const LISTED = 50;

function factWords(state: State, name: string, value: unknown, code: string): string {
  const { lang } = state;
  if (LISTS[name]) return codeLabel(state, LISTS[name], value);
  if (name.endsWith('_on')) return date(String(value));
  if (name === 'share') return percent(lang, Number(value), 1);
  const year = code.includes('year') || code === 'opened-before-built' || WHOLE.includes(name);
  if (typeof value === 'number') return year ? String(value) : number(lang, value, 2);
  return readable(lang, String(value ?? ''));
}

/** Why, or what to do, in the reader's words. */
export function findingWords(state: State, finding: Finding, kind: 'check' | 'cure'): string {
  const key = `${kind}.${finding.code}`;
  const facts = Object.fromEntries(Object.entries(finding.facts).map(([name, value]) => [name, factWords(state, name, value, finding.code)]));
  return isKey(key) ? speaker(state.lang)(key, facts).replace(/ +/g, ' ') : finding.code;
}

export function severityWord(state: State, severity: Severity): TemplateResult {
  return html`<b class="severity">${icon(severity === 'notice' ? 'notice' : 'warn')}${speaker(state.lang)(`severity.${severity}`)}</b>`;
}

/** "Năm xây dựng 2010, Năm khai thác 2012". */
export function cureValues(state: State, finding: Finding): string {
  const t = speaker(state.lang);
  return Object.entries(finding.fix?.properties ?? {}).map(([name, value]) => {
    const field = fieldOf(finding.collection, name);
    return `${fieldLabel(t, name)} ${(field && shownValue(state, field, value as Value)) || t('checks.empty_value')}`;
  }).join(', ');
}

function row(state: State, app: App | null, finding: Finding): TemplateResult {
  const t = speaker(state.lang);
  const cure = app && typedCure(finding, state.lang);
  const values = cure && cureValues(state, finding);
  const name = finding.field?.replace(/^properties\//, '');
  return html`<li class="finding is-${finding.severity}" data-testid="finding-${finding.code}">${severityWord(state, finding.severity)}${app ? nothing : html` <b>${finding.id}</b>`}
    ${name && fieldOf(finding.collection, name) ? html` <small>${fieldLabel(t, name)}</small>` : nothing}
    <p>${findingWords(state, finding, 'check')}</p><p class="cure">${findingWords(state, finding, 'cure')}</p>
    ${app && values ? html`<button type="button" class="act" data-testid="fix-${finding.code}" @click=${() => applyCure.run(app, finding, values)}>${t('checks.fix', { values })}</button>` : nothing}</li>`;
}

const worstFirst = (findings: readonly Finding[]): readonly Finding[] => [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));

function told(state: State, app: App): Content {
  const { live, lang } = state;
  const t = speaker(lang);
  if (!live.found) return nothing;
  const { refused, findings } = live.found;
  const found = worstFirst(findings);
  if (!refused && !found.length) return html`<p class="hint" data-testid="findings-none">${t('checks.none')}</p>`;
  const field = refused?.field?.replace(/^properties\//, '') ?? null;
  return html`<ul class="findings">
    ${refused ? html`<li class="finding is-error" data-testid="finding-refused">${severityWord(state, 'error')} ${field ? html`<small>${fieldLabel(t, field)}</small>` : nothing}
      <p>${faultWords(lang, { ...refused, field }, field)}</p></li>` : nothing}
    ${found.map((one) => row(state, app, one))}</ul>`;
}

/** What would be doubtful about what is only shown yet: to be seen, not to be cured here. */
export function foundIn(state: State, findings: readonly Finding[] | undefined): Content {
  if (!findings?.length) return nothing;
  return html`<section class="live" data-testid="would-be-doubtful"><h3>${speaker(state.lang)('checks.would_be', { n: findings.length })}</h3>
    <ul class="findings">${worstFirst(findings).slice(0, LISTED).map((one) => row(state, null, one))}</ul></section>`;
}

/** What is doubtful about what is being typed or placed. */
export function liveFindings(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  const { undo, asking } = state.live;
  return html`<section class="live" aria-labelledby="live-title" data-testid="live-findings" aria-busy=${asking ? 'true' : 'false'}>
    <h3 id="live-title">${t('checks.title')}${asking ? html` <small>${t('checks.asking')}</small>` : nothing}</h3>
    <div aria-live="polite">${told(state, app)}</div>
    ${undo ? html`<button type="button" class="act" data-testid="cure-undo" @click=${() => undoCure.run(app)}>${t('checks.undo', { values: undo.told })}</button>` : nothing}</section>`;
}
