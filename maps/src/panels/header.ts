import { html, nothing } from 'lit-html';
import type { App } from '../actions/app';
import { chooseLanguage } from '../actions/language';
import { openSignIn, signOut } from '../actions/session';
import type { State } from '../state';
import { isKey } from '../strings';
import type { Content } from './pieces';
import { searchBox } from './searchBox';
import { speaker } from './words';

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase();
}

function who(state: State, app: App): Content {
  const t = speaker(state.lang);
  const user = state.session?.user;
  if (!state.session) return nothing;
  if (!user) {
    return html`<button type="button" class="act" data-testid="sign-in-open" @click=${() => openSignIn.run(app)}>${t('session.sign_in')}</button>`;
  }
  const roles = user.roles.map((role) => (isKey(`role.${role}`) ? t(`role.${role}` as 'role.engineer') : role)).join(', ');
  return html`<span class="avatar" aria-hidden="true">${initials(user.name || user.username)}</span>
    <a class="user" data-testid="user" href="/account/tokens" title=${t('session.tokens')}>${user.name || user.username}<small>${roles}</small></a>
    <button type="button" class="act" data-testid="sign-out" @click=${() => signOut.run(app)}>${t('session.sign_out')}</button>`;
}

export function header(state: State, app: App): Content {
  const t = speaker(state.lang);
  return html`<a class="skip" href="#left" data-testid="skip" @click=${(event: Event) => { event.preventDefault(); app.store.set({ panel: 'list', sheet: 'left' }); requestAnimationFrame(() => document.getElementById('list-of')?.focus()); }}>${t('app.skip')}</a>
    <h1 class="logo">CầuĐường<small>${t('app.subtitle')}</small></h1>
    ${searchBox(state, app)}
    <a class="page" data-testid="to-planning" href="/tra-cuu#lang=${state.lang}">${t('app.planning')}</a>
    <div class="languages" role="group" aria-label=${t('app.language')}>
      ${(['vi', 'en'] as const).map((lang) => html`<button type="button" data-testid="lang-${lang}" lang=${lang} aria-pressed=${lang === state.lang ? 'true' : 'false'}
        aria-label=${lang === 'vi' ? 'VI – Tiếng Việt' : 'EN – English'} @click=${() => void chooseLanguage.run(app, lang)}>${lang.toUpperCase()}</button>`)}
    </div>
    <div class="who">${who(state, app)}</div>`;
}
