/** The head of the page, and on a phone the bar that brings one part of it to the front. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { pageHead } from '../../panels/pageHead';
import { icon, type IconName } from '../../panels/pieces';
import { signInForm } from '../../panels/signIn';
import type { App } from '../actions/app';
import { chooseLanguage, look } from '../actions/choose';
import { draw, drawn } from '../actions/place';
import { openSignIn, signIn, signOut } from '../actions/session';
import type { Sheet } from '../state';
import { speaker, type Key } from '../strings';
import { readPoints } from '../values';

export function header(app: App): TemplateResult {
  const { lang, session } = app.store.get();
  return pageHead({
    lang, here: 'planning', session, skip: { words: speaker(lang)('page.skip'), go: () => document.getElementById('answer')?.focus() },
    choose: (chosen) => void chooseLanguage(app, chosen), signIn: () => openSignIn(app), signOut: () => void signOut(app),
  });
}

/** The dialog's content; nothing while nobody signs in. */
export function signInDialog(app: App): TemplateResult | typeof nothing {
  const { lang, signIn: form } = app.store.get();
  if (!form) return nothing;
  return signInForm({ lang, why: 'session.why', ...form, send: (username, password) => void signIn(app, username, password), close: () => app.store.set({ signIn: null }) });
}

const SHEETS: readonly { readonly sheet: Sheet; readonly icon: IconName; readonly key: Key }[] = [
  { sheet: 'query', icon: 'search', key: 'page.query' }, { sheet: 'map', icon: 'target', key: 'page.map' }, { sheet: 'table', icon: 'list', key: 'show.table' }, { sheet: 'figures', icon: 'chart', key: 'show.figures' },
];

export function phoneBar(app: App): TemplateResult {
  const { lang, sheet } = app.store.get();
  const t = speaker(lang);
  return html`${SHEETS.map((one) => html`<button type="button" data-testid="phone-${one.sheet}" aria-pressed=${one.sheet === sheet ? 'true' : 'false'}
    @click=${() => { app.store.set({ sheet: one.sheet }); if (one.sheet === 'table' || one.sheet === 'figures') look(app, { show: one.sheet }); }}>${icon(one.icon)}<span>${t(one.key)}</span></button>`)}`;
}

/** While somebody draws: what to do next, and the ways out. */
export function drawingBar(app: App): TemplateResult | typeof nothing {
  const { drawing, corners, lang } = app.store.get();
  const t = speaker(lang);
  if (!drawing) return nothing;
  const points = readPoints(corners ?? '');
  const lines = (corners ?? '').split('\n').filter(Boolean);
  return html`<div class="drawing" role="status" data-testid="drawing"><span>${t(`drawing.${drawing}`)}</span>
    ${drawing === 'polygon' ? html`<button type="button" class="act primary" data-testid="drawing-done" ?disabled=${typeof points === 'number' || points.length < 3} @click=${() => { if (typeof points !== 'number') drawn(app, points); }}>${t('drawing.done')}</button>
      <button type="button" class="act" ?disabled=${!lines.length} @click=${() => app.store.set({ corners: lines.slice(0, -1).join('\n') })}>${t('drawing.undo')}</button>` : nothing}
    <button type="button" class="act" data-testid="drawing-cancel" @click=${() => draw(app, null)}>${t('drawing.cancel')}</button></div>`;
}
