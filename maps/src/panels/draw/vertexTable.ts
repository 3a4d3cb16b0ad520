/** The vertices as a table: the keyboard's way to place, add and remove them. A long line is shown a page at a time. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../../actions/app';
import { reshape, showVertices } from '../../actions/draw';
import { isPoint, lineOf, type Drawing } from '../../drawing';
import { readVertices, writeVertices, type LonLat } from '../../network';
import type { State } from '../../state';
import { actButton, type Content } from '../pieces';
import { speaker } from '../words';

const PAGE = 25;

function row(state: State, app: App, line: readonly LonLat[], n: number): TemplateResult {
  const t = speaker(state.lang);
  const place = (event: Event): void => {
    const box = event.target as HTMLInputElement;
    const read = readVertices(box.value);
    box.setAttribute('aria-invalid', read?.length === 1 ? 'false' : 'true');
    box.setCustomValidity(read?.length === 1 ? '' : t('draw.vertex_unreadable'));
    box.reportValidity();
    if (read?.length === 1) void reshape.run(app, line.map((one, m) => (m === n ? read[0]! : one)));
  };
  return html`<tr><th scope="row">${n + 1}</th>
    <td><input type="text" inputmode="decimal" autocomplete="off" data-testid="vertex-${n}" aria-label=${t('draw.vertex', { n: n + 1 })} .value=${writeVertices([line[n]!])} @change=${place}></td>
    <td><button type="button" class="bare" data-testid="vertex-add-${n}" aria-label=${t('draw.vertex_add', { n: n + 1 })} title=${t('draw.vertex_add', { n: n + 1 })} @click=${() => reshape.run(app, between(line, n))}>+</button></td>
    <td><button type="button" class="bare" data-testid="vertex-remove-${n}" aria-label=${t('draw.vertex_remove', { n: n + 1 })} title=${t('draw.vertex_remove', { n: n + 1 })} @click=${() => reshape.run(app, line.filter((_one, m) => m !== n))}>×</button></td></tr>`;
}

/** A vertex more, half way to the next one; after the last, as far again. */
function between(line: readonly LonLat[], n: number): readonly LonLat[] {
  const [at, next, before] = [line[n]!, line[n + 1], line[n - 1]];
  const to: LonLat = next ?? (before ? [2 * at[0] - before[0], 2 * at[1] - before[1]] : at);
  const made: LonLat = next ? [(at[0] + to[0]) / 2, (at[1] + to[1]) / 2] : to;
  return [...line.slice(0, n + 1), made, ...line.slice(n + 1)];
}

function pages(state: State, app: App, first: number, n: number): Content {
  if (n <= PAGE) return nothing;
  const t = speaker(state.lang);
  return html`<div class="row">${actButton({ label: '‹', testid: 'vertices-before', why: first ? null : t('draw.why.first_page'), press: () => showVertices.run(app, first - PAGE) })}
    <span class="count">${t('draw.page', { from: first + 1, to: Math.min(n, first + PAGE), n })}</span>
    ${actButton({ label: '›', testid: 'vertices-next', why: first + PAGE < n ? null : t('draw.why.last_page'), press: () => showVertices.run(app, first + PAGE) })}</div>`;
}

/** For what is not drawn yet: places typed or pasted, one a line. */
function typed(state: State, app: App, drawing: Drawing): TemplateResult {
  const t = speaker(state.lang);
  const read = (event: Event): void => {
    const box = event.target as HTMLTextAreaElement;
    const line = readVertices(box.value);
    const wrong = !line?.length || (isPoint(drawing.collection) && line.length > 1);
    box.setAttribute('aria-invalid', String(wrong));
    box.setCustomValidity(wrong ? t('draw.vertex_unreadable') : '');
    box.reportValidity();
    if (!wrong) void reshape.run(app, line);
  };
  return html`<div class="field"><label for="draw-typed">${t('draw.typed')}</label>
    <textarea id="draw-typed" data-testid="draw-typed" rows=${isPoint(drawing.collection) ? 1 : 3} spellcheck="false" placeholder="9.2852000, 105.7240000" @change=${read}></textarea></div>`;
}

export function vertexTable(state: State, app: App, drawing: Drawing): TemplateResult {
  const t = speaker(state.lang);
  const line = lineOf(drawing);
  if (!line.length) return typed(state, app, drawing);
  const first = drawing.firstRow < line.length ? drawing.firstRow : 0;
  const shown = line.slice(first, first + PAGE).map((_vertex, n) => row(state, app, line, first + n));
  return html`<details class="vertices" ?open=${line.length <= PAGE && isPoint(drawing.collection)}><summary data-testid="vertices">${t('draw.vertices_table')}</summary>
    <table><thead><tr><th scope="col">#</th><th scope="col">${t('draw.lat_lon')}</th><td></td><td></td></tr></thead><tbody>${shown}</tbody></table>${pages(state, app, first, line.length)}</details>`;
}
