import { describe, expect, it } from 'vitest';
import { EXAMPLES } from './examples';
import { COLLECTIONS, figuresOf } from './query';
import { FORMS } from '../exportForms';
import { isKey, speaker } from './strings';
import { en } from './strings/en';
import { vi } from './strings/vi';

const slots = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((one) => one[1]!).sort();

describe('words of the page', () => {
  it('say the same things in both languages, with the same facts', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort());
    for (const [key, text] of Object.entries(vi)) expect([key, ...slots(en[key as keyof typeof vi])]).toEqual([key, ...slots(text)]);
  });
  it('name every collection, figure, form and example', () => {
    const keys = [...COLLECTIONS.flatMap((of) => [`of.${of}`, ...figuresOf(of).map((one) => `figure.${one}`)]), ...FORMS.map((one) => `export.${one}`), ...EXAMPLES.flatMap(({ key }) => [`example.${key}`, `example.${key}_told`])];
    expect(keys.filter((key) => !isKey(key))).toEqual([]);
  });
  it('fall back to the words shared with the map', () => { expect(speaker('vi')('app.close')).toBe('Đóng'); });
});
