/** Words by key in the chosen language. */
import type { Lang } from './format';
import { en } from './strings/en';
import { vi } from './strings/vi';

export type StringKey = keyof typeof vi;
const WORDS: Record<Lang, Record<StringKey, string>> = { vi, en };
export type Facts = Readonly<Record<string, unknown>>;

export function translate(lang: Lang, key: StringKey, facts: Facts = {}): string {
  return WORDS[lang][key].replace(/\{(\w+)\}/g, (_whole, name: string) => String(facts[name] ?? ''));
}

export function isKey(text: string): text is StringKey {
  return text in vi;
}
