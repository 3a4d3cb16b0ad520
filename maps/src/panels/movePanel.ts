/** Moving: how (along the road, freely, by chainage), from where to where, by how much; then save or leave. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { mayNotSave, type App } from '../actions/app';
import { cancelMove, chooseMoveMode, movedBy, previewTyped, saveMove, typeMove } from '../actions/moveAsset';
import { draftMove } from '../actions/saveToDraft';
import { distance, number, readable } from '../format';
import type { Move, MoveMode, State } from '../state';
import { draftTarget } from './draftTarget';
import { reason } from './editForm';
import { liveFindings } from './findings';
import { named, saveButtons } from './meaning';
import { actButton, failure, type Content } from './pieces';
import { speaker } from './words';

const MODES: readonly MoveMode[] = ['road', 'free', 'typed'];

function modes(state: State, app: App, move: Move): TemplateResult {
  const t = speaker(state.lang);
  return html`<fieldset class="modes"><legend>${t('move.how')}</legend>${MODES.map((mode) => {
    const why = mode !== 'free' && !move.road ? t('move.no_road') : null;
    return html`<label class=${move.mode === mode ? 'on' : ''} title=${why ?? nothing}><input type="radio" name="move-mode" value=${mode} data-testid="move-${mode}" .checked=${move.mode === mode} ?disabled=${Boolean(why)}
      @change=${() => chooseMoveMode.run(app, mode)}>${t(`move.${mode}`)}</label>`;
  })}</fieldset><p class="hint">${t(`move.hint_${move.mode}`, { road: move.road })}</p>`;
}

function typed(state: State, app: App, move: Move): Content {
  if (move.mode !== 'typed') return nothing;
  const t = speaker(state.lang);
  const why = previewTyped.available(state);
  return html`<form class="typed" @submit=${(event: Event) => { event.preventDefault(); if (!why) void previewTyped.run(app); }}>
    <div class="field ${move.fault ? 'wrong' : ''}"><label for="field-chainage">${t('move.chainage')}</label>
    <input id="field-chainage" data-testid="field-chainage" type="text" autocomplete="off" placeholder="Km2178+500" aria-invalid=${move.fault ? 'true' : 'false'} .value=${move.typed} @input=${(event: Event) => typeMove.run(app, (event.target as HTMLInputElement).value)}></div>
    ${actButton({ label: t('move.preview'), testid: 'move-preview', why: why && t(why), press: () => void previewTyped.run(app) })}</form>`;
}

function spot(state: State, chainage: string | undefined, lon: number, lat: number): string {
  return readable(state.lang, chainage ?? '') || `${number(state.lang, lat, 6)} · ${number(state.lang, lon, 6)}`;
}

function change(state: State, move: Move): TemplateResult {
  const t = speaker(state.lang);
  const metres = movedBy(move);
  const along = move.to?.located && move.from.at_m !== null;
  const way = metres === null || !along ? '' : t(metres >= 0 ? 'move.forward' : 'move.back');
  return html`<dl class="moved" aria-live="polite" aria-busy=${move.locating ? 'true' : 'false'}>
    <div><dt>${t('move.from')}</dt><dd>${spot(state, move.from.chainage, move.from.lon, move.from.lat)}</dd></div>
    <div><dt>${t('move.to')}</dt><dd data-testid="move-to">${move.to ? spot(state, move.to.located?.chainage, move.to.lon, move.to.lat) : '–'}${move.to?.located?.nominal ? html` <small>(${t('card.nominal')})</small>` : nothing}</dd></div>
    <div class="wide"><dt>${t('move.by')}</dt><dd data-testid="move-by">${metres === null ? t('move.not_yet') : `${distance(state.lang, Math.abs(metres))} ${way}`}</dd></div></dl>`;
}

export function movePanel(state: State, app: App, move: Move): TemplateResult {
  const t = speaker(state.lang);
  return html`<div class="body moving" data-testid="move-panel"><h3>${t('move.title')}</h3>${modes(state, app, move)}${typed(state, app, move)}${change(state, move)}
    ${move.fault ? failure(state.lang, move.fault) : nothing}${move.to ? liveFindings(state, app) : nothing}${reason(state, app, move.reason)}</div>
    <div class="acts">${saveButtons(state, { testid: named('save'), why: saveMove.available(state), busy: move.saving, primary: !mayNotSave(state), press: (meaning) => void saveMove.run(app, meaning) })}
    ${draftTarget(state, app, draftMove.available(state), Boolean(mayNotSave(state)), () => void draftMove.run(app))}
    ${actButton({ label: t('app.cancel'), testid: 'cancel', press: () => cancelMove.run(app) })}</div>`;
}
