/** The answer: how many, the two ways to look at it, the files of it; or examples while nothing is asked. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { date, instant, number } from '../../format';
import { skeleton, type Content } from '../../panels/pieces';
import type { App } from '../actions/app';
import { chooseExample, look } from '../actions/choose';
import { cancel, isUnasked } from '../actions/run';
import { stopSaving } from '../../actions/saveFile';
import { fileAddress, save } from '../actions/save';
import { sectionOf } from '../checks';
import { EXAMPLES } from '../examples';
import type { Show } from '../query';
import { formsOf, type Form } from '../../exportForms';
import { shownAddress } from '../request';
import { fieldsFor, othersFor, type Answer, type State } from '../state';
import { speaker, type Key } from '../strings';
import { readDay } from '../values';
import { copy } from './advanced';
import { chooser } from '../../panels/chooser';
import { figuresPanel } from './figures';
import { table } from './table';
import { lostWarning, refusal } from './words';

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

const MEGABYTE = 1_000_000;

/** The forms of the answer as files; while one is made, how far it is and the way to stop it. */
function exports(app: App): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const { saving, seconds, lang } = state;
  if (saving) {
    const far = saving.bytes ? t('export.fetched', { n: number(lang, saving.bytes / MEGABYTE, 1) }) : t('run.seconds', { n: seconds });
    return html`<p class="saving" role="status" data-testid="saving"><span>${t('export.making', { form: t(`export.${saving.form}`) })} ${far}</span> <button type="button" class="act" data-testid="saving-stop" @click=${stopSaving}>${t('run.cancel')}</button></p>`;
  }
  const pressed = (event: MouseEvent, form: Form): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own, if that is what is wanted
    event.preventDefault();
    (event.currentTarget as Element).closest('details')?.removeAttribute('open');
    void save(app, form);
  };
  const body = html`<ul class="plain forms">${formsOf((state.answer.data?.question ?? state.question).of).map((form) => html`<li><a data-testid="export-${form}" download href=${fileAddress(state, form)} @click=${(event: MouseEvent) => pressed(event, form)}>
    <b>${t(`export.${form}`)}</b><small>${t(`export.${form}_told`)}</small></a></li>`)}</ul>`;
  return chooser({ testid: 'exports', label: t('export.label'), kind: 'button', body });
}

function tabs(app: App): TemplateResult {
  const { looks, lang } = app.store.get();
  const t = speaker(lang);
  return html`<div class="show" role="group" aria-label=${t('page.answer')}>${(['table', 'figures'] as readonly Show[]).map((one) => html`<button type="button" data-testid="show-${one}" aria-pressed=${looks.show === one ? 'true' : 'false'}
    @click=${() => { look(app, { show: one }); app.store.set({ sheet: one }); }}>${t(`show.${one}`)}</button>`)}</div>`;
}

/** What was found, and of which day when it is not what is known now. */
function found(state: State): string {
  const t = speaker(state.lang);
  const answer = state.answer.data;
  if (!answer) return t('page.answer');
  const { of, at } = answer.question;
  const count = t('answer.count', { n: number(state.lang, answer.matched ?? answer.features.length), what: t(`of.${of}` as Key).toLocaleLowerCase('vi') });
  return at ? t(of === 'communes' ? 'answer.in_force' : 'answer.as_at', { count, day: date(readDay(at) ?? at) }) : count;
}

/** On paper: of when the figures are, and the question they answer. */
function printed(state: State, { question, stamp }: Answer): TemplateResult {
  const address = shownAddress(question, state.looks, fieldsFor(state, question.of), othersFor(state, question));
  return html`<p class="print-only" data-testid="printed">${speaker(state.lang)('answer.printed', { at: instant(stamp), address: location.origin + address })}</p>`;
}

function heading(app: App, state: State): TemplateResult {
  const t = speaker(state.lang);
  const answer = state.answer.data;
  const unplaced = answer?.features.filter((one) => !one.geometry).length ?? 0;
  return html`<div class="head"><h2 role="status" data-testid="count">${found(state)}</h2>
    ${tabs(app)}<span class="ways">${answer ? exports(app) : nothing}<button type="button" class="act" data-testid="copy-link" @click=${() => void copy(app, location.href)}>${t('run.link')}</button></span></div>
    ${answer ? printed(state, answer) : nothing}
    ${lostWarning(state, 'answer')}
    ${isChanged(state) ? html`<p class="warning" role="status" data-testid="changed">${t('run.changed')}</p>` : nothing}
    ${answer?.approximate ? html`<p class="warning">${t('answer.approximate')}</p>` : nothing}
    ${unplaced ? html`<p class="hint">${t('answer.unplaced', { n: unplaced })}</p>` : nothing}`;
}

/** From the first second on: for how long the page has been asking, and the way out. */
function waitingBar(app: App, { lang, seconds }: State): Content {
  const t = speaker(lang);
  if (!seconds) return nothing;
  return html`<p class="waiting-bar" role="status"><span>${t('run.asking')} ${t('run.seconds', { n: seconds })}</span>
    <button type="button" class="act" data-testid="cancel-answer" @click=${() => cancel(app)}>${t('run.cancel')}</button></p>`;
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
  return html`${heading(app, state)}${waiting ? waitingBar(app, state) : nothing}<div class="body ${waiting ? 'waiting' : ''}" aria-busy=${waiting ? 'true' : 'false'}>${body(app, state)}</div>`;
}
