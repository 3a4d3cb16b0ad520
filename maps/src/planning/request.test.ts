import { describe, expect, it } from 'vitest';
import { condition, group } from './conditions';
import { FIELDS } from './exampleFields';
import { NO_QUESTION, usualLooks } from './query';
import { formsOf } from '../exportForms';
import { exportAddress, pageAddress, shownAddress, statisticsAddress } from './request';

const LOOKS = usualLooks('bridges');
const BAD = { ...NO_QUESTION, where: group('all', condition('condition', 'in', 'XAU')) };

describe('addresses', () => {
  it('are readable, and what means something in an address is escaped', () => {
    expect(shownAddress(BAD, LOOKS, FIELDS, {})).toBe("/api/collections/bridges/items?filter=condition+%3D+'XAU'");
    expect(shownAddress({ ...NO_QUESTION, cql: 'a=1&b+c#d' }, LOOKS, FIELDS, {})).toBe('/api/collections/bridges/items?filter=a%3D1%26b%2Bc%23d');
  });

  it('say where and when in parameters of their own', () => {
    const box = { kind: 'area', points: [[106, 10], [105, 9]] } as const;
    expect(shownAddress({ ...NO_QUESTION, place: box, at: '30/06/2025', stretch: { road: 'QL.1', from: 'Km1+500', to: '' } }, LOOKS, FIELDS, {}))
      .toBe('/api/collections/bridges/items?road=QL.1&from=Km1%2B500&bbox=105,9,106,10&datetime=2025-06-30');
    expect(shownAddress({ ...NO_QUESTION, place: { kind: 'near', at: [105.7, 9.2], road: '', metres: '0,5', name: '' } }, LOOKS, FIELDS, {})).toBe('/api/collections/bridges/items?near=105.7,9.2,0.5');
    expect(shownAddress({ ...NO_QUESTION, place: { kind: 'near', at: null, road: 'QL.1', metres: '500', name: 'QL.1' } }, LOOKS, FIELDS, {})).toBe('/api/collections/bridges/items?near=QL.1,500');
    expect(shownAddress({ ...NO_QUESTION, overlap: { of: 'sections', where: BAD.where } }, LOOKS, FIELDS, FIELDS)).toBe("/api/collections/bridges/items?overlap=sections(condition+%3D+'XAU')");
    expect(shownAddress({ ...NO_QUESTION, of: 'communes', stretch: { road: 'QL.1', from: '', to: '' } }, LOOKS, FIELDS, {})).toBe('/api/collections/communes/items');
  });

  it('ask the page for what it shows, the statistics for their groups, the file for all of it', () => {
    expect(pageAddress(BAD, { ...LOOKS, columns: ['length_m'] }, FIELDS, {}, 50)).toContain('&properties=length_m,name,condition&limit=50&count=true');
    expect(statisticsAddress(BAD, { ...LOOKS, by: ['condition', 'road'] }, FIELDS, {})).toBe("/api/collections/bridges/statistics?group-by=condition,road&measure=count&filter=condition+%3D+'XAU'");
    expect(exportAddress(BAD, { ...LOOKS, sort: '-length_m' }, FIELDS, {}, 'csv')).toBe("/api/collections/bridges/items?filter=condition+%3D+'XAU'&sortby=-length_m&f=csv");
  });
});

describe('files of an answer', () => {
  it('offers a collection only what it can come as', () => {
    expect(formsOf('culverts')).toContain('form');
    expect(formsOf('bridges')).not.toContain('form');
    expect(formsOf('communes')).not.toContain('dxf');
    expect(formsOf('works')).not.toContain('shp');
  });

  it('asks a drawing in metres and a form without columns', () => {
    const looks = { ...LOOKS, columns: ['name'] };
    expect(exportAddress(BAD, looks, FIELDS, {}, 'dxf')).toContain('crs=EPSG:3405');
    expect(exportAddress(BAD, looks, FIELDS, {}, 'form')).not.toContain('properties');
    expect(exportAddress(BAD, looks, FIELDS, {}, 'map')).toContain('labels=true');
  });
});
