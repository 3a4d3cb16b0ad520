/** Conditions as nested groups: all, any or none of them; fields found by their label without accents. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { CollectionId } from '../../api/types';
import { icon } from '../../panels/pieces';
import type { App } from '../actions/app';
import { fieldChosen } from '../actions/choose';
import { added, changed, newGroup, NEW_CONDITION, type Path } from '../conditions';
import type { Condition, Group, Join, Operator } from '../query';
import { operatorsOf, problemOf, valuesOf, type Field, type Fields } from '../queryables';
import { fieldsFor } from '../state';
import { speaker } from '../strings';
import { matches } from '../values';
import { combobox, type Option } from './combobox';
import { valueInputs } from './valueInputs';

export interface Tree {
  /** Names the tree's inputs in the document: "where", "overlap". */
  readonly id: string;
  readonly of: CollectionId;
  readonly root: Group;
  readonly set: (root: Group) => void;
  /** Show what is missing: the reader has pressed "run". */
  readonly strict: boolean;
}

function fieldOptions(fields: Fields, lang: 'vi' | 'en', typed: string): readonly Option[] {
  return Object.values(fields).filter((field) => matches(`${field[lang]} ${field.name}`, typed))
    .map((field) => ({ value: field.name, label: field[lang], detail: field.unit }));
}

function fieldPicker(app: App, tree: Tree, path: Path, condition: Condition, id: string): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const fields = fieldsFor(state, tree.of);
  return combobox(app, {
    id, label: t('condition.field'), testid: 'field', hint: t('condition.field_hint'), shown: fields[condition.field]?.[state.lang] ?? condition.field, nothing: t('app.loading'),
    options: (typed) => fieldOptions(fields, state.lang, typed), invalid: tree.strict && !condition.field,
    choose: (name) => {
      const field = fields[name];
      if (!field) return;
      fieldChosen(app, tree.of, name);
      tree.set(changed(tree.root, path, { ...condition, field: name, operator: operatorsOf(field)[0]!, values: [] }));
      requestAnimationFrame(() => document.getElementById(`${id}-operator`)?.focus());
    },
  });
}

function operatorPicker(app: App, tree: Tree, path: Path, condition: Condition, field: Field, id: string): TemplateResult {
  const t = speaker(app.store.get().lang);
  const choose = (operator: Operator): void => {
    const keeps = valuesOf(operator) === valuesOf(condition.operator);
    tree.set(changed(tree.root, path, { ...condition, operator, values: keeps ? condition.values : [] }));
  };
  return html`<div class="field"><label for="${id}-operator">${t('condition.operator')}</label>
    <select id="${id}-operator" data-testid="operator" @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as Operator)}>
    ${operatorsOf(field).map((one) => html`<option value=${one} .selected=${one === condition.operator}>${t(`operator.${one}`)}</option>`)}</select></div>`;
}

function conditionRow(app: App, tree: Tree, path: Path, condition: Condition): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const fields = fieldsFor(state, tree.of);
  const field = fields[condition.field];
  const id = `${tree.id}-${path.join('-')}`;
  const problem = Object.keys(fields).length ? problemOf(condition, fields) : null;
  const started = tree.strict || condition.values.some((value) => value.trim()) || problem === 'problem.unknown_field';
  const shown = problem && started ? problem : null;
  return html`<li class="condition" data-testid="condition"><div class="pickers">${fieldPicker(app, tree, path, condition, id)}
    ${field ? operatorPicker(app, tree, path, condition, field, id) : nothing}
    <button type="button" class="bare" data-testid="remove" aria-label=${t('condition.remove', { what: field?.[state.lang] ?? '' })} title=${t('condition.remove', { what: field?.[state.lang] ?? '' })}
      @click=${() => tree.set(changed(tree.root, path, null))}>${icon('close')}</button></div>
    ${field ? valueInputs(app, { of: tree.of, field, condition, id, invalid: shown !== null, set: (values) => tree.set(changed(tree.root, path, { ...condition, values })) }) : nothing}
    ${shown ? html`<p class="problem" id="${id}-problem">${t(shown)}</p>` : nothing}</li>`;
}

const JOINS: readonly Join[] = ['all', 'any', 'none'];
const DEEPEST = 4;

function adders(app: App, tree: Tree, path: Path): TemplateResult {
  const t = speaker(app.store.get().lang);
  return html`<div class="adders"><button type="button" class="act" data-testid="add-condition" @click=${() => tree.set(added(tree.root, path, NEW_CONDITION))}>+ ${t('condition.add')}</button>
    ${path.length < DEEPEST ? html`<button type="button" class="act" data-testid="add-group" @click=${() => tree.set(added(tree.root, path, newGroup()))}>+ ${t('condition.add_group')}</button>` : nothing}</div>`;
}

function joinPicker(app: App, tree: Tree, path: Path, group: Group): TemplateResult {
  const t = speaker(app.store.get().lang);
  const id = `${tree.id}-join-${path.join('-')}`;
  return html`<div class="join"><label class="visually-hidden" for=${id}>${t('join.label')}</label>
    <select id=${id} data-testid="join" @change=${(event: Event) => tree.set(changed(tree.root, path, { ...group, join: (event.target as HTMLSelectElement).value as Join }))}>
    ${JOINS.map((one) => html`<option value=${one} .selected=${one === group.join}>${t(`join.${one}`)}</option>`)}</select>
    ${path.length ? html`<button type="button" class="bare" data-testid="remove-group" aria-label=${t('condition.remove_group')} title=${t('condition.remove_group')} @click=${() => tree.set(changed(tree.root, path, null))}>${icon('close')}</button>` : nothing}</div>`;
}

function groupBox(app: App, tree: Tree, path: Path, group: Group): TemplateResult {
  const t = speaker(app.store.get().lang);
  const joined = path.length > 0 || group.parts.length > 1 || group.join !== 'all';
  return html`<div class="group join-${group.join}" role="group" aria-label=${t('group.label')}>
    ${joined ? joinPicker(app, tree, path, group) : nothing}
    ${group.join === 'none' ? html`<p class="hint">${t('join.none_hint')}</p>` : nothing}
    ${group.parts.length ? html`<ul class="plain">${group.parts.map((part, n) => (part.kind === 'group'
      ? html`<li>${groupBox(app, tree, [...path, n], part)}</li>` : conditionRow(app, tree, [...path, n], part)))}</ul>` : html`<p class="hint">${t('group.empty')}</p>`}
    ${adders(app, tree, path)}</div>`;
}

export function conditionTree(app: App, tree: Tree): TemplateResult {
  const state = app.store.get();
  const schema = state.schemas[tree.of];
  if (!schema || schema.status === 'loading') return html`<p class="hint" role="status">${speaker(state.lang)('condition.loading')}</p>`;
  return groupBox(app, tree, [], tree.root);
}
