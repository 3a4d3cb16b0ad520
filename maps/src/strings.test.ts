import { describe, expect, it } from 'vitest';
import { EDITABLE, FIELDS } from './fields';
import { loadWords, isKey, translate } from './strings';
import { en } from './strings/en';
import { vi } from './strings/vi';
import { CONDITION_KEYS } from './symbology';
import { LAYERS } from './state';

const slots = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((one) => one[1]!).sort();

describe('strings', () => {
  it('say the same things in both languages, with the same facts', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort());
    for (const [key, text] of Object.entries(vi)) expect([key, ...slots(en[key as keyof typeof vi])]).toEqual([key, ...slots(text)]);
  });

  it('are never empty', () => { expect([...Object.values(vi), ...Object.values(en)].filter((text) => !text.trim())).toEqual([]); });

  it('name every field, group, layer and condition', () => {
    const keys = [...Object.values(FIELDS).flat().flatMap((field) => [`field.${field.name}`, `group.${field.group}`]), ...LAYERS.map((one) => `layer.${one}`),
      ...CONDITION_KEYS.map((one) => `condition.${one}`), ...EDITABLE.map((one) => `card.${one}`)];
    expect(keys.filter((key) => !isKey(key))).toEqual([]);
  });

  it('fill in facts, and answer in Vietnamese until English is here', async () => {
    expect(translate('vi', 'list.count', { n: 7 })).toBe('7 trong khung nhìn');
    expect(translate('en', 'list.count', { n: 7 })).toBe('7 trong khung nhìn');
    await loadWords('en');
    expect(translate('en', 'list.count', { n: 7 })).toBe('7 in view');
  });
});
