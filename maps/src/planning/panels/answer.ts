/** The answer: how many, the two ways to look at it, the files of it; or examples while nothing is asked. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { number } from '../../format';
import { skeleton, type Content } from '../../panels/pieces';
import type { App } from '../actions/app';
import { chooseExample, look } from '../actions/choose';
import { isUnasked } from '../actions/run';
import { sectionOf } from '../checks';
import { EXAMPLES } from '../examples';
import type { Show } from '../query';
import { exportAddress, FORMS, shownAddress } from '../request';
import { fieldsFor, othersFor, type State } from '../state';
import { speaker, type Key } from '../strings';
import { copy } from './advanced';
import { figuresPanel } from './figures';
import { table } from './table';
import { refusal } from './words';

function start(app: App): TemplateResult {
  const t = speaker(app.store.get().lang);
  return html`<section class="start" data-testid="start"><h2>${t('start.title')}</h2><p>${t('start.told')}</p><div class="examples">
    ${EXAMPLES.map(({ key }) => html`<button type="button" class="example" data-testid="example-${key}" @click=${() => chooseExample(app, key)}><b>${t(`example.${key}`)}</b><span>${t(`example.${key}_told` as Key)}</span></button>`)}</div></section>`;
}

/** Has the question been changed since it was asked? */
export function isChanged(state: State): boolean {
  const asked = state.answer.data?.question;
  if (!asked || asked === state.question || state.answer.status === 'loading') return false;
  const address = (question: State['question']): string => shownAddress(question, state.looks, fieldsFor(state, question.of), othersFor(state, question));
  return address(asked) !== address(state.question);
}

function exports(state: State): TemplateResult {
  const t = speaker(state.lang);
  const question = state.answer.data?.question ?? state.question;
  return html`<div class="exports"><span>${t('export.label')}</span>${FORMS.map((form) => html`<a class="act" data-testid="export-${form}" download
    href=${exportAddress(question, state.looks, fieldsFor(state, question.of), othersFor(state, question), form)}>${t(`export.${form}`)}</a>`)}</div>`;
}

function tabs(app: App): TemplateResult {
  const { looks, lang } = app.store.get();
  const t = speaker(lang);
  return html`<div class="show" role="group" aria-label=${t('page.answer')}>${(['table', 'figures'] as readonly Show[]).map((one) => html`<button type="button" data-testid="show-${one}" aria-pressed=${looks.show === one ? 'true' : 'false'}
    @click=${() => { look(app, { show: one }); app.store.set({ sheet: one }); }}>${t(`show.${one}`)}</button>`)}</div>`;
}

function heading(app: App, state: State): TemplateResult {
  const t = speaker(state.lang);
  const answer = state.answer.data;
  const total = answer?.matched ?? answer?.features.length;
  const unplaced = answer?.features.filter((one) => !one.geometry).length ?? 0;
  return html`<div class="head"><h2 role="status" data-testid="count">${answer && total !== undefined ? t('answer.count', { n: number(state.lang, total), what: t(`of.${answer.question.of}` as Key).toLocaleLowerCase('vi') }) : t('page.answer')}</h2>
    ${tabs(app)}<button type="button" class="act" data-testid="copy-link" @click=${() => void copy(app, location.href)}>${t('run.link')}</button>${exports(state)}</div>
    ${isChanged(state) ? html`<p class="warning" role="status" data-testid="changed">${t('run.changed')}</p>` : nothing}
    ${answer?.approximate ? html`<p class="warning">${t('answer.approximate')}</p>` : nothing}
    ${unplaced ? html`<p class="hint">${t('answer.unplaced', { n: unplaced })}</p>` : nothing}`;
}

function body(app: App, state: State): Content {
  const load = state.looks.show === 'table' ? state.answer : state.figures;
  if (load.status === 'failed' && !load.data) {
    const here = sectionOf(load.fault.field, state.question.cql !== null) === 'looks' || load.fault.code === 'cancelled';
    return html`<div class="failure" role=${here ? 'alert' : 'note'}><p>${refusal(state, load.fault)}</p></div>`;
  }
  if (!load.data) return skeleton(state.lang, 6);
  if (state.looks.show === 'figures') return state.figures.data ? figuresPanel(app, state.figures.data) : nothing;
  return state.answer.data ? table(app, state.answer.data) : nothing;
}

export function answerPanel(app: App): TemplateResult {
  const state = app.store.get();
  if (isUnasked(state)) return start(app);
  const waiting = state.answer.status === 'loading' || state.figures.status === 'loading';
  return html`${heading(app, state)}<div class="body ${waiting ? 'waiting' : ''}" aria-busy=${waiting ? 'true' : 'false'}>${body(app, state)}</div>`;
}
