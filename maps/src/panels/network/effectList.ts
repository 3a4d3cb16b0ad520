/** The effect of an operation: roads before and after, then every thing concerned; what needs a decision stands first. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import type { App } from '../../actions/app';
import { behave, lookAtAsset } from '../../actions/network';
import { CHOICES_OF, nameOf, type Affected, type Effect, type Network, type Placed, type RoadEffect, type RoadFacts } from '../../network';
import { distance, readable } from '../../format';
import type { State } from '../../state';
import { isKey } from '../../strings';
import type { Content } from '../pieces';
import { speaker, type T } from '../words';

/** More rows than this are shown when they are asked for: the card stays quick, and a draft short. */
const [FIRST, FIRST_IN_DRAFT] = [60, 4];

const word = (t: T, prefix: string, name: string): string => { const key = `${prefix}.${name}`; return isKey(key) ? t(key) : name; };

function roadName(facts: RoadFacts): string {
  return facts.branch === '000' ? facts.code : `${facts.code}: ${facts.branch}`;
}

function road(state: State, one: RoadEffect): TemplateResult {
  const t = speaker(state.lang);
  const told = (facts: RoadFacts | null): string => (facts
    ? `${readable(state.lang, facts.from ?? '–')} → ${readable(state.lang, facts.to ?? '–')} · ${facts.length_m === null ? '–' : distance(state.lang, facts.length_m)}` : '');
  const facts = one.after ?? one.before;
  const kind = one.before ? (one.after ? 'changed' : 'ends') : 'made';
  return html`<li data-testid="effect-road"><b>${facts ? roadName(facts) : one.name}</b> <span class="tag">${t(`network.road_${kind}`)}</span>
    ${one.before ? html`<div><small>${t('network.before')}</small> <del>${told(one.before)}</del></div>` : nothing}
    ${one.after ? html`<div><small>${t('network.after')}</small> <ins>${told(one.after)}</ins></div>` : nothing}</li>`;
}

/** A road as the effect calls it ("$1" is one to be made), by its code and branch. */
function roadOf(effect: Effect, at: Placed): string {
  const one = effect.roads.find((road) => (road.id ?? road.name) === at.road);
  const facts = one?.after ?? one?.before;
  return facts ? roadName(facts) : at.road_code;
}

/** Where a thing stands, in one line: road, chainage or stretch, side and offset, or what a post says. */
function spot(state: State, t: T, effect: Effect, at: Placed | null): string {
  if (!at) return t('network.gone');
  const read = (text: string | null | undefined, metres: number | null | undefined): string =>
    (text ? readable(state.lang, text) : metres === null || metres === undefined ? '–' : `${distance(state.lang, metres)}`);
  const place = 'from_m' in at ? `${read(at.from, at.from_m)} – ${read(at.to, at.to_m)}` : at.km === undefined ? read(at.chainage, at.at_m) : `Km${at.km}`;
  const beside = at.offset_m ? ` · ${t('network.offset', { metres: distance(state.lang, Math.abs(at.offset_m)), side: t(at.offset_m > 0 ? 'network.right' : 'network.left') })}` : '';
  const verdict = at.verdict ? ` · ${word(t, 'verdict', at.verdict)}` : '';
  return `${roadOf(effect, at)} · ${place}${beside}${verdict}`;
}

function decision(state: State, app: App, network: Network | null, one: Affected): Content {
  if (!network || !one.decision || !one.id) return nothing;
  const t = speaker(state.lang);
  const id = one.id;
  return html`<div class="decide"><span>${word(t, 'network.because', one.decision.because)}</span>
    <select data-testid="decide-${id}" aria-label=${t('network.decide', { what: one.title || id })} @change=${(event: Event) => behave.run(app, id, (event.target as HTMLSelectElement).value)}>
    <option value="" ?selected=${!network.behaviours[id]}>${t('network.choose')}</option>
    ${one.decision.choices.map((choice) => html`<option value=${choice} ?selected=${network.behaviours[id] === choice}>${word(t, 'network.behaviour', choice)}</option>`)}</select></div>`;
}

/** What is done with all of a kind: another choice shows the effect anew. */
function choices(state: State, app: App, network: Network | null, effect: Effect): Content {
  if (!network) return nothing;
  const kinds = Object.entries(CHOICES_OF[effect.operation] ?? {});
  if (!kinds.length) return nothing;
  const t = speaker(state.lang);
  return html`<fieldset class="choices"><legend>${t('network.by_kind')}</legend>${kinds.map(([name, some]) => html`<label>${word(t, 'network.kind', name)}
    <select data-testid="behave-${name}" @change=${(event: Event) => behave.run(app, name, (event.target as HTMLSelectElement).value)}>
    ${some.map((one) => html`<option value=${one} ?selected=${(network.behaviours[name] ?? some[0]) === one}>${word(t, 'network.behaviour', one)}</option>`)}</select></label>`)}</fieldset>`;
}

function titleOf(t: T, one: Affected): string {
  const kind = word(t, 'network.kind', one.collection);
  if (!one.id) return t('network.copy', { kind, of: one.copy_of ?? '' });
  return one.title && one.collection !== 'culverts' ? one.title : `${kind} ${one.title || one.id}`;
}

function asset(state: State, app: App, network: Network | null, effect: Effect, one: Affected): TemplateResult {
  const t = speaker(state.lang);
  const name = nameOf(one);
  const moved = one.moved_m ? ` · ${t('network.moved', { metres: distance(state.lang, one.moved_m) })}` : '';
  return html`<li class="${one.decision ? 'undecided' : ''} ${network?.shownAsset === name ? 'on' : ''}" data-testid="effect-asset">
    <button type="button" class="look" @click=${() => lookAtAsset.run(app, one, name)}><b>${titleOf(t, one)}</b>
    <small>${word(t, 'network.behaviour', one.behaviour)}${moved}</small></button>
    ${one.before ? html`<div><del>${spot(state, t, effect, one.before)}</del></div>` : nothing}<div><ins>${spot(state, t, effect, one.after)}</ins></div>${decision(state, app, network, one)}</li>`;
}

/** What was asked for is seen at once, also in the half sheet of a phone. */
const broughtUp = (section?: Element): void => { requestAnimationFrame(() => section?.scrollIntoView({ block: 'start' })); };

/** `network`: null where it is only to be seen, as in a draft. */
export function effectList(state: State, app: App, network: Network | null, effect: Effect): TemplateResult {
  const t = speaker(state.lang);
  const first = network ? FIRST : FIRST_IN_DRAFT;
  const sorted = [...effect.assets].sort((a, b) => Number(Boolean(b.decision)) - Number(Boolean(a.decision)) || (b.moved_m ?? 0) - (a.moved_m ?? 0));
  const untouched = Object.entries(effect.unchanged).filter(([, n]) => n).map(([name, n]) => `${n} ${word(t, 'network.kind', name).toLowerCase()}`).join(', ');
  const rows = (some: readonly Affected[]): TemplateResult => html`<ul class="effect">${some.map((one) => asset(state, app, network, effect, one))}</ul>`;
  return html`<section class="effects" data-testid="network-effect" aria-live="polite" ${network ? ref(broughtUp) : nothing}><h3>${t('network.effect')}</h3>
    <ul class="effect roads">${effect.roads.map((one) => road(state, one))}</ul>
    ${effect.undecided ? html`<p class="failure" role="alert" data-testid="network-undecided">${t('network.undecided', { n: effect.undecided })}</p>` : nothing}
    ${choices(state, app, network, effect)}
    <p class="hint">${t('network.concerned', { n: effect.assets.length })}${untouched ? ` · ${t('network.untouched', { what: untouched })}` : ''}</p>
    ${rows(sorted.slice(0, first))}${sorted.length > first ? html`<details><summary>${t('network.rest', { n: sorted.length - first })}</summary>${rows(sorted.slice(first))}</details>` : nothing}</section>`;
}
