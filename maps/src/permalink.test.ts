import { describe, expect, it } from 'vitest';
import { isNewStep, readLink, writeLink } from './permalink';
import { DEFAULT_LINK, TABS, type Link } from './state';

const FULL: Link = {
  lang: 'en', view: { zoom: 14, lat: 9.286, lon: 105.724 }, layers: ['bridges', 'km-posts'], unit: '31825',
  filters: { sections: { condition: ['XAU', 'RAT_XAU'], road_class: ['QL'] }, bridges: { condition: ['NONE'], road_class: [] }, culverts: { condition: [], road_class: [] } },
  selection: { collection: 'bridges', id: 'B-000012' }, tab: 'history', panel: 'list', listOf: 'culverts',
};

describe('a link', () => {
  it('holds the whole state and gives it back', () => { expect(readLink(writeLink(FULL))).toEqual(FULL); });

  it('is short when all is usual', () => { expect(writeLink(DEFAULT_LINK)).toBe('#?lang=vi'); });

  it('reads well', () => {
    expect(writeLink(FULL)).toBe('#14/9.28600/105.72400?lang=en&layers=bridges,km-posts&show=sections.condition:XAU~RAT_XAU;sections.road_class:QL;bridges.condition:NONE&unit=31825&at=bridges/B-000012&tab=history&panel=list&list=culverts');
  });

  it.each(TABS)('keeps the tab %s', (tab) => { expect(readLink(writeLink({ ...FULL, tab })).tab).toBe(tab); });

  it('may say that no layer is on', () => { expect(readLink(writeLink({ ...FULL, layers: [] })).layers).toEqual([]); });

  it.each(['', '#', '#x/y/z', '#99/9/105', '#12/9.2', '#?layers=nothing&show=bridges.colour:red&at=dogs/1&unit=<b>&lang=fr&tab=x'])('survives %j', (hash) => {
    const link = readLink(hash);
    expect(link).toMatchObject({ view: null, selection: null, unit: '', lang: 'vi', tab: 'overview', filters: DEFAULT_LINK.filters });
  });

  it('takes the remembered language where the link names none', () => { expect(readLink('#?unit=1', { ...DEFAULT_LINK, lang: 'en' }).lang).toBe('en'); });
});

describe('isNewStep', () => {
  it('is not a step to move the map about', () => { expect(isNewStep({ ...FULL, view: { zoom: 9, lat: 1, lon: 2 } }, FULL)).toBe(false); });
  it('is one to select, filter or switch', () => {
    expect(isNewStep({ ...FULL, selection: null }, FULL)).toBe(true);
    expect(isNewStep({ ...FULL, lang: 'vi' }, FULL)).toBe(true);
  });
});
