import { describe, expect, it } from 'vitest';
import { answerOf, chosen, firstChoice, whyNot, type Proposal, type Proposed } from './columns';

const column = (name: string, target: string): Proposed => ({ column: name, label: '', target, share: 0.9, because: 'name', samples: [] });
const BRIDGES: Proposal = {
  kind: 'bridges', header_row: 5, sheet: 'Cầu', sheets: ['Cầu'], systems: [], targets: [{ name: 'name', title_vi: 'Tên', title_en: 'Name' }],
  columns: [column('Tên cầu', 'name'), column('Lý trình', 'chainage'), column('Tuyến', 'road'), column('TT', '')],
};
const CULVERTS: Proposal = { ...BRIDGES, kind: 'culverts' };
const ALL = [BRIDGES, CULVERTS];

describe('the question about columns', () => {
  it('takes coordinates for a place, but of posts', () => {
    const meant = { 'Lý trình': 'lon', TT: 'lat', Tuyến: '' };
    expect(whyNot(BRIDGES, { ...firstChoice(ALL), meant, srid: '4326' })).toBeNull();
    expect(whyNot({ ...BRIDGES, points: true }, { ...firstChoice(ALL), meant: { 'Lý trình': '', Tuyến: '' } })).toBeNull();
    expect(whyNot({ ...BRIDGES, kind: 'km-posts' }, { ...firstChoice(ALL), meant, srid: '4326' })).not.toBeNull();
  });
  it('wants both ends of a section, but of a line', () => {
    const sections = { ...BRIDGES, kind: 'sections' };
    const told = (meant: Record<string, string>, proposal: Proposal = sections) => whyNot(proposal, { ...firstChoice([proposal]), meant })?.[1] ?? null;
    expect(told({ 'Tên cầu': 'from_chainage', 'Lý trình': '' })).toBe('No columns say from where to where yet.');
    expect(told({ 'Tên cầu': 'from_chainage', 'Lý trình': 'to_chainage' })).toBeNull();
    expect(told({ 'Tên cầu': '', 'Lý trình': 'stretch' })).toBeNull();
    expect(told({ 'Tên cầu': '', 'Lý trình': 'stretch', Tuyến: '' })).toBe('No column says the road: say which road the file is about.');
    expect(told({ 'Tên cầu': '', 'Lý trình': '', Tuyến: '' }, { ...sections, lines: true })).toBeNull();
  });
  it('begins with the likeliest, and with what a remembered source says', () => {
    expect(firstChoice(ALL)).toEqual({ kind: 'bridges', meant: {}, road: '', srid: '', profile: '' });
    expect(firstChoice([{ ...BRIDGES, profile: 'Sổ', answers: { srid: 4326, road: 'QL.1' } }])).toEqual({ kind: 'bridges', meant: {}, road: 'QL.1', srid: '4326', profile: 'Sổ' });
    expect(chosen(ALL, { ...firstChoice(ALL), kind: 'culverts' })).toBe(CULVERTS);
  });
  it('asks a waterway for no place: it is known by its line', () => {
    const meant = { 'Lý trình': '', Tuyến: '' };
    expect([whyNot({ ...BRIDGES, kind: 'waterways' }, { ...firstChoice(ALL), meant }), whyNot({ ...BRIDGES, kind: 'roads' }, { ...firstChoice(ALL), meant })?.[0]]).toEqual([null, 'Chưa chọn cột mã đường.']);
  });
  it('is answered with every column, those kept aside too', () => {
    const choice = { ...firstChoice(ALL), meant: { TT: 'note' }, srid: '4326', profile: ' Sổ ' };
    expect(answerOf(BRIDGES, choice)).toEqual({
      kind: 'bridges', header_row: 5, sheet: 'Cầu', srid: 4326, profile: 'Sổ', columns: { 'Tên cầu': 'name', 'Lý trình': 'chainage', Tuyến: 'road', TT: 'note' },
    });
  });
  it.each([
    [{ TT: 'name' }, 'Hai cột cùng là “Tên”.'], [{ 'Lý trình': '' }, 'Chưa chọn cột lý trình (hoặc Km và m), hay kinh độ và vĩ độ.'], [{ Tuyến: '' }, 'Tệp không có cột tuyến: ghi tuyến của cả tệp.'],
    [{ TT: 'lon' }, 'Chọn hệ toạ độ của các cột toạ độ.'], [{ TT: 'note', 'Tên cầu': 'note' }, null],
    [{ 'Lý trình': 'lon', TT: 'lat', Tuyến: '' }, 'Chọn hệ toạ độ của các cột toạ độ.'],
  ] as const)('%j: %s', (meant, why) => { expect(whyNot(BRIDGES, { ...firstChoice(ALL), meant })?.[0] ?? null).toBe(why); });
});
