/** Drawing: how, what it is led to, undo and redo, the vertices as a table, a file to take the geometry from; then save or leave. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../../actions/app';
import { createAsset } from '../../actions/createAsset';
import { cancelDrawing, choosePiece, chooseTool, redo, startAnew, undo } from '../../actions/draw';
import { dropFile, useShape } from '../../actions/dropFile';
import { realignDrawn } from '../../actions/realignDrawn';
import { draftNew } from '../../actions/saveToDraft';
import { hasShape, isPoint, lineOf, type Drawing, type Tool } from '../../drawing';
import { distance, instant, number } from '../../format';
import { metresBetween } from '../../snapping';
import type { State } from '../../state';
import { actButton, failure, type Content } from '../pieces';
import { speaker, whyNot } from '../words';
import { draftTarget } from '../draftTarget';
import { liveFindings } from '../findings';
import { named, saveButtons } from '../meaning';
import { newAssetForm } from './newAssetForm';
import { vertexTable } from './vertexTable';

const TOOLS: readonly Tool[] = ['shape', 'end', 'start'];

function tools(state: State, app: App, drawing: Drawing): Content {
  if (isPoint(drawing.collection)) return html`<p class="hint">${speaker(state.lang)('draw.hint_point')}</p>`;
  const t = speaker(state.lang);
  return html`<fieldset class="modes"><legend>${t('draw.how')}</legend>${TOOLS.map((tool) => html`<label class=${drawing.tool === tool ? 'on' : ''}>
    <input type="radio" name="draw-tool" data-testid="draw-${tool}" .checked=${drawing.tool === tool} @change=${() => chooseTool.run(app, tool)}>${t(`draw.${tool}`)}</label>`)}</fieldset>
    <p class="hint">${t(`draw.hint_${drawing.tool}`)}</p>`;
}

function lengthOf(drawing: Drawing): number {
  const line = lineOf(drawing);
  return line.slice(1).reduce((sum, vertex, n) => sum + metresBetween(line[n]!, vertex), 0);
}

/** What the last place was led to, and whether there is anything in view to be led to. */
function ledTo(state: State, { snap, targets }: Drawing): TemplateResult {
  const t = speaker(state.lang);
  const told = snap ? t(`draw.snapped_${snap.to}`, { name: snap.name, kind: t(`card.${snap.collection}`) }) : t(targets.length ? 'draw.not_snapped' : 'draw.nothing_to_snap');
  return html`<p class="led ${snap ? 'on' : ''}" role="status" data-testid="draw-snap">${told}</p>`;
}

function steps(state: State, app: App, drawing: Drawing): TemplateResult {
  const t = speaker(state.lang);
  const line = lineOf(drawing);
  const size = isPoint(drawing.collection) ? nothing : html`<span class="count" data-testid="draw-size">${t('draw.size', { n: number(state.lang, line.length, 0), length: distance(state.lang, lengthOf(drawing)) })}</span>`;
  return html`<div class="row">${actButton({ label: t('draw.undo'), testid: 'draw-undo', why: whyNot(state, undo.available(state)), press: () => undo.run(app) })}
    ${actButton({ label: t('draw.redo'), testid: 'draw-redo', why: whyNot(state, redo.available(state)), press: () => redo.run(app) })}${size}</div>`;
}

function file(state: State, app: App, { offered }: Drawing): TemplateResult {
  const t = speaker(state.lang);
  const chosen = (event: Event): void => {
    const box = event.target as HTMLInputElement;
    const [one] = box.files ?? [];
    if (one) void dropFile.run(app, one);
    box.value = '';
  };
  return html`<div class="field"><label class="act choose-file">${t('draw.file')}<input data-testid="draw-file" type="file" accept=".gpx,.kml,.geojson,.json,.zip,.gpkg,.tab,.mif,.dxf,.fgb,.kmz,.gml" @change=${chosen}></label>
    <p class="about">${t('draw.file_hint')}</p></div>
    ${offered ? html`<fieldset class="offered"><legend>${t('draw.choose', { file: offered.file, n: offered.shapes.length })}</legend>${offered.shapes.map((shape, n) =>
      actButton({ label: `${n + 1}. ${shape.name || t('draw.unnamed')} (${t('draw.vertices', { n: shape.line.length })})`, testid: `draw-shape-${n}`, press: () => useShape.run(app, shape) }))}</fieldset>` : nothing}`;
}

function kept(state: State, app: App, { keptAt }: Drawing): Content {
  if (!keptAt) return nothing;
  const t = speaker(state.lang);
  return html`<div class="notice" data-testid="draw-kept"><p>${t('draw.kept', { at: instant(keptAt) })}</p>
    ${actButton({ label: t('draw.anew'), testid: 'draw-anew', press: () => startAnew.run(app) })}</div>`;
}

/** Of a road of several pieces: which one is drawn. */
function piece(state: State, app: App, drawing: Drawing): Content {
  if (drawing.pieces.length < 2) return nothing;
  const t = speaker(state.lang);
  const choose = (event: Event): void => { void choosePiece.run(app, Number((event.target as HTMLSelectElement).value)); };
  return html`<div class="field"><label for="draw-piece">${t('draw.piece')}</label><select id="draw-piece" data-testid="draw-piece" @change=${choose}>${drawing.pieces.map((line, n) =>
    html`<option value=${n} ?selected=${n === drawing.piece}>${t('draw.piece_n', { n: n + 1, of: drawing.pieces.length, vertices: n === drawing.piece ? lineOf(drawing).length : line.length })}</option>`)}</select>
    <p class="about">${t('draw.piece_hint')}</p></div>`;
}

function shaping(state: State, app: App, drawing: Drawing): Content {
  return html`${piece(state, app, drawing)}${tools(state, app, drawing)}${ledTo(state, drawing)}${steps(state, app, drawing)}${drawing.id ? nothing : newAssetForm(state, app, drawing)}
    ${vertexTable(state, app, drawing)}${file(state, app, drawing)}`;
}

function drop(app: App, event: DragEvent): void {
  event.preventDefault();
  const [one] = event.dataTransfer?.files ?? [];
  if (one) void dropFile.run(app, one);
}

export function drawPanel(state: State, app: App, drawing: Drawing): TemplateResult {
  const t = speaker(state.lang);
  const saves = drawing.id ? actButton({ label: t('draw.preview'), testid: 'draw-preview', why: whyNot(state, realignDrawn.available(state)), primary: true, press: () => void realignDrawn.run(app) })
    : saveButtons(state, { testid: named('save'), label: (meaning) => t(`draw.${meaning}`), why: createAsset.available(state), busy: drawing.busy, primary: true, press: (meaning) => void createAsset.run(app, meaning) });
  return html`<div class="body drawing" data-testid="draw-panel" @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${(event: DragEvent) => drop(app, event)}>
    <h3>${drawing.id ? t('draw.title') : t(`draw.new_${drawing.collection}`)}</h3>${kept(state, app, drawing)}
    ${hasShape(drawing.collection) ? shaping(state, app, drawing) : newAssetForm(state, app, drawing)}
    ${drawing.id ? nothing : liveFindings(state, app)}${drawing.fault ? failure(state.lang, drawing.fault) : nothing}</div>
    <div class="acts">${saves}
    ${drawing.id ? nothing : draftTarget(state, app, draftNew.available(state), false, () => void draftNew.run(app))}
    ${actButton({ label: t('app.cancel'), testid: 'cancel', press: () => cancelDrawing.run(app) })}</div>`;
}
