import { describe, expect, it } from 'vitest';
import { condition, group } from './conditions';
import { EXAMPLES } from './examples';
import { readLink, writeLink } from './link';
import { readConditions, writeConditions } from './notation';
import { NO_QUESTION, usualLooks, type Question } from './query';

const NESTED = group('all', condition('name', 'contains', "Hộ (Phòng), 5% !'*"), group('none', condition('length_m', 'between', '1,5', '20'), condition('condition', 'missing')));
const back = (question: Question): unknown => readLink(writeLink({ lang: 'vi', question, looks: usualLooks(question.of), chosen: '', view: null }), 'en').question;

describe('conditions in an address', () => {
  it('come back as they were, whatever stands in their values', () => { expect(readConditions(writeConditions(NESTED))).toEqual(NESTED); });
  it('can be read by people', () => { expect(writeConditions(group('all', condition('condition', 'in', 'XAU', 'RAT_XAU'), condition('name', 'missing')))).toBe('all(condition.in(XAU,RAT_XAU),name.missing)'); });
  it.each(['', 'all', 'all(', 'all(condition.in(XAU)', 'all(condition.in(XAU)))', 'all(condition.eq(X))', 'all(,)', 'condition.in(XAU)', 'all(name.is(%E0%A4%A))', 'all('.repeat(40)])('%s is none', (text) => {
    expect(readConditions(text)).toBeNull();
  });
});

describe('the page in its address', () => {
  it.each<Question>([
    NO_QUESTION, ...EXAMPLES.map((one) => one.question), { ...NO_QUESTION, where: NESTED },
    { ...NO_QUESTION, of: 'sections', place: { kind: 'area', points: [[105.4, 9.2], [105.6, 9.4]] }, at: '30/06/2025', stretch: { road: 'QL.1', from: 'Km2170+500', to: '' } },
    { ...NO_QUESTION, place: { kind: 'unit', code: '31825@2004-01-01', name: 'Xã Vĩnh Lợi' } }, { ...NO_QUESTION, place: { kind: 'near', at: [105.724, 9.286], road: '', metres: '500,5', name: 'Cầu, cũ' } }, { ...NO_QUESTION, place: { kind: 'near', at: null, road: 'ĐT.977', metres: '500', name: 'ĐT.977' } },
    { ...NO_QUESTION, place: { kind: 'near', at: null, road: '', metres: '500', name: '' } }, { ...NO_QUESTION, cql: "a = 'b & c' AND d" }, { ...NO_QUESTION, cql: '' },
  ])('%j comes back', (question) => { expect(back(question)).toEqual(question); });

  it('carries the looks, the row and where the map was moved to', () => {
    const looks = { sort: '-length_m', columns: ['name', 'road'], by: ['road', 'condition'], figure: 'deck_area_m2', show: 'figures' } as const;
    const view = { zoom: 12, lat: 9.28612, lon: 105.72434 };
    expect(readLink(writeLink({ lang: 'en', question: NO_QUESTION, looks, chosen: 'B-000001', view }), 'vi')).toMatchObject({ lang: 'en', looks, chosen: 'B-000001', view, lost: [] });
    expect(readLink('#of=bridges&view=12/95', 'vi')).toMatchObject({ view: null, lost: ['view'] });
  });

  it('asks nothing before something is asked, and tells what it could not read', () => {
    expect(readLink('#lang=vi', 'vi').question).toBeNull();
    expect(readLink('#of=bridges&if=all(oops&area=1+2&over=x', 'vi').lost).toEqual(['place', 'if', 'over']);
  });
});
