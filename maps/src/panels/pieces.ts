/** Small pieces every panel draws: condition pill, action button, states of loading, icons. */
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Fault } from '../api/types';
import type { Lang } from '../format';
import { CONDITION_LOOK, type ConditionKey } from '../symbology';
import { faultWords, speaker } from './words';

export type Content = TemplateResult | typeof nothing;

export function pill(lang: Lang, key: ConditionKey): TemplateResult {
  return html`<span class="pill c-${key}">${CONDITION_LOOK[key].letter} · ${speaker(lang)(`condition.${key}`)}</span>`;
}

/** The sign of a condition in the legend: its letter on its colour, its dash for lines. */
export function dashSign(key: ConditionKey): TemplateResult {
  const { colour, dash } = CONDITION_LOOK[key];
  return html`<svg class="dash-sign" viewBox="0 0 34 10" aria-hidden="true">
    <line x1="1" x2="33" y1="5" y2="5" stroke="#8b9693" stroke-width="7"></line><line x1="1" x2="33" y1="5" y2="5" stroke="#fff" stroke-width="5.4"></line>
    <line x1="1" x2="33" y1="5" y2="5" stroke=${colour} stroke-width="5.4" stroke-dasharray=${dash.length ? dash.map((one) => one * 4).join(' ') : 'none'}></line></svg>`;
}

export interface ButtonLook {
  readonly label: string;
  readonly testid: string;
  /** Why it cannot be pressed; the button stays focusable and says so. */
  readonly why?: string | null;
  readonly primary?: boolean;
  readonly press: () => void;
}

export function actButton({ label, testid, why, primary, press }: ButtonLook): TemplateResult {
  return html`<button type="button" class="act ${primary ? 'primary' : ''}" data-testid=${testid} aria-disabled=${why ? 'true' : 'false'}
    title=${why ?? nothing} aria-description=${why ?? nothing} @click=${() => { if (!why) press(); }}>${label}</button>`;
}

export function failure(lang: Lang, fault: Fault, retry?: () => void): TemplateResult {
  return html`<div class="failure" role="alert"><p>${faultWords(lang, fault)}</p>
    ${retry ? html`<button type="button" class="act" data-testid="retry" @click=${retry}>${speaker(lang)('app.retry')}</button>` : nothing}</div>`;
}

export function skeleton(lang: Lang, lines: number): TemplateResult {
  return html`<div class="skeleton" role="status"><span class="visually-hidden">${speaker(lang)('app.loading')}</span>
    ${Array.from({ length: lines }, () => html`<i></i>`)}</div>`;
}

const PATHS = {
  plus: 'M12 5v14M5 12h14', minus: 'M5 12h14', home: 'M4 11l8-7 8 7M6 10v10h12V10', locate: 'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v4M12 18v4M2 12h4M18 12h4',
  send: 'M3 6h18v12H3zM3 7l9 7 9-7', print: 'M7 9V3h10v6M7 18H4v-8h16v8h-3M7 14h10v7H7z', link: 'M10 14a4 4 0 006 0l3-3a4 4 0 00-6-6l-1 1M14 10a4 4 0 00-6 0l-3 3a4 4 0 006 6l1-1',
  add: 'M12 3a7 7 0 00-7 7c0 5 7 11 7 11s7-6 7-11a7 7 0 00-7-7zM12 7v6M9 10h6', close: 'M6 6l12 12M18 6L6 18', search: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L21 21', list: 'M8 6h13M8 12h13M8 18h13M3.5 6h.01M3.5 12h.01M3.5 18h.01', chart: 'M4 20V10M10 20V4M16 20v-7M3 20h18',
  notice: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v6M12 7v.01', draft: 'M7 3h7l4 4v14H7zM14 3v5h4M10 13h5M10 17h5', target: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5', person: 'M12 4a4 4 0 100 8 4 4 0 000-8zM4 21c0-4 3.5-6 8-6s8 2 8 6', warn: 'M12 4l9 16H3zM12 10v4M12 17v.01',
} as const;
export type IconName = keyof typeof PATHS;

export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${PATHS[name]}></path>`}</svg>`;
}
