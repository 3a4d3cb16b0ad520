/** Who else is at work on the selected asset. */
import { html, nothing } from 'lit-html';
import { instant } from '../format';
import type { State } from '../state';
import { type Content } from './pieces';
import { speaker } from './words';

export function presence({ lang, past: { others } }: State): Content {
  const t = speaker(lang);
  const time = (since: string): string => instant(since).slice(-5);
  return others.length ? html`<p class="presence" role="status" data-testid="presence" title=${t('presence.hint')}>${others.map((one) => html`<span>${t('presence.editing', { name: one.name, time: time(one.since) })}</span>`)}</p>` : nothing;
}
