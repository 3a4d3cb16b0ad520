/** Words for what the API says on this page: values by their field, faults by what they name. */
import { fileRefusal } from '../../fileWords';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Fault, Value } from '../../api/types';
import { date, instant, number, readable, type Lang } from '../../format';
import { faultWords } from '../../panels/words';
import { referenceKey } from '../actions/know';
import type { Question } from '../query';
import type { Field, Fields } from '../queryables';
import { fieldsFor, type State } from '../state';
import { isKey, speaker, type T } from '../strings';
import { plain } from '../values';

/** The field's name with its unit: what stands at the head of a column. */
export const headOf = (field: Field, lang: Lang): string => field[lang] + (field.unit ? ` (${field.unit})` : '');

/** The label of a code or of a reference; the code itself where there is none. */
export function choiceLabel(state: State, of: Question['of'], field: Pick<Field, 'name'> & Partial<Field>, code: string): string {
  const choices = field.choices?.length ? field.choices : (state.references[referenceKey(of, field)]?.data ?? []);
  return choices.find((one) => one.code === code)?.[state.lang] ?? code;
}

/** A value as a reader wants it; '' when there is none. */
export function shown(state: State, of: Question['of'], field: Field, value: Value | undefined): string {
  if (value === null || value === undefined || value === '') return '';
  const { lang } = state;
  if (typeof value === 'boolean') return speaker(lang)(value ? 'value.true' : 'value.false');
  if (Array.isArray(value)) return value.join(', ');
  if (field.kind === 'code' || field.kind === 'reference') return choiceLabel(state, of, field, String(value));
  if (field.kind === 'day') return date(String(value));
  if (field.kind === 'instant') return instant(String(value));
  if (field.kind === 'number') return number(lang, Number(value), 2);
  return field.name.endsWith('chainage') ? readable(lang, String(value)) : String(value);
}

/** How a group of the figures is called. */
export function groupLabel(state: State, of: Question['of'], name: string, value: unknown): string {
  const t = speaker(state.lang);
  if (value === null || value === undefined) return t('value.unknown');
  const field = fieldsFor(state, of)[name];
  if (typeof value === 'boolean') return `${field?.[state.lang] ?? name}: ${t(value ? 'value.true' : 'value.false')}`;
  return choiceLabel(state, of, field ?? { name }, String(value));
}

export function fieldTitle(state: State, of: Question['of'], name: string): string {
  return fieldsFor(state, of)[name]?.[state.lang] ?? (name === 'commune' ? speaker(state.lang)('figures.commune') : name);
}

/** The link had parts that could not be read: said with the question, and on a phone, where that is out of sight, with the answer. */
export function lostWarning({ lang, lost }: State, place: 'question' | 'answer' = 'question'): TemplateResult | typeof nothing {
  if (!lost.length) return nothing;
  return html`<p class="warning ${place === 'answer' ? 'phone-only' : ''}" role="alert" data-testid=${place === 'answer' ? 'lost-answer' : 'lost'}>${speaker(lang)('page.lost', { parts: lost.join(', ') })}</p>`;
}

export interface Spot { readonly line: number; readonly column: number }
/** Where a filter could not be read, counted from 1. */
export function spotOf(fault: Fault): Spot | null {
  const found = fault.facts.reason === 'unreadable' ? /(\d+):(\d+)/.exec(String(fault.facts.expected ?? '')) : null;
  return found ? { line: Number(found[1]), column: Number(found[2]) } : null;
}

function unreadableCure(t: T, expected: string, cql: string): string {
  const bare = cql.replace(/'(?:[^']|'')*'/g, '');
  if (bare.includes("'")) return t('cure.quote');
  if (bare.split('(').length !== bare.split(')').length) return t('cure.bracket');
  if (/SingleQuotedString|Identifier/.test(expected)) return t('cure.value');
  return /Add|Eq|And|Or|Between|Like/.test(expected) ? t('cure.operator') : t('cure.other');
}

function similar(t: T, value: string, fields: Fields, lang: Lang): string {
  const asked = plain(value);
  const close = Object.values(fields).filter(({ name, vi, en }) => {
    const near = [name, plain(vi), plain(en)];
    return near.some((one) => one.includes(asked)) || asked.split(/[_\s]+/).some((word) => word.length > 3 && name.includes(word.slice(0, 5)));
  }).slice(0, 5);
  return close.length ? t('cure.similar', { names: close.map((one) => `${one.name} (${one[lang]})`).join(', ') }) : t('cure.fields');
}

function filterWords(state: State, fault: Fault, cql: string, fields: Fields): string {
  const t = speaker(state.lang);
  const facts = fault.facts;
  const reason = String(facts.reason ?? '');
  const kind = (name: unknown): string => (isKey(`kind.${String(name)}`) ? t(`kind.${String(name)}` as 'kind.text') : String(name ?? ''));
  if (reason === 'unreadable') {
    const spot = spotOf(fault);
    return t(spot ? 'refused.unreadable' : 'refused.unreadable_somewhere', { ...spot, cure: unreadableCure(t, String(facts.expected), cql) });
  }
  if (reason === 'unknown-property') return t('refused.unknown-property', { value: facts.value, cure: similar(t, String(facts.value), fields, state.lang) });
  if (reason === 'wrong-kind') return t('refused.wrong-kind', { expected: kind(facts.expected), value: kind(facts.value) });
  return isKey(`refused.${reason}`) ? t(`refused.${reason}` as 'refused.unknown-operator', facts) : t('refused.filter', { reason });
}

/** A refusal in words, with what cures it. */
export function refusal(state: State, fault: Fault): string {
  const t = speaker(state.lang);
  const { question } = state;
  if (fault.code === 'cancelled') return t('answer.cancelled');
  if (fault.code === 'query-too-long') return t('refused.slow', { seconds: Math.round(Number(fault.facts.limit_ms ?? 0) / 1000) });
  const ofFiles = fileRefusal(state.lang, fault);
  if (ofFiles) return ofFiles;
  if (fault.field === 'filter') return filterWords(state, fault, question.cql ?? '', fieldsFor(state, question.of));
  if (fault.field === 'overlap' && question.overlap) return filterWords(state, fault, '', fieldsFor(state, question.overlap.of));
  if (fault.field === 'road' && fault.facts.reason === 'unknown') return t('refused.unknown_road', fault.facts);
  if (fault.field === 'unit') return t(fault.facts.reason === 'no-outline' ? 'refused.no-outline' : 'refused.unknown_unit');
  if (fault.code === 'bad-parameter' && (fault.field === 'from' || fault.field === 'to')) return t('refused.chainage', fault.facts);
  return fault.field === 'datetime' ? t('refused.datetime') : faultWords(state.lang, fault);
}
