/** Always there, in print too: that the data are illustrative, of which day, and from where. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { dismissToast, retryTiles } from '../actions/mapTools';
import { askBox } from '../actions/tableBox';
import { date } from '../format';
import type { State } from '../state';
import { icon, type Content } from './pieces';
import { speaker } from './words';

/** The day of the figures the sample was drawn from. */
export const FIGURES_OF = '2026-11-22';

export function footer(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  return html`<span>${t('footer.illustrative', { date: date(FIGURES_OF) })}</span><span class="sources">${t('footer.sources')}</span>
    <button type="button" class="bare" data-testid="about-open" @click=${() => app.store.set({ dialog: { kind: 'about' } })}>${t('footer.about')}</button>`;
}

export function toast(state: State, app: App): Content {
  const t = speaker(state.lang);
  if (state.toast) {
    return html`<div class="toast ${state.toast.tone}" data-testid="toast"><span>${state.toast.text}</span>
      <button type="button" class="bare" aria-label=${t('app.close')} @click=${() => dismissToast.run(app)}>${icon('close')}</button></div>`;
  }
  if (state.table?.boxing) {
    return html`<div class="toast good" role="status" data-testid="boxing"><span>${t('table.box_hint')}</span><button type="button" class="act" data-testid="box-stop" @click=${() => askBox.run(app, false)}>${t('table.box_stop')}</button></div>`;
  }
  if (!state.tilesFailed) return nothing;
  return html`<div class="toast bad" data-testid="tiles-failed"><span>${t('tiles.failed')}</span><button type="button" class="act" @click=${() => retryTiles.run(app)}>${t('app.retry')}</button></div>`;
}
