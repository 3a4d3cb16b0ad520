import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { chooseNew } from '../actions/draw';
import { copyLink, locateMe, printMap, wholeProvince, zoomBy } from '../actions/mapTools';
import { sendMap } from '../actions/sendMap';
import type { State } from '../state';
import { icon, type IconName } from './pieces';
import { speaker } from './words';

export function tools(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  const tool = (name: IconName, label: string, testid: string, press: () => void, why: string | null = null): TemplateResult =>
    html`<button type="button" aria-label=${label} title=${why ? `${label} – ${why}` : label} aria-disabled=${why ? 'true' : 'false'} data-testid=${testid} @click=${() => { if (!why) press(); }}>${icon(name)}</button>`;
  const [add, here, send, link, print] = [chooseNew.available(state), locateMe.available(state), sendMap.available(state), copyLink.available(state), printMap.available(state)];
  return html`<div role="group" aria-label=${t('tool.group')} class="tool-buttons">
    ${state.session?.user ? tool('add', t('draw.add'), 'add', () => chooseNew.run(app), add && t(add)) : nothing}
    ${tool('plus', t('tool.zoom_in'), 'zoom-in', () => zoomBy.run(app, 1))}${tool('minus', t('tool.zoom_out'), 'zoom-out', () => zoomBy.run(app, -1))}
    ${tool('home', t('tool.home'), 'home', () => wholeProvince.run(app))}${tool('locate', t('tool.locate'), 'locate', () => locateMe.run(app), here && t(here))}
    ${tool('send', t('tool.send'), 'send-map', () => void sendMap.run(app), send && t(send))}
    ${tool('link', t('tool.link'), 'copy-link', () => void copyLink.run(app), link && t(link))}${tool('print', t('tool.print'), 'print', () => void printMap.run(app), print && t(print))}</div>`;
}
