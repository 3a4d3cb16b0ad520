/** Words for what the API says: codes by their list, values by their kind, faults by code and facts. */
import type { CodeEntry, Fault, Properties, Value } from '../api/types';
import { fieldOf, type Field } from '../fields';
import type { CollectionId } from '../api/types';
import { date, distance, number, readable, today, type Lang } from '../format';
import type { State } from '../state';
import { isKey, translate, type Facts, type StringKey } from '../strings';

export type T = (key: StringKey, facts?: Facts) => string;
export const speaker = (lang: Lang): T => (key, facts) => translate(lang, key, facts);

export function codeLabel(state: Pick<State, 'codes' | 'lang'>, list: string, code: unknown): string {
  if (code === null || code === undefined || code === '') return '';
  const entry = state.codes.data?.[list]?.find((one) => one.code === code);
  return entry ? (state.lang === 'vi' ? entry.label_vi : entry.label_en || entry.label_vi) : String(code);
}

/** What may be chosen today of a list, and `held`, which is there already. */
export function entriesOf({ codes }: Pick<State, 'codes'>, list: string | undefined, held = ''): readonly CodeEntry[] {
  const now = today(new Date());
  return (codes.data?.[list ?? ''] ?? []).filter(({ code, valid_to }) => !valid_to || valid_to >= now || code === held);
}

/** A value as a reader wants it; '' when there is none. */
export function shownValue(state: Pick<State, 'codes' | 'lang'>, field: Field, value: Value | undefined): string {
  if (value === null || value === undefined || value === '') return '';
  const { lang } = state;
  if (field.name === 'calibration' || field.name === 'verdict') {
    const key = `${field.name}.${String(value)}`;
    return isKey(key) ? translate(lang, key) : String(value);
  }
  const unit = field.unit ? (field.unit === '°' ? '°' : ` ${field.unit}`) : '';
  if (field.kind === 'code') return codeLabel(state, field.list ?? '', value);
  if (field.kind === 'date') return date(String(value));
  if (field.kind === 'chainage') return readable(lang, String(value));
  if (field.kind === 'length') return distance(lang, Number(value));
  if (field.kind === 'number') return `${number(lang, Number(value), 2)}${unit}`;
  if (field.name === 'span_scheme') return `${String(value).replace(/\s*\+\s*/g, ' + ').replace(/(\d)\.(\d)/g, lang === 'vi' ? '$1,$2' : '$1.$2')}${unit}`;
  return `${String(value)}${unit}`;
}

/** What history says of one field: with its unit and label where the field is known. */
export function historyValue(state: Pick<State, 'codes' | 'lang'>, collection: CollectionId, name: string, value: unknown): string {
  const field = fieldOf(collection, name);
  if (value === null || value === undefined || value === '') return '∅';
  if (typeof value === 'boolean') return translate(state.lang, value ? 'bool.true' : 'bool.false');
  if (name === 'at_m') return `${number(state.lang, Number(value), 2)} m`;
  if (name === 'geom' || name === 'centreline') return '⌖';
  return field ? shownValue(state, field, value as Value) : String(typeof value === 'object' ? JSON.stringify(value) : value);
}

export function fieldLabel(t: T, name: string): string {
  const key = `field.${name}`;
  return isKey(key) ? t(key) : name;
}

/** The server's own word for what is wrong with one field: facts.codes = {length_m: ['min_value']}. */
function invalidKey(fault: Fault, field: string | null): string {
  const codes = (fault.facts.codes ?? {}) as Readonly<Record<string, readonly string[]>>;
  return `invalid.${String(codes[field ?? fault.field ?? '']?.[0])}`;
}

const BOUNDS = { low: '≥', above: '>', high: '≤', below: '<' } as const;

/** "(> 0, ≤ 5000)": the server tells the bounds of the first field it refuses. */
function limitWords(lang: Lang, fault: Fault, field: string | null): string {
  if (field && field !== fault.field) return '';
  const told = Object.entries(BOUNDS).filter(([name]) => typeof fault.facts[name] === 'number')
    .map(([name, sign]) => `${sign} ${String(fault.facts[name]).replace('.', lang === 'vi' ? ',' : '.')}`);
  return told.length ? `(${told.join('; ')})` : '';
}

export function faultWords(lang: Lang, fault: Fault, field: string | null = null): string {
  const facts = Object.fromEntries(Object.entries(fault.facts).map(([key, value]) =>
    [key, typeof value === 'number' && !/(_km|year)$/.test(key) ? number(lang, value, 1) : typeof value === 'string' ? readable(lang, value) : value]));
  const told = { ...facts, code: fault.code, detail: fault.detail, field: fault.field ?? '', reference: fault.facts.reference ?? fault.reference ?? '', limits: limitWords(lang, fault, field) };
  const invalid = invalidKey(fault, field);
  if (isKey(invalid)) return translate(lang, invalid, told).replace(' .', '.');
  const limit = `fault.${fault.code}.${String(fault.facts.limit)}`;
  if (isKey(limit)) return translate(lang, limit, told);
  const rule = `rule.${String(fault.facts.rule)}`;
  if (fault.code === 'rule-broken' && isKey(rule)) return translate(lang, rule, told);
  const key = `fault.${fault.code}`;
  return isKey(key) ? translate(lang, key, told) : translate(lang, 'fault.other', told);
}

export function titleOf(state: Pick<State, 'lang'>, collection: CollectionId, id: string, facts: Properties): string {
  const t = speaker(state.lang);
  if (collection === 'roads') return [facts.code, facts.name].filter(Boolean).join(' · ') || id;
  if (collection === 'km-posts') return `Km${String(facts.km ?? '')}`;
  if (collection === 'communes') return String(facts.name_vi ?? id);
  if (collection === 'sections') return readable(state.lang, `${String(facts.from_chainage ?? '')} – ${String(facts.to_chainage ?? '')}`);
  return String(facts.name || '') || `${t(`card.${collection}`)} ${readable(state.lang, String(facts.code || facts.chainage || id))}`;
}

/** Why something may not be done to the selected asset, in words: with the unit, the commune and the roles that are missing. */
export function whyNot(state: State, key: StringKey | null): string | null {
  if (!key) return null;
  const t = speaker(state.lang);
  const lacks = state.permitted?.change;
  const roles = (lacks?.needs ?? []).map((role) => (isKey(`role.${role}`) ? t(`role.${role}` as StringKey) : role)).join(', ');
  const commune = String(state.asset.data?.feature.properties.commune_name ?? lacks?.commune ?? '');
  return t(key, { unit: lacks?.managing_unit ?? t('app.unknown'), commune: commune || t('app.unknown'), roles: roles || t('app.unknown') });
}
