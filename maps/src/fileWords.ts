/** Words of the files a selection comes as. They are fetched with what offers them, not with the page. */
import type { Fault } from './api/types';
import { number, type Lang } from './format';
import type { Facts } from './strings';
import { files as en } from './strings/files/en';
import { files as vi } from './strings/files/vi';

export type FileKey = keyof typeof vi;

export function fileWord(lang: Lang, key: FileKey, facts: Facts = {}): string {
  return (lang === 'en' ? en : vi)[key].replace(/\{(\w+)\}/g, (_whole, name: string) => String(facts[name] ?? ''));
}

/** Why a file was not made, with what cures it; null when it is no matter of files. */
export function fileRefusal(lang: Lang, { code, facts }: Fault): string | null {
  if (code === 'too-many-exports') return fileWord(lang, 'refused.busy_exports');
  if (facts.reason === 'features-without-a-place') return fileWord(lang, 'refused.unplaced', { count: number(lang, Number(facts.count)) });
  if (facts.reason === 'not-one-road') return fileWord(lang, 'refused.not-one-road', { roads: [facts.roads].flat().slice(0, 5).join(', ') });
  if (facts.reason === 'too-many-features') return fileWord(lang, 'refused.too-many-features', { limit: number(lang, Number(facts.limit)) });
  return null;
}
