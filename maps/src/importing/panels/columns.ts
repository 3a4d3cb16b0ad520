/** The form that asks what the columns of a strange file are: each with its first cells, the proposal and what speaks for it. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { confirmReading, type Store } from '../actions/work';
import { answerOf, chosen, firstChoice, proposalsOf, targetOf, whyNot, type Choice, type Proposal, type Proposed } from '../columns';
import type { Run, State } from '../run';
import { both } from './words';

type Both = readonly [string, string];
const KIND_WORDS: Readonly<Record<string, Both>> = { bridges: ['Cầu', 'Bridges'], culverts: ['Cống', 'Culverts'], 'km-posts': ['Cột Km', 'Km posts'], roads: ['Tuyến đường', 'Roads'], sections: ['Đoạn đường', 'Sections'],
  waterways: ['Sông, kênh', 'Waterways'] };
const BECAUSE: Readonly<Record<string, Both>> = {
  name: ['theo tên cột', 'by its name'], 'part-of-name': ['tên cột gần giống', 'its name is like it'], content: ['theo nội dung ô', 'by what stands in it'], both: ['tên và nội dung khớp', 'name and cells agree'],
  profile: ['như lần trước', 'as the last time'], '': ['chưa rõ', 'not clear'],
};

function row(one: Proposed, proposal: Proposal, choice: Choice, choose: (part: Partial<Choice>) => void): TemplateResult {
  const target = targetOf(choice, one);
  const changed = target !== one.target;
  const why = BECAUSE[one.because] ?? BECAUSE['']!;
  const id = `column-${proposal.columns.indexOf(one)}`;
  return html`<tr class=${target ? '' : 'aside'}><th scope="row"><label for=${id}>${one.label ? html`<small>${one.label} / </small>` : nothing}${one.column.startsWith(`${one.label} / `) ? one.column.slice(one.label.length + 3) : one.column}</label></th>
    <td class="samples">${one.samples.join(' · ')}</td>
    <td><select id=${id} data-testid="column" data-column=${one.column} @change=${(event: Event) => choose({ meant: { ...choice.meant, [one.column]: (event.target as HTMLSelectElement).value } })}>
      <option value="" ?selected=${!target}>– Để riêng / Keep aside –</option>${proposal.targets.map(({ name, title_vi: vi, title_en: en }) => html`<option value=${name} ?selected=${name === target}>${vi} / ${en}</option>`)}</select></td>
    <td class="why">${changed ? both(['bạn chọn', 'your choice']) : both(why)}${!changed && one.share ? ` · ${Math.round(100 * one.share)} %` : ''}</td></tr>`;
}

function field(label: Both, control: TemplateResult, hint: Both | null = null): TemplateResult {
  return html`<label class="asked">${both(label)} ${control}${hint ? html`<small>${both(hint)}</small>` : nothing}</label>`;
}

export function columns(store: Store, { columns: kept }: State, run: Run): TemplateResult | typeof nothing {
  const proposals = proposalsOf(run);
  if (!proposals.length) return nothing;
  const choice = kept ?? firstChoice(proposals);
  const proposal = chosen(proposals, choice);
  const choose = (part: Partial<Choice>): void => store.set({ columns: { ...choice, ...part } });
  const why = whyNot(proposal, choice);
  const typed = (name: 'road' | 'profile') => (event: Event): void => choose({ [name]: (event.target as HTMLInputElement).value });
  return html`<section class="evidence columns" data-testid="columns"><h3>${both(['Các cột của tệp là gì?', 'What are the columns?'])}</h3>
    ${proposal.profile ? html`<p data-testid="as-before">${both([`Đọc như nguồn đã nhớ “${proposal.profile}”. Kiểm tra rồi xác nhận.`, `Read as the remembered source “${proposal.profile}”. Look, then confirm.`])}</p>` : nothing}
    <div class="asked-of-all">${proposal.sheets.length > 1 ? field(['Trang, lớp', 'Sheet, layer'], html`<select data-testid="sheet" @change=${(event: Event) => void confirmReading(store, { sheet: (event.target as HTMLSelectElement).value })}>${proposal.sheets.map((name) => html`<option value=${name} ?selected=${name === proposal.sheet}>${name}</option>`)}</select>`) : nothing}${field(['Mỗi dòng là', 'Each row is'], html`<select data-testid="kind" @change=${(event: Event) => choose({ kind: (event.target as HTMLSelectElement).value, meant: {} })}>${proposals.map(({ kind }) => html`<option value=${kind} ?selected=${kind === proposal.kind}>${(KIND_WORDS[kind] ?? [kind]).join(' / ')}</option>`)}</select>`)}
    ${field(['Tuyến của cả tệp', 'Road of the whole file'], html`<input data-testid="road" .value=${choice.road} placeholder="QL.1" autocomplete="off" @input=${typed('road')}>`, ['khi không có cột tuyến', 'where no column says it'])}
    ${field(['Hệ toạ độ', 'Coordinate system'], html`<select data-testid="srid" @change=${(event: Event) => choose({ srid: (event.target as HTMLSelectElement).value })}><option value="" ?selected=${!choice.srid}>–</option>${proposal.systems.map(({ srid, name }) => html`<option value=${srid} ?selected=${String(srid) === choice.srid}>${name} · EPSG:${srid}</option>`)}</select>`, ['khi tệp có toạ độ mà không khai báo', 'where the file has coordinates and does not say'])}</div>
    <div class="scroll"><table><thead><tr><th scope="col">${both(['Cột của tệp', 'Column'])}</th><th scope="col">${both(['Vài ô đầu', 'First cells'])}</th><th scope="col">${both(['Là trường', 'Is the field'])}</th><th scope="col">${both(['Vì sao', 'Why'])}</th></tr></thead>
    <tbody>${proposal.columns.map((one) => row(one, proposal, choice, choose))}</tbody></table></div>
    ${field(['Nhớ cách đọc này với tên', 'Remember this reading as'], html`<input data-testid="profile" maxlength="80" .value=${choice.profile} autocomplete="off" @input=${typed('profile')}>`, ['để trống: không nhớ; tệp sau cùng các cột chỉ cần xác nhận một lần', 'empty: not remembered; the next file with these columns needs one confirmation'])}
    <div class="inline"><button type="button" class="act primary" data-testid="confirm-columns" aria-disabled=${why ? 'true' : 'false'} title=${why?.[0] ?? nothing}
      @click=${() => { if (!why) void confirmReading(store, answerOf(proposal, choice)); }}>${both(['Xác nhận và lập kế hoạch', 'Confirm and plan'])}</button>${why ? html`<p class="hint" data-testid="columns-why">${both(why)}</p>` : nothing}</div></section>`;
}
