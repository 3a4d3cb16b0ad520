/** Always there, in print too: that the data are illustrative, of which day, and from where. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { dismissToast, retryTiles } from '../actions/mapTools';
import { stopSaving } from '../actions/saveFile';
import { askBox } from '../actions/tableBox';
import { date, number } from '../format';
import type { State } from '../state';
import { icon, type Content } from './pieces';
import { speaker } from './words';

const MEGABYTE = 1_000_000;
/** The day of the figures the sample was drawn from. */
export const FIGURES_OF = '2026-11-22';

export function footer(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  return html`<span>${t('footer.illustrative', { date: date(FIGURES_OF) })}</span><span class="sources">${t('footer.sources')}</span>
    <button type="button" class="bare" data-testid="about-open" @click=${() => app.store.set({ dialog: { kind: 'about' } })}>${t('footer.about')}</button>`;
}

/** The map that is being made to send: how far it is, and the way to stop it. */
function sending({ lang, saving }: State): TemplateResult {
  const t = speaker(lang);
  const far = saving?.bytes ? t('send.fetched', { n: number(lang, saving.bytes / MEGABYTE, 1) }) : '';
  return html`<div class="toast good" role="status" data-testid="sending"><span>${t('send.making')} ${far}</span><button type="button" class="act" data-testid="sending-stop" @click=${stopSaving}>${t('app.cancel')}</button></div>`;
}

export function toast(state: State, app: App): Content {
  const t = speaker(state.lang);
  if (state.saving?.view) return sending(state);
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
