/** Signing in, the question about unsaved work, and where the data come from: native modal dialogs. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { closeDialog, leaveUnsaved } from '../actions/leave';
import { signIn } from '../actions/session';
import { date } from '../format';
import type { Dialog, State } from '../state';
import { deletion } from './deletion';
import { FIGURES_OF } from './footer';
import { addDialog } from './draw/addDialog';
import { actButton, icon, type Content } from './pieces';
import { signInForm } from './signIn';
import { speaker } from './words';

function signingIn(state: State, app: App, { expired, busy, fault }: Extract<Dialog, { kind: 'sign-in' }>): TemplateResult {
  return signInForm({
    lang: state.lang, why: expired ? 'session.expired' : 'session.why', busy, fault,
    send: (username, password) => void signIn.run(app, username, password), close: () => void closeDialog.run(app),
  });
}

function unsaved(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  return html`<div data-testid="unsaved"><h2 id="dialog-title">${t('unsaved.title')}</h2><p>${t('unsaved.told')}</p><div class="inline">
    ${actButton({ label: t('unsaved.stay'), testid: 'unsaved-stay', primary: true, press: () => closeDialog.run(app) })}
    ${state.edit || state.drawing || state.recording ? actButton({ label: t('unsaved.keep'), testid: 'unsaved-keep', press: () => leaveUnsaved.run(app, true) }) : nothing}
    ${actButton({ label: t('unsaved.discard'), testid: 'unsaved-discard', press: () => leaveUnsaved.run(app, false) })}</div></div>`;
}

function about(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  return html`<div data-testid="about"><h2 id="dialog-title">${t('about.title')}</h2><p>${t('about.1', { date: date(FIGURES_OF) })}</p><p>${t('about.2')}</p><p>${t('about.3')}</p><p>${t('about.4')}</p>
    <p><a href="https://www.openstreetmap.org/copyright" rel="noreferrer">openstreetmap.org/copyright</a> · <a href="/api/">/api/</a></p>
    <div class="inline">${actButton({ label: t('app.close'), testid: 'about-close', primary: true, press: () => closeDialog.run(app) })}</div></div>`;
}

export function dialogBody(state: State, app: App): Content {
  const { dialog } = state;
  if (!dialog) return nothing;
  const t = speaker(state.lang);
  const body = dialog.kind === 'sign-in' ? signingIn(state, app, dialog) : dialog.kind === 'unsaved' ? unsaved(state, app)
    : dialog.kind === 'add' ? addDialog(state, app) : dialog.kind === 'delete' ? deletion(state, app, dialog) : about(state, app);
  return html`<button type="button" class="bare dialog-close" aria-label=${t('app.close')} @click=${() => closeDialog.run(app)}>${icon('close')}</button>${body}`;
}
