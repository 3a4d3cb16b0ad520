/** The form of a new asset: where it is by road and chainage beside where it was put on the map, and its facts. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../../actions/app';
import { chooseRests, sayWhyNew, showChainage, takeProposal, typeNew } from '../../actions/createAsset';
import { disagreement, hasShape, isPoint, newFields, type Drawing } from '../../drawing';
import type { Group } from '../../fields';
import { distance, readable } from '../../format';
import type { State } from '../../state';
import { dayField } from '../meaning';
import { fieldRow } from '../editForm';
import { actButton, type Content } from '../pieces';
import { speaker, whyNot } from '../words';

/** A difference smaller than this is what chainages are good for, and not worth a word. */
const WORTH_SAYING_M = 1;

function proposals(state: State, app: App, { near }: Drawing): Content {
  const t = speaker(state.lang);
  return near.length ? html`<div class="proposals" data-testid="draw-near"><p class="about">${t('draw.near')}</p>${near.map((one, n) => actButton({
    label: t('draw.near_one', { road: one.road, chainage: readable(state.lang, one.chainage), metres: distance(state.lang, Math.abs(one.offset_m ?? 0)) }), testid: `draw-near-${n}`, press: () => takeProposal.run(app, one),
  }))}</div>` : nothing;
}

/** Chainage and place on the map side by side: which of them counts, and how far apart they are. */
function placing(state: State, app: App, drawing: Drawing): Content {
  if (drawing.collection !== 'bridges' && drawing.collection !== 'culverts') return isPoint(drawing.collection) ? proposals(state, app, drawing) : nothing;
  const t = speaker(state.lang);
  const apart = disagreement(drawing);
  return html`${proposals(state, app, drawing)}
    <div class="row">${actButton({ label: t('draw.show_chainage'), testid: 'draw-show', why: whyNot(state, showChainage.available(state)), press: () => void showChainage.run(app) })}
    ${drawing.located ? html`<span class="count" role="status" data-testid="draw-located">${readable(state.lang, drawing.located.chainage)}</span>` : nothing}</div>
    ${apart !== null && apart >= WORTH_SAYING_M ? html`<p class="warning" role="status" data-testid="draw-apart">${t('draw.apart', { metres: distance(state.lang, apart) })}</p>` : nothing}
    <fieldset class="modes"><legend>${t('draw.rests')}</legend>${(['map', 'chainage'] as const).map((rests) => html`<label class=${drawing.rests === rests ? 'on' : ''}>
      <input type="radio" name="draw-rests" data-testid="rests-${rests}" .checked=${drawing.rests === rests} @change=${() => chooseRests.run(app, rests)}>${t(`draw.rests_${rests}`)}</label>`)}</fieldset>`;
}

export function newAssetForm(state: State, app: App, drawing: Drawing): TemplateResult {
  const t = speaker(state.lang);
  const fields = newFields(drawing.collection);
  const groups = [...new Set(fields.map((field) => field.group))].sort((a, b) => Number(b === 'place') - Number(a === 'place')) as Group[];
  const given = { collection: drawing.collection, base: {}, values: drawing.values, errors: drawing.errors, saving: drawing.busy };
  const type = (name: string, text: string): void => { void typeNew.run(app, name, text); };
  return html`<form class="edit" data-testid="new-form" novalidate @submit=${(event: Event) => event.preventDefault()}>
    ${groups.map((group) => html`<fieldset><legend>${t(`group.${group}`)}</legend>${fields.filter((field) => field.group === group).map((field) => fieldRow(state, given, field, type))}
      ${group === 'place' && hasShape(drawing.collection) ? placing(state, app, drawing) : nothing}</fieldset>`)}
    <div class="field reason"><label for="field-reason">${t('edit.reason')}</label><input id="field-reason" data-testid="field-reason" type="text" maxlength="500" autocomplete="off" .value=${drawing.reason}
      @input=${(event: Event) => sayWhyNew.run(app, (event.target as HTMLInputElement).value)}></div>${dayField(state, app)}</form>`;
}
