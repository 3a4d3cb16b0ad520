/** What only paper shows: title, date, filters, legend, north; map, scale bar, islands' labels and source are on screen too. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { instant } from '../format';
import type { State } from '../state';
import { CONDITION_KEYS, CONDITION_LOOK } from '../symbology';
import { filterWords } from './layers';
import { dashSign } from './pieces';
import { speaker } from './words';

export function printSheet(state: State, now: Date): TemplateResult {
  const t = speaker(state.lang);
  const filters = filterWords(state).map((one) => one.what).join('; ');
  return html`<header class="print-title"><b>${t('app.title')}</b><span>${t('print.date', { date: instant(now.toISOString()) })}</span>${filters ? html`<span>${t('print.filter', { what: filters })}</span>` : nothing}</header>
    <div class="print-north"><svg viewBox="0 0 24 34" aria-hidden="true"><path d="M12 1l8 24-8-6-8 6z" fill="#1d2b2a"></path></svg>${t('print.north')}</div>
    <div class="print-legend"><b>${t('print.legend')}</b>
    ${CONDITION_KEYS.map((key) => html`<span><i class="sign c-${key}">${CONDITION_LOOK[key].letter}</i>${dashSign(key)} ${t(`condition.${key}`)}</span>`)}
    <span><i class="sign-bridge"></i> ${t('layer.bridges')}</span><span><i class="sign-culvert"></i> ${t('layer.culverts')}</span><span><i class="swatch sign-km-posts"></i> ${t('layer.km-posts')}</span></div>`;
}
