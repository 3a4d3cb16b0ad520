/** The form to sign in: in a dialog of the map and of the planners' page. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Fault } from '../api/types';
import type { Lang } from '../format';
import { actButton, failure } from './pieces';
import { speaker } from './words';

export interface SigningIn {
  readonly lang: Lang;
  readonly why: 'session.why' | 'session.expired';
  readonly busy: boolean;
  readonly fault: Fault | null;
  readonly send: (username: string, password: string) => void;
  readonly close: () => void;
}

export function signInForm({ lang, why, busy, fault, send, close }: SigningIn): TemplateResult {
  const t = speaker(lang);
  const sent = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    send(String(form.get('username') ?? ''), String(form.get('password') ?? ''));
  };
  return html`<form data-testid="sign-in-form" @submit=${sent}><h2 id="dialog-title">${t('session.sign_in')}</h2><p>${t(why)}</p>
    <div class="field"><label for="username">${t('session.username')}</label><input id="username" name="username" data-testid="username" autocomplete="username" autocapitalize="none" autofocus required></div>
    <div class="field"><label for="password">${t('session.password')}</label><input id="password" name="password" type="password" data-testid="password" autocomplete="current-password" required></div>
    ${fault ? failure(lang, fault) : nothing}
    <div class="inline"><button type="submit" class="act primary" data-testid="sign-in" ?disabled=${busy}>${t('session.sign_in')}</button>
    ${actButton({ label: t('app.cancel'), testid: 'sign-in-cancel', press: close })}</div></form>`;
}
