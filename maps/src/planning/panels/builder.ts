/** The question, section by section: each says in its heading what is chosen, and stands with its own faults. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { CollectionId, Fault } from '../../api/types';
import { date } from '../../format';
import type { Content } from '../../panels/pieces';
import { change, isRunning, type App } from '../actions/app';
import { chooseCollection, clear } from '../actions/choose';
import { knowFields } from '../actions/know';
import { cancel, run } from '../actions/run';
import { problemsOf, sectionOf, type Found, type Section } from '../checks';
import { conditionsOf, newGroup } from '../conditions';
import { ALONG, COLLECTIONS } from '../query';
import { fieldsFor, othersFor, type State } from '../state';
import { speaker, type Key } from '../strings';
import { readDay } from '../values';
import { advancedPanel } from './advanced';
import { conditionTree } from './conditions';
import { placePanel, placeWords, stretchPanel } from './place';
import { lostWarning, refusal } from './words';

interface Drawn { readonly app: App; readonly fault: Fault | null; readonly problems: readonly Found[]; readonly strict: boolean }

/** The API's refusal of the question that is on the page: rows first, then numbers. */
export function refusedFor(state: State): Fault | null {
  if (state.answer.status === 'failed') return state.answer.fault;
  return state.figures.status === 'failed' ? state.figures.fault : null;
}

function section({ app, fault, problems, strict }: Drawn, name: Exclude<Section, 'looks' | 'other'>, told: string, body: Content, open = false): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const here = fault && sectionOf(fault.field, state.question.cql !== null) === name ? fault : null;
  const own = strict ? problems.filter((one) => one.section === name && name !== 'where' && name !== 'overlap') : [];
  const amiss = here !== null || (strict && problems.some((one) => one.section === name));
  return html`<details class="section ${amiss ? 'amiss' : ''}" data-testid="section-${name}" ?open=${open || amiss}>
    <summary><span>${t(`section.${name}`)}</span><em>${told}</em></summary><div class="inside">${body}
    ${own.map((one) => html`<p class="problem">${t(one.problem)}</p>`)}
    ${here && name !== 'cql' ? html`<div class="failure" role="alert" data-testid="refused"><p>${refusal(state, here)}</p></div>` : nothing}</div></details>`;
}

function wherePanel({ app, strict }: Drawn): Content {
  const state = app.store.get();
  const { question } = state;
  const t = speaker(state.lang);
  if (question.cql !== null) {
    return html`<p class="notice">${t('cql.by_hand')}<br><button type="button" class="act" data-testid="cql-back" @click=${() => change(app, { cql: null })}>${t('cql.back')}</button></p>`;
  }
  return conditionTree(app, { id: 'where', of: question.of, root: question.where, set: (where) => change(app, { where }), strict });
}

function overlapPanel({ app, strict }: Drawn): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const { overlap, of } = state.question;
  const choose = (name: string): void => {
    const other = ALONG.find((one) => one === name);
    if (other) void knowFields(app, other);
    change(app, { overlap: other ? { of: other, where: { ...newGroup('all') } } : null });
  };
  return html`<div class="field"><label for="overlap-of">${t('overlap.of')}</label><select id="overlap-of" data-testid="overlap-of" @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
    <option value="" .selected=${!overlap}>${t('overlap.no')}</option>
    ${ALONG.filter((one) => one !== of).map((one) => html`<option value=${one} .selected=${overlap?.of === one}>${t(`overlap.of_${one}` as Key)}</option>`)}</select></div>
    ${overlap ? conditionTree(app, { id: 'overlap', of: overlap.of, root: overlap.where, set: (where) => change(app, { overlap: { ...overlap, where } }), strict }) : nothing}
    <p class="hint">${t('overlap.hint')}</p>`;
}

function atPanel({ app }: Drawn): TemplateResult {
  const { question, lang } = app.store.get();
  const t = speaker(lang);
  return html`<div class="field"><label for="at">${t('at.label')}</label><input id="at" data-testid="at" inputmode="numeric" placeholder=${t('value.day')} .value=${question.at}
    @input=${(event: Event) => change(app, { at: (event.target as HTMLInputElement).value })}><p class="about">${t(question.of === 'communes' ? 'at.hint_units' : 'at.hint')}</p></div>`;
}

function collectionPicker(app: App): TemplateResult {
  const { question, lang } = app.store.get();
  const t = speaker(lang);
  return html`<div class="field of"><label for="of">${t('of.label')}</label><select id="of" data-testid="of" @change=${(event: Event) => chooseCollection(app, (event.target as HTMLSelectElement).value as CollectionId)}>
    ${COLLECTIONS.map((one) => html`<option value=${one} .selected=${one === question.of}>${t(`of.${one}`)}</option>`)}</select></div>`;
}

/** What was asked for and could not be: said beside the button, in the sections and to a screen reader. */
function runBar({ app, problems, strict, fault }: Drawn): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const running = isRunning(state);
  const press = (): void => {
    if (problems.length) {
      app.store.set({ strict: true });
      requestAnimationFrame(() => document.querySelector<HTMLElement>('#query .section.amiss :is(input, select, textarea)')?.focus());
    } else void run(app);
  };
  const other = fault && sectionOf(fault.field, state.question.cql !== null) === 'other' ? fault : null;
  return html`<div class="run">${strict && problems.length ? html`<p class="problem" role="alert">${t('run.problems', { n: problems.length })}</p>` : nothing}
    ${other ? html`<div class="failure" role="alert" data-testid="refused"><p>${refusal(state, other)}</p></div>` : nothing}
    <div class="row">${running ? html`<button type="button" class="act primary" data-testid="cancel" @click=${() => cancel(app)}>${t('run.cancel')}</button><span role="status" class="asking">${t('run.asking')}</span>`
      : html`<button type="button" class="act primary" data-testid="run" @click=${press}>${t('run.run')}</button><button type="button" class="act" data-testid="clear" @click=${() => clear(app)}>${t('run.clear')}</button>`}</div></div>`;
}

export function builder(app: App): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const { question, strict } = state;
  const problems = problemsOf(question, fieldsFor(state, question.of), othersFor(state, question));
  const drawn: Drawn = { app, fault: refusedFor(state), problems, strict };
  const count = conditionsOf(question.where).length;
  const { road, from, to } = question.stretch;
  const along = ALONG.includes(question.of);
  return html`<div class="sections"><h2 class="visually-hidden">${t('page.query')}</h2>${lostWarning(state)}
    ${collectionPicker(app)}
    ${section(drawn, 'where', question.cql !== null ? 'CQL2' : count ? String(count) : t('none.where'), wherePanel(drawn), true)}
    ${section(drawn, 'place', placeWords(app), placePanel(app), question.place.kind !== 'province')}
    ${along ? section(drawn, 'stretch', road ? [road, from && `${from} –`, to].filter(Boolean).join(' ') : t('none.stretch'), stretchPanel(app, drawn.fault), road !== '') : nothing}
    ${along ? section(drawn, 'overlap', question.overlap ? t(`of.${question.overlap.of}` as Key) : t('none.overlap'), overlapPanel(drawn), question.overlap !== null) : nothing}
    ${section(drawn, 'at', date(readDay(question.at) ?? question.at) || t('none.at'), atPanel(drawn), question.at !== '')}
    ${section(drawn, 'cql', question.cql !== null ? '✎' : '', advancedPanel(app, drawn.fault))}</div>${runBar(drawn)}`;
}
