/** Where: the whole province, an area drawn or typed, a unit by its name, near a place; and on a road, from and to a chainage. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Fault } from '../../api/types';
import { date, readable } from '../../format';
import { change, type App } from '../actions/app';
import { knowReference } from '../actions/know';
import { choosePlace, choosePlaceFound, chooseUnit, draw, findPlaces, findUnits, setCorners, setStretch } from '../actions/place';
import type { Near, Place, Unit } from '../query';
import { speaker } from '../strings';
import { matches, readPoints, writePoint } from '../values';
import { combobox, type Option } from './combobox';

const KINDS: readonly Place['kind'][] = ['province', 'area', 'unit', 'near'];

function areaFields(app: App, place: Place & { kind: 'area' }): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const text = state.corners ?? place.points.map(writePoint).join('\n');
  const read = readPoints(text);
  const wrong = typeof read === 'number';
  return html`<div class="inline"><button type="button" class="act" data-testid="draw-box" aria-pressed=${state.drawing === 'box' ? 'true' : 'false'} @click=${() => draw(app, 'box')}>${t('place.draw_box')}</button>
    <button type="button" class="act" data-testid="draw-polygon" aria-pressed=${state.drawing === 'polygon' ? 'true' : 'false'} @click=${() => draw(app, 'polygon')}>${t('place.draw_polygon')}</button></div>
    <div class="field ${wrong ? 'wrong' : ''}"><label for="corners">${t('place.corners')}</label>
      <textarea id="corners" rows="4" data-testid="corners" spellcheck="false" aria-describedby="corners-about" aria-invalid=${wrong ? 'true' : nothing} .value=${text}
        @input=${(event: Event) => setCorners(app, (event.target as HTMLTextAreaElement).value)}></textarea>
      <p class="about" id="corners-about">${wrong ? t('place.bad_line', { line: read }) : t('place.corners_hint')}</p></div>`;
}

function unitField(app: App, place: Unit): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const typed = state.combo?.typed ?? '';
  const options = (state.units.data ?? []).map((unit): Option => ({
    value: unit.code, label: unit.name, detail: unit.to ? t('place.unit_until', { date: date(unit.to) }) : t('place.unit_now'), ...(!unit.drawn && !unit.to ? { why: t('place.unit_not_drawn') } : {}),
  }));
  return combobox(app, {
    id: 'unit', label: t('place.unit_find'), testid: 'unit', shown: place.name || place.code, options: () => options, typed: (text) => findUnits(app, text),
    nothing: typed.trim().length < 2 ? '' : state.units.status === 'loading' ? t('app.loading') : t('place.unit_none', { typed }),
    choose: (code) => { const unit = state.units.data?.find((one) => one.code === code); if (unit) chooseUnit(app, unit); },
  });
}

function nearFields(app: App, place: Near): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const typed = state.combo?.typed ?? '';
  const found = state.places.data ?? [];
  return html`${combobox(app, {
    id: 'near', label: t('place.near_find'), testid: 'near', shown: place.name || (place.at ? writePoint(place.at) : ''), typed: (text) => findPlaces(app, text),
    options: () => found.map((one, n): Option => ({ value: String(n), label: readable(state.lang, one.label), detail: readable(state.lang, one.detail) })),
    nothing: typed.trim().length < 2 ? '' : state.places.status === 'loading' ? t('app.loading') : t('place.near_none', { typed }),
    choose: (n) => { const one = found[Number(n)]; if (one) choosePlaceFound(app, one); },
  })}<div class="row"><div class="field"><label for="metres">${t('place.metres')}</label><span class="typed-value"><input id="metres" data-testid="metres" inputmode="decimal" .value=${place.metres}
      @input=${(event: Event) => change(app, { place: { ...place, metres: (event.target as HTMLInputElement).value } })}><span class="unit-sign">m</span></span></div>
    <button type="button" class="act" data-testid="pick-point" @click=${() => draw(app, 'point')}>${t('place.pick')}</button></div>
    <p class="hint">${t('place.near_hint')}</p>`;
}

export function placePanel(app: App): TemplateResult {
  const { question: { place }, lang } = app.store.get();
  const t = speaker(lang);
  return html`<fieldset class="kinds"><legend class="visually-hidden">${t('section.place')}</legend>
    ${KINDS.map((kind) => html`<label><input type="radio" name="place" value=${kind} data-testid="place-${kind}" .checked=${place.kind === kind} @change=${() => choosePlace(app, kind)}><span>${t(`place.${kind}`)}</span></label>`)}
    </fieldset>${place.kind === 'area' ? areaFields(app, place) : place.kind === 'unit' ? unitField(app, place) : place.kind === 'near' ? nearFields(app, place) : nothing}`;
}

export function stretchPanel(app: App, fault: Fault | null): TemplateResult {
  const state = app.store.get();
  const t = speaker(state.lang);
  const { stretch } = state.question;
  const roads = state.references['sections.road']?.data ?? [];
  const chainage = (name: 'from' | 'to'): TemplateResult => html`<div class="field ${fault?.field === name ? 'wrong' : ''}"><label for="stretch-${name}">${t(`stretch.${name}`)}</label>
    <input id="stretch-${name}" data-testid="stretch-${name}" placeholder=${t('stretch.example')} .value=${stretch[name]} aria-invalid=${fault?.field === name ? 'true' : nothing}
      @input=${(event: Event) => setStretch(app, { [name]: (event.target as HTMLInputElement).value })}></div>`;
  return html`${combobox(app, {
    id: 'road', label: t('stretch.road'), testid: 'road', shown: stretch.road, hint: t('stretch.road_hint'), typed: () => undefined,
    options: (typed) => {
      void knowReference(app, 'sections', { name: 'road' });
      const known = roads.filter((one) => matches(one.code, typed)).map((one) => ({ value: one.code, label: one.code }));
      const own = typed.trim() && !known.some((one) => one.value === typed.trim()) ? [{ value: typed.trim(), label: typed.trim() }] : [];
      return [...known, ...own];
    },
    choose: (road) => setStretch(app, { road }),
  })}<div class="row">${chainage('from')}${chainage('to')}</div>
    ${stretch.road ? html`<button type="button" class="act" data-testid="stretch-clear" @click=${() => setStretch(app, { road: '', from: '', to: '' })}>${t('stretch.clear')}</button>` : nothing}`;
}

/** What is chosen, in a few words: the heading of a closed section. */
export function placeWords(app: App): string {
  const { question: { place }, lang } = app.store.get();
  const t = speaker(lang);
  if (place.kind === 'area' && !place.points.length) return t('place.area');
  if (place.kind === 'area') return place.points.length < 3 ? t('place.box') : t('place.polygon', { n: place.points.length });
  if (place.kind === 'unit') return place.name || place.code || t('place.unit');
  return place.kind === 'near' ? t('place.near_told', { name: place.name || t('place.near_point'), metres: place.metres }) : t('none.place');
}
