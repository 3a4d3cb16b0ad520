/** Words of the planners' page by key, and through it those it shares with the map. English is fetched when somebody asks for it. */
import type { Lang } from '../format';
import { isKey as isShared, loadWords, translate, type Facts, type StringKey } from '../strings';
import { vi } from './strings/vi';

export type Key = keyof typeof vi;
export type PlanningWords = Readonly<Record<Key, string>>;
export type T = (key: Key | StringKey, facts?: Facts) => string;
const known: { vi: PlanningWords; en?: PlanningWords } = { vi };

export async function loadPlanningWords(lang: Lang): Promise<void> {
  if (lang === 'en') [known.en] = await Promise.all([known.en ?? import('./strings/en').then((module) => module.en), loadWords(lang)]);
}

export const isKey = (text: string): text is Key => text in vi;

export function speaker(lang: Lang): T {
  return (key, facts = {}) => (isKey(key)
    ? (known[lang] ?? vi)[key].replace(/\{(\w+)\}/g, (_whole, name: string) => String(facts[name] ?? ''))
    : isShared(key) ? translate(lang, key, facts) : key);
}
