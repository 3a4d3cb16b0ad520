import type { Lang } from '../format';
import { loadWords } from '../strings';
import { always, type Act } from './app';

const KEY = 'cauduong.lang';

/** Vietnamese or English; remembered in this browser. */
export const chooseLanguage: Act<[lang: Lang]> = {
  available: always,
  async run({ store }, lang) {
    await loadWords(lang);
    localStorage.setItem(KEY, lang);
    store.set({ lang });
  },
};

export function rememberedLanguage(): Lang {
  return localStorage.getItem(KEY) === 'en' ? 'en' : 'vi';
}
