/** Changing the network in the card of a road: choose, fill in, see the effect, commit in one of two meanings. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { mayNotSave, type App } from '../../actions/app';
import {
  cancelNetwork, chooseOperation, commitNetwork, notCommittable, notShowable, sayNetwork, showEffect,
} from '../../actions/network';
import { FIELDS_OF, OPERATIONS, type Network, type NetworkField, type Operation } from '../../network';
import { draftNetwork } from '../../actions/saveToDraft';
import type { State } from '../../state';
import { draftTarget } from '../draftTarget';
import { dayField, saveButtons } from '../meaning';
import { actButton, failure, type Content } from '../pieces';
import { speaker } from '../words';
import { effectList } from './effectList';
import { networkField } from './networkFields';

function choices(state: State, app: App): TemplateResult {
  const t = speaker(state.lang);
  return html`<div class="body network" data-testid="network-panel"><h3>${t('network.title')}</h3><p class="hint">${t('network.hint')}</p>
    <ul class="operations">${OPERATIONS.map((name) => html`<li><button type="button" data-testid="network-${name}" @click=${() => chooseOperation.run(app, name)}>
      <b>${t(`network.${name}`)}</b><span>${t(`network.about.${name}`)}</span></button></li>`)}</ul></div>
    <div class="acts">${actButton({ label: t('app.cancel'), testid: 'cancel', press: () => cancelNetwork.run(app) })}</div>`;
}

function form(state: State, app: App, network: Network, operation: Operation): TemplateResult {
  const t = speaker(state.lang);
  const why = notShowable(state);
  const ofNew = (one: NetworkField): boolean => one.name.startsWith('new.');
  const asked = FIELDS_OF[operation].filter((one) => !ofNew(one));
  const made = FIELDS_OF[operation].filter(ofNew);
  return html`<form class="network-form" novalidate @submit=${(event: Event) => { event.preventDefault(); if (!why) void showEffect.run(app); }}>
    <h3>${t(`network.${operation}`)}</h3><p class="hint">${t(`network.about.${operation}`)}</p>
    ${asked.map((one) => networkField(state, app, network, one))}
    ${made.length ? html`<details class="made"><summary>${t('network.made')}</summary>${made.map((one) => networkField(state, app, network, one))}</details>` : nothing}
    <div class="row">${actButton({ label: t(network.busy === 'showing' ? 'network.showing' : 'network.show'), testid: 'network-show', why: why && t(why), primary: !network.effect, press: () => void showEffect.run(app) })}
    ${actButton({ label: t('network.other'), testid: 'network-other', press: () => chooseOperation.run(app, null) })}</div>
    <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true">${t('network.show')}</button></form>`;
}

function said(state: State, app: App, network: Network): Content {
  if (!network.effect) return nothing;
  const t = speaker(state.lang);
  const typed = (event: Event): void => { void sayNetwork.run(app, (event.target as HTMLInputElement).value); };
  return html`<div class="field"><label for="network-comment">${t('edit.reason')}</label><input id="network-comment" data-testid="network-comment" type="text" maxlength="500" autocomplete="off" .value=${network.comment} @input=${typed}></div>
    ${dayField(state, app, 'network-on')}`;
}

function commits(state: State, app: App, network: Network): Content {
  const t = speaker(state.lang);
  const saves = (): readonly TemplateResult[] => saveButtons(state, { testid: (meaning) => `network-commit-${meaning}`, why: notCommittable(state), busy: network.busy === 'committing', primary: !mayNotSave(state), press: (meaning) => void commitNetwork.run(app, meaning) });
  return html`<div class="acts two">${network.effect ? html`${saves()}${draftTarget(state, app, draftNetwork.available(state), false, () => void draftNetwork.run(app))}` : nothing}${actButton({ label: t('app.cancel'), testid: 'cancel', press: () => cancelNetwork.run(app) })}</div>`;
}

export function networkPanel(state: State, app: App, network: Network): TemplateResult {
  if (!network.operation) return choices(state, app);
  return html`<div class="body network" data-testid="network-panel" aria-busy=${network.busy === 'no' ? 'false' : 'true'}>${form(state, app, network, network.operation)}
    ${network.fault ? failure(state.lang, network.fault) : nothing}${network.effect ? effectList(state, app, network, network.effect) : nothing}${said(state, app, network)}</div>
    ${commits(state, app, network)}`;
}
