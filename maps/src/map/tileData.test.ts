import { PbfWriter } from 'pbf';
import { describe, expect, it } from 'vitest';
import { decodeTile } from './tileData';

/** A tile of one layer of points (field numbers of the vector tile specification 2.1); a null id is left out. */
function tile(layer: string, ids: readonly (number | null)[]): ArrayBuffer {
  const pbf = new PbfWriter();
  pbf.writeMessage(3, (_: unknown, inLayer: PbfWriter) => {
    inLayer.writeVarintField(15, 2);
    inLayer.writeStringField(1, layer);
    for (const id of ids) {
      inLayer.writeMessage(2, (_none: unknown, feature: PbfWriter) => {
        if (id !== null) feature.writeVarintField(1, id);
        feature.writePackedVarint(2, [0, 0]);
        feature.writeVarintField(3, 1);
        feature.writePackedVarint(4, [9, 16, 32]);
      }, null);
    }
    inLayer.writeStringField(3, 'name');
    inLayer.writeMessage(4, (_none: unknown, value: PbfWriter) => { value.writeStringField(1, 'Cầu'); }, null);
    inLayer.writeVarintField(5, 4096);
  }, null);
  return Uint8Array.from(pbf.finish()).buffer;
}
const idsOf = (layer: string, ...ids: (number | null)[]): unknown[] => decodeTile(tile(layer, ids)).features.map((one) => one.attributes.id);

describe('decodeTile', () => {
  it('makes public ids of the numbers', () => { expect(idsOf('bridges', 7, 1234567)).toEqual(['B-000007', 'B-1234567']); });
  it('knows each layer by its letter', () => { expect(['roads', 'sections', 'culverts', 'km-posts', 'waterways'].map((layer) => idsOf(layer, 1)[0])).toEqual(['R-000001', 'S-000001', 'C-000001', 'P-000001', 'W-000001']); });
  it('leaves merged lines without one', () => { expect(idsOf('sections', null, 3)).toEqual([undefined, 'S-000003']); });
  it('makes none for layers without public ids', () => { expect(idsOf('places', 5)).toEqual([undefined]); });
  it('keeps attributes and places', () => {
    const [one] = decodeTile(tile('bridges', [1])).features;
    expect([one!.attributes.name, ...one!.parts[0]!]).toEqual(['Cầu', 1, 2]);
  });
});
