/** The open draft: its changes and whether they can be applied, who sees it, what was said, and what may be done with it now. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { commentDraft, dismissMember, inviteMember, openDraft, stepDraft } from '../actions/draftSets';
import type { Draft, DraftAct, Step } from '../drafting';
import { noDay } from '../actions/meaning';
import { instant } from '../format';
import { meant, MEANINGS, type Meaning } from '../meaning';
import type { State } from '../state';
import { isKey } from '../strings';
import { draftChange } from './draftChange';
import { dayField } from './meaning';
import { actButton, failure, icon, skeleton, type Content } from './pieces';
import { speaker } from './words';

const AUTHORS: readonly DraftAct[] = ['submit', 'withdraw', 'invite'];
const written = (): string => document.querySelector<HTMLTextAreaElement>('#draft-say')?.value.trim() ?? '';
/** As what the reviewer lets the draft in; undefined: that is not said. */
const meaningChosen = (): Meaning | undefined => (document.querySelector<HTMLSelectElement>('#draft-meaning')?.value || undefined) as Meaning | undefined;
const clear = (): void => { const field = document.querySelector<HTMLTextAreaElement>('#draft-say'); if (field) field.value = ''; };

/** Why an act is not open; null when it is. */
function why(state: State, draft: Draft, act: DraftAct): string | null {
  const t = speaker(state.lang);
  if (state.drafting.busy) return t('why.loading');
  if (draft.may.includes(act)) {
    if (act === 'submit' && !draft.changes.length) return t('why.draft_empty');
    return act === 'accept' && state.drafting.check.data?.passes === false ? t('why.draft_fails') : null;
  }
  const author = AUTHORS.includes(act);
  if (!draft.you.includes(author ? 'author' : 'reviewer')) return t('why.draft_part', { who: t(author ? 'why.draft_author' : 'why.draft_reviewer') });
  return t('why.draft_state', { state: t(`draft.${draft.state}`) });
}

function verdict(state: State): Content {
  const t = speaker(state.lang);
  const { check } = state.drafting;
  if (check.status === 'loading') return html`<p class="verdict" role="status">${t('draft.checking')}</p>`;
  if (check.status === 'failed') return failure(state.lang, check.fault);
  if (!check.data) return nothing;
  const n = check.data.changes.filter((one) => one.failure).length;
  return html`<p class="verdict ${n ? 'fails' : 'passes'}" role="status" data-testid="draft-verdict">${n ? '✕ ' : '✓ '}${t(n ? 'draft.fails' : 'draft.passes', { n })}</p>`;
}

function members(state: State, app: App, draft: Draft): TemplateResult {
  const t = speaker(state.lang);
  const invites = draft.may.includes('invite');
  const send = (event: Event): void => {
    event.preventDefault();
    const name = String(new FormData(event.target as HTMLFormElement).get('username')).trim();
    if (name) { void inviteMember.run(app, name); (event.target as HTMLFormElement).reset(); }
  };
  return html`<details class="data"><summary>${t('draft.members')} (${draft.members.length + 1})</summary><p class="hint">${t('draft.seen_by')}</p>
    <ul class="plain"><li>${draft.author} <small>(${t('draft.author')})</small></li>${draft.members.map((name) => html`<li>${name}
      ${invites ? html`<button type="button" class="bare" aria-label=${t('draft.dismiss', { name })} title=${t('draft.dismiss', { name })} @click=${() => void dismissMember.run(app, name)}>${icon('close')}</button>` : nothing}</li>`)}</ul>
    ${invites ? html`<form class="draft-begin" @submit=${send}><div class="field"><label for="draft-member">${t('draft.username')}</label><input id="draft-member" name="username" type="text" maxlength="150" autocomplete="off" data-testid="draft-member"></div>
      <button type="submit" class="act" data-testid="draft-invite">${t('draft.invite')}</button></form>` : nothing}</details>`;
}

function talk(state: State, draft: Draft): TemplateResult {
  const t = speaker(state.lang);
  return html`<section><h2>${t('draft.talk')}</h2><ol class="history" data-testid="draft-events">${draft.events.map(({ said, by, at, text }) => {
    const key = `draft.said_${said}`;
    return html`<li><p><b>${by}</b> ${isKey(key) ? t(key) : said} · <time datetime=${at}>${instant(at)}</time></p>${text ? html`<p class="reason">${text}</p>` : nothing}</li>`;
  })}</ol></section>`;
}

function acts(state: State, app: App, draft: Draft): TemplateResult {
  const t = speaker(state.lang);
  const step = (name: Step, primary = false): TemplateResult => actButton({
    label: t(name === 'withdraw' && draft.state === 'submitted' ? 'draft.take_back' : `draft.${name}`), testid: `draft-${name}`, why: why(state, draft, name), primary,
    press: () => {
      const text = written();
      if (name === 'return' && !text) { app.store.set({ toast: { text: t('why.no_reason'), tone: 'bad' } }); document.getElementById('draft-say')?.focus(); return; }
      const as = name === 'accept' ? meaningChosen() : undefined;
      if (as && noDay(as, app.store.get())) { app.store.set({ toast: { text: t('why.no_day'), tone: 'bad' } }); document.getElementById('draft-on')?.focus(); return; }
      void Promise.resolve(stepDraft.run(app, name, text, as && meant(as, app.store.get().happenedOn))).then(() => { if (!app.store.get().drafting.fault) clear(); });
    },
  });
  const say = (): void => { const text = written(); if (text) { void commentDraft.run(app, text); clear(); } else document.getElementById('draft-say')?.focus(); };
  const [writes, reviews] = [draft.you.includes('author'), draft.you.includes('reviewer') || !draft.you.includes('author')];
  return html`<div class="draft-acts"><div class="field"><label for="draft-say">${t('draft.say')}</label><textarea id="draft-say" data-testid="draft-say" rows="2" maxlength="5000"></textarea></div>
    <div class="inline">${actButton({ label: t('draft.comment'), testid: 'draft-comment', why: why(state, draft, 'comment'), press: say })}
    ${writes ? html`${step('submit', true)}${step('withdraw')}` : nothing}${reviews ? html`${step('accept', true)}${step('return')}` : nothing}</div>
    ${draft.may.includes('accept') ? html`<div class="field"><label for="draft-meaning">${t('draft.meaning')}</label><select id="draft-meaning" data-testid="draft-meaning"><option value="">${t('draft.meaning_none')}</option>
      ${MEANINGS.map((one) => html`<option value=${one}>${t(`meaning.${one}`)}</option>`)}</select></div>${dayField(state, app, 'draft-on')}` : nothing}</div>`;
}

export function openedDraft(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  const { open, fault } = state.drafting;
  const back = html`<button type="button" class="act draft-back" data-testid="draft-back" @click=${() => void openDraft.run(app, null)}>← ${t('draft.back')}</button>`;
  if (open.status === 'failed') return html`${back}${failure(state.lang, open.fault)}`;
  const draft = open.data;
  if (!draft) return html`${back}${skeleton(state.lang, 6)}`;
  return html`${back}<article data-testid="draft-open"><h2 class="draft-name">${draft.title} <span class="draft-state ${draft.state}" data-testid="draft-state">${t(`draft.${draft.state}`)}</span></h2>
    <p class="hint">${t('draft.by', { author: draft.author, at: instant(draft.created_at) })}</p>${verdict(state)}
    <ul class="draft-legend"><li class="before">${t('draft.legend_before')}</li><li class="after">${t('draft.legend_after')}</li><li class="gone">${t('draft.legend_gone')}</li></ul>
    <section><h2>${t('draft.changes')} (${draft.changes.length})</h2>${draft.changes.length ? nothing : html`<p class="empty">${t('draft.empty')}</p>`}
      <ol class="draft-changes">${draft.changes.map((change, index) => draftChange(state, app, change, index))}</ol></section>
    ${fault ? failure(state.lang, fault) : nothing}${draft.may.length > 1 ? acts(state, app, draft) : nothing}${talk(state, draft)}${members(state, app, draft)}</article>`;
}
