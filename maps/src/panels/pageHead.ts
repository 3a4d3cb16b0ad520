/** The head every page has: its name, the way to the other page, language, and who is reading. On a phone the last two are a menu. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Session, User } from '../api/types';
import type { Lang } from '../format';
import { isKey } from '../strings';
import { icon, type Content } from './pieces';
import { speaker } from './words';

export type PageName = 'map' | 'planning';
export interface PageHead {
  readonly lang: Lang;
  readonly here: PageName;
  /** Null: it is not known yet who is reading. */
  readonly session: Session | null;
  readonly skip: { readonly words: string; readonly go: () => void };
  readonly search?: Content;
  readonly choose: (lang: Lang) => void;
  readonly signIn: () => void;
  readonly signOut: () => void;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase();
}

const nameOf = (user: User): string => user.name || user.username;

function who({ lang, session, signIn, signOut }: PageHead): Content {
  const t = speaker(lang);
  if (!session) return nothing;
  const { user } = session;
  if (!user) return html`<button type="button" class="act" data-testid="sign-in-open" @click=${signIn}>${t('session.sign_in')}</button>`;
  const roles = user.roles.map((role) => (isKey(`role.${role}`) ? t(`role.${role}` as 'role.engineer') : role)).join(', ');
  return html`<span class="avatar" aria-hidden="true">${initials(nameOf(user))}</span>
    <a class="user" data-testid="user" href="/account/tokens" title=${t('session.tokens')}>${nameOf(user)}<small>${roles}</small></a>
    ${user.may_edit.length ? html`<a class="act imports" data-testid="to-import" href="/import/">${t('session.import')}</a>` : nothing}
    <a class="act tokens" href="/account/tokens">${t('session.tokens')}</a>
    <button type="button" class="act" data-testid="sign-out" @click=${signOut}>${t('session.sign_out')}</button>`;
}

function pages({ lang, here }: PageHead): TemplateResult {
  const t = speaker(lang);
  const page = (name: PageName, href: string, words: string): TemplateResult =>
    html`<a href=${href} data-testid="to-${name}" aria-current=${name === here ? 'page' : nothing}>${words}</a>`;
  return html`<nav class="pages" aria-label=${t('app.pages')}>${page('map', `/#?lang=${lang}`, t('app.to_map'))}${page('planning', `/tra-cuu#lang=${lang}`, t('app.planning'))}</nav>`;
}

export function pageHead(head: PageHead): TemplateResult {
  const { lang, session, skip, choose } = head;
  const t = speaker(lang);
  return html`<a class="skip" href="#" data-testid="skip" @click=${(event: Event) => { event.preventDefault(); skip.go(); }}>${skip.words}</a>
    <h1 class="logo">CầuĐường<small>${t('app.subtitle')}</small></h1>${head.search ?? nothing}${pages(head)}
    <button type="button" class="bare menu-open" popovertarget="menu" data-testid="menu-open" aria-label=${t('app.menu')}>${session?.user ? html`<span class="avatar">${initials(nameOf(session.user))}</span>` : icon('person')}</button>
    <div id="menu" popover class="menu"><div class="languages" role="group" aria-label=${t('app.language')}>
      ${(['vi', 'en'] as const).map((one) => html`<button type="button" data-testid="lang-${one}" lang=${one} aria-pressed=${one === lang ? 'true' : 'false'}
        aria-label=${one === 'vi' ? 'VI – Tiếng Việt' : 'EN – English'} @click=${() => choose(one)}>${one.toUpperCase()}</button>`)}</div>
    <div class="who">${who(head)}</div></div>`;
}
