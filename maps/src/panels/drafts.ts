/** Drafts: those that wait for the reader's review, those they write in, and what is finished; or the one that is open. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../actions/app';
import { beginDraft, loadDrafts, openDraft } from '../actions/draftSets';
import type { DraftHead } from '../drafting';
import { instant } from '../format';
import type { State } from '../state';
import { openedDraft } from './draft';
import { failure, skeleton, type Content } from './pieces';
import { speaker } from './words';

const over = ({ state }: DraftHead): boolean => state === 'accepted' || state === 'withdrawn';
const toReview = ({ may }: DraftHead): boolean => may.includes('accept');

function row(state: State, app: App, draft: DraftHead): TemplateResult {
  const t = speaker(state.lang);
  return html`<li><button type="button" class="draft-row" data-testid="draft-${draft.id}" @click=${() => void openDraft.run(app, draft.id)}>
    <b>${draft.title}</b><span class="draft-state ${draft.state}">${t(`draft.${draft.state}`)}</span>
    <small>${t('draft.by', { author: draft.author, at: instant(draft.created_at) })} · ${t('draft.count', { n: draft.changes })}</small></button></li>`;
}

function group(state: State, app: App, title: string, drafts: readonly DraftHead[]): Content {
  return drafts.length ? html`<section><h2>${title}</h2><ul class="drafts">${drafts.map((one) => row(state, app, one))}</ul></section>` : nothing;
}

function begin(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  const send = (event: Event): void => {
    event.preventDefault();
    const title = new FormData(event.target as HTMLFormElement).get('title');
    void beginDraft.run(app, String(title).trim() || t('draft.new_title', { at: instant(new Date().toISOString()) }));
  };
  return html`<form class="draft-begin" @submit=${send}><div class="field"><label for="draft-title">${t('draft.title')}</label><input id="draft-title" name="title" type="text" maxlength="200" autocomplete="off" data-testid="draft-title"></div>
    <button type="submit" class="act" data-testid="draft-begin">${t('draft.begin')}</button></form>`;
}

export function drafts(state: State, app: App): Content {
  const t = speaker(state.lang);
  const { list, open, fault } = state.drafting;
  if (open.status !== 'idle') return openedDraft(state, app);
  if (list.status === 'failed') return failure(state.lang, list.fault, () => void loadDrafts.run(app));
  if (!list.data) return skeleton(state.lang, 5);
  const [review, mine, done] = [list.data.filter(toReview), list.data.filter((one) => !toReview(one) && !over(one)), list.data.filter(over)];
  return html`<div data-testid="drafts">${list.data.length ? nothing : html`<p class="empty">${t('draft.none')}</p>`}
    ${group(state, app, t('draft.review'), review)}${group(state, app, t('draft.mine'), mine)}${group(state, app, t('draft.done'), done)}
    ${fault ? failure(state.lang, fault) : nothing}${state.session?.user?.may_draft.length ? begin(state, app) : nothing}</div>`;
}
