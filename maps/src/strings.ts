/** Words by key in the chosen language. Vietnamese is always here; English is fetched when somebody asks for it. */
import type { Lang } from './format';
import { vi } from './strings/vi';

export type StringKey = keyof typeof vi;
export type Words = Readonly<Record<StringKey, string>>;
const known: { vi: Words; en?: Words } = { vi };
export type Facts = Readonly<Record<string, unknown>>;

/** Resolves when the words of a language are here; until then translate() answers in Vietnamese. */
export async function loadWords(lang: Lang): Promise<void> {
  if (lang === 'en') known.en ??= (await import('./strings/en')).en;
}

export function translate(lang: Lang, key: StringKey, facts: Facts = {}): string {
  return (known[lang] ?? vi)[key].replace(/\{(\w+)\}/g, (_whole, name: string) => String(facts[name] ?? ''));
}

export function isKey(text: string): text is StringKey {
  return text in vi;
}
