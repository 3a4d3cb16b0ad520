/** What a write says of the world: it changed on a day, or the record was wrong. Pure. */
export const MEANINGS = ['change', 'correction'] as const;
export type Meaning = (typeof MEANINGS)[number];
/** As the API is told. */
export interface Meant { readonly meaning: Meaning; readonly on?: string }

export const meant = (meaning: Meaning, on: string): Meant => (meaning === 'change' ? { meaning, on } : { meaning });

/** What Enter means: whoever typed a day says that the world changed. */
export const meaningBy = (on: string): Meaning => (on ? 'change' : 'correction');
